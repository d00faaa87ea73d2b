// One search over everything a person may know of. Each group asks for its own permission and stays in its own scope:
// what lies outside is not found, and nothing tells that it is there.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import type { SignedInActor } from '../access/index.store.ts';
import { isInstallation, permits } from '../access/index.ts';
import type { CaseDesk } from '../casework/index.store.ts';
import { agencyIdsBelow, caseScopeOf, readAgency } from '../registers/index.store.ts';
import type { Clause, Instant, RuleBook } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { pagesFor } from './console-pages.ts';
import { findCasesBy, findDocuments, findOfficers } from './search.store.ts';

/** What the search needs. */
export type SearchDeps = {
  readonly db: Database;
  readonly desk: CaseDesk;
  readonly ruleBook: RuleBook;
  readonly now: () => Instant;
};

const groupTitles = {
  page: '页面',
  case: '案件',
  document: '文书',
  clause: '条款',
  rule: '规则',
  officer: '执法人员',
} as const;
type Kind = keyof typeof groupTitles;
type Item = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly caseId: string | null;
  /** Body of a person who was found. */
  readonly agencyId?: string;
};

const most = 8;
const answer = Type.Object({
  groups: Type.Array(
    Type.Object({
      kind: Type.String({ title: '类别', enum: Object.keys(groupTitles) }),
      title: Type.String({ title: '类别的名称' }),
      items: Type.Array(
        Type.Object({
          id: Type.String({ title: '编号；页面为控制台内的地址' }),
          title: Type.String(),
          detail: Type.String({ title: '说明' }),
          caseId: Type.Union([Type.String(), Type.Null()], { title: '所在案件' }),
          agencyId: Type.Union([Type.String(), Type.Null()], {
            title: '执法人员所在的执法主体',
          }),
        }),
      ),
    }),
  ),
});

/** The route of the search. */
export function searchRoutes(instance: FastifyInstance, deps: SearchDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/search',
    {
      schema: {
        tags: ['检索'],
        operationId: 'search',
        summary: '在权限范围内检索案件、文书、条款、规则、执法人员和页面，每类至多 8 条',
        querystring: Type.Object(
          { text: Type.String({ title: '要找的文字', minLength: 1, maxLength: 100 }) },
          { additionalProperties: false },
        ),
        response: { 200: answer },
      },
      config: { permission: 'own:session' },
    },
    async (request) => {
      const text = plain(request.query.text);
      if (text === '') return { groups: [] };
      const found = await Promise.all(
        searches.map(async ([kind, search]) => ({
          kind,
          title: groupTitles[kind],
          items: (await search(deps, requestActor(request), text)).map((item) => ({
            agencyId: null,
            ...item,
          })),
        })),
      );
      return { groups: found.filter(({ items }) => items.length > 0) };
    },
  );
}

/** What cannot stand in the database is looked for nowhere. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\ufffd]+/gu, ' ')
    .normalize('NFKC')
    .trim();
}

type Search = (
  deps: SearchDeps,
  actor: SignedInActor,
  text: string,
) => readonly Item[] | Promise<readonly Item[]>;

const searches: readonly (readonly [Kind, Search])[] = [
  ['page', searchPages],
  ['case', searchCases],
  ['document', searchDocuments],
  ['rule', searchRules],
  ['clause', searchClauses],
  ['officer', searchOfficers],
];

function searchPages(_deps: SearchDeps, { roles }: SignedInActor, text: string): readonly Item[] {
  return pagesFor(text, roles)
    .slice(0, most)
    .map(({ path, title, words }) => ({ id: path, title, detail: words, caseId: null }));
}

/** Single characters would be sought in everything there is. */
const isLongEnough = (text: string) => text.split(/\s+/).every((word) => word.length >= 2);

async function searchCases(deps: SearchDeps, actor: SignedInActor, text: string) {
  if (!permits(actor.roles, 'case:read') || !isLongEnough(text)) return [];
  const scope = await caseScopeOf(deps.db, actor);
  const found = await findCasesBy(deps.db, scope, { text, limit: most, now: deps.now() });
  return found.map(({ caseId, caseNumber, title, partyName }) => ({
    id: caseId,
    title,
    detail: [caseNumber, partyName].filter((each) => each !== null).join(' · '),
    caseId,
  }));
}

async function searchDocuments(deps: SearchDeps, actor: SignedInActor, text: string) {
  if (!permits(actor.roles, 'document:read') || !isLongEnough(text)) return [];
  const scope = await caseScopeOf(deps.db, actor);
  const { causes } = deps.desk.deps.composition.procedure;
  const found = await findDocuments(deps.db, scope, { text, limit: most });
  return found.map(({ caseId, sequence, kind, title, numbers }) => {
    const fields = causes.get(kind)?.fields ?? [];
    const named = Object.keys(numbers).map(
      (name) => fields.find((field) => field.name === name)?.title ?? '编号',
    );
    return {
      id: `${caseId}/${sequence}`,
      title: Object.values(numbers).join('、'),
      detail: `${named.join('、')} · ${title}`,
      caseId,
    };
  });
}

function searchRules(deps: SearchDeps, { roles }: SignedInActor, text: string): readonly Item[] {
  if (!permits(roles, 'rule:read')) return [];
  return [...deps.ruleBook.keys.values()]
    .filter(({ key, title }) => holds(text, key, title))
    .slice(0, most)
    .map(({ key, title }) => ({ id: key, title, detail: key, caseId: null }));
}

async function searchClauses(deps: SearchDeps, actor: SignedInActor, text: string) {
  if (!permits(actor.roles, 'rule:read')) return [];
  const own = await packsOf(deps, actor);
  const packs = deps.ruleBook.packs.toSorted((a, b) => placeIn(own, a.id) - placeIn(own, b.id));
  const found: Item[] = [];
  for (const pack of packs)
    for (const clause of pack.clauses.values()) {
      if (found.length === most) return found;
      if (holds(text, clause.id, clause.locator, clause.obligation))
        found.push(shown(clause, pack));
    }
  return found;
}

/** The packs of the person's body come first. */
async function packsOf({ db }: SearchDeps, { agencyId }: SignedInActor) {
  return isInstallation(agencyId) ? [] : ((await readAgency(db, agencyId))?.packs ?? []);
}

const placeIn = (own: readonly string[], id: string) =>
  own.includes(id) ? own.indexOf(id) : own.length;

function shown(clause: Clause, pack: { readonly title: string }): Item {
  const { id, locator, obligation } = clause;
  return { id, title: `${pack.title} ${locator}`, detail: obligation, caseId: null };
}

async function searchOfficers({ db }: SearchDeps, actor: SignedInActor, text: string) {
  if (!permits(actor.roles, 'register:read')) return [];
  const { agencyId, roles } = actor;
  const below = roles.includes('supervisor') ? await agencyIdsBelow(db, agencyId) : [];
  const agencies = isInstallation(agencyId) ? null : [agencyId, ...below];
  const found = await findOfficers(db, agencies, { text, limit: most });
  return found.map(({ officerId, agencyId: of, name, post, agencyName }) => ({
    id: officerId,
    title: name,
    detail: [agencyName, post].filter((each) => each !== '').join(' · '),
    caseId: null,
    agencyId: of,
  }));
}

function holds(text: string, ...among: readonly string[]): boolean {
  const all = among.join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
