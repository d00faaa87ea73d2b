import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { type CaseRouteDeps, cited, citedClause } from '../casework/index.routes.ts';
import { refuseUnlessReader } from '../registers/index.store.ts';
import { reviewLevelsOf } from '../registers/index.ts';
import { dayOf } from '../rules/index.ts';
import { staffingOn } from './staffing.ts';

const orNull = Type.Union([Type.Integer(), Type.Null()]);

/** How the reviewers of a body stand to its officers today. */
export function staffingRoute(
  instance: FastifyInstance,
  { db, desk }: Pick<CaseRouteDeps, 'db' | 'desk'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-staffing',
    {
      schema: {
        tags: ['审核人员'],
        operationId: 'readReviewStaffing',
        summary: '审核人员占执法人员的比例（只作提醒）',
        querystring: Type.Object(
          {
            agencyId: Type.Optional(
              Type.String({ format: 'uuid', title: '执法主体；不填为本单位' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            on: Type.String({ title: '哪一日' }),
            reviewers: Type.Integer({ title: '审核人员' }),
            officers: Type.Integer({ title: '持有效执法证的执法人员' }),
            percent: Type.Union([Type.String(), Type.Null()], { title: '百分比，一位小数' }),
            minPercent: orNull,
            needed: orNull,
            standing: Type.String({
              title: 'enough：达到；below：不足；no-rule：未规定；no-officers',
            }),
            text: Type.String({ title: '说明' }),
            clauses: Type.Array(citedClause, { title: '依据' }),
          }),
        },
      },
      config: { permission: 'review:read' },
    },
    async (request) => {
      const me = requestActor(request);
      const { agencyId = me.agencyId } = request.query;
      await refuseUnlessReader(db, me, agencyId);
      const body = await desk.deps.bodies.read(agencyId);
      const today = dayOf(desk.deps.now());
      const levels = reviewLevelsOf(body.rules, today).map(({ level }) => level);
      const rule = body.rules.get('review.reviewer-ratio', today);
      const found = staffingOn(Object.values(body.officers), today, levels, rule);
      return { ...found, clauses: cited(body.rules, found.clauses) };
    },
  );
}
