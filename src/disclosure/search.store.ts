// Search of published decisions, newest first. Reads the public schema only; give it the public pool.

import type pg from 'pg';
import type { CivilDate } from '../rules/index.ts';
import {
  COUNTED_TO,
  PAGE_SIZE,
  REACH,
  type SearchPlan,
  type SearchPosition,
  type SearchRequest,
  type SearchShares,
  searchPlan,
  tsqueryOf,
} from './search-plan.ts';
import { queryOf } from './search-words.ts';

/** One decision in a list. */
export type DecisionCard = {
  readonly id: string;
  readonly agencyId: string;
  readonly bodyName: string;
  readonly decisionNumber: string | null;
  readonly caseName: string;
  readonly partyName: string | null;
  readonly excerpt: string | null;
  readonly punishment: string | null;
  readonly penaltyKinds: readonly string[];
  readonly decidedOn: CivilDate;
  /** Day since which a corrected text stands there; null while nothing was corrected. */
  readonly correctedOn: CivilDate | null;
};

/** How many matches there are: the number, more than that, or more than one page. */
export type SearchTotal =
  | { readonly kind: 'exactly'; readonly matches: number }
  | { readonly kind: 'over'; readonly matches: number }
  | { readonly kind: 'many' };

/** One page of matches. */
export type SearchPage = {
  readonly words: readonly string[];
  /** Whether part of the query was left out because it was too long. */
  readonly isShortened: boolean;
  readonly total: SearchTotal;
  readonly cards: readonly DecisionCard[];
  readonly next: SearchPosition | null;
};

type CardRow = {
  id: string | null;
  agency_id: string;
  body_name: string;
  decision_number: string | null;
  case_name: string;
  party_name: string | null;
  excerpt: string | null;
  punishment: string | null;
  penalty_kinds: string[];
  decided_on: string;
  corrected_on: string | null;
};

const cardColumns = `c.id, c.agency_id, c.body_name, c.decision_number, c.case_name, c.party_name, c.excerpt,
  c.punishment, c.penalty_kinds, c.decided_on::text as decided_on,
  c.corrected_on::text as corrected_on`;
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const everyRow = 2_147_483_647;

/**
 * The newest matches, or those after a position.
 *
 * @param size - matches on one page
 */
export async function searchDecisions(
  pool: pg.Pool,
  request: SearchRequest,
  size: number = PAGE_SIZE,
): Promise<SearchPage> {
  const query = queryOf(request.typed);
  const sought = { ...request, words: query.words, size };
  const plan = searchPlan(query.words, request, await sharesOf(pool));
  const found = await (plan.way === 'date'
    ? byDateFirst(pool, sought, plan)
    : byIndexFirst(pool, sought, plan));
  const cards = found.cards.slice(0, size);
  const last = cards.at(-1);
  const next =
    found.cards.length > size && last !== undefined
      ? { decidedOn: last.decidedOn, id: last.id }
      : null;
  return { words: query.words, isShortened: query.shortened, total: found.total, cards, next };
}

type Sought = SearchRequest & { readonly words: readonly string[]; readonly size: number };
type Found = { readonly total: SearchTotal; readonly cards: readonly DecisionCard[] };

async function byDateFirst(pool: pg.Pool, sought: Sought, plan: SearchPlan): Promise<Found> {
  if (plan.lexemes.length === 0) {
    const cards = await byDate(pool, sought, everyRow);
    const isAll = cards.length <= sought.size && sought.after === undefined;
    return { cards, total: isAll ? { kind: 'exactly', matches: cards.length } : { kind: 'many' } };
  }
  const cards = await byDate(pool, sought, REACH);
  if (cards.length <= sought.size) return byIndexFirst(pool, sought, plan);
  return {
    cards,
    total: plan.isSurelyMany ? { kind: 'over', matches: COUNTED_TO } : { kind: 'many' },
  };
}

async function byIndexFirst(pool: pg.Pool, sought: Sought, plan: SearchPlan): Promise<Found> {
  const found = await byIndex(pool, sought, plan);
  if (found.matches <= COUNTED_TO)
    return { cards: found.cards, total: { kind: 'exactly', matches: found.matches } };
  const cards = await byDate(pool, sought, everyRow);
  return { cards, total: { kind: 'over', matches: COUNTED_TO } };
}

async function byDate(
  pool: pg.Pool,
  sought: Sought,
  reach: number,
): Promise<readonly DecisionCard[]> {
  const { rows } = await pool.query<CardRow>({
    name: 'search-by-date',
    text: `select ${cardColumns}
      from public_site.search_by_date($1, $2, $3, $4, $5, $6, $7, $8, $9) f, public_site.cards(f.chosen) c`,
    values: [
      sought.words,
      sought.agencyId ?? null,
      sought.penaltyKind ?? null,
      sought.year === undefined ? '-infinity' : `${sought.year}-01-01`,
      sought.year === undefined ? 'infinity' : `${sought.year}-12-31`,
      sought.after?.decidedOn ?? 'infinity',
      sought.after?.id ?? lastId,
      reach,
      sought.size + 1,
    ],
  });
  return rows.flatMap(cardOf);
}

async function byIndex(
  pool: pg.Pool,
  sought: Sought,
  plan: SearchPlan,
): Promise<{ matches: number; cards: readonly DecisionCard[] }> {
  const { rows } = await pool.query<CardRow & { total: number }>({
    name: 'search-by-index',
    text: `select f.total, ${cardColumns}
      from public_site.search_by_index($1::tsquery, $2, $3, $4, $5, $6) f
      left join lateral public_site.cards(f.chosen) c on f.total < $5`,
    values: [
      tsqueryOf(plan.lexemes),
      sought.words,
      sought.after?.decidedOn ?? 'infinity',
      sought.after?.id ?? lastId,
      COUNTED_TO + 1,
      sought.size + 1,
    ],
  });
  return { matches: rows[0]?.total ?? 0, cards: rows.flatMap(cardOf) };
}

function cardOf(row: CardRow): DecisionCard[] {
  if (row.id === null) return [];
  return [
    {
      id: row.id,
      agencyId: row.agency_id,
      bodyName: row.body_name,
      decisionNumber: row.decision_number,
      caseName: row.case_name,
      partyName: row.party_name,
      excerpt: row.excerpt,
      punishment: row.punishment,
      penaltyKinds: row.penalty_kinds,
      decidedOn: row.decided_on,
      correctedOn: row.corrected_on,
    },
  ];
}

const rememberedFor = 60_000;
const remembered = new WeakMap<pg.Pool, { until: number; shares: Promise<SearchShares> }>();

// Only the choice of way depends on the shares, so being a minute old does no harm.
function sharesOf(pool: pg.Pool): Promise<SearchShares> {
  const known = remembered.get(pool);
  if (known !== undefined && known.until > performance.now()) return known.shares;
  const shares = readShares(pool);
  remembered.set(pool, { until: performance.now() + rememberedFor, shares });
  shares.catch(() => remembered.delete(pool));
  return shares;
}

async function readShares(pool: pg.Pool): Promise<SearchShares> {
  const size = await pool.query<{ decisions: string }>(
    'select decisions from public_site.search_size',
  );
  const { rows } = await pool.query<{ lexeme: string; share: number }>(
    'select lexeme, share from public_site.search_share',
  );
  return {
    decisions: Number(size.rows[0]?.decisions ?? 0),
    shareOf: new Map(rows.map(({ lexeme, share }) => [lexeme, share])),
  };
}
