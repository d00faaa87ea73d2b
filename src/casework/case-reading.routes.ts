// Looking at cases. Whoever opens a case without handling it is recorded before the answer goes out.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  limitField,
  nextCursorField,
  pageOf,
  readCursor,
  requestActor,
} from '../access/index.routes.ts';
import { recordReading } from '../access/index.store.ts';
import { rolesIn } from '../access/index.ts';
import { type ClauseId, lengthText, Refused, type Rules } from '../rules/index.ts';
import { readEvents } from '../store/index.store.ts';

import { awaitingOf } from './awaiting.ts';
import type { Body } from './body.store.ts';
import { type CaseRouteDeps, isId, momentOf } from './case.routes.ts';
import { clocksOf } from './case-clock.ts';
import { type CaseEvent, type CaseState, type JsonObject, objectOf, textOf } from './case-event.ts';
import { caseListRoute } from './case-list.routes.ts';
import { findCase, listEvents, type SeenCase } from './case-reading.store.ts';
import {
  caseDetail,
  citedClause,
  clockList,
  eventEntry,
  optionList,
} from './case-schema.routes.ts';
import { lastAt } from './case-summary.ts';
import { clockWords, unitOf } from './clock-words.ts';
import { kebabCase } from './command-schema.ts';
import { roleTitles } from './decide.ts';
import { commandOf, particularsOf } from './event-particulars.ts';
import { lookAtIdentityNumber } from './identity-number.ts';
import { confiscatedFen, fineFen, outstandingFen, paidFen, surchargeFen } from './money.ts';
import { clockStandingTitles } from './narrate.ts';
import { type CaseOption, options } from './options.ts';
import type { CaseView, Context } from './part.ts';
import type { RuleReadingDeps } from './procedure.routes.ts';
import { shellRefusals } from './shell-refusals.ts';
import { stepsOf } from './step-standing.ts';
import { standingTitle, tellAwaiting } from './told-case.routes.ts';
import { viewOf } from './view.ts';

const tags = ['案件'];
const params = Type.Object({ caseId: Type.String({ format: 'uuid', title: '案件' }) });
/** Headers of whoever looks at a case. */
export const readingHeaders = Type.Object({
  'mingfa-at': Type.Optional(
    Type.String({
      description: '仅演示模式下的演示单位可用：按这一过去的时间查看期限和可办事项。',
    }),
  ),
});
const reads = { config: { permission: 'case:read' } } as const;

type Deps = CaseRouteDeps & Pick<RuleReadingDeps, 'ruleBook'>;

/** Routes that look at cases. */
export function caseReadingRoutes(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  caseListRoute(app, deps);
  detailRoute(app, deps);
  optionsRoute(app, deps);
  clocksRoute(app, deps);
  eventsRoute(app, deps);
}

/** A case as it is before the person who asks. */
export type Looked = {
  readonly file: SeenCase;
  readonly state: CaseState;
  readonly view: CaseView;
  readonly context: Context;
  readonly rules: Rules;
  readonly packs: readonly string[];
  readonly agencyName: string;
  readonly departments: Body['departmentNames'];
};

/** Finds a case for the person who asks, and records that it was looked at. */
export async function lookAtCase(
  { db, desk }: Pick<Deps, 'db' | 'desk'>,
  request: FastifyRequest,
  caseId: string,
): Promise<Looked> {
  const actor = requestActor(request);
  if (!isId(caseId)) throw new Refused(shellRefusals.unknown);
  const file = await findCase(db, caseId, actor);
  await recordReading(db, actor, { file, part: 'case' }, desk.deps.now());
  const body = await desk.deps.bodies.read(file.agencyId);
  const state = file.state as unknown as CaseState;
  const now = desk.momentOf(body, momentOf(request), lastAt(state));
  // Roles count in one's own body only: who looks into another may do nothing there.
  const roles = rolesIn(actor, file);
  const context = desk.contextOf(body, { id: actor.id, name: actor.name, roles }, now);
  const view = viewOf(desk.deps.composition.procedure, state, context);
  return {
    file,
    state,
    view,
    context,
    rules: body.rules,
    packs: body.packs,
    agencyName: body.name,
    departments: body.departmentNames,
  };
}

function detailRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId',
    {
      schema: {
        tags,
        operationId: 'readCase',
        summary: '一件案件：事实、款项、承办人',
        description: '承办人以外的人员查看案件会留下记录。',
        params,
        headers: readingHeaders,
        response: { 200: caseDetail },
      },
      ...reads,
    },
    async (request, reply) => {
      const looked = await lookAtCase(deps, request, request.params.caseId);
      reply.header('etag', `"${looked.file.version}"`);
      return detailOf(deps, looked);
    },
  );
}

function detailOf(
  { desk, ruleBook, publicPath }: Deps,
  { file, view, context, ...looked }: Looked,
) {
  const { procedure } = desk.deps.composition;
  const { state: _, clocks: __, handlerIds, ...columns } = { clocks: null, ...file };
  return {
    ...columns,
    agencyName: looked.agencyName,
    variant: file.variant ?? '',
    variantTitle: procedure.variants[file.variant ?? ''] ?? '',
    stepTitle: procedure.steps[file.step] ?? file.step,
    standingTitle: standingTitle(file.standing),
    departmentName:
      file.departmentId === null ? null : (looked.departments[file.departmentId] ?? null),
    handlers: handlerIds.map((id) => ({ id, name: context.officers[id]?.name ?? '' })),
    steps: [...stepsOf(procedure, looked.state, file.step, owedSteps(view))],
    awaiting: tellAwaiting(desk, awaitingOf(desk.deps.composition, looked.state, context)),
    identityWarnings: identityWarnings(view),
    publicPath: view.has('decisionDisclosed') ? publicPath(file) : null,
    money: view.has('decisionMade')
      ? {
          fineFen: fineFen(view),
          confiscatedFen: confiscatedFen(view),
          surchargeFen: surchargeFen(view, view.today),
          paidFen: paidFen(view),
          outstandingFen: outstandingFen(view, view.today),
        }
      : null,
    facts: Object.fromEntries(
      Object.entries(looked.state.facts).map(([kind, facts]) => [kind, [...facts]]),
    ),
    // A case is worked on by drafts only once its body has confirmed them: nothing of them is left to do.
    warnings: ruleBook
      .warnings(looked.packs, view.today)
      .filter(({ code }) => code !== 'draft')
      .map(({ pack, code, text }) => ({ pack, code, text })),
  };
}

/** What looks wrong about the numbers that parties gave. */
/** Steps that a case may have gone past while something in them is open: what was imposed is not paid yet. */
const owedSteps = (view: CaseView): readonly string[] =>
  view.has('decisionMade') && outstandingFen(view, view.today) > 0 ? ['performance'] : [];

function identityWarnings(view: CaseView): { field: string; text: string }[] {
  const party = objectOf(view.last('leadRegistered')?.data, 'party');
  const number = textOf(party, 'idNumber');
  if (number === '') return [];
  const { warnings } = lookAtIdentityNumber(number, {
    today: view.today,
    partyKind: textOf(party, 'kind'),
  });
  return warnings.map((text) => ({ field: '/party/idNumber', text }));
}

function optionsRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/options',
    {
      schema: {
        tags,
        operationId: 'listOptions',
        summary: '每一项命令现在能否办理；不能的，缺什么、依据哪一条',
        description: '列为可以办理的，提交的内容正确即予受理；列为不能办理的，一定不予受理。',
        params,
        headers: readingHeaders,
        response: { 200: optionList },
      },
      ...reads,
    },
    async (request) => {
      const looked = await lookAtCase(deps, request, request.params.caseId);
      const { file, state, context, rules } = looked;
      const offered = options(deps.desk.deps.composition, state, context);
      const drafts = await draftsFor(deps, looked, offered);
      return {
        caseId: file.caseId,
        version: file.version,
        options: offered.map((option) => ({
          ...option,
          path: `/api/cases/${file.caseId}/commands/${kebabCase(option.command)}`,
          refusals: option.refusals.map((refusal) => ({
            ...refusal,
            clauses: [...refusal.clauses],
          })),
          fields: [...option.fields],
          notes: [...option.notes],
          draft: drafts[option.command] ?? null,
          roles: [...option.roles],
          roleTitles: option.roles.map((role) => roleTitles[role] ?? role),
          clauses: [...option.clauses],
        })),
        clauses: cited(
          rules,
          offered.flatMap((option) => [
            ...option.clauses,
            ...option.refusals.flatMap((one) => one.clauses),
          ]),
        ),
      };
    },
  );
}

