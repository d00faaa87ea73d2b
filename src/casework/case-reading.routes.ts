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
import { caseScopeOf } from '../registers/index.store.ts';
import { type ClauseId, Refused, type Rules } from '../rules/index.ts';
import { type CaseRouteDeps, isId, momentOf } from './case.routes.ts';
import { clocksOf } from './case-clock.ts';
import type { CaseState } from './case-event.ts';
import { findCase, listCases, listEvents, type SeenCase } from './case-reading.store.ts';
import {
  caseDetail,
  caseEntry,
  citedClause,
  clockList,
  eventEntry,
  optionList,
} from './case-schema.routes.ts';
import { caseStandingTitles, lastAt } from './case-summary.ts';
import { kebabCase } from './command-schema.ts';
import { fineFen, outstandingFen, paidFen, surchargeFen } from './money.ts';
import { clockStandingTitles } from './narrate.ts';
import { options } from './options.ts';
import type { CaseView, Context } from './part.ts';
import type { RuleReadingDeps } from './procedure.routes.ts';
import { shellRefusals } from './shell-refusals.ts';
import { viewOf } from './view.ts';

const tags = ['案件'];
const params = Type.Object({ caseId: Type.String({ format: 'uuid', title: '案件' }) });
const readingHeaders = Type.Object({
  'mingfa-at': Type.Optional(
    Type.String({
      description: '仅演示模式下的演示单位可用：按这一过去的时间查看期限和可办事项。',
    }),
  ),
});
const reads = { config: { permission: 'case:read' } } as const;
const uuid = '^[0-9a-f-]{36}$';
const instant = String.raw`^\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00$`;

type Deps = CaseRouteDeps & Pick<RuleReadingDeps, 'ruleBook'>;

/** Routes that look at cases. */
export function caseReadingRoutes(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  listRoute(app, deps);
  detailRoute(app, deps);
  optionsRoute(app, deps);
  clocksRoute(app, deps);
  eventsRoute(app, deps);
}

const query = Type.Object(
  {
    standing: Type.Optional(
      Type.String({
        title: '案件状态',
        enum: Object.keys(caseStandingTitles),
        description: Object.entries(caseStandingTitles)
          .map(([code, title]) => `${code}：${title}`)
          .join('；'),
      }),
    ),
    step: Type.Optional(Type.String({ title: '所处步骤', maxLength: 40, pattern: '^[a-z-]+$' })),
    handler: Type.Optional(Type.String({ title: '承办人', format: 'uuid' })),
    mine: Type.Optional(Type.Boolean({ title: '只看本人承办的' })),
    overdue: Type.Optional(Type.Boolean({ title: '只看有期限已过的' })),
    text: Type.Optional(
      Type.String({
        title: '案件名称、当事人或者案号中的文字',
        minLength: 1,
        maxLength: 100,
        pattern: String.raw`^[^\p{Cc}\p{Cs}]*$`,
      }),
    ),
    cursor: Type.Optional(cursorField),
    limit: limitField,
  },
  { additionalProperties: false },
);

function listRoute(instance: FastifyInstance, { db, desk }: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases',
    {
      schema: {
        tags,
        operationId: 'listCases',
        summary: '权限范围内的案件，最近登记的在前',
        querystring: query,
        response: {
          200: Type.Object({ items: Type.Array(caseEntry), nextCursor: nextCursorField }),
        },
      },
      ...reads,
    },
    async (request) => {
      const actor = requestActor(request);
      const { cursor, limit, mine, handler, ...filter } = request.query;
      const after = readCursor(cursor, [instant, uuid] as const);
      const found = await listCases(db, await caseScopeOf(db, actor), {
        ...filter,
        handlerId: mine === true ? actor.id : handler,
        after: after === null ? undefined : { openedAt: after[0], caseId: after[1] },
        limit,
        now: desk.deps.now(),
      });
      const { steps, clocks } = desk.deps.composition.procedure;
      const page = pageOf(found, limit, (entry) => [entry.openedAt, entry.caseId]);
      const clockTitle = (name: string) =>
        clocks.find((clock) => clock.id === name.split('#')[0])?.title ?? name;
      const items = page.items.map((entry) => ({
        ...entry,
        handlerIds: [...entry.handlerIds],
        stepTitle: steps[entry.step] ?? entry.step,
        standingTitle: titleOf(entry.standing),
        nextClock:
          entry.nextClock === null
            ? null
            : { ...entry.nextClock, title: clockTitle(entry.nextClock.name) },
      }));
      return { items, nextCursor: page.nextCursor };
    },
  );
}

