import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  instantField,
  limitField,
  nextCursorField,
  pageOf,
  readCursor,
  requestActor,
} from '../access/index.routes.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { askForBackup, listBackups } from './backup.store.ts';

/** What the routes of backups need. */
export type BackupDeps = { readonly db: Database; readonly now: () => Instant };

const tags = ['系统'];
const config = { permission: 'settings:technical' } as const;
const run = Type.Object({
  backupId: Type.String({ format: 'uuid' }),
  at: instantField('何时'),
  standing: Type.String({ title: '现状', enum: ['running', 'done', 'failed'] }),
  sizeBytes: Type.Union([Type.Integer(), Type.Null()], { title: '大小（字节）' }),
  seconds: Type.Union([Type.Integer(), Type.Null()], { title: '用时（秒）' }),
  problem: Type.Union([Type.String(), Type.Null()], { title: '没有做成的原因' }),
  path: Type.String({ title: '数据文件夹中的位置；旁边的 .key 是密钥，请分开保管' }),
  askedBy: Type.Union([Type.String(), Type.Null()], { title: '由谁' }),
});

/** Routes of backups: they can be asked for and looked at, not fetched. */
export function backupRoutes(instance: FastifyInstance, { db, now }: BackupDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/backups',
    {
      schema: {
        tags,
        operationId: 'listBackups',
        summary: '在控制台发起的备份',
        querystring: Type.Object(
          { cursor: Type.Optional(cursorField), limit: limitField },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ items: Type.Array(run), nextCursor: nextCursorField }) },
      },
      config,
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const after = readCursor(cursor, ['^\\d{4}-\\d\\d-\\d\\dT', '^[0-9a-f-]{36}$'] as const);
      const found = await listBackups(db, { after, limit: limit + 1 });
      const page = pageOf(found, limit, ({ at, backupId }) => [at, backupId]);
      return { items: [...page.items], nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/api/backups',
    {
      schema: {
        tags,
        operationId: 'askForBackup',
        summary: '立即备份全部数据到服务器的数据文件夹',
        description:
          '在后台进行，进度见列表。备份文件和密钥不能通过网络下载，请在服务器上取走并分开保管。',
        response: { 202: Type.Object({ backupId: Type.String({ format: 'uuid' }) }) },
      },
      config,
    },
    async (request, reply) => {
      const by = { actorId: requestActor(request).id, now: now() };
      return reply.code(202).send({ backupId: await askForBackup(db, by) });
    },
  );
}
