// Past decisions into the public site, and published ones out of it.
//
// A file comes as the body of the request. It lies in the data folder while it is read, in a folder for nobody else,
// because it holds names that will never become public.

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import {
  csvLines,
  type DecisionPreview,
  exportedDecisions,
  type ImportReport,
  importDecisions,
  previewDecisions,
  type TableEncoding,
  workbookOf,
} from '../exchange/index.store.ts';
import { importFields, type Mapping, readMapping } from '../exchange/index.ts';
import { readAgency } from '../registers/index.store.ts';
import { dayOf, type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { administrationRefusals } from './administration-refusals.ts';
import { withIncoming } from './incoming.store.ts';
import type { Installation } from './installation.ts';

/** What the exchange of decisions needs. */
export type DecisionExchangeDeps = {
  readonly db: Database;
  readonly installation: Pick<Installation, 'dataFolder'>;
  readonly now: () => Instant;
};

const tags = ['以往的决定'];
const most = 20 * 1024 * 1024;
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Ending of the file by the type of the body. */
const endings: Readonly<Record<string, string>> = {
  'text/csv': '.csv',
  'application/x-ndjson': '.jsonl',
  'application/octet-stream': '.xlsx',
  [workbookType]: '.xlsx',
};
const config = { permission: 'decision:import' } as const;
const badRow = Type.Object({
  line: Type.Integer({ title: '第几行' }),
  problems: Type.Array(Type.String(), { title: '有什么问题' }),
});
const query = Type.Object(
  {
    fileName: Type.Optional(Type.String({ title: '文件名，留作记录', maxLength: 200 })),
    encoding: Type.Optional(
      Type.String({ title: 'CSV 的编码；不填则自动识别', enum: ['utf-8', 'gb18030'] }),
    ),
    mapping: Type.Optional(
      Type.String({
        title: '各字段取自哪一列（JSON）；不填则按列名识别',
        description: `字段：${Object.entries(importFields)
          .map(([name, title]) => `${name}（${title}）`)
          .join('、')}。`,
        maxLength: 8000,
        examples: ['{"fields":{"decidedOn":"决定日期","punishment":"处罚内容"}}'],
      }),
    ),
  },
  { additionalProperties: false },
);
type Query = {
  readonly fileName?: string;
  readonly encoding?: string;
  readonly mapping?: string;
};

/** Routes of importing and exporting decisions. */
export async function decisionExchangeRoutes(
  app: FastifyInstance,
  deps: DecisionExchangeDeps,
): Promise<void> {
  exportRoute(app, deps);
  // Only these routes read bodies of other types than JSON.
  await app.register(async (inner) => {
    inner.addContentTypeParser(
      Object.keys(endings),
      { parseAs: 'buffer', bodyLimit: most },
      (_request, body, done) => done(null, body),
    );
    previewRoute(inner, deps);
    importRoute(inner, deps);
  });
}

const decision = Type.Object({
  decisionNumber: Type.Union([Type.String(), Type.Null()], { title: '决定书文号' }),
  caseName: Type.String({ title: '案件名称' }),
  partyName: Type.Union([Type.String(), Type.Null()], { title: '当事人（公开的样子）' }),
  facts: Type.Union([Type.String(), Type.Null()], { title: '违法事实' }),
  law: Type.Union([Type.String(), Type.Null()], { title: '处罚依据' }),
  punishment: Type.String({ title: '处罚内容' }),
  decidedOn: Type.String({ title: '决定日期' }),
});

const preview = Type.Object({
  columns: Type.Array(Type.String(), { title: '文件中的列' }),
  fields: Type.Array(
    Type.Object({
      field: Type.String({ enum: Object.keys(importFields) }),
      title: Type.String({ title: '字段名称' }),
      columns: Type.Array(Type.String(), { title: '取自哪些列' }),
    }),
  ),
  fits: Type.Boolean({ title: '认得出决定日期和处罚内容' }),
  rows: Type.Integer({ title: '行数' }),
  badRows: Type.Integer({ title: '有错的行数；有一行错就不导入' }),
  shown: Type.Array(
    Type.Object({
      line: Type.Integer({ title: '第几行' }),
      decision: Type.Union([decision, Type.Null()], { title: '将公开的内容' }),
      problems: Type.Array(Type.String()),
    }),
    { title: '前 20 行' },
  ),
  shownBadRows: Type.Array(badRow, { title: '有错的行，至多 200 行' }),
});

function previewRoute(instance: FastifyInstance, deps: DecisionExchangeDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/decision-imports/preview',
    {
      bodyLimit: most,
      schema: {
        tags,
        operationId: 'previewDecisions',
        summary: '检查一个文件，看将公开什么；不导入',
        description:
          '内容为 text/csv、application/x-ndjson 或 .xlsx（application/octet-stream），不超过 20 MB。',
        querystring: query,
        response: { 200: Type.Unsafe<DecisionPreview>(preview) },
      },
      config,
    },
    (request) =>
      withFile(deps, request, (file, given) =>
        previewDecisions({ file, ...given, today: dayOf(deps.now()) }),
      ),
  );
}

