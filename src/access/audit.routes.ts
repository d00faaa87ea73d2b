// What the auditor reads: what was done in the installation, and who looked at which case.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { caseNumbers, listAuditEvents } from './audit.store.ts';
import { auditKinds, auditKindTitle } from './audit-kind.ts';
import type { AccessDeps, TypedApp } from './authenticate.routes.ts';
import { pageOf, readCursor } from './cursor.routes.ts';
import { listReadings } from './reading.store.ts';
import {
  cursorField,
  idField,
  instantField,
  limitField,
  nextCursorField,
  optionalIdField,
  textField,
} from './schema.routes.ts';

const tags = ['审计'];
const config = { permission: 'audit:read' } as const;

const LIKE_INSTANT = '^\\d{4}-\\d\\d-\\d\\dT';
const LIKE_ID = '^[0-9a-f-]{36}$';

const object = Type.Object(
  {
    kind: Type.String({
      title: '对象的种类',
      enum: ['account', 'agency', 'department', 'officer', 'case', 'other'],
      description:
        'account：账户；agency：执法主体；department：内设机构；officer：执法人员；case：案件；other：其他',
    }),
    id: idField('对象'),
    title: Type.Union([Type.String(), Type.Null()], {
      title: '对象的名称；案件为案号，没有名称的为 null',
    }),
  },
  { title: '对象' },
);

const event = Type.Object({
  logId: Type.Integer({ title: '账本序号' }),
  streamId: idField('对象的记录'),
  sequence: Type.Integer({ title: '对象内序号' }),
  kind: Type.String({ title: '操作' }),
  kindTitle: Type.String({ title: '操作的名称' }),
  at: instantField('时间'),
  actorId: optionalIdField('办理人；系统自动办理的为 null'),
  actorName: Type.Union([Type.String(), Type.Null()], { title: '办理人姓名' }),
  object,
  data: Type.Unknown({ title: '内容' }),
});

/** The auditor's questions. */
export function auditRoutes(instance: FastifyInstance, deps: AccessDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  kindRoute(app);
  eventRoute(app, deps);
  readingRoute(app, deps);
}

function kindRoute(app: TypedApp): void {
  const kind = Type.Object({ kind: Type.String(), title: Type.String({ title: '名称' }) });
  const group = Type.Object({
    title: Type.String({ title: '事项' }),
    kinds: Type.Array(kind, { title: '操作' }),
  });
  app.get(
    '/api/audit/kinds',
    {
      schema: {
        tags,
        summary: '操作审计记录哪些操作，按事项分组',
        response: { 200: Type.Object({ groups: Type.Array(group) }) },
      },
      config,
    },
    () => ({
      groups: Object.entries(auditKinds).map(([title, kinds]) => ({
        title,
        kinds: Object.entries(kinds).map(([name, called]) => ({ kind: name, title: called })),
      })),
    }),
  );
}

function eventRoute(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/audit/events',
    {
      schema: {
        tags,
        summary: '账户、登录、登记和规则启用的全部操作（最新在前）',
        querystring: Type.Object({
          actorId: Type.Optional(idField('办理人')),
          streamId: Type.Optional(idField('对象的记录')),
          kind: Type.Optional(textField('操作', { maxLength: 60 })),
          cursor: Type.Optional(cursorField),
          limit: Type.Optional(limitField),
        }),
        response: { 200: Type.Object({ items: Type.Array(event), nextCursor: nextCursorField }) },
      },
      config,
    },
    async (request, reply) => {
      const { cursor, limit = 50, ...which } = request.query;
      const before = readCursor(cursor, [0])?.[0];
      const found = await listAuditEvents(deps.db, { ...which, before, limit: limit + 1 });
      const page = pageOf(found, limit, ({ logId }) => [logId]);
      const items = page.items.map((one) => ({ ...one, kindTitle: auditKindTitle(one.kind) }));
      return reply.send({ items, nextCursor: page.nextCursor });
    },
  );
}

function readingRoute(app: TypedApp, deps: AccessDeps): void {
  const reading = Type.Object({
    readingId: idField('查阅'),
    agencyId: idField('执法主体'),
    caseId: idField('案件'),
    caseNumber: Type.Union([Type.String(), Type.Null()], { title: '案号；还没有的为 null' }),
    accountId: idField('查阅人'),
    name: Type.String({ title: '查阅人姓名' }),
    part: Type.String({ title: '查阅内容' }),
    readAt: instantField('查阅时间'),
  });
  app.get(
    '/api/audit/readings',
    {
      schema: {
        tags,
        summary: '非承办人查阅案件的记录（最新在前）',
        description: '同一会话、同一案件、同一内容、同一日只记一次。',
        querystring: Type.Object({
          caseId: Type.Optional(idField('案件')),
          accountId: Type.Optional(idField('查阅人')),
          cursor: Type.Optional(cursorField),
          limit: Type.Optional(limitField),
        }),
        response: { 200: Type.Object({ items: Type.Array(reading), nextCursor: nextCursorField }) },
      },
      config,
    },
    async (request, reply) => {
      const { cursor, limit = 50, ...which } = request.query;
      const last = readCursor(cursor, [LIKE_INSTANT, LIKE_ID] as const);
      const before = last === null ? undefined : { readAt: last[0], readingId: last[1] };
      const found = await listReadings(deps.db, { ...which, before, limit: limit + 1 });
      const page = pageOf(found, limit, ({ readAt, readingId }) => [readAt, readingId]);
      const numbers = await caseNumbers(deps.db, page.items);
      const items = page.items.map((one) => ({
        ...one,
        caseNumber: numbers.get(one.caseId) ?? null,
      }));
      return reply.send({ items, nextCursor: page.nextCursor });
    },
  );
}
