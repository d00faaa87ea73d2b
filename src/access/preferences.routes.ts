// What people keep for themselves: views of lists, pinned cases, drafts of forms. Nobody else reads it, and nothing that
// the law asks for is in it.

import { Type } from 'typebox';
import { type AccessDeps, requestActor, type TypedApp } from './authenticate.routes.ts';
import { dropPreference, keepPreference, readPreferences } from './preference.store.ts';

const tags = ['个人设置'];
const config = { permission: 'own:session' } as const;
const done = Type.Null({ description: '已办理' });
const params = Type.Object({
  key: Type.String({
    title: '名称',
    pattern: '^[a-z][a-z0-9.-]{0,99}$',
    examples: ['views.cases'],
  }),
});

/** The own preferences: all of them, one kept, one dropped. */
export function preferenceRoutes(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/preferences',
    {
      schema: {
        tags,
        summary: '本人保存的全部个人设置和草稿',
        response: {
          200: Type.Object({
            items: Type.Record(Type.String(), Type.Unknown(), { title: '按名称保存的内容' }),
          }),
        },
      },
      config,
    },
    async (request) => ({ items: await readPreferences(deps.db, requestActor(request).id) }),
  );

  app.put(
    '/api/preferences/:key',
    {
      schema: {
        tags,
        summary: '保存一项个人设置或者草稿',
        description: '每项不超过 64 KiB，每人不超过 300 项，合计不超过 4 MiB。只有本人能够读取。',
        params,
        body: Type.Object(
          { value: Type.Unknown({ title: '内容', description: '任意 JSON' }) },
          { additionalProperties: false },
        ),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      const kept = { key: request.params.key, value: request.body.value };
      await keepPreference(deps.db, requestActor(request).id, kept, deps.now());
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/preferences/:key',
    {
      schema: { tags, summary: '删除一项个人设置或者草稿', params, response: { 204: done } },
      config,
    },
    async (request, reply) => {
      await dropPreference(deps.db, requestActor(request).id, request.params.key);
      return reply.code(204).send(null);
    },
  );
}
