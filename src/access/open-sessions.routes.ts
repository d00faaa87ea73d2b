import { Type } from 'typebox';
import type { AccessDeps, TypedApp } from './authenticate.routes.ts';
import { pageOf, readCursor } from './cursor.routes.ts';
import { listOpenSessions } from './open-session.store.ts';
import {
  cursorField,
  idField,
  instantField,
  limitField,
  nextCursorField,
} from './schema.routes.ts';

const LIKE_INSTANT = '^\\d{4}-\\d\\d-\\d\\dT';
const LIKE_ID = '^[0-9a-f-]{36}$';

const session = Type.Object(
  {
    sessionId: idField('会话'),
    accountId: idField('账户'),
    userName: Type.String({ title: '登录名' }),
    displayName: Type.String({ title: '姓名' }),
    startedAt: instantField('登录时间'),
    lastSeenAt: instantField('最近使用时间'),
    address: Type.String({ title: '网络地址' }),
    browser: Type.String({ title: '浏览器' }),
  },
  { title: '会话' },
);

/** Who is signed in now, for those who look after accounts. */
export function openSessionRoute(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/open-sessions',
    {
      schema: {
        tags: ['账户管理（三员）'],
        summary: '尚未结束的会话（最近登录的在前）',
        querystring: Type.Object(
          {
            accountId: Type.Optional(idField('账户')),
            cursor: Type.Optional(cursorField),
            limit: Type.Optional(limitField),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ items: Type.Array(session), nextCursor: nextCursorField }),
        },
      },
      config: { permission: 'account:read' },
    },
    async (request) => {
      const { accountId, cursor, limit = 50 } = request.query;
      const last = readCursor(cursor, [LIKE_INSTANT, LIKE_ID] as const);
      const after = last === null ? undefined : { startedAt: last[0], sessionId: last[1] };
      const which = { accountId, after, limit: limit + 1, now: deps.now() };
      const found = await listOpenSessions(deps.db, which);
      const page = pageOf(found, limit, (one) => [one.startedAt, one.sessionId]);
      return { items: [...page.items], nextCursor: page.nextCursor };
    },
  );
}
