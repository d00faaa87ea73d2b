// The desk of the reviewers: what lies with the review, in the order of the queue, and who has how much.

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
import {
  bodiesOf,
  type CaseRouteDeps,
  caseTextField,
  soonUntil,
} from '../casework/index.routes.ts';
import type { CaseActor } from '../casework/index.store.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { endOfDay, startOfDay } from '../rules/index.ts';
import { tellDeskEntry } from './desk-entry.store.ts';
import { deskEntry, workload } from './desk-schema.routes.ts';
import { countWorkload, type DeskOrder, readDesk } from './review-desk.store.ts';
import { deskStandings } from './review-row.ts';

const tags = ['法制审核'];
const uuid = '^[0-9a-f-]{36}$';
const moment = String.raw`^(?:infinity|\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00)$`;
/** Counting goes no further: nobody reads a thousand reviews by page. */
const countedMost = 1000;
const mostWeight = 1_000_000;

const query = Type.Object(
  {
    standing: Type.Optional(
      Type.String({
        title: '哪些',
        enum: ['all', 'waiting', 'mine', 'submitted', 'countersign'],
        description:
          'all：全部（默认）；waiting：待出具意见；mine：分派给本人的；submitted：待确认材料；countersign：待把关。',
      }),
    ),
    order: Type.Optional(
      Type.String({
        title: '排序',
        enum: ['clock', 'weight', 'received'],
        description:
          'clock：审核期限先到的在前（默认）；weight：重的在前；received：先送审的在前。',
      }),
    ),
    departmentId: Type.Optional(Type.String({ title: '承办机构', format: 'uuid' })),
    text: caseTextField,
    cursor: Type.Optional(cursorField),
    limit: limitField,
  },
  { additionalProperties: false },
);

/** Routes of the desk. */
export function reviewDeskRoutes(instance: FastifyInstance, deps: CaseRouteDeps): void {
  deskRoute(instance, deps);
  workloadRoute(instance, deps);
}

function deskRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-desk',
    {
      schema: {
        tags,
        operationId: 'listReviews',
        summary: '权限范围内正在审核的案件',
        querystring: query,
        response: {
          200: Type.Object({
            items: Type.Array(deskEntry),
            nextCursor: nextCursorField,
            total: Type.Integer({ title: '件数', description: '最多数到 1000。' }),
            totalIsExact: Type.Boolean({ title: '件数已数完' }),
          }),
        },
      },
      config: { permission: 'case:read' },
    },
    async (request) => {
      const actor = requestActor(request);
      const {
        standing = 'all',
        order = 'clock',
        departmentId,
        text,
        cursor,
        limit,
      } = request.query;
      const scope = await caseScopeOf(db, actor);
      const by = order as DeskOrder;
      const filter = {
        ...wantedFrom(standing, actor),
        departmentId,
        text,
        limit,
        order: by,
        after: placeFrom(cursor, by),
      };
      const { entries, total } = await readDesk(db, scope, filter, countedMost);
      const page = pageOf(entries, limit, (entry) => [...keyParts(entry.key), entry.caseId]);
      const known = await bodiesOf(desk.deps.bodies, page.items);
      return {
        items: page.items.map((entry) => tellDeskEntry(desk, entry, actor, known)),
        nextCursor: page.nextCursor,
        total: Math.min(total, countedMost),
        totalIsExact: total <= countedMost,
      };
    },
  );
}

const [submitted, underReview, countersigning] = deskStandings;
const standingsOf: Readonly<Record<string, readonly string[]>> = {
  waiting: [underReview],
  submitted: [submitted],
  countersign: [countersigning],
};

function wantedFrom(standing: string, actor: CaseActor) {
  return {
    standings: standingsOf[standing] ?? deskStandings,
    reviewerId: standing === 'mine' ? actor.id : undefined,
  };
}

const keyParts = (key: string) =>
  key.split('|').map((part) => (/^-?\d+$/.test(part) ? Number(part) : part));

function placeFrom(cursor: string | undefined, order: DeskOrder) {
  if (order === 'weight') {
    const parts = readCursor(cursor, [0, moment, uuid] as const);
    if (parts === null) return undefined;
    const weight = Math.max(-mostWeight, Math.min(mostWeight, parts[0]));
    return { key: `${weight}|${parts[1]}`, caseId: parts[2] };
  }
  const parts = readCursor(cursor, [moment, uuid] as const);
  return parts === null ? undefined : { key: parts[0], caseId: parts[1] };
}

function workloadRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-workload',
    {
      schema: {
        tags,
        operationId: 'readReviewWorkload',
        summary: '本机关审核人员各有多少在办',
        response: { 200: workload },
      },
      config: { permission: 'review:read' },
    },
    async (request) => {
      const { agencyId } = requestActor(request);
      const now = desk.deps.now();
      const today = now.slice(0, 10);
      const [counts, body] = await Promise.all([
        countWorkload(db, agencyId, {
          now,
          soonUntil: endOfDay(soonUntil(desk, today)),
          doneSince: startOfDay(`${today.slice(0, 7)}-01`),
        }),
        desk.deps.bodies.read(agencyId),
      ]);
      const of = (id: string | null) => counts.find(({ reviewerId }) => reviewerId === id);
      const reviewers = Object.entries(body.officers).filter(
        ([id, { mayReview }]) => mayReview === true || of(id) !== undefined,
      );
      const { waiting = 0, overdue = 0, soon = 0 } = of(null) ?? {};
      return {
        reviewers: reviewers.map(([id, { name }]) => ({
          id,
          name,
          waiting: of(id)?.waiting ?? 0,
          overdue: of(id)?.overdue ?? 0,
          soon: of(id)?.soon ?? 0,
          doneThisMonth: of(id)?.done ?? 0,
        })),
        unassigned: { waiting, overdue, soon },
      };
    },
  );
}
