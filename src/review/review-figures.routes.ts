// Figures of reviews.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { bodiesOf, type CaseRouteDeps } from '../casework/index.routes.ts';
import type { Body, CaseDesk } from '../casework/index.store.ts';
import { viewOf } from '../casework/index.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { addMonths, addYears, isCivilDate, Refused } from '../rules/index.ts';
import { reviewFigureAnswer } from './desk-schema.routes.ts';
import { readCountedBodies, readRounds } from './review-figures.store.ts';
import { reviewFigures, reviewFiguresByBody } from './review-figures.ts';
import { reviewShellRefusals } from './shell-refusals.ts';
import { titlesUnder } from './telling.ts';

const months = 12;
const mostYears = 5;
const day = (title: string) =>
  Type.Optional(Type.String({ title, pattern: String.raw`^\d{4}-\d\d-\d\d$` }));

/** The route of figures of reviews. */
export function reviewFigureRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-figures',
    {
      schema: {
        tags: ['法制审核'],
        operationId: 'readReviewFigures',
        summary: '权限范围内审核的数字：首次通过、问题、用时',
        description: '按意见生效的日期统计，默认为最近十二个月。',
        querystring: Type.Object(
          { from: day('起始日期'), until: day('截止日期') },
          { additionalProperties: false },
        ),
        response: { 200: reviewFigureAnswer },
      },
      config: { permission: 'statistics:read' },
    },
    async (request) => {
      const today = desk.deps.now().slice(0, 10);
      const span = spanFrom(request.query, today);
      const scope = await caseScopeOf(db, requestActor(request));
      const rows = await readRounds(db, scope, span);
      const known = await bodiesOf(desk.deps.bodies, [requestActor(request), ...rows]);
      const bodies = await readCountedBodies(db, scope, rows);
      return {
        ...reviewFigures(rows, namesIn(desk, [...known.values()]), span),
        byBody: reviewFiguresByBody(rows, bodies),
      };
    },
  );
}

function spanFrom(
  query: { readonly from?: string; readonly until?: string },
  today: string,
): { readonly from: string; readonly until: string } {
  const { until = today } = query;
  if (!isCivilDate(until)) throw new Refused(reviewShellRefusals.badSpan);
  const from = query.from ?? addMonths(`${until.slice(0, 7)}-01`, 1 - months);
  if (!isCivilDate(from) || from > until || addYears(from, mostYears) < until)
    throw new Refused(reviewShellRefusals.badSpan);
  return { from, until };
}

/** Titles of all bodies whose cases are counted, the first one's where two differ. */
function namesIn(desk: CaseDesk, bodies: readonly Body[]) {
  const nobody = { id: '', name: '', roles: [] };
  const listed = (key: string) =>
    new Map(
      bodies.toReversed().flatMap((body) => {
        const context = desk.contextOf(body, nobody, desk.deps.now());
        const { procedure } = desk.deps.composition;
        const empty = {
          agencyId: body.agencyId,
          caseId: '',
          procedure: procedure.id,
          variant: '',
          version: 0,
          facts: {},
        };
        return [...titlesUnder(viewOf(procedure, empty, context), key)];
      }),
    );
  return {
    departments: new Map(bodies.flatMap((body) => Object.entries(body.departmentNames))),
    items: listed('review.checklist'),
    kinds: listed('review.opinions'),
  };
}
