// Doing something with the review catalogue: reporting, examining, compiling, approving, publishing, filing.

import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { idField } from '../access/index.routes.ts';
import { headsDepartment } from '../access/index.ts';
import { Refused } from '../rules/index.ts';
import { type AlsoKeep, changeCatalogue, copyDigest, readCopy } from './catalogue.store.ts';
import { type Catalogue, versionOf } from './catalogue.ts';
import {
  approveVersion,
  type CatalogueDecision,
  compileVersion,
  examineItem,
  fileVersion,
  itemsToCompile,
  publishVersion,
  reportItem,
  returnVersion,
  withdrawItem,
} from './catalogue-decision.ts';
import {
  type Asked,
  asked,
  type CatalogueRouteDeps,
  type PublishedVersion,
} from './catalogue-ground.routes.ts';
import type { CatalogueReport } from './catalogue-item.ts';
import {
  approvalBody,
  compileBody,
  filingBody,
  findingBody,
  newReportBody,
  reasonBody,
  reportBody,
  returnBody,
} from './catalogue-schema.routes.ts';
import { catalogueTable } from './catalogue-table.ts';
import { reviewFlow } from './review-flow.ts';

const tags = ['法制审核目录'];
const done = Type.Null({ description: '已办理' });
const itemParams = Type.Object({ itemId: idField('事项') });
const versionParams = Type.Object({
  number: Type.Integer({ title: '版次', minimum: 1, maximum: 100_000 }),
});
const reports = { config: { permission: 'catalogue:report' } } as const;
const examines = { config: { permission: 'catalogue:examine' } } as const;
const approves = { config: { permission: 'catalogue:approve' } } as const;

const notHead = {
  code: 'review.catalogue-no-department',
  text: '审核目录的事项由承办机构负责人为本机构报送，您不是这个机构的负责人。请核对所选机构。',
  clauses: [],
  field: 'departmentId',
};

/** Everything that changes the review catalogue of the own body. */
export function catalogueActRoutes(app: FastifyInstance, deps: CatalogueRouteDeps): void {
  reportRoutes(app, deps);
  withdrawalRoute(app, deps);
  findingRoute(app, deps);
  compileRoute(app, deps);
  approvalRoutes(app, deps);
  publicationRoute(app, deps);
  filingRoute(app, deps);
}

/** Does something to the catalogue of the person's own body. */
async function act(
  deps: CatalogueRouteDeps,
  whose: Asked,
  decide: (catalogue: Catalogue) => CatalogueDecision,
  also?: AlsoKeep,
): Promise<Catalogue> {
  const { actor, body, law, now } = whose;
  const { agencyId } = body;
  const doing = { agencyId, by: actor.id, at: now, clauses: law.rule.clauses };
  return changeCatalogue(deps.db, doing, decide, also);
}

/** The department for which the person reports: the one named, or the own one. */
function departmentOf({ actor, body }: Asked, named: string | undefined): string {
  const departmentId = named ?? actor.departmentId;
  if (departmentId === null || !Object.hasOwn(body.departments, departmentId))
    throw new Refused(notHead);
  if (!headsDepartment(actor, departmentId)) throw new Refused(notHead);
  return departmentId;
}

/** The department of an item, if the person heads it; of others nothing is known. */
function ownDepartmentOf({ actor }: Asked, catalogue: Catalogue, itemId: string): string {
  const departmentId = catalogue.items[itemId]?.departmentId ?? '';
  return headsDepartment(actor, departmentId) ? departmentId : '';
}

function reportRoutes(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/items',
    {
      schema: {
        tags,
        operationId: 'reportReviewCatalogueItem',
        summary: '报送一项应当法制审核的事项',
        body: newReportBody,
        response: { 201: Type.Object({ itemId: idField('事项') }) },
      },
      ...reports,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const { departmentId: named, ...report } = request.body;
      const departmentId = departmentOf(whose, named);
      const itemId = randomUUID();
      const target = { itemId, departmentId, isNew: true };
      await act(deps, whose, (catalogue) => reportItem(catalogue, target, report, whose.law));
      return reply.code(201).send({ itemId });
    },
  );
  app.post(
    '/api/review-catalogue/items/:itemId/revision',
    {
      schema: {
        tags,
        operationId: 'reviseReviewCatalogueItem',
        summary: '修改后重新报送一项事项',
        params: itemParams,
        body: reportBody,
        response: { 204: done },
      },
      ...reports,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const { itemId } = request.params;
      const report: CatalogueReport = request.body;
      await act(deps, whose, (catalogue) => {
        const departmentId = ownDepartmentOf(whose, catalogue, itemId);
        return reportItem(catalogue, { itemId, departmentId, isNew: false }, report, whose.law);
      });
      return reply.code(204).send(null);
    },
  );
}

function withdrawalRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/items/:itemId/withdrawal',
    {
      schema: {
        tags,
        operationId: 'withdrawReviewCatalogueItem',
        summary: '撤回一项事项；已批准的各版不受影响',
        params: itemParams,
        body: reasonBody,
        response: { 204: done },
      },
      ...reports,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const { itemId } = request.params;
      await act(deps, whose, (catalogue) => {
        const departmentId = ownDepartmentOf(whose, catalogue, itemId);
        return withdrawItem(catalogue, { itemId, departmentId }, request.body.reason);
      });
      return reply.code(204).send(null);
    },
  );
}

function findingRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/items/:itemId/finding',
    {
      schema: {
        tags,
        operationId: 'examineReviewCatalogueItem',
        summary: '审核一项报送：同意编入，或者说明理由退回',
        params: itemParams,
        body: findingBody,
        response: { 204: done },
      },
      ...examines,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const { accepted, reason = '' } = request.body;
      const finding = { itemId: request.params.itemId, accepted, reason };
      const by = { by: whose.actor.id, at: whose.now };
      await act(deps, whose, (catalogue) => examineItem(catalogue, finding, by, whose.law.rule));
      return reply.code(204).send(null);
    },
  );
}

function compileRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/versions',
    {
      schema: {
        tags,
        operationId: 'compileReviewCatalogue',
        summary: '把审核同意的事项汇编成新的一版；还没有批准的一版由它代替',
        body: compileBody,
        response: { 201: Type.Object({ number: Type.Integer({ title: '版次' }) }) },
      },
      ...examines,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const { law, body } = whose;
      const { note = '' } = request.body;
      const after = await act(deps, whose, (catalogue) => {
        const items = itemsToCompile(catalogue, body.departmentNames, law);
        const digest = copyDigest(catalogueTable(items));
        return compileVersion(catalogue, { items, digest, note }, law.rule);
      });
      return reply.code(201).send({ number: after.versions.at(-1)?.number ?? 1 });
    },
  );
}

function approvalRoutes(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/versions/:number/approval',
    {
      schema: {
        tags,
        operationId: 'approveReviewCatalogue',
        summary: '批准一版目录，定下施行日期；所批准的是所看到的内容',
        params: versionParams,
        body: approvalBody,
        response: { 204: done },
      },
      ...approves,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const approval = { number: request.params.number, ...request.body };
      await act(deps, whose, (catalogue) =>
        approveVersion(catalogue, approval, whose.today, whose.law.rule),
      );
      deps.desk.deps.bodies.forget(whose.body.agencyId);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/review-catalogue/versions/:number/return',
    {
      schema: {
        tags,
        operationId: 'returnReviewCatalogue',
        summary: '不批准一版目录，说明理由退回审核机构',
        params: versionParams,
        body: returnBody,
        response: { 204: done },
      },
      ...approves,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const returned = { number: request.params.number, ...request.body };
      await act(deps, whose, (catalogue) => returnVersion(catalogue, returned, whose.law.rule));
      return reply.code(204).send(null);
    },
  );
}

function publicationRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/versions/:number/publication',
    {
      schema: {
        tags,
        operationId: 'publishReviewCatalogue',
        summary: '把一版批准的目录公开到公众网站',
        params: versionParams,
        response: { 200: Type.Object({ path: Type.String({ title: '公众网站上的地址' }) }) },
      },
      ...examines,
    },
    async (request) => {
      const whose = await asked(deps, request);
      const { number } = request.params;
      const { agencyId } = whose.body;
      const copy = await readCopy(deps.db, { agencyId, number });
      await act(
        deps,
        whose,
        (catalogue) => publishVersion(catalogue, number, whose.law.rule),
        async (tx, after) =>
          deps.publish(tx, publishedVersion(deps, whose, { after, number, copy })),
      );
      return { path: deps.publicPath(agencyId) };
    },
  );
}

type ToPublish = {
  readonly after: Catalogue;
  readonly number: number;
  readonly copy: string | null;
};

function publishedVersion(
  { desk }: CatalogueRouteDeps,
  { body, law, now, today }: Asked,
  { after, number, copy }: ToPublish,
): PublishedVersion {
  const version = versionOf(after, number);
  const inForceFrom = version?.inForceFrom ?? null;
  if (copy === null || version === undefined || inForceFrom === null)
    throw new Error('an approved version without its copy');
  const { procedure } = desk.deps.composition;
  const { flowChart, clauses, pack: asking } = law.rule;
  return {
    agencyId: body.agencyId,
    bodyName: body.name,
    ruleTitle: body.packTitle,
    number,
    inForceFrom,
    publishedAt: now,
    digest: version.digest,
    items: version.items,
    copy,
    flow: flowChart ? reviewFlow(procedure, body.rules, today) : null,
    basis: clauses
      .flatMap((id) => body.rules.clause(id) ?? [])
      .filter(({ pack }) => pack === asking)
      .map(({ id, locator, pack }) => ({ id, locator, pack })),
  };
}

function filingRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-catalogue/versions/:number/filing',
    {
      schema: {
        tags,
        operationId: 'fileReviewCatalogue',
        summary: '登记司法行政部门对一版目录的备案回执',
        params: versionParams,
        body: filingBody,
        response: { 204: done },
      },
      ...examines,
    },
    async (request, reply) => {
      const whose = await asked(deps, request);
      const filing = { number: request.params.number, ...request.body };
      await act(deps, whose, (catalogue) =>
        fileVersion(catalogue, filing, whose.today, whose.law.rule),
      );
      return reply.code(204).send(null);
    },
  );
}
