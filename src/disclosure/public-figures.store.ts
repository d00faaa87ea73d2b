// What the public site counts, and how programs find all of it: figures, the newest, and every id in parts. Give it the
// public pool. Nothing here reads more than one page holds: the figures are kept while decisions come and go.

import type pg from 'pg';
import type { CivilDate, Instant } from '../rules/index.ts';

/** How many decisions a month has, a kind, or a body. */
export type MonthFigure = { readonly month: string; readonly decisions: number };
export type KindFigure = { readonly kind: string; readonly decisions: number };
export type BodyFigure = {
  readonly agencyId: string;
  readonly name: string;
  readonly decisions: number;
};

/** What the charts show. */
export type PublicFigures = {
  readonly decisions: number;
  /** The last twelve months, oldest first. */
  readonly months: readonly MonthFigure[];
  /** Most frequent first; a decision with two kinds counts in both. */
  readonly kinds: readonly KindFigure[];
  /** Those with most decisions first, at most ten; empty for a single body. */
  readonly bodies: readonly BodyFigure[];
};

type FigureRow = {
  readonly about: 'all' | 'month' | 'kind';
  readonly value: string;
  readonly decisions: number;
};

const monthsShown = 12;

/**
 * Figures of the whole site, or of one body.
 *
 * @param agencyId - null for the whole site
 */
export async function readFigures(
  pool: pg.Pool,
  agencyId: string | null = null,
): Promise<PublicFigures> {
  const [sums, months, bodies] = await Promise.all([
    pool.query<FigureRow>({
      name: agencyId === null ? 'read-site-figures' : 'read-body-figures',
      text: `select about, value, sum(decisions)::float8 as decisions from public_site.tally
              where (about in ('all', 'kind') or value >= to_char(now() - interval '13 months', 'YYYY-MM'))
                and ${agencyId === null ? 'about is not null' : 'agency_id = $1'}
              group by about, value having sum(decisions) > 0`,
      values: agencyId === null ? [] : [agencyId],
    }),
    lastMonths(pool),
    agencyId === null ? largestBodies(pool) : [],
  ]);
  const of = (about: FigureRow['about']) => sums.rows.filter((row) => row.about === about);
  const byMonth = new Map(of('month').map(({ value, decisions }) => [value, decisions]));
  return {
    decisions: of('all')[0]?.decisions ?? 0,
    months: months.map((month) => ({ month, decisions: byMonth.get(month) ?? 0 })),
    kinds: of('kind')
      .map(({ value, decisions }) => ({ kind: value, decisions }))
      .toSorted((a, b) => b.decisions - a.decisions || (a.kind < b.kind ? -1 : 1)),
    bodies,
  };
}

async function lastMonths(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ month: string }>({
    name: 'read-last-months',
    text: `select to_char(date_trunc('month', now() at time zone 'Asia/Shanghai') - make_interval(months => back), 'YYYY-MM')
             as month from generate_series(${monthsShown - 1}, 0, -1) back`,
  });
  return rows.map(({ month }) => month);
}

async function largestBodies(pool: pg.Pool): Promise<readonly BodyFigure[]> {
  const { rows } = await pool.query<BodyFigure>({
    name: 'read-largest-bodies',
    text: `select t.agency_id as "agencyId", b.name, t.decisions::float8 as decisions
             from public_site.tally t join public_site.body b on b.agency_id = t.agency_id
            where t.about = 'all' and t.decisions > 0 order by t.decisions desc, b.name limit 10`,
  });
  return rows;
}

/** A decision as the feed names it. */
export type PublishedEntry = {
  readonly id: string;
  readonly bodyName: string;
  readonly caseName: string;
  readonly decisionNumber: string | null;
  readonly decidedOn: CivilDate;
  readonly publishedAt: Instant;
};

const shanghai = `to_char(d.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`;

/** The decisions that became public last, the newest first, at most fifty. */
export async function readNewlyPublished(pool: pg.Pool): Promise<readonly PublishedEntry[]> {
  const { rows } = await pool.query<PublishedEntry>({
    name: 'read-newly-published',
    text: `select d.id, b.name as "bodyName", d.case_name as "caseName", d.decision_number as "decisionNumber",
                  d.decided_on::text as "decidedOn", ${shanghai} as "publishedAt"
             from public_site.decision d join public_site.body b on b.agency_id = d.agency_id
            order by d.published_at desc, d.id desc limit 50`,
  });
  return rows;
}

/** The address of one decision, and since when it is public. */
export type SitemapEntry = { readonly id: string; readonly publishedOn: CivilDate };

/** How many decisions are public. */
export async function readPublicTotal(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ decisions: number | null }>({
    name: 'read-public-total',
    text: `select sum(decisions)::float8 as decisions from public_site.tally where about = 'all'`,
  });
  return rows[0]?.decisions ?? 0;
}

/** Ids of a part begin with two bytes from here to there, both included. */
export type IdRange = { readonly from: number; readonly to: number };

/** The decisions of one part, by id, at most fifty thousand. */
export async function readSitemapPart(
  pool: pg.Pool,
  { from, to }: IdRange,
): Promise<readonly SitemapEntry[]> {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const { rows } = await pool.query<SitemapEntry>({
    name: 'read-sitemap-part',
    text: `select d.id, left(${shanghai}, 10) as "publishedOn" from public_site.decision d
            where d.id >= $1 and d.id <= $2 order by d.id limit 50000`,
    values: [
      `${hex(from)}0000-0000-0000-0000-000000000000`,
      `${hex(to)}ffff-ffff-ffff-ffff-ffffffffffff`,
    ],
  });
  return rows;
}