/** What open forms can open with, by command; the events are read only where something draws up a form. */
async function draftsFor(
  { db, desk }: Deps,
  { file, view, agencyName }: Looked,
  offered: readonly CaseOption[],
): Promise<Readonly<Record<string, { data: JsonObject }>>> {
  const { procedure, drafts } = desk.deps.composition;
  const drawn = offered.flatMap(({ command, open }) => {
    const draft = drafts.get(procedure.commands.get(command)?.draft ?? '');
    return open && draft !== undefined ? [{ command, draft }] : [];
  });
  if (drawn.length === 0) return {};
  const stored = await readEvents(db, file.agencyId, file.caseId);
  const events = stored.map((event) => ({ ...event, caseId: file.caseId }) as unknown as CaseEvent);
  return Object.fromEntries(
    drawn.map(({ command, draft }) => [command, { data: draft(view, { events, agencyName }) }]),
  );
}

function clocksRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/clocks',
    {
      schema: {
        tags,
        operationId: 'listClocks',
        summary: '案件的期限，已完成的也在内',
        params,
        headers: readingHeaders,
        response: { 200: clockList },
      },
      ...reads,
    },
    async (request) => {
      const { file, state, context, rules } = await lookAtCase(
        deps,
        request,
        request.params.caseId,
      );
      const clocks = clocksOf(deps.desk.deps.composition, state, context);
      return {
        caseId: file.caseId,
        version: file.version,
        clocks: clocks.map((clock) => ({
          ...clock,
          clauses: [...clock.clauses],
          pauses: [...clock.pauses],
          extensions: clock.extensions.map(lengthText),
          standingTitle: clockStandingTitles[clock.standing],
          ...clockWords(clock, unitOf(rules, clock.rule, context.now.slice(0, 10)), context),
        })),
        clauses: cited(
          rules,
          clocks.flatMap((clock) => clock.clauses),
        ),
      };
    },
  );
}

function eventsRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/events',
    {
      schema: {
        tags,
        operationId: 'listEvents',
        summary: '案件的全部经过，按先后',
        params,
        querystring: Type.Object(
          { cursor: Type.Optional(cursorField), limit: limitField },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(eventEntry),
            nextCursor: nextCursorField,
            clauses: Type.Array(citedClause),
          }),
        },
      },
      ...reads,
    },
    async (request) => {
      const looked = await lookAtCase(deps, request, request.params.caseId);
      const { file, rules, state, context, departments } = looked;
      const { cursor, limit } = request.query;
      const after = readCursor(cursor, [0] as const)?.[0] ?? 0;
      const found = await listEvents(deps.db, file, { after: Math.min(after, 2 ** 31 - 1), limit });
      const { procedure } = deps.desk.deps.composition;
      const names = { procedure, state, context, departments };
      const page = pageOf(found, limit, (entry) => [entry.sequence]);
      return {
        items: page.items.map((entry) => ({
          ...entry,
          clauses: [...entry.clauses],
          title: commandOf(procedure, entry)?.title ?? entry.kind,
          command: commandOf(procedure, entry)?.id ?? null,
          particulars: [...particularsOf(entry, names)],
        })),
        nextCursor: page.nextCursor,
        clauses: cited(
          rules,
          page.items.flatMap((entry) => entry.clauses),
        ),
      };
    },
  );
}

/** What the clauses say, each once, in the order in which they were named. */
export function cited(rules: Rules, ids: readonly ClauseId[]) {
  return [...new Set(ids)].flatMap((id) => {
    const clause = rules.clause(id);
    return clause === null ? [] : [{ id, locator: clause.citation, text: clause.obligation }];
  });
}
