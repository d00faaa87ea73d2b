// A number is looked at while a form is filled in. Nothing is kept and nothing is refused.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { CaseRouteDeps } from './case.routes.ts';
import { identityFinding } from './case-schema.routes.ts';
import { lookAtIdentityNumber } from './identity-number.ts';

/** The route that looks at a number. */
export function identityRoute(instance: FastifyInstance, { desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/identity-checks',
    {
      schema: {
        tags: ['案件'],
        operationId: 'checkIdentityNumber',
        summary: '核对证件号码或者统一社会信用代码',
        description:
          '按 GB 11643—1999 和 GB 32100—2015 核对校验码、出生日期和区划。只提醒，不影响办理；号码不保存。',
        body: Type.Object(
          {
            number: Type.String({
              title: '号码',
              minLength: 1,
              maxLength: 200,
              examples: ['91430105MA4L16JR8L'],
            }),
            partyKind: Type.Optional(
              Type.String({
                title: '当事人类别',
                enum: ['citizen', 'organisation', 'sole-trader'],
                description:
                  'citizen：公民；organisation：法人或者其他组织；sole-trader：个体工商户。',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: identityFinding },
      },
      config: { permission: 'own:session' },
    },
    async (request) => {
      const { number, partyKind } = request.body;
      const today = desk.deps.now().slice(0, 10);
      const found = lookAtIdentityNumber(number, { today, partyKind });
      return { ...found, warnings: [...found.warnings] };
    },
  );
}
