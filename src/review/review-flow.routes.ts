import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { isInstallation } from '../access/index.ts';
import { cited } from '../casework/index.routes.ts';
import type { CaseDesk } from '../casework/index.store.ts';
import { dayOf, type RuleBook } from '../rules/index.ts';
import { flowAnswer } from './catalogue-schema.routes.ts';
import { reviewFlow } from './review-flow.ts';

/** What the route of the flow chart needs. */
export type FlowRouteDeps = { readonly desk: CaseDesk; readonly ruleBook: RuleBook };

/** The flow chart of review, as the packs of a body or a named pack have it. */
export function reviewFlowRoute(
  instance: FastifyInstance,
  { desk, ruleBook }: FlowRouteDeps,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-flow',
    {
      schema: {
        tags: ['规则'],
        operationId: 'readReviewFlow',
        summary: '法制审核流程：各步、由谁办理、期限、依据和去向',
        querystring: Type.Object(
          {
            pack: Type.Optional(
              Type.String({
                title: '规则包；不填为本单位适用的规则包',
                maxLength: 60,
                pattern: '^[a-z0-9-]+$',
                examples: ['kaifu'],
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: flowAnswer },
      },
      config: { permission: 'rule:read' },
    },
    async (request) => {
      const on = dayOf(desk.deps.now());
      const rules = await rulesOf(request.query.pack, requestActor(request).agencyId);
      const { nodes, edges } = reviewFlow(desk.deps.composition.procedure, rules, on);
      return {
        packs: [...rules.packs],
        on,
        nodes: nodes.map((node) => ({
          ...node,
          notes: [...node.notes],
          clauses: cited(rules, node.clauses),
        })),
        edges: edges.map((edge) => ({ ...edge })),
      };
    },
  );

  async function rulesOf(pack: string | undefined, agencyId: string) {
    // Whoever reads a draft sees what it says; applying it needs a confirmation.
    const confirmedDrafts = ruleBook.packs.filter(({ draft }) => draft).map(({ id }) => id);
    if (pack !== undefined) return ruleBook.rulesFor([pack], { confirmedDrafts });
    if (isInstallation(agencyId)) return ruleBook.rulesFor(['national']);
    return (await desk.deps.bodies.read(agencyId)).rules;
  }
}
