import { Type } from 'typebox';
import { accountRows } from './account-row.store.ts';
import { type AccessDeps, requestActor, type TypedApp } from './authenticate.routes.ts';
import { change, eventBy } from './change.store.ts';

/**
 * Records that somebody took a list out of the system. The console makes the file from what the person may see anyway;
 * what leaves is to be known all the same.
 */
export function exportRoute(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/exports',
    {
      schema: {
        tags: ['个人设置'],
        summary: '记录导出了一份列表',
        description: '导出列表前提交；记入本人账户的事件，审计员可以查看。',
        body: Type.Object(
          {
            list: Type.String({
              title: '列表',
              pattern: '^[a-z][a-z0-9.-]{0,99}$',
              examples: ['cases'],
            }),
            format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')], { title: '格式' }),
            rows: Type.Integer({ title: '行数', minimum: 0, maximum: 10_000_000 }),
          },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null({ description: '已记录' }) },
      },
      config: { permission: 'own:session' },
    },
    async (request, reply) => {
      const { id: accountId } = requestActor(request);
      const { list, format, rows } = request.body;
      const event = eventBy({ actorId: accountId, now: deps.now() }, 'listExported', {
        list,
        format,
        rows,
      });
      await change(deps.db, (tx) => accountRows.append(tx, accountId, [event]));
      return reply.code(204).send(null);
    },
  );
}
