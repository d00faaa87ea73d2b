import { Type } from 'typebox';
import { type AccessDeps, requestActor, type TypedApp } from './authenticate.routes.ts';
import { confirmReset } from './password.store.ts';
import { idField } from './schema.routes.ts';

/** The security administrator agrees that the system administrator reset a password. */
export function resetConfirmationRoute(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/accounts/:accountId/password-reset-confirmation',
    {
      schema: {
        tags: ['账户管理（三员）'],
        summary: '确认重置密码',
        description: '请先向本人核实。确认前，系统管理员交付的新密码不能登录。',
        params: Type.Object({ accountId: idField('账户') }),
        response: { 204: Type.Null({ description: '已办理' }) },
      },
      config: { permission: 'account:grant' },
    },
    async (request, reply) => {
      const by = { actorId: requestActor(request).id, now: deps.now() };
      await confirmReset(deps.db, request.params.accountId, by);
      return reply.code(204).send(null);
    },
  );
}
