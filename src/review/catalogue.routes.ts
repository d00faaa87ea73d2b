// Looking at the review catalogue: the register of items, the versions, what changed between two of them.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { idField } from '../access/index.routes.ts';
import { cited } from '../casework/index.routes.ts';
import { Refused } from '../rules/index.ts';
import { readCatalogue } from './catalogue.store.ts';
import { type CatalogueVersion, inForceOn, versionOf } from './catalogue.ts';
import { catalogueActRoutes } from './catalogue-acts.routes.ts';
import { compareVersions } from './catalogue-comparison.ts';
import {
  type Asked,
  asked,
  type CatalogueRouteDeps,
  groundOf,
  readerOf,
} from './catalogue-ground.routes.ts';
import { factorTitle } from './catalogue-rule.ts';
import {
  type CatalogueAnswer,
  catalogueAnswer,
  catalogueComparison,
  type VersionAnswer,
  versionAnswer,
} from './catalogue-schema.routes.ts';
import { catalogueTable } from './catalogue-table.ts';
import { toldItems, toldVersion } from './catalogue-telling.ts';

const tags = ['法制审核目录'];
const reads = { config: { permission: 'catalogue:read' } } as const;
const querystring = Type.Object(
  { agencyId: Type.Optional(idField('执法主体；不填为本单位，监督人员可以查看下级')) },
  { additionalProperties: false },
);
const numberField = (title: string) => Type.Integer({ title, minimum: 1, maximum: 100_000 });
const params = Type.Object({ number: numberField('版次') });
const copySchema = Type.String({ title: '目录的文本' });

const versionUnknown = {
  code: 'review.catalogue-version-unknown',
  text: '没有这一版目录。请刷新后核对。',
  clauses: [],
};

/** Everything about the review catalogue. */
export function catalogueRoutes(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-catalogue',
    {
      schema: {
        tags,
        operationId: 'readReviewCatalogue',
        summary: '法制审核目录：规则的要求、各机构报送的事项、各版',
        querystring,
        response: { 200: catalogueAnswer },
      },
      ...reads,
    },
    async (request): Promise<CatalogueAnswer> =>
      told(deps, await asked(deps, request, request.query.agencyId)),
  );
  versionRoutes(instance, deps);
  comparisonRoute(instance, deps);
  catalogueActRoutes(instance, deps);
}

async function told(deps: CatalogueRouteDeps, whose: Asked): Promise<CatalogueAnswer> {
  const { body, law, today } = whose;
  const catalogue = await readCatalogue(deps.db, body.agencyId);
  const ground = await groundOf(deps, whose, catalogue);
  const reader = readerOf(whose);
  const { rule, choices } = law;
  const office = (key: string) => body.rules.office(key, today);
  return {
    agencyId: body.agencyId,
    agencyName: body.name,
    asked: {
      factors: rule.factors.map((code) => ({ code, title: factorTitle(code) })),
      standards: rule.standards,
      publish: rule.publish,
      flowChart: rule.flowChart,
      fileWith: rule.fileWith === null ? null : office(rule.fileWith),
      reviewOffice: office('review-office'),
      today,
      clauses: cited(body.rules, rule.clauses),
    },
    choices: mutable(choices),
    departments: reader.heads.map((departmentId) => ({
      departmentId,
      name: body.departments[departmentId] ?? '',
    })),
    items: mutable(toldItems(catalogue, reader, ground)),
    versions: catalogue.versions
      .map((one) => ({
        ...mutable(toldVersion(catalogue, one, reader, ground)),
        publicPath: publicPathOf(deps, body.agencyId, one),
      }))
      .toReversed(),
    inForce: inForceOn(catalogue, today)?.number ?? null,
    mayCompile: reader.mayExamine,
  };
}

const publicPathOf = (deps: CatalogueRouteDeps, agencyId: string, version: CatalogueVersion) =>
  version.published === null ? null : `${deps.publicPath(agencyId)}?version=${version.number}`;

/** What is told is not changed after it; the types of answers do not know that. */
type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;
const mutable = <T>(value: T) => value as Mutable<T>;

function versionRoutes(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-catalogue/versions/:number',
    {
      schema: {
        tags,
        operationId: 'readReviewCatalogueVersion',
        summary: '一版法制审核目录和它的全部事项',
        params,
        querystring,
        response: { 200: versionAnswer },
      },
      ...reads,
    },
    async (request): Promise<VersionAnswer> => {
      const whose = await asked(deps, request, request.query.agencyId);
      const { catalogue, version } = await found(deps, whose, request.params.number);
      const ground = await groundOf(deps, whose, catalogue);
      const { agencyId, name } = whose.body;
      return {
        agencyId,
        agencyName: name,
        version: {
          ...mutable(toldVersion(catalogue, version, readerOf(whose), ground)),
          publicPath: publicPathOf(deps, agencyId, version),
        },
        items: mutable(version.items),
      };
    },
  );
  copyRoute(instance, deps);
}

function copyRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-catalogue/versions/:number/copy',
    {
      schema: {
        tags,
        operationId: 'downloadReviewCatalogueCopy',
        summary: '一版目录的文本（CSV）：批准、公开、备案的就是这一份，摘要相同',
        params,
        querystring,
        response: { 200: { description: '表格', content: { 'text/csv': { schema: copySchema } } } },
      },
      ...reads,
    },
    async (request, reply) => {
      const whose = await asked(deps, request, request.query.agencyId);
      const { version } = await found(deps, whose, request.params.number);
      return reply
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .header(
          'content-disposition',
          `attachment; filename="review-catalogue-${version.number}.csv"`,
        )
        .send(catalogueTable(version.items));
    },
  );
}

async function found(deps: CatalogueRouteDeps, { body }: Asked, number: number) {
  const catalogue = await readCatalogue(deps.db, body.agencyId);
  const version = versionOf(catalogue, number);
  if (version === undefined) throw new Refused(versionUnknown);
  return { catalogue, version };
}

const kindTitles = { added: '新增', removed: '删去', changed: '修改', same: '不变' } as const;

function comparisonRoute(instance: FastifyInstance, deps: CatalogueRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-catalogue/versions/:number/comparison/:other',
    {
      schema: {
        tags,
        operationId: 'compareReviewCatalogueVersions',
        summary: '两版目录之间改了什么',
        params: Type.Object({ number: numberField('前一版'), other: numberField('后一版') }),
        querystring,
        response: { 200: catalogueComparison },
      },
      ...reads,
    },
    async (request: FastifyRequest<{ Params: { number: number; other: number } }>) => {
      const { agencyId } = request.query as { readonly agencyId?: string };
      const whose = await asked(deps, request, agencyId);
      const { number: before, other: after } = request.params;
      const [earlier, later] = await Promise.all([
        found(deps, whose, before),
        found(deps, whose, after),
      ]);
      const items = compareVersions(earlier.version.items, later.version.items);
      return {
        before,
        after,
        items: items.map((item) => ({ ...mutable(item), kindTitle: kindTitles[item.kind] })),
      };
    },
  );
}
