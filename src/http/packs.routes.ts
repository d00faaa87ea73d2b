// The packs of rules beside each other: what each demands, clause by clause and key by key.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  limitField,
  nextCursorField,
  pageOf,
  readCursor,
} from '../access/index.routes.ts';
import {
  type CivilDate,
  type Clause,
  compareRules,
  dayOf,
  type Instant,
  isCivilDate,
  type Pack,
  Refused,
  type RuleBook,
} from '../rules/index.ts';
import { administrationRefusals } from './administration-refusals.ts';
import { clauseKindTitles, clauseSystemTitles, subjectTitles } from './rule-titles.ts';

/** What the routes of packs need. */
export type PackDeps = { readonly ruleBook: RuleBook; readonly now: () => Instant };

const tags = ['规则'];
const reads = { config: { permission: 'rule:read' } } as const;
const orNull = (title: string) => Type.Union([Type.String(), Type.Null()], { title });

const packEntry = Type.Object(
  {
    id: Type.String({ title: '规则包' }),
    folder: Type.String({ title: '所在文件夹；同一规则包的不同版本各有一个' }),
    title: Type.String({ title: '名称' }),
    issuer: orNull('制定机关'),
    documentNumber: orNull('文号'),
    issuedOn: orNull('发布日期'),
    inForceFrom: orNull('施行日期'),
    inForceUntil: orNull('失效日期'),
    draft: Type.Boolean({ title: '征求意见稿，须由使用单位确认' }),
    extends: Type.Array(Type.String(), { title: '上位规则包' }),
    note: orNull('说明'),
    clauseCount: Type.Integer({ title: '条款数' }),
    ruleCount: Type.Integer({ title: '规则数' }),
    warnings: Type.Array(Type.Object({ code: Type.String(), text: Type.String() }), {
      title: '提醒',
    }),
  },
  { title: '规则包' },
);

const clauseEntry = Type.Object(
  {
    id: Type.String({ title: '条款编号' }),
    pack: Type.String({ title: '规则包' }),
    locator: Type.String({ title: '在文件中的位置' }),
    system: Type.String({ title: '所属制度' }),
    systemTitle: Type.String({ title: '所属制度的名称' }),
    kind: Type.String({ title: '种类' }),
    kindTitle: Type.String({ title: '种类的名称' }),
    obligation: Type.String({ title: '要求（以我们的话概括）' }),
    actor: Type.String({ title: '由谁' }),
    trigger: Type.String({ title: '何时' }),
    rules: Type.Array(Type.Object({ key: Type.String(), title: Type.String({ title: '规则' }) }), {
      title: '由它设定的规则',
    }),
  },
  { title: '条款' },
);

/** Routes that show the packs. */
export function packRoutes(app: FastifyInstance, deps: PackDeps): void {
  packsRoute(app, deps);
  clausesRoute(app, deps);
  comparisonRoute(app, deps);
}

function packsRoute(instance: FastifyInstance, { ruleBook, now }: PackDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/packs',
    {
      schema: {
        tags,
        operationId: 'listPacks',
        summary: '全部规则包：出处、起止日期、条款和规则的数目、提醒',
        response: { 200: Type.Object({ items: Type.Array(packEntry) }) },
      },
      ...reads,
    },
    async () => {
      const today = dayOf(now());
      return { items: ruleBook.packs.map((pack) => entryOf(ruleBook, pack, today)) };
    },
  );
}

function entryOf(ruleBook: RuleBook, pack: Pack, today: CivilDate) {
  const { id, folder, title, issuer, documentNumber, issuedOn, inForceFrom, inForceUntil } = pack;
  const broken = ruleBook.check().filter(({ file }) => file.startsWith(`${folder}/`));
  const warnings = ruleBook.warnings([id], today).filter((warning) => warning.pack === id);
  return {
    id,
    folder,
    title,
    issuer,
    documentNumber,
    issuedOn,
    inForceFrom,
    inForceUntil,
    draft: pack.draft,
    extends: [...pack.extends],
    note: pack.note,
    clauseCount: pack.clauses.size,
    ruleCount: pack.rules.length,
    warnings: [
      ...broken.slice(0, 20).map(({ code, file, line, text }) => ({
        code,
        text: `${file} 第 ${line} 行：${text}`,
      })),
      ...warnings.map(({ code, text }) => ({ code, text })),
    ],
  };
}

