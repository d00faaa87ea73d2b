// The description of the interface, made from the routes themselves.

import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { Type } from 'typebox';

/** What is answered instead of the thing asked for. */
const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ title: '缺什么、怎么办' }),
    code: Type.Optional(Type.String({ title: '拒绝代码，见 docs/refusals.md' })),
    remedy: Type.Optional(Type.String({ title: '下一步' })),
    clauses: Type.Optional(
      Type.Array(
        Type.Object({
          id: Type.String(),
          locator: Type.String({ title: '在文件中的位置' }),
          text: Type.String({ title: '要求' }),
        }),
        { title: '依据的条款' },
      ),
    ),
    errors: Type.Optional(
      Type.Array(
        Type.Object({ field: Type.String({ title: '字段（JSON 指针）' }), text: Type.String() }),
        { title: '填写有误之处' },
      ),
    ),
    refusals: Type.Optional(
      Type.Array(
        Type.Object({
          code: Type.String(),
          text: Type.String(),
          clauses: Type.Array(Type.String()),
        }),
        { title: '全部理由' },
      ),
    ),
    changes: Type.Optional(
      Type.Array(
        Type.Object({
          sequence: Type.Integer({ title: '案内序号' }),
          title: Type.String({ title: '事项' }),
          at: Type.String({ title: '时间' }),
          actorName: Type.Union([Type.String(), Type.Null()], { title: '办理人' }),
        }),
        { title: '他人在此期间的办理（case.changed）' },
      ),
    ),
    id: Type.Optional(Type.String({ title: '故障编号' })),
  },
  { $id: 'Problem', title: '未予办理', description: 'RFC 9457' },
);

const schemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'mingfa_session',
    description: '登录（POST /api/session）后得到的会话 Cookie。',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
    description: '改动数据的请求须带上登录时得到的 csrfToken。',
  },
} as const;

/** Makes `/api/openapi.json`. Call it before any route is made. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  app.addSchema(problemSchema);
  app.addHook('onRoute', complete);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '明法 Mingfa',
        version,
        description:
          '行政执法三项制度平台。时间均为北京时间；金额以分为单位；列表以 nextCursor 续读。未予办理的答复为 application/problem+json，写明缺什么、怎么办、依据哪一条。',
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: schemes },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
  });
}

/** Serves the description; call it after all routes are made. */
export function serveDescription(app: FastifyInstance): void {
  let text: string | null = null;
  app.get(
    '/api/openapi.json',
    { schema: { hide: true }, config: { permission: 'public' } },
    async (_request, reply) => {
      text ??= JSON.stringify(app.swagger());
      return reply.type('application/json; charset=utf-8').send(text);
    },
  );
}

const problem = {
  description: '未予办理',
  content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
};
const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Adds to a route what all have in common: its name, who may call it, and how it refuses. */
function complete(route: RouteOptions): void {
  if (!route.url.startsWith('/api/') || route.schema?.hide === true) {
    route.schema = { ...route.schema, hide: true };
    return;
  }
  const methods = [route.method].flat();
  const isPublic = route.config?.permission === 'public';
  const isUnsafe = methods.some((method) => unsafe.has(method));
  route.schema = {
    operationId: operationIdOf(methods[0] ?? 'GET', route.url),
    ...route.schema,
    security: isPublic ? [] : [isUnsafe ? { session: [], csrf: [] } : { session: [] }],
    response: {
      ...(route.schema?.response as object | undefined),
      '4xx': problem,
      '5xx': problem,
    },
  };
}

function operationIdOf(method: string, url: string): string {
  const words = url
    .replace('/api/', '')
    .split(/[/-]/)
    .map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word))
    .join('-');
  return `${method.toLowerCase()}-${words}`.replaceAll(/-+(\w)/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}
