import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { aServer, type TestServer } from '../../tests/support/server.ts';
import { kebabCase } from '../casework/index.ts';

let db: TestDatabase;
let server: TestServer;
let api: any;
beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db);
  api = (await server.ask({ url: '/api/openapi.json' })).body;
});
afterAll(async () => {
  await server.close();
  await db.close();
});

type Operation = {
  readonly path: string;
  readonly method: string;
  readonly spec: Record<string, any>;
};
const operations = (): Operation[] =>
  Object.entries<Record<string, any>>(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, spec]) => ({ path, method, spec })),
  );

function walk(
  value: unknown,
  visit: (node: Record<string, any>, at: string) => void,
  at = '',
): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Record<string, any>, at);
  for (const [key, inner] of Object.entries(value)) walk(inner, visit, `${at}/${key}`);
}

describe('the description of the interface is enough to make a client from', () => {
  test('it is OpenAPI 3.1 and names each operation once', () => {
    expect(api.openapi).toBe('3.1.0');
    const ids = operations().map(({ spec }) => spec['operationId']);
    expect(ids.filter((id) => typeof id !== 'string')).toEqual([]);
    expect(ids.length).toBe(new Set(ids).size);
  });

  test('every reference leads somewhere', () => {
    const dangling: string[] = [];
    walk(api, (node, at) => {
      const ref: unknown = node['$ref'];
      if (typeof ref !== 'string') return;
      const parts = ref.split('/').slice(1);
      const target = parts.reduce<any>((inner, part) => inner?.[part], api);
      if (!ref.startsWith('#/') || target === undefined) dangling.push(`${at}: ${ref}`);
    });
    expect(dangling).toEqual([]);
  });

  test('every operation says what it answers, how it refuses and who may call it', () => {
    for (const { path, method, spec } of operations()) {
      const answers = Object.keys(spec['responses']);
      expect(
        answers.some((code) => code.startsWith('2')),
        `${method} ${path}`,
      ).toBe(true);
      for (const code of ['4XX', '5XX'])
        expect(spec['responses'][code]?.content, `${method} ${path} ${code}`).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      expect(spec['summary'], `${method} ${path}`).toMatch(/\p{Script=Han}/u);
      const isUnsafe = method !== 'get';
      const [security] = spec['security'];
      if (security !== undefined) expect('csrf' in security, `${method} ${path}`).toBe(isUnsafe);
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        expect(
          spec['parameters'].some(
            (one: any) => one.in === 'path' && one.name === name && one.required,
          ),
          `${method} ${path} ${name}`,
        ).toBe(true);
    }
  });

  test('every command of the procedure has its route, with a Chinese title on every field and an example', () => {
    for (const command of server.stage.composition.procedure.commands.values()) {
      const path = command.opens
        ? '/api/cases'
        : `/api/cases/{caseId}/commands/${kebabCase(command.id)}`;
      const spec = api.paths[path]?.post;
      expect(spec?.operationId, path).toBe(command.id);
      const schema = spec.requestBody.content['application/json'].schema;
      const fields = Object.keys(schema.properties);
      for (const field of command.fields) {
        expect(fields, path).toContain(field.name);
        expect(schema.properties[field.name].title).toBe(field.title);
        if (field.required) expect(schema.required).toContain(field.name);
      }
      const example = schema.examples?.[0] ?? spec.requestBody.content['application/json'].example;
      expect(typeof example, path).toBe('object');
    }
  });

  test('every schema is one: known types, properties for what is required', () => {
    const types = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null']);
    const wrong: string[] = [];
    walk(api.paths, (node, at) => {
      const { type, required, properties } = node;
      if (/\/(examples|default)(\/|$)/.test(at)) return;
      if (
        typeof type === 'string' &&
        /\/(schema|items|properties\/[^/]+)$/.test(at) &&
        !types.has(type)
      )
        wrong.push(`${at}: ${type}`);
      if (Array.isArray(required) && properties !== undefined)
        for (const name of required) if (!(name in properties)) wrong.push(`${at}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});
