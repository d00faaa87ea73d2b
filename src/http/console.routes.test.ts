import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleRoutes } from './console.routes.ts';

let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingfa-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>办案</title>%NONCE%');
  await writeFile(join(folder, 'assets', '_page-a1B2.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not to be served');
  app = Fastify();
  await consoleRoutes(app, { folder });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const ask = (url: string) => app.inject({ method: 'GET', url });

test('given the name of a file of the bundle, then it is served and may be kept', async () => {
  const answer = await ask('/console/assets/_page-a1B2.js');

  expect([answer.statusCode, answer.body]).toEqual([200, 'export {};']);
  expect(answer.headers['cache-control']).toContain('immutable');
});

test.each([
  '/console/assets/..%2fsecret.txt',
  '/console/assets/..%5c..%5csecret.txt',
  '/console/assets/%2e%2e/%2e%2e/secret.txt',
  '/console/assets/.secret',
  '/console/assets/',
])(
  'given %s, which leads out of the folder, then there is no such file, and no fault',
  async (url) => {
    const answer = await ask(url);

    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain('not to be served');
  },
);

test('given an address that names no file, then it is the application, with a nonce of its own', async () => {
  const [first, second] = [await ask('/console/cases'), await ask('/console/cases')];

  expect(first.statusCode).toBe(200);
  expect(first.body).not.toContain('%NONCE%');
  expect(first.body).not.toBe(second.body);
});
