// Administration of accounts by 三员: the system administrator makes and disables accounts, the security administrator
// grants roles, the auditor reads what both did.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Refused } from '../rules/index.ts';
import { createAccount, disableAccount, enableAccount, moveAccount } from './account.store.ts';
import { listAccounts, readAccount } from './account-reading.store.ts';
import { unlockAccount } from './attempt.store.ts';
import { auditRoutes } from './audit.routes.ts';
import { type AccessDeps, requestActor, type TypedApp } from './authenticate.routes.ts';
import { pageOf, readCursor } from './cursor.routes.ts';
import { openSessionRoute } from './open-sessions.routes.ts';
import { resetPassword } from './password.store.ts';
import { accessRefusals } from './refusals.ts';
import { resetConfirmationRoute } from './reset-confirmation.routes.ts';
import { grantRole, revokeRole } from './role.store.ts';
import { type Role, roles } from './role.ts';
import {
  cursorField,
  idField,
  instantField,
  limitField,
  nextCursorField,
  optionalIdField,
  roleField,
  textField,
} from './schema.routes.ts';
import { resetSecondFactor } from './second-factor.store.ts';
import { endAllSessions } from './session.store.ts';
import { userKey } from './user-name.ts';

const tags = ['账户管理（三员）'];
const done = Type.Null({ description: '已办理' });
const accountParams = Type.Object({ accountId: idField('账户') });
const reasonBody = Type.Object(
  { reason: textField('原因', { maxLength: 500 }) },
  { additionalProperties: false },
);

const account = Type.Object(
  {
    accountId: idField('账户'),
    userName: Type.String({ title: '登录名' }),
    displayName: Type.String({ title: '姓名' }),
    agencyId: optionalIdField('执法主体；本系统自身的人员为 null'),
    departmentId: optionalIdField('内设机构'),
    roles: Type.Array(roleField, { title: '角色' }),
    disabled: Type.Boolean({ title: '已停用' }),
    mustChangePassword: Type.Boolean({ title: '尚在使用初始密码' }),
    resetPending: Type.Boolean({ title: '重置的密码等待安全管理员确认' }),
    hasSecondFactor: Type.Boolean({ title: '已启用第二因素' }),
    createdAt: instantField('建立时间'),
    lastSignInAt: Type.Union([Type.String(), Type.Null()], { title: '最近登录时间' }),
  },
  { title: '账户' },
);

/** Accounts, roles, and the audit of both. */
export async function accountRoutes(instance: FastifyInstance, deps: AccessDeps): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  accountListRoutes(app, deps);
  accountMakingRoute(app, deps);
  accountStandingRoutes(app, deps);
  resetRoutes(app, deps);
  roleRoutes(app, deps);
  auditRoutes(instance, deps);
  openSessionRoute(app, deps);
  resetConfirmationRoute(app, deps);
}

function accountListRoutes(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/accounts',
    {
      schema: {
        tags,
        summary: '账户列表（按登录名排序）',
        querystring: Type.Object({
          agencyId: Type.Optional(idField('执法主体')),
          text: Type.Optional(textField('登录名或者姓名中的文字', { maxLength: 64 })),
          role: Type.Optional(
            Type.Unsafe<Role | 'none'>({
              type: 'string',
              enum: [...roles, 'none'],
              title: '角色；none 为尚未授予角色的',
            }),
          ),
          disabled: Type.Optional(Type.Boolean({ title: '已停用的；不填为全部' })),
          resetPending: Type.Optional(
            Type.Boolean({ title: '重置的密码等待安全管理员确认的；不填为全部' }),
          ),
          cursor: Type.Optional(cursorField),
          limit: Type.Optional(limitField),
        }),
        response: {
          200: Type.Object({ items: Type.Array(account), nextCursor: nextCursorField }),
        },
      },
      config: { permission: 'account:read' },
    },
    async (request, reply) => {
      const { cursor, limit = 50, ...which } = request.query;
      const after = readCursor(cursor, [''])?.[0];
      const found = await listAccounts(deps.db, { ...which, after, limit: limit + 1 });
      const page = pageOf(found, limit, ({ userName }) => [userKey(userName)]);
      return reply.send({ items: page.items.map(withRoles), nextCursor: page.nextCursor });
    },
  );

  app.get(
    '/api/accounts/:accountId',
    {
      schema: { tags, summary: '一个账户', params: accountParams, response: { 200: account } },
      config: { permission: 'account:read' },
    },
    async (request, reply) => {
      const found = await readAccount(deps.db, request.params.accountId);
      if (found === null) throw new Refused(accessRefusals.unknown);
      return reply.send(withRoles(found));
    },
  );
}

