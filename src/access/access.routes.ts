// Signing in and out, and what people do with their own account.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Refused } from '../rules/index.ts';
import {
  type AccessDeps,
  clearSessionCookie,
  originOf,
  requestActor,
  sessionCookie,
  setSessionCookie,
  type TypedApp,
} from './authenticate.routes.ts';
import { deputyRoutes } from './deputies.routes.ts';
import { exportRoute } from './exports.routes.ts';
import { changePassword } from './password.store.ts';
import { PASSWORD_MAX_LENGTH } from './password.ts';
import { preferenceRoutes } from './preferences.routes.ts';
import { accessRefusals } from './refusals.ts';
import { roleTitles, type SeparatedRole, separatedRoles } from './role.ts';
import { idField, instantField, textField } from './schema.routes.ts';
import {
  confirmSecondFactor,
  enrolSecondFactor,
  hasSecondFactor,
  removeSecondFactor,
} from './second-factor.store.ts';
import { endSession, findActor, openSessions } from './session.store.ts';
import { needsSetUp, setUp } from './set-up.store.ts';
import { checkOwner, signIn } from './sign-in.store.ts';
import { describeSignedIn, signedIn } from './signed-in.routes.ts';

const tags = ['登录与账户'];
const password = textField('密码', { maxLength: PASSWORD_MAX_LENGTH });
const code = textField('验证码', { maxLength: 40 });
const done = Type.Null({ description: '已办理' });

/** Session, password and second factor of the signed-in person, and the first set-up. */
export async function accessRoutes(instance: FastifyInstance, deps: AccessDeps): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  sessionRoutes(app, deps);
  ownSessionsRoutes(app, deps);
  passwordRoutes(app, deps);
  secondFactorRoutes(app, deps);
  secondFactorRemovalRoute(app, deps);
  setUpRoutes(app, deps);
  preferenceRoutes(app, deps);
  exportRoute(app, deps);
  deputyRoutes(app, deps);
}

function sessionRoutes(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/session',
    {
      schema: {
        tags,
        summary: '登录',
        description:
          '登录名和密码正确时设置会话 Cookie。已启用第二因素的账户另须提交验证码或恢复码。',
        body: Type.Object(
          { userName: textField('登录名', { maxLength: 64 }), password, code: Type.Optional(code) },
          { additionalProperties: false },
        ),
        response: { 201: signedIn },
      },
      config: { permission: 'public' },
    },
    async (request, reply) => {
      const now = deps.now();
      const broughtToken = request.cookies[sessionCookie];
      const given = { ...request.body, origin: originOf(request), broughtToken };
      const { token } = await signIn(deps.db, given, now);
      const actor = await findActor(deps.db, token, now);
      if (actor === null) throw new Refused(accessRefusals.wrongCredentials);
      setSessionCookie(deps, reply, token);
      return reply.code(201).send(await describeSignedIn(deps, actor, token));
    },
  );

  app.get(
    '/api/session',
    {
      schema: {
        tags,
        summary: '当前登录的人员、角色、权限和请求令牌',
        response: { 200: signedIn },
      },
      config: { permission: 'own:session' },
    },
    (request) => describeSignedIn(deps, requestActor(request), tokenOf(request)),
  );

  app.delete(
    '/api/session',
    {
      schema: { tags, summary: '退出登录', response: { 204: done } },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const { id: accountId, sessionId } = requestActor(request);
      const by = { actorId: accountId, now: deps.now() };
      await endSession(deps.db, { accountId, sessionId, why: 'signed-out' }, by);
      clearSessionCookie(deps, reply);
      return reply.code(204).send(null);
    },
  );
}

