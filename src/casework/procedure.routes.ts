// The law behind the cases, as this installation applies it: procedures, rules, clauses.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { isInstallation } from '../access/index.ts';
import {
  type CivilDate,
  type Clause,
  dayOf,
  isCivilDate,
  Refused,
  type RuleBook,
  type Rules,
} from '../rules/index.ts';
import type { CaseRouteDeps } from './case.routes.ts';
import { emptyCase } from './evolve.ts';
import { explain } from './explain.ts';
import { explanation } from './explanation-schema.routes.ts';
import { offer } from './options.ts';
import { shellRefusals } from './shell-refusals.ts';
import { viewOf } from './view.ts';

/** What the routes of rules need. */
export type RuleReadingDeps = Pick<CaseRouteDeps, 'desk'> & { readonly ruleBook: RuleBook };

const tags = ['规则'];
const reads = { config: { permission: 'rule:read' } } as const;
const query = Type.Object(
  {
    packs: Type.Optional(
      Type.String({
        title: '规则包，最具体的在前，以逗号分开；不填为本单位适用的规则包',
        maxLength: 200,
        pattern: '^[a-z0-9,-]+$',
        examples: ['anze,national'],
      }),
    ),
    on: Type.Optional(Type.String({ title: '日期；不填为今天', examples: ['2026-09-28'] })),
  },
  { additionalProperties: false },
);
type Query = { readonly packs?: string; readonly on?: string };

/** Routes that show the rules. */
export function ruleRoutes(instance: FastifyInstance, deps: RuleReadingDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  proceduresRoute(app, deps);
  procedureRoute(app, deps);
  rulesRoute(app, deps);
  clauseRoute(app, deps);
}

function proceduresRoute(app: FastifyInstance, { desk }: RuleReadingDeps): void {
  const { id, title, variants } = desk.deps.composition.procedure;
  const item = Type.Object({
    id: Type.String(),
    title: Type.String(),
    variants: Type.Record(Type.String(), Type.String()),
  });
  app.get(
    '/api/procedures',
    {
      schema: {
        tags,
        operationId: 'listProcedures',
        summary: '执法程序',
        response: { 200: Type.Object({ items: Type.Array(item) }) },
      },
      ...reads,
    },
    async () => ({ items: [{ id, title, variants }] }),
  );
}

function procedureRoute(instance: FastifyInstance, deps: RuleReadingDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/procedures/:procedureId',
    {
      schema: {
        tags,
        operationId: 'readProcedure',
        summary: '一个程序：步骤、文书、关口、时限、表单和依据，按某一规则包在某一日的规定',
        params: Type.Object({ procedureId: Type.String({ maxLength: 60 }) }),
        querystring: query,
        response: { 200: Type.Unsafe<unknown>(explanation) },
      },
      ...reads,
    },
    async (request) => {
      const { composition } = deps.desk.deps;
      const { procedure } = composition;
      if (request.params.procedureId !== procedure.id)
        throw new Refused(shellRefusals.procedureUnknown);
      const { rules, on } = await asked(deps, request);
      const now = `${on}T12:00:00.000+08:00`;
      const actor = { id: '', name: '', roles: [] };
      const { calendar } = deps.ruleBook;
      const context = { rules, now, actor, calendar, officers: {} };
      const view = viewOf(procedure, emptyCase(procedure, '', '', 'general'), context);
      return {
        ...explain({ composition, book: deps.ruleBook, rules, on }),
        forms: Object.fromEntries(
          [...procedure.commands.values()].map((command) => [
            command.id,
            command.fields.map((field) => offer(view, field)),
          ]),
        ),
      };
    },
  );
}

function rulesRoute(instance: FastifyInstance, deps: RuleReadingDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const rule = Type.Object({
    key: Type.String({ title: '规则键' }),
    title: Type.String(),
    kind: Type.String({ title: '种类' }),
    pack: Type.Union([Type.String(), Type.Null()], { title: '由哪个规则包设定；未规定时为 null' }),
    clauses: Type.Array(Type.String()),
    rule: Type.Unknown({ title: '内容；未规定时为 null' }),
    unset: Type.Union([Type.String(), Type.Null()], { title: '明确不设定的理由' }),
  });
  app.get(
    '/api/rules',
    {
      schema: {
        tags,
        operationId: 'listRules',
        summary: '全部规则键在某一日的内容',
        querystring: query,
        response: {
          200: Type.Object({
            packs: Type.Array(Type.String()),
            on: Type.String(),
            items: Type.Array(rule),
          }),
        },
      },
      ...reads,
    },
    async (request) => {
      const { rules, on } = await asked(deps, request);
      const items = [...deps.ruleBook.keys].map(([key, { title, kind }]) => {
        const found = rules.get(key, on);
        const [pack, clauses] = [found?.pack ?? null, [...(found?.clauses ?? [])]];
        return { key, title, kind, pack, clauses, rule: found, unset: rules.unsetReason(key, on) };
      });
      return { packs: [...rules.packs], on, items };
    },
  );
}

function clauseRoute(instance: FastifyInstance, { ruleBook }: RuleReadingDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const all = new Map<string, Clause>(ruleBook.packs.flatMap((pack) => [...pack.clauses]));
  app.get(
    '/api/clauses/:clauseId',
    {
      schema: {
        tags,
        operationId: 'readClause',
        summary: '一个条款：位置、义务、由谁、何时',
        params: Type.Object({ clauseId: Type.String({ maxLength: 100 }) }),
        response: {
          200: Type.Object({
            id: Type.String(),
            pack: Type.String(),
            locator: Type.String({ title: '在文件中的位置' }),
            system: Type.String(),
            kind: Type.String(),
            obligation: Type.String({ title: '要求（以我们的话概括）' }),
            actor: Type.String({ title: '由谁' }),
            trigger: Type.String({ title: '何时' }),
          }),
        },
      },
      ...reads,
    },
    async (request) => {
      const clause = all.get(request.params.clauseId);
      if (clause === undefined) throw new Refused(shellRefusals.clauseUnknown);
      const { id, pack, locator, system, kind, obligation, actor, trigger } = clause;
      return { id, pack, locator, system, kind, obligation, actor, trigger };
    },
  );
}

/** The rules that are asked about: those named, or those of the person's own body. */
async function asked(
  { desk, ruleBook }: RuleReadingDeps,
  request: FastifyRequest,
): Promise<{ readonly rules: Rules; readonly on: CivilDate }> {
  const { packs, on = dayOf(desk.deps.now()) } = request.query as Query;
  if (!isCivilDate(on)) throw new Refused(shellRefusals.badDay);
  if (packs !== undefined) {
    // Whoever reads a draft sees what it says; applying it needs a confirmation.
    const confirmedDrafts = ruleBook.packs.filter((pack) => pack.draft).map(({ id }) => id);
    return { rules: ruleBook.rulesFor(packs.split(','), { confirmedDrafts }), on };
  }
  const { agencyId } = requestActor(request);
  if (isInstallation(agencyId)) return { rules: ruleBook.rulesFor(['national']), on };
  return { rules: (await desk.deps.bodies.read(agencyId)).rules, on };
}
