import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { idField, requestActor, textField } from '../access/index.routes.ts';
import type { CaseRouteDeps } from './case.routes.ts';
import { handOver } from './hand-over.store.ts';

const body = Type.Object(
  {
    fromAccountId: idField('移交人'),
    toAccountId: idField('接收人'),
    caseIds: Type.Array(idField('案件'), {
      title: '交接的案件',
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
    }),
    reason: textField('交接说明', { maxLength: 500 }),
  },
  { additionalProperties: false },
);

const refusal = Type.Object({
  code: Type.String({ title: '代码' }),
  text: Type.String({ title: '说明' }),
  clauses: Type.Array(Type.String(), { title: '依据的条款' }),
});

const outcome = Type.Object({
  done: Type.Array(idField('案件'), { title: '已交接' }),
  refused: Type.Array(
    Type.Object({
      caseId: idField('案件'),
      title: Type.Union([Type.String(), Type.Null()], {
        title: '案件名称；无权知悉或者未能读取的为 null',
      }),
      refusals: Type.Array(refusal, { title: '未交接的原因' }),
    }),
    { title: '未交接' },
  ),
});

/** Handing over cases from one officer to another. */
export function handOverRoute(instance: FastifyInstance, { desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/handovers',
    {
      schema: {
        tags: ['案件'],
        operationId: 'handOverCases',
        summary: '把一名承办人的案件交给另一名执法人员承办',
        description:
          '由承办机构负责人或者机关负责人办理。每件案件各自按“指派承办人”（作出决定以后为“改派承办人”）的全部条件判断，能交接的交接，不能交接的逐件说明原因。',
        body,
        response: { 200: outcome },
      },
      config: { permission: 'case:act' },
    },
    async (request) => {
      const onFault = (error: unknown) =>
        request.log.error({ err: error }, 'a hand-over was interrupted');
      const { done, refused } = await handOver(desk, request.body, requestActor(request), onFault);
      return {
        done: [...done],
        refused: refused.map(({ refusals, ...one }) => ({
          ...one,
          refusals: refusals.map(({ code, text, clauses }) => ({
            code,
            text,
            clauses: [...clauses],
          })),
        })),
      };
    },
  );
}
