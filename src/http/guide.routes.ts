import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { isInstallation, roleTitles } from '../access/index.ts';
import { agencyIdsBelow } from '../registers/index.store.ts';
import { dayOf, type Instant, missingYears, type RuleBook } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { readProgress, readSeparatedRoles } from './guide.store.ts';
import { guideOf } from './guide.ts';

/** What the guide needs. */
export type GuideDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly now: () => Instant;
};

const item = Type.Object({
  id: Type.String(),
  title: Type.String({ title: '要做的事' }),
  detail: Type.String({ title: '还缺什么；已完成时如实说明' }),
  who: Type.String({ title: '由谁', enum: Object.keys(roleTitles) }),
  whoTitle: Type.String({ title: '由谁（名称）' }),
  standing: Type.String({
    title: '现状',
    enum: ['done', 'open', 'waiting'],
    description: 'done：已完成；open：现在可以做；waiting：须先完成前面的事',
  }),
  waitsFor: Type.Array(
    Type.Object({
      title: Type.String({ title: '先要做的事' }),
      whoTitle: Type.String({ title: '由谁（名称）' }),
    }),
    { title: '等待哪些事完成' },
  ),
  path: Type.String({ title: '控制台内的地址' }),
});

/** The way from an empty installation to the first filed case; computed each time, never stored. */
export function guideRoutes(instance: FastifyInstance, deps: GuideDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { db, ruleBook, now } = deps;
  app.get(
    '/api/guide',
    {
      schema: {
        tags: ['系统'],
        operationId: 'readGuide',
        summary: '启用向导：从空系统到第一件立案，还缺什么、由谁办',
        description: '有所属单位的人只看到本单位的情况，监督人员看到下级单位的。',
        response: {
          200: Type.Object({
            items: Type.Array(item),
            finished: Type.Boolean({ title: '全部完成' }),
          }),
        },
      },
      config: { permission: 'own:session' },
    },
    async (request) => {
      const { agencyId, roles } = requestActor(request);
      const below = roles.includes('supervisor') ? await agencyIdsBelow(db, agencyId) : [];
      const today = dayOf(now());
      const [bodies, separated] = await Promise.all([
        readProgress(db, isInstallation(agencyId) ? null : [agencyId, ...below], today),
        readSeparatedRoles(db),
      ]);
      const drafts = ruleBook.packs.filter(({ draft }) => draft).map(({ id }) => id);
      const years = missingYears(ruleBook.calendar, today);
      const items = guideOf({
        separated,
        bodies,
        drafts,
        missingYears: years,
        thisYear: Number(today.slice(0, 4)),
      });
      return {
        items: items.map((one) => ({ ...one, waitsFor: [...one.waitsFor] })),
        finished: items.every(({ standing }) => standing === 'done'),
      };
    },
  );
}
