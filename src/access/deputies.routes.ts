// Deputies: who is away lends roles to somebody of the same body. Both see the term, and both may end it.

import { Type } from 'typebox';
import { dayOf } from '../rules/index.ts';
import { type AccessDeps, requestActor, type TypedApp } from './authenticate.routes.ts';
import { appointDeputy, endDeputy, listDeputies } from './deputy.store.ts';
import { type LendableRole, lendableRoles } from './deputy.ts';
import { roleTitles } from './role.ts';
import { dateField, idField, textField } from './schema.routes.ts';

const tags = ['代理'];
const config = { permission: 'own:session' } as const;
const person = (title: string) =>
  Type.Object({ id: idField('账户'), name: Type.String({ title: '姓名' }) }, { title });
const lendableRole = Type.Unsafe<LendableRole>({
  type: 'string',
  enum: [...lendableRoles],
  title: '角色',
  description: lendableRoles.map((role) => `${role}：${roleTitles[role]}`).join('；'),
});

const deputy = Type.Object(
  {
    deputyId: idField('代理'),
    principal: person('被代理人'),
    deputy: person('代理人'),
    roles: Type.Array(lendableRole, { title: '代理的角色' }),
    roleTitles: Type.Array(Type.String(), { title: '角色名称' }),
    from: dateField('第一日'),
    until: dateField('最后一日'),
    reason: Type.String({ title: '事由' }),
    standing: Type.Union([Type.Literal('future'), Type.Literal('current'), Type.Literal('ended')], {
      title: '状态',
      description: 'future：尚未开始；current：代理中；ended：已结束',
    }),
    endedAt: Type.Union([Type.String(), Type.Null()], {
      title: '提前结束的时间；没有提前结束的为 null',
    }),
  },
  { title: '代理' },
);

/** Deputies of the signed-in person, and those whom the person stands in for. */
export function deputyRoutes(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/deputies',
    {
      schema: {
        tags,
        summary: '本人委托的和本人代理的（最近的在前，至多 200 项）',
        response: { 200: Type.Object({ items: Type.Array(deputy) }) },
      },
      config,
    },
    async (request) => {
      const found = await listDeputies(deps.db, requestActor(request).id, dayOf(deps.now()));
      const items = found.map((one) => ({
        ...one,
        roles: [...one.roles],
        roleTitles: one.roles.map((role) => roleTitles[role]),
      }));
      return { items };
    },
  );

  app.post(
    '/api/deputies/:deputyId/ending',
    {
      schema: {
        tags,
        summary: '提前结束代理',
        description: '被代理人和代理人都可以结束，立即生效。',
        params: Type.Object({ deputyId: idField('代理') }),
        response: { 204: Type.Null({ description: '已办理' }) },
      },
      config,
    },
    async (request, reply) => {
      const by = { actorId: requestActor(request).id, now: deps.now() };
      await endDeputy(deps.db, request.params.deputyId, by);
      return reply.code(204).send(null);
    },
  );

  appointingRoute(app, deps);
}

function appointingRoute(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/deputies',
    {
      schema: {
        tags,
        summary: '委托代理人',
        description:
          '把本人的角色委托本单位另一人代理，不超过一年。代理人以本人名义办理；角色被收回、账户停用或者调整单位的，代理随之结束。',
        body: Type.Object(
          {
            deputyAccountId: idField('代理人'),
            roles: Type.Array(lendableRole, {
              title: '代理的角色',
              minItems: 1,
              maxItems: lendableRoles.length,
              uniqueItems: true,
            }),
            from: dateField('第一日'),
            until: dateField('最后一日'),
            reason: textField('事由', { maxLength: 500 }),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ deputyId: idField('代理') }) },
      },
      config,
    },
    async (request, reply) => {
      const by = { actorId: requestActor(request).id, now: deps.now() };
      const deputyId = await appointDeputy(deps.db, request.body, by);
      return reply.code(201).send({ deputyId });
    },
  );
}
