// Cases by page, and how many there are.

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
import { isCivilDate, Refused } from '../rules/index.ts';
import type { CaseRouteDeps } from './case.routes.ts';
import { type CaseFilter, countCases, listCases } from './case-reading.store.ts';
import { caseEntry } from './case-schema.routes.ts';
import { caseStandingTitles } from './case-summary.ts';
import { caseTextField } from './case-text.routes.ts';
import { shellRefusals } from './shell-refusals.ts';
import { placesOf } from './task-place.ts';
import { bodiesOf, tellEntry } from './told-case.routes.ts';

const uuid = '^[0-9a-f-]{36}$';
const moment = String.raw`^(?:infinity|\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00)$`;
/** Counting goes no further: nobody reads a thousand cases by page. */
const countedMost = 1000;
const day = (title: string) =>
  Type.Optional(Type.String({ title, pattern: String.raw`^\d{4}-\d\d-\d\d$` }));

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
    variant: Type.Optional(Type.String({ title: '程序', maxLength: 40, pattern: '^[a-z-]+$' })),
    departmentId: Type.Optional(Type.String({ title: '承办机构', format: 'uuid' })),
    handler: Type.Optional(Type.String({ title: '承办人', format: 'uuid' })),
    mine: Type.Optional(Type.Boolean({ title: '只看本人承办的' })),
    awaitsMe: Type.Optional(Type.Boolean({ title: '只看等本人办理的' })),
    overdue: Type.Optional(Type.Boolean({ title: '只看有期限已过的' })),
    openedFrom: day('登记日期起'),
    openedUntil: day('登记日期止'),
    order: Type.Optional(
      Type.String({
        title: '排序',
        enum: ['opened', 'due'],
        description: 'opened：最近登记的在前；due：最先到期的在前。',
      }),
    ),
    text: caseTextField,
    cursor: Type.Optional(cursorField),
    limit: limitField,
  },
  { additionalProperties: false },
);

const answer = Type.Object({
  items: Type.Array(caseEntry),
  nextCursor: nextCursorField,
  total: Type.Union([Type.Integer(), Type.Null()], {
    title: '符合条件的件数',
    description: '只在第一页给出，最多数到 1000。',
  }),
  totalIsExact: Type.Boolean({ title: '件数已数完' }),
});

/** The route that lists cases. */
export function caseListRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases',
    {
      schema: {
        tags: ['案件'],
        operationId: 'listCases',
        summary: '权限范围内的案件',
        querystring: query,
        response: { 200: answer },
      },
      config: { permission: 'case:read' },
    },
    async (request) => {
      const actor = requestActor(request);
      const { cursor, limit, mine, handler, awaitsMe, order, ...rest } = request.query;
      for (const name of ['openedFrom', 'openedUntil'] as const) checkDay(name, rest[name]);
      const after = readCursor(cursor, [moment, uuid] as const);
      const filter: CaseFilter = {
        ...rest,
        limit,
        handlerId: mine === true ? actor.id : handler,
        order: order === 'due' ? 'due' : 'opened',
        awaits:
          awaitsMe === true ? { agencyId: actor.agencyId, places: placesOf(actor) } : undefined,
        now: desk.deps.now(),
      };
      const scope = await caseScopeOf(db, actor);
      const place = after === null ? undefined : { key: after[0], caseId: after[1] };
      const [found, count] = await Promise.all([
        listCases(db, scope, { ...filter, after: place }),
        cursor === undefined ? countCases(db, scope, filter, countedMost) : null,
      ]);
      const page = pageOf(found, limit, (entry) => [entry.key, entry.caseId]);
      const known = await bodiesOf(desk.deps.bodies, page.items);
      return {
        items: page.items.map((entry) => tellEntry(desk, entry, known)),
        nextCursor: page.nextCursor,
        total: count === null ? null : Math.min(count, countedMost),
        totalIsExact: count !== null && count <= countedMost,
      };
    },
  );
}

function checkDay(name: string, value: string | undefined): void {
  if (value !== undefined && !isCivilDate(value))
    throw new Refused({ ...shellRefusals.badDay, text: badDayText(name), field: name });
}

const badDayText = (name: string) => `“${name}”须填日期，例如 2026-09-28。`;
