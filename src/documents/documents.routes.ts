// The documents of a case: what there is, and each as a PDF to read, print and keep.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { recordReading } from '../access/index.store.ts';
import { findCase } from '../casework/index.store.ts';
import { type ClauseId, type Instant, Refused, type Rules } from '../rules/index.ts';
import {
  type DocumentDeps,
  type DocumentForm,
  formsOf,
  makeDocument,
  readSource,
} from './document.store.ts';
import { documentsOf, isDocumentKind } from './document.ts';
import { documentRefusals } from './refusals.ts';

/** What the routes of documents need. */
export type DocumentRouteDeps = DocumentDeps & { readonly now: () => Instant };

const tags = ['文书'];
const reads = { config: { permission: 'case:read' } } as const;
/** Nobody opens two documents a second for long; who does keeps others waiting, for one thread sets them all. */
const sets = {
  config: { permission: 'case:read', rateLimit: { max: 120, timeWindow: 60_000 } },
} as const;
const caseIdField = Type.String({ title: '案件', maxLength: 100 });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T, title: string) =>
  Type.Union([schema, Type.Null()], { title });

const clause = Type.Object({ id: Type.String(), locator: Type.String(), text: Type.String() });
const copy = Type.Object({
  n: Type.Integer({ title: '第几份' }),
  keeper: Type.String({ title: '由谁留存' }),
});
const pdfFile = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });
const listed = Type.Object(
  {
    documentId: Type.String({ title: '文书', examples: ['review-opinion:12'] }),
    kind: Type.String({ title: '文书种类' }),
    title: Type.String({ title: '文书名称' }),
    sequence: Type.Integer({ title: '所依据的记录' }),
    number: orNull(Type.String(), '文号；没有的为 null'),
    copies: Type.Array(copy, { title: '份数和留存；规则没有要求的为空' }),
    paperless: Type.Boolean({ title: '依规定免予另行出具纸质文书' }),
    note: orNull(Type.String(), '说明'),
    clauses: Type.Array(clause, { title: '份数和说明的依据' }),
    standing: Type.String({ title: '是否已经生成过', enum: ['to-make', 'made'] }),
    sha256: orNull(Type.String(), '最近一次生成的文件的摘要（SHA-256）'),
    madeAt: orNull(Type.String(), '这一版式首次生成的时间'),
    versions: Type.Integer({
      title: '生成过几种不同的文件：同一记录生成的文件相同，程序、模板或者字体更新后才会不同',
    }),
    path: Type.String({ title: 'PDF 的地址' }),
  },
  { title: '文书' },
);

/** Routes of the documents of cases. */
export function documentRoutes(app: FastifyInstance, deps: DocumentRouteDeps): void {
  listRoute(app, deps);
  pdfRoute(app, deps);
}

/** What is no id is the id of no case. */
const idIn = (text: string) =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
    ? text
    : '00000000-0000-0000-0000-000000000000';

function listRoute(instance: FastifyInstance, deps: DocumentRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/documents',
    {
      schema: {
        tags,
        operationId: 'listDocuments',
        summary: '案件的文书：份数、由谁留存、是否已经生成',
        params: Type.Object({ caseId: caseIdField }),
        response: { 200: Type.Object({ items: Type.Array(listed) }) },
      },
      ...reads,
    },
    async (request) => {
      const actor = requestActor(request);
      const file = await findCase(deps.db, idIn(request.params.caseId), actor);
      await recordReading(deps.db, actor, { file, part: 'case' }, deps.now());
      const [source, forms] = await Promise.all([readSource(deps, file), formsOf(deps.db, file)]);
      return {
        items: documentsOf(source).map((document) => ({
          ...document,
          copies: [...document.copies],
          clauses: cited(source.rules, document.clauses),
          ...standingOf(forms, document),
          path: `/api/cases/${file.caseId}/documents/${document.kind}/${document.sequence}.pdf`,
        })),
      };
    },
  );
}

function standingOf(
  forms: readonly DocumentForm[],
  document: Pick<DocumentForm, 'kind' | 'sequence'>,
) {
  const last = forms.findLast(
    ({ kind, sequence }) => kind === document.kind && sequence === document.sequence,
  );
  return {
    standing: last === undefined ? 'to-make' : 'made',
    sha256: last?.sha256 ?? null,
    madeAt: last?.madeAt ?? null,
    versions: last?.version ?? 0,
  };
}

function cited(rules: Rules, ids: readonly ClauseId[]) {
  return ids.flatMap((id) => {
    const found = rules.clause(id);
    return found === null ? [] : [{ id, locator: found.citation, text: found.obligation }];
  });
}

function pdfRoute(instance: FastifyInstance, deps: DocumentRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/documents/:kind/:name',
    {
      schema: {
        tags,
        operationId: 'readDocument',
        summary: '一件文书的 PDF（PDF/A-2a）',
        description:
          '文书由所依据的记录生成，同一记录每次生成的文件相同。承办人以外的人员打开会留下记录。',
        params: Type.Object({
          caseId: caseIdField,
          kind: Type.String({ title: '文书种类', maxLength: 100, examples: ['review-opinion'] }),
          name: Type.String({ title: '记录号加 .pdf', maxLength: 100, examples: ['12.pdf'] }),
        }),
        querystring: Type.Object(
          {
            download: Type.Optional(
              Type.Boolean({
                title: '下载',
                description: '为 true 时作为文件下载，否则在浏览器中打开。',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: { description: 'PDF 文件', content: { 'application/pdf': { schema: pdfFile } } },
        },
      },
      ...sets,
    },
    async (request, reply) => {
      const { caseId, kind, name } = request.params;
      const actor = requestActor(request);
      const file = await findCase(deps.db, idIn(caseId), actor);
      const sequence = Number(/^([1-9]\d{0,6})\.pdf$/.exec(name)?.[1] ?? 0);
      if (!isDocumentKind(kind) || sequence === 0 || sequence > file.version)
        throw new Refused(documentRefusals.unknown);
      const now = deps.now();
      const made = await makeDocument(deps, { file, kind, sequence }, { actor, now });
      await recordReading(deps.db, actor, { file, part: `document:${kind}:${sequence}` }, now);
      const way = request.query.download === true ? 'attachment' : 'inline';
      const fileName = encodeURIComponent(`${made.title}-${sequence}.pdf`);
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          `${way}; filename="${kind}-${sequence}.pdf"; filename*=UTF-8''${fileName}`,
        )
        .header('cache-control', 'private, no-store')
        .header('etag', `"${made.form.sha256}"`)
        .send(Buffer.from(made.bytes));
    },
  );
}