const report = Type.Object({
  rows: Type.Integer({ title: '行数' }),
  added: Type.Integer({ title: '新公开的' }),
  skipped: Type.Integer({ title: '以前已导入的' }),
  badRows: Type.Integer({ title: '有错的行数' }),
  shownBadRows: Type.Array(badRow),
  importedBeforeAt: Type.Union([Type.String(), Type.Null()], {
    title: '同一个文件以前何时导入过',
  }),
});

function importRoute(instance: FastifyInstance, deps: DecisionExchangeDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/decision-imports',
    {
      bodyLimit: most,
      schema: {
        tags,
        operationId: 'importDecisions',
        summary: '导入本单位以往的决定并公开；有一行错就一行也不导入',
        querystring: query,
        response: {
          200: Type.Unsafe<ImportReport>(report),
        },
      },
      config,
    },
    (request) =>
      withFile(deps, request, async (file, given) => {
        const { id: actorId, agencyId } = requestActor(request);
        const agency = await readAgency(deps.db, agencyId);
        if (agency === null) throw new Refused(administrationRefusals.noBody);
        const { name: agencyName } = agency;
        const by = { agencyId, agencyName, actorId, now: deps.now() };
        return importDecisions(deps.db, { file, ...given, ...by });
      }),
  );
}

type Given = {
  readonly mapping?: Mapping | undefined;
  readonly encoding?: TableEncoding | undefined;
};

/** Puts the body of a request into a file for as long as the work takes. */
async function withFile<T>(
  { installation }: DecisionExchangeDeps,
  request: FastifyRequest,
  work: (file: string, given: Given) => Promise<T>,
): Promise<T> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  const ending = endings[type.trim().toLowerCase()];
  if (!Buffer.isBuffer(request.body) || ending === undefined)
    throw new Refused(administrationRefusals.noTable);
  const given = givenIn(request.query as Query);
  const incoming = {
    id: randomUUID(),
    fileName: `${nameOf(request.query as Query)}${ending}`,
    content: request.body,
  };
  return withIncoming(installation.dataFolder, incoming, (file) => work(file, given));
}

function givenIn({ mapping: text, encoding }: Query): Given {
  const known = encoding === undefined ? {} : { encoding: encoding as TableEncoding };
  if (text === undefined) return known;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Refused(administrationRefusals.badMapping);
  }
  const result = readMapping(content);
  if ('refusals' in result) throw new Refused(...result.refusals);
  return { ...known, mapping: result.mapping };
}

/** A name for the file that can be kept on any disk. */
function nameOf({ fileName = '' }: Query): string {
  const [stem = ''] = /^[^.]*/.exec(fileName.replaceAll(/[^\p{L}\p{N}（）()_. -]/gu, '')) ?? [];
  return Array.from(stem.trim()).slice(0, 40).join('') || '以往的决定';
}

/** What is answered is a file. */
const tables = {
  'text/csv': { schema: Type.Unsafe<unknown>({ type: 'string' }) },
  [workbookType]: { schema: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) },
};

function exportRoute(instance: FastifyInstance, { db }: DecisionExchangeDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const format = Type.Union([Type.Literal('csv'), Type.Literal('xlsx')], {
    title: '格式',
    default: 'csv',
  });
  app.get(
    '/api/decision-export',
    {
      schema: {
        tags,
        operationId: 'exportDecisions',
        summary: '导出本单位已公开的决定，内容与公示网站相同',
        querystring: Type.Object({ format }, { additionalProperties: false }),
        response: { 200: { description: '表格', content: tables } },
      },
      config: { permission: 'disclosure:read' },
    },
    async (request, reply) => {
      const { agencyId } = requestActor(request);
      const rows = exportedDecisions(db.publicPool, { agencyId });
      const isCsv = request.query.format === 'csv';
      reply
        .type(isCsv ? 'text/csv; charset=utf-8' : workbookType)
        .header('content-disposition', `attachment; filename="decisions.${request.query.format}"`);
      return reply.send(isCsv ? Readable.from(csvLines(rows)) : await workbookOf(rows));
    },
  );
}