function titleOf(standing: string): string {
  return (caseStandingTitles as Readonly<Record<string, string>>)[standing] ?? standing;
}

type Looked = {
  readonly file: SeenCase;
  readonly state: CaseState;
  readonly view: CaseView;
  readonly context: Context;
  readonly rules: Rules;
  readonly packs: readonly string[];
  readonly agencyName: string;
};

/** Finds a case for the person who asks, and records that it was looked at. */
async function look({ db, desk }: Deps, request: FastifyRequest, caseId: string): Promise<Looked> {
  const actor = requestActor(request);
  if (!isId(caseId)) throw new Refused(shellRefusals.unknown);
  const file = await findCase(db, caseId, actor);
  await recordReading(db, actor, { file, part: 'case' }, desk.deps.now());
  const body = await desk.deps.bodies.read(file.agencyId);
  const state = file.state as unknown as CaseState;
  const now = desk.momentOf(body, momentOf(request), lastAt(state));
  // Roles count in one's own body only: who looks into another may do nothing there.
  const roles = actor.agencyId === file.agencyId ? actor.roles : [];
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
      const looked = await look(deps, request, request.params.caseId);
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
    standingTitle: titleOf(file.standing),
    handlers: handlerIds.map((id) => ({ id, name: context.officers[id]?.name ?? '' })),
    publicPath: view.has('decisionDisclosed') ? publicPath(file) : null,
    money: view.has('decisionMade')
      ? {
          fineFen: fineFen(view),
          surchargeFen: surchargeFen(view, view.today),
          paidFen: paidFen(view),
          outstandingFen: outstandingFen(view, view.today),
        }
      : null,
    facts: Object.fromEntries(
      Object.entries(looked.state.facts).map(([kind, facts]) => [kind, [...facts]]),
    ),
    warnings: ruleBook
      .warnings(looked.packs, view.today)
      .map(({ pack, code, text }) => ({ pack, code, text })),
  };
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
      const { file, state, context, rules } = await look(deps, request, request.params.caseId);
      const offered = options(deps.desk.deps.composition, state, context);
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
        })),
        clauses: cited(
          rules,
          offered.flatMap((option) => option.refusals.flatMap((one) => one.clauses)),
        ),
      };
    },
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
      const { file, state, context, rules } = await look(deps, request, request.params.caseId);
      const clocks = clocksOf(deps.desk.deps.composition, state, context);
      return {
        caseId: file.caseId,
        version: file.version,
        clocks: clocks.map((clock) => ({
          ...clock,
          clauses: [...clock.clauses],
          standingTitle: clockStandingTitles[clock.standing],
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
      const { file, rules } = await look(deps, request, request.params.caseId);
      const { cursor, limit } = request.query;
      const after = readCursor(cursor, [0] as const)?.[0] ?? 0;
      const found = await listEvents(deps.db, file, { after: Math.min(after, 2 ** 31 - 1), limit });
      const { causes } = deps.desk.deps.composition.procedure;
      const page = pageOf(found, limit, (entry) => [entry.sequence]);
      return {
        items: page.items.map((entry) => ({
          ...entry,
          clauses: [...entry.clauses],
          title: causes.get(entry.kind)?.title ?? entry.kind,
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
function cited(rules: Rules, ids: readonly ClauseId[]) {
  return [...new Set(ids)].flatMap((id) => {
    const clause = rules.clause(id);
    return clause === null ? [] : [{ id, locator: clause.locator, text: clause.obligation }];
  });
}
