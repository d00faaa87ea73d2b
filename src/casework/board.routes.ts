// Boards: what has run out, and how many cases there are.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  limitField,
  nextCursorField,
  pageOf,
  readCursor,
  requestActor,
} from '../access/index.routes.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { addMonths, endOfDay, startOfDay } from '../rules/index.ts';
import { type Counted, countBoard, overdueClocks, type PlaceCount } from './board.store.ts';
import type { CaseRouteDeps } from './case.routes.ts';
import type { CaseDesk } from './case.store.ts';
import { agenciesOf, listCases } from './case-reading.store.ts';
import { figures, overdueEntry } from './case-schema.routes.ts';
import { caseStandingTitles } from './case-summary.ts';
import { soonUntil } from './task.routes.ts';
import {
  bodiesOf,
  type KnownBodies,
  standingTitle,
  tellClock,
  tellEntry,
} from './told-case.routes.ts';

const tags = ['案件'];
const uuid = '^[0-9a-f-]{36}$';
const moment = String.raw`^\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00$`;
const months = 12;
/** Figures are looked at often and change slowly. */
const heldMillis = 30_000;
const mostHeld = 500;

/** Routes of boards. */
export function boardRoutes(instance: FastifyInstance, deps: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  overdueRoute(app, deps);
  figuresRoute(app, deps);
}

function overdueRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/overdue',
    {
      schema: {
        tags,
        operationId: 'listOverdue',
        summary: '权限范围内有期限已过的案件，超期最久的在前',
        querystring: Type.Object(
          { cursor: Type.Optional(cursorField), limit: limitField },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ items: Type.Array(overdueEntry), nextCursor: nextCursorField }),
        },
      },
      config: { permission: 'case:read' },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const after = readCursor(cursor, [moment, uuid] as const);
      const now = desk.deps.now();
      const found = await listCases(db, await caseScopeOf(db, requestActor(request)), {
        order: 'due',
        overdue: true,
        after: after === null ? undefined : { key: after[0], caseId: after[1] },
        limit,
        now,
      });
      const page = pageOf(found, limit, (entry) => [entry.key, entry.caseId]);
      const [clocks, known] = await Promise.all([
        overdueClocks(db, page.items, now),
        bodiesOf(desk.deps.bodies, page.items),
      ]);
      const items = page.items.map((entry) => {
        const body = known.get(entry.agencyId);
        return {
          ...tellEntry(desk, entry, known),
          clocks: (clocks.get(entry.caseId) ?? []).map((clock) => tellClock(desk, clock, body)),
        };
      });
      return { items, nextCursor: page.nextCursor };
    },
  );
}

type Figures = ReturnType<typeof tellFigures>;

function figuresRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const held = new Map<string, { readonly until: number; readonly figures: Promise<Figures> }>();
  app.get(
    '/api/figures',
    {
      schema: {
        tags,
        operationId: 'readFigures',
        summary: '权限范围内案件的数字',
        description: '监督人员为下级执法主体的案件。半分钟内的数字相同。',
        response: { 200: figures },
      },
      config: { permission: 'statistics:read' },
    },
    async (request) => {
      const scope = await caseScopeOf(db, requestActor(request));
      const key = JSON.stringify(scope);
      const present = held.get(key);
      if (present !== undefined && present.until > performance.now()) return present.figures;
      const now = desk.deps.now();
      const today = now.slice(0, 10);
      const first = addMonths(`${today.slice(0, 7)}-01`, 1 - months);
      const span = {
        now,
        soonUntil: endOfDay(soonUntil(desk, today)),
        since: startOfDay(first),
      };
      const counting = Promise.all([
        countBoard(db, scope, span),
        bodiesOf(
          desk.deps.bodies,
          agenciesOf(scope).map((agencyId) => ({ agencyId })),
        ),
      ]).then(([counted, known]) => tellFigures(desk, counted, { known, first, now }));
      if (held.size >= mostHeld) held.clear();
      held.set(key, { until: performance.now() + heldMillis, figures: counting });
      counting.catch(() => held.delete(key));
      return counting;
    },
  );
}

function tellFigures(
  desk: CaseDesk,
  counted: Counted,
  {
    known,
    first,
    now,
  }: { readonly known: KnownBodies; readonly first: string; readonly now: string },
) {
  const open = (standing: string) => standing === 'open' || standing === 'decided';
  const sum = (rows: readonly { readonly n: number }[]) => rows.reduce((all, { n }) => all + n, 0);
  const { steps } = desk.deps.composition.procedure;
  const nameOf = ({ agencyId, id }: PlaceCount) => known.get(agencyId)?.officers[id ?? '']?.name;
  return {
    steps: Object.entries(steps).map(([step, title]) => ({
      step,
      title,
      count: sum(counted.steps.filter((row) => row.step === step && open(row.standing))),
    })),
    standings: Object.keys(caseStandingTitles).map((standing) => ({
      standing,
      title: standingTitle(standing),
      count: sum(counted.steps.filter((row) => row.standing === standing)),
    })),
    months: Array.from({ length: months }, (_, index) => {
      const month = addMonths(first, index).slice(0, 7);
      const of = (what: string) =>
        sum(counted.months.filter((row) => row.month === month && row.what === what));
      return { month, opened: of('opened'), decided: of('decided'), closed: of('closed') };
    }),
    departments: counted.departments.map((row) => ({
      agencyId: row.agencyId,
      agencyName: known.get(row.agencyId)?.name ?? '',
      departmentId: row.id,
      departmentName: known.get(row.agencyId)?.departmentNames[row.id ?? ''] ?? null,
      open: row.open,
      overdue: row.overdue,
      soon: row.soon,
    })),
    handlers: counted.handlers.map((row) => ({
      id: row.id ?? '',
      name: nameOf(row) ?? '',
      agencyName: known.get(row.agencyId)?.name ?? '',
      open: row.open,
      overdue: row.overdue,
    })),
    asOf: now,
  };
}