function clausesRoute(instance: FastifyInstance, { ruleBook }: PackDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const text = Type.String({ title: '编号、位置或者要求中的文字', maxLength: 100 });
  const system = Type.String({
    title: '所属制度',
    enum: Object.keys(clauseSystemTitles),
    description: Object.entries(clauseSystemTitles)
      .map(([code, title]) => `${code}：${title}`)
      .join('；'),
  });
  app.get(
    '/api/packs/:packId/clauses',
    {
      schema: {
        tags,
        operationId: 'listClauses',
        summary: '一个规则包的条款',
        params: Type.Object({ packId: Type.String({ maxLength: 60 }) }),
        querystring: Type.Object(
          {
            text: Type.Optional(text),
            system: Type.Optional(system),
            cursor: Type.Optional(cursorField),
            limit: limitField,
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(clauseEntry),
            total: Type.Integer({ title: '合计' }),
            nextCursor: nextCursorField,
          }),
        },
      },
      ...reads,
    },
    async (request) => {
      const versions = ruleBook.packs.filter(({ id }) => id === request.params.packId);
      if (versions.length === 0) throw new Refused(administrationRefusals.packUnknown);
      const { cursor, limit, ...wanted } = request.query;
      const start = Math.max(0, readCursor(cursor, [0] as const)?.[0] ?? 0);
      const held = new Map(versions.flatMap(({ clauses }) => [...clauses]));
      const found = [...held.values()].filter((clause) => isWanted(clause, wanted));
      const numbered = found.map((clause, index) => ({ clause, next: index + 1 }));
      const page = pageOf(numbered.slice(start, start + limit + 1), limit, ({ next }) => [next]);
      return {
        items: page.items.map(({ clause }) => shown(clause, versions)),
        total: found.length,
        nextCursor: page.nextCursor,
      };
    },
  );
}

function isWanted(
  clause: Clause,
  { text = '', system }: { readonly text?: string; readonly system?: string },
): boolean {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/);
  const among = [clause.id, clause.locator, clause.obligation].join('\n').toLowerCase();
  return (
    (system === undefined || clause.system === system) &&
    words.every((word) => among.includes(word))
  );
}

function shown(clause: Clause, versions: readonly Pack[]) {
  const { id, pack, locator, system, kind, obligation, actor, trigger } = clause;
  const rules = versions.flatMap((version) =>
    version.rules.filter(({ clauses }) => clauses.includes(id)),
  );
  return {
    id,
    pack,
    locator,
    system,
    systemTitle: clauseSystemTitles[system] ?? system,
    kind,
    kindTitle: clauseKindTitles[kind] ?? kind,
    obligation,
    actor,
    trigger,
    rules: [...new Map(rules.map(({ key, title }) => [key, title]))].map(([key, title]) => ({
      key,
      title,
    })),
  };
}

const cell = Type.Object(
  {
    text: Type.String({ title: '内容；没有规定时如实说明' }),
    clauses: Type.Array(Type.String(), { title: '依据的条款编号' }),
    pack: orNull('由哪个规则包设定；未规定时为 null'),
    unset: orNull('明确不设定的理由'),
    ours: Type.Boolean({ title: '数字由本机关补定，不是原文规定' }),
  },
  { title: '一个规则包的规定' },
);

const comparison = Type.Object({
  on: Type.String({ title: '按哪一天' }),
  packs: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String({ title: '名称' }),
      draft: Type.Boolean({ title: '征求意见稿' }),
      problem: orNull('不能使用的原因'),
    }),
  ),
  rows: Type.Array(
    Type.Object({
      key: Type.String({ title: '规则键' }),
      title: Type.String({ title: '名称' }),
      kind: Type.String({ title: '种类' }),
      subject: Type.String({ title: '类别' }),
      subjectTitle: Type.String({ title: '类别的名称' }),
      differs: Type.Boolean({ title: '各规则包的规定不尽相同' }),
      cells: Type.Record(Type.String(), cell),
    }),
  ),
  clauses: Type.Array(
    Type.Object({ id: Type.String(), locator: Type.String(), text: Type.String() }),
    { title: '引用的条款' },
  ),
});

function comparisonRoute(instance: FastifyInstance, { ruleBook, now }: PackDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const all = new Map<string, Clause>(ruleBook.packs.flatMap((pack) => [...pack.clauses]));
  app.get(
    '/api/rule-comparison',
    {
      schema: {
        tags,
        operationId: 'compareRules',
        summary: '各规则包逐键对照，按某一日的规定',
        querystring: Type.Object(
          {
            on: Type.Optional(
              Type.String({ title: '日期；不填为今天', maxLength: 10, examples: ['2026-09-28'] }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: comparison },
      },
      ...reads,
    },
    async (request) => {
      const { on = dayOf(now()) } = request.query;
      if (!isCivilDate(on)) throw new Refused(administrationRefusals.badDay);
      const compared = compareRules(ruleBook, on);
      const rows = compared.rows.map((row) => ({
        ...row,
        subjectTitle: subjectTitles[row.subject] ?? row.subject,
        differs: new Set(Object.values(row.cells).map(({ text }) => text)).size > 1,
        cells: Object.fromEntries(
          Object.entries(row.cells).map(([id, one]) => [id, { ...one, clauses: [...one.clauses] }]),
        ),
      }));
      const cited = new Set(
        rows.flatMap((row) => Object.values(row.cells).flatMap(({ clauses }) => clauses)),
      );
      const clauses = [...cited].flatMap((id) => {
        const clause = all.get(id);
        return clause === undefined
          ? []
          : [{ id, locator: clause.citation, text: clause.obligation }];
      });
      return { on, packs: [...compared.packs], rows, clauses };
    },
  );
}