function accountMakingRoute(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/accounts',
    {
      schema: {
        tags,
        summary: '建立账户',
        description:
          '新账户没有任何角色，由安全管理员授予。初始密码只在此处返回一次，本人首次登录须修改。',
        body: Type.Object(
          {
            agencyId: optionalIdField('执法主体；本系统自身的人员为 null'),
            departmentId: Type.Optional(optionalIdField('内设机构')),
            userName: textField('登录名', { maxLength: 64 }),
            displayName: textField('姓名', { maxLength: 64 }),
            identity: Type.String({
              title: '公民身份号码或工作证号',
              description: '只保存摘要，用于保证一人一号',
              maxLength: 64,
              pattern: '^[^\\p{Cc}\\p{Cs}]*$',
            }),
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({
            accountId: idField('账户'),
            password: Type.String({ title: '初始密码' }),
          }),
        },
      },
      config: { permission: 'account:manage' },
    },
    async (request, reply) => {
      const { departmentId = null, ...person } = request.body;
      const made = await createAccount(deps.db, { ...person, departmentId }, by(deps, request));
      return reply.code(201).send(made);
    },
  );
}

function accountStandingRoutes(app: TypedApp, deps: AccessDeps): void {
  const config = { permission: 'account:manage' } as const;
  const response = { 204: done };

  app.post(
    '/api/accounts/:accountId/disabling',
    {
      schema: { tags, summary: '停用账户', params: accountParams, body: reasonBody, response },
      config,
    },
    async (request, reply) => {
      await disableAccount(deps.db, { ...request.params, ...request.body }, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/accounts/:accountId/enabling',
    {
      schema: { tags, summary: '启用账户', params: accountParams, body: reasonBody, response },
      config,
    },
    async (request, reply) => {
      await enableAccount(deps.db, { ...request.params, ...request.body }, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/accounts/:accountId/place',
    {
      schema: {
        tags,
        summary: '调整所在单位和机构',
        params: accountParams,
        body: Type.Object(
          { agencyId: idField('执法主体'), departmentId: optionalIdField('内设机构') },
          { additionalProperties: false },
        ),
        response,
      },
      config,
    },
    async (request, reply) => {
      await moveAccount(deps.db, { ...request.params, ...request.body }, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function resetRoutes(app: TypedApp, deps: AccessDeps): void {
  const response = { 204: done };

  app.post(
    '/api/accounts/:accountId/password-reset',
    {
      schema: {
        tags,
        summary: '重置密码',
        description:
          '新密码只在此处返回一次，本人登录后须修改；有角色的账户，须经安全管理员确认后才能登录。三员的密码只能在服务器上用命令行重置。',
        params: accountParams,
        response: {
          201: Type.Object({
            password: Type.String({ title: '新密码' }),
            needsConfirmation: Type.Boolean({ title: '须经安全管理员确认后才能登录' }),
          }),
        },
      },
      config: { permission: 'account:manage' },
    },
    async (request, reply) => {
      const made = await resetPassword(deps.db, request.params.accountId, by(deps, request));
      return reply.code(201).send(made);
    },
  );

  app.post(
    '/api/accounts/:accountId/second-factor-reset',
    {
      schema: { tags, summary: '停用他人遗失的第二因素', params: accountParams, response },
      config: { permission: 'account:grant' },
    },
    async (request, reply) => {
      await resetSecondFactor(deps.db, request.params.accountId, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/accounts/:accountId/unlocking',
    {
      schema: { tags, summary: '解除登录锁定', params: accountParams, response },
      config: { permission: 'account:grant' },
    },
    async (request, reply) => {
      await unlockAccount(deps.db, request.params.accountId, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/accounts/:accountId/sessions-ending',
    {
      schema: { tags, summary: '结束该账户的全部会话', params: accountParams, response },
      config: { permission: 'account:grant' },
    },
    async (request, reply) => {
      await endAllSessions(deps.db, request.params.accountId, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function roleRoutes(app: TypedApp, deps: AccessDeps): void {
  const params = Type.Object({ accountId: idField('账户'), role: roleField });
  const config = { permission: 'account:grant' } as const;

  app.put(
    '/api/accounts/:accountId/roles/:role',
    {
      schema: {
        tags,
        summary: '授予角色',
        description: '授予后该账户的会话全部结束。三员必须是三个人，不得兼任。',
        params,
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      await grantRole(deps.db, request.params, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/accounts/:accountId/roles/:role',
    { schema: { tags, summary: '收回角色', params, response: { 204: done } }, config },
    async (request, reply) => {
      await revokeRole(deps.db, request.params, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function by(deps: AccessDeps, request: FastifyRequest) {
  return { actorId: requestActor(request).id, now: deps.now() };
}

function withRoles<T extends { readonly roles: readonly string[] }>(found: T) {
  return { ...found, roles: [...found.roles] } as Omit<T, 'roles'> & {
    roles: T['roles'][number][];
  };
}