function ownSessionsRoutes(app: TypedApp, deps: AccessDeps): void {
  const session = Type.Object({
    sessionId: idField('会话'),
    startedAt: instantField('登录时间'),
    lastSeenAt: instantField('最近使用时间'),
    address: Type.String({ title: '网络地址' }),
    browser: Type.String({ title: '浏览器' }),
    isThis: Type.Boolean({ title: '是否为当前会话' }),
  });

  app.get(
    '/api/sessions',
    {
      schema: {
        tags,
        summary: '本人尚未结束的会话',
        response: { 200: Type.Object({ items: Type.Array(session) }) },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const actor = requestActor(request);
      const open = await openSessions(deps.db, actor.id, deps.now());
      const items = open.map((one) => ({ ...one, isThis: one.sessionId === actor.sessionId }));
      return reply.send({ items });
    },
  );

  app.delete(
    '/api/sessions/:sessionId',
    {
      schema: {
        tags,
        summary: '结束本人的另一个会话',
        params: Type.Object({ sessionId: idField('会话') }),
        response: { 204: done },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const { id: accountId } = requestActor(request);
      const target = {
        accountId,
        sessionId: request.params.sessionId,
        why: 'ended-by-owner',
      } as const;
      await endSession(deps.db, target, { actorId: accountId, now: deps.now() });
      return reply.code(204).send(null);
    },
  );
}

function passwordRoutes(app: TypedApp, deps: AccessDeps): void {
  app.put(
    '/api/session/password',
    {
      schema: {
        tags,
        summary: '修改本人密码',
        description: '修改后本人的全部会话结束，须用新密码重新登录。',
        body: Type.Object({ currentPassword: password, password }, { additionalProperties: false }),
        response: { 204: done },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const { id: accountId } = requestActor(request);
      const target = { ...request.body, accountId, address: request.ip };
      await changePassword(deps.db, target, { actorId: accountId, now: deps.now() });
      clearSessionCookie(deps, reply);
      return reply.code(204).send(null);
    },
  );
}

function secondFactorRoutes(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/session/second-factor',
    {
      schema: {
        tags,
        summary: '开始启用第二因素',
        description: '返回的密钥只显示这一次。录入身份验证器后，用其显示的数字确认，确认后才生效。',
        body: Type.Object({ currentPassword: password }, { additionalProperties: false }),
        response: {
          201: Type.Object({
            secret: Type.String({ title: '密钥（Base32）' }),
            uri: Type.String({ title: '供扫码录入的地址（otpauth）' }),
          }),
        },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const actor = requestActor(request);
      const now = deps.now();
      if (await hasSecondFactor(deps.db, actor.id))
        throw new Refused(accessRefusals.secondFactorOn);
      await askOwner(deps, request, { password: request.body.currentPassword });
      const account = { accountId: actor.id, userName: actor.userName };
      return reply.code(201).send(await enrolSecondFactor(deps.db, account, now));
    },
  );

  app.post(
    '/api/session/second-factor/confirmation',
    {
      schema: {
        tags,
        summary: '确认启用第二因素',
        body: Type.Object({ code }, { additionalProperties: false }),
        response: {
          201: Type.Object({
            recoveryCodes: Type.Array(Type.String(), {
              title: '恢复码',
              description: '每个可代替验证码使用一次，只显示这一次，请妥善保存。',
            }),
          }),
        },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const { id: accountId } = requestActor(request);
      const by = { actorId: accountId, now: deps.now() };
      const target = { accountId, code: request.body.code };
      const recoveryCodes = await confirmSecondFactor(deps.db, target, by);
      return reply.code(201).send({ recoveryCodes: [...recoveryCodes] });
    },
  );
}

function secondFactorRemovalRoute(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/session/second-factor/removal',
    {
      schema: {
        tags,
        summary: '停用第二因素',
        description: '须提交当前密码和验证码（或恢复码）。停用后本人的全部会话结束。',
        body: Type.Object({ currentPassword: password, code }, { additionalProperties: false }),
        response: { 204: done },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const { id: accountId } = requestActor(request);
      const { currentPassword, code: given } = request.body;
      if (!(await hasSecondFactor(deps.db, accountId)))
        throw new Refused(accessRefusals.secondFactorOff);
      await askOwner(deps, request, { password: currentPassword, code: given });
      await removeSecondFactor(deps.db, accountId, { actorId: accountId, now: deps.now() });
      clearSessionCookie(deps, reply);
      return reply.code(204).send(null);
    },
  );
}

function setUpRoutes(app: TypedApp, deps: AccessDeps): void {
  const tag = ['首次启用'];
  app.get(
    '/api/set-up',
    {
      schema: {
        tags: tag,
        summary: '是否需要首次启用',
        response: { 200: Type.Object({ needed: Type.Boolean({ title: '需要首次启用' }) }) },
      },
      config: { permission: 'public' },
    },
    async () => ({ needed: await needsSetUp(deps.db) }),
  );

  const person = Type.Object(
    {
      role: Type.Unsafe<SeparatedRole>({
        type: 'string',
        enum: separatedRoles,
        title: '角色',
        description: separatedRoles.map((role) => `${role}：${roleTitles[role]}`).join('；'),
      }),
      userName: textField('登录名', { maxLength: 64 }),
      displayName: textField('姓名', { maxLength: 64 }),
      identity: textField('公民身份号码或工作证号', { maxLength: 64 }),
      password,
    },
    { additionalProperties: false },
  );
  app.post(
    '/api/set-up',
    {
      schema: {
        tags: tag,
        summary: '设立三员账户',
        description: '一次性口令在服务器启动时输出，只能使用一次。三员必须是三个人。',
        body: Type.Object(
          {
            token: textField('一次性口令', { maxLength: 100 }),
            people: Type.Array(person, { title: '三员', minItems: 1, maxItems: 3 }),
          },
          { additionalProperties: false },
        ),
        response: { 204: done },
      },
      config: { permission: 'public' },
    },
    async (request, reply) => {
      await setUp(deps.db, request.body, deps.now());
      return reply.code(204).send(null);
    },
  );
}

async function askOwner(
  deps: AccessDeps,
  request: FastifyRequest,
  given: { readonly password: string; readonly code?: string },
): Promise<void> {
  const { userName } = requestActor(request);
  const owner = { ...given, userName, origin: originOf(request) };
  await checkOwner(deps.db, owner, deps.now()).catch((error: unknown) => {
    // Who is signed in has a user name and an account: only the password can be wrong.
    const { code } = accessRefusals.wrongCredentials;
    if (error instanceof Refused && error.refusals.some((one) => one.code === code))
      throw new Refused(accessRefusals.passwordWrong);
    throw error;
  });
}

function tokenOf(request: FastifyRequest): string {
  return request.cookies[sessionCookie] ?? '';
}
