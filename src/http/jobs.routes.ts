// What the background still has to do, and what it could not.

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
import { type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { administrationRefusals } from './administration-refusals.ts';
import { countJobs, listJobs, retryJob } from './job-list.store.ts';

const tags = ['系统'];
const config = { permission: 'settings:technical' } as const;
const job = Type.Object({
  jobId: Type.String({ title: '编号' }),
  task: Type.String({ title: '任务' }),
  taskTitle: Type.String({ title: '任务名称' }),
  standing: Type.String({
    title: '现状',
    enum: ['running', 'waiting', 'failing', 'given-up'],
    description:
      'running：正在做；waiting：等候；failing：做过没成，还会再试；given-up：不再自动重试',
  }),
  attempts: Type.Integer({ title: '已试次数' }),
  maxAttempts: Type.Integer({ title: '最多次数' }),
  runAt: instantField('下次时间'),
  lastError: Type.Union([Type.String(), Type.Null()], { title: '上次没成的原因' }),
});

/** What the routes of jobs need. */
export type JobDeps = { readonly db: Database; readonly now: () => Instant };

/** Routes of jobs. */
export function jobRoutes(app: FastifyInstance, deps: JobDeps): void {
  listRoute(app, deps);
  retryRoute(app, deps);
}

function listRoute(instance: FastifyInstance, { db }: JobDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/jobs',
    {
      schema: {
        tags,
        operationId: 'listJobs',
        summary: '后台任务：等候的、没做成的',
        querystring: Type.Object(
          { cursor: Type.Optional(cursorField), limit: limitField },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            waiting: Type.Integer({ title: '等候的' }),
            failing: Type.Integer({ title: '做过没成的' }),
            items: Type.Array(job),
            nextCursor: nextCursorField,
          }),
        },
      },
      config,
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const after = readCursor(cursor, [0, '^\\d{1,18}$'] as const);
      const [counts, found] = await Promise.all([
        countJobs(db),
        listJobs(db, { after, limit: limit + 1 }),
      ]);
      const page = pageOf(found, limit, ({ lastError, jobId }) => [
        Number(lastError === null),
        jobId,
      ]);
      return {
        ...counts,
        items: [...page.items],
        nextCursor: page.nextCursor,
      };
    },
  );
}

function retryRoute(instance: FastifyInstance, { db, now }: JobDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/jobs/:jobId/retrying',
    {
      schema: {
        tags,
        operationId: 'retryJob',
        summary: '立即重试一个任务',
        description: '谁要求重试会记录下来，审计员可以查看。',
        params: Type.Object({ jobId: Type.String({ maxLength: 20 }) }),
        response: { 204: Type.Null() },
      },
      config,
    },
    async (request, reply) => {
      const { jobId } = request.params;
      const by = { actorId: requestActor(request).id, now: now() };
      const isKnown = /^\d{1,18}$/.test(jobId) && (await retryJob(db, jobId, by));
      if (!isKnown) throw new Refused(administrationRefusals.jobUnknown);
      return reply.code(204).send(null);
    },
  );
}
