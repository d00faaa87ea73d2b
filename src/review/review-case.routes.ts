// The review of one case: the reading room, and what changed between two rounds.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type CaseRouteDeps, cited, lookAtCase, readingHeaders } from '../casework/index.routes.ts';
import { Refused } from '../rules/index.ts';
import { readRecords } from './review-figures.store.ts';
import { reviewAnswer } from './review-schema.routes.ts';
import { clausesTold, tellReview, toldKinds } from './review-telling.ts';
import { compareRounds } from './round-comparison.ts';
import { comparisonAnswer } from './round-schema.routes.ts';
import { toldRounds } from './round-telling.ts';
import { reviewShellRefusals } from './shell-refusals.ts';

const tags = ['法制审核'];
const params = Type.Object({ caseId: Type.String({ format: 'uuid', title: '案件' }) });
const config = { permission: 'case:read' } as const;

/** Routes of the review of one case. */
export function reviewCaseRoutes(instance: FastifyInstance, deps: CaseRouteDeps): void {
  reviewRoute(instance, deps);
  comparisonRoute(instance, deps);
}

async function told(deps: CaseRouteDeps, request: FastifyRequest, caseId: string) {
  const looked = await lookAtCase(deps, request, caseId);
  const records = await readRecords(deps.db, looked.file, toldKinds);
  return { ...looked, records };
}

function reviewRoute(instance: FastifyInstance, deps: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/review',
    {
      schema: {
        tags,
        operationId: 'readReview',
        summary: '一件案件的法制审核：范围、各次送审、期限、责任和流程',
        params,
        headers: readingHeaders,
        response: { 200: reviewAnswer },
      },
      config,
    },
    async (request, reply) => {
      const found = await told(deps, request, request.params.caseId);
      const answer = tellReview(found);
      reply.header('etag', `"${found.file.version}"`);
      return {
        caseId: found.file.caseId,
        version: found.file.version,
        ...answer,
        clauses: cited(found.rules, clausesTold(answer)),
      };
    },
  );
}

const roundField = (title: string) => Type.Integer({ title, minimum: 1, maximum: 1000 });

function comparisonRoute(instance: FastifyInstance, deps: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/review/comparison',
    {
      schema: {
        tags,
        operationId: 'compareReviewRounds',
        summary: '两次送审之间改了什么',
        params,
        headers: readingHeaders,
        querystring: Type.Object(
          {
            from: Type.Optional(roundField('前一次；不填为最近两次中的前一次')),
            until: Type.Optional(roundField('后一次；不填为最近一次')),
          },
          { additionalProperties: false },
        ),
        response: { 200: comparisonAnswer },
      },
      config,
    },
    async (request) => {
      const found = await told(deps, request, request.params.caseId);
      const rounds = toldRounds(found);
      const { until = rounds.length } = request.query;
      const { from = until - 1 } = request.query;
      const [before, after] = [rounds[from - 1], rounds[until - 1]];
      if (before === undefined || after === undefined || from >= until)
        throw new Refused(reviewShellRefusals.noRound);
      return { from, until, ...compareRounds(before, after) };
    },
  );
}
