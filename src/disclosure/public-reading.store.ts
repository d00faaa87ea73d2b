// What the public pages read: published decisions, bodies, withdrawal notices and ended terms. Give it the public pool.

import type pg from 'pg';
import type { CivilDate, Instant } from '../rules/index.ts';
import type { PublicBody } from './publication.store.ts';
import type { PublicBasis, PublicField } from './publication.ts';

/** A decision as the public reads it. */
export type DecisionOnSite = {
  readonly kind: 'decision';
  readonly id: string;
  readonly agencyId: string;
  readonly bodyName: string;
  readonly decisionNumber: string | null;
  readonly caseName: string;
  readonly partyName: string | null;
  readonly facts: string | null;
  readonly law: string | null;
  readonly punishment: string | null;
  readonly penaltyKinds: readonly string[];
  readonly amountFen: number | null;
  readonly decidedOn: CivilDate;
  readonly publishedAt: Instant;
  /** Day since which a corrected text stands there; null while nothing was corrected. */
  readonly correctedOn: CivilDate | null;
  readonly form: 'full' | 'summary';
  readonly fields: readonly PublicField[];
  readonly document: string | null;
  readonly source: 'case' | 'import';
  readonly basis: readonly PublicBasis[];
  /** Title of the rules that the body follows. */
  readonly ruleTitle: string | null;
  /** Of what is shown here; another one as soon as the decision or its body is changed. */
  readonly version: string;
};

/** What remains of a decision that was withdrawn (apl-2021-48). */
export type WithdrawalOnSite = {
  readonly kind: 'withdrawal';
  readonly id: string;
  readonly agencyId: string;
  readonly bodyName: string;
  readonly decisionNumber: string | null;
  readonly publishedOn: CivilDate;
  readonly withdrawnOn: CivilDate;
  readonly reason: string;
};

/** What remains of a decision whose term is over: that it was here. */
export type EndOnSite = { readonly kind: 'end' };

// Every change of a row is written by another transaction, whose number stands in the row.
const versionText = "d.xmin::text || '.' || b.xmin::text";
const decisionText = (where: string) => `
  select 'decision' as "kind", d.id, d.agency_id as "agencyId", b.name as "bodyName",
         d.decision_number as "decisionNumber", d.case_name as "caseName", d.party_name as "partyName", d.facts, d.law,
         d.punishment, d.penalty_kinds as "penaltyKinds", d.amount_fen::float8 as "amountFen",
         d.decided_on::text as "decidedOn",
         to_char(d.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "publishedAt",
         d.corrected_on::text as "correctedOn", d.form, d.fields, d.document, d.source, d.basis, b.rule_title as "ruleTitle", ${versionText} as version
    from public_site.decision d join public_site.body b on b.agency_id = d.agency_id
   where ${where}`;
const withdrawalText = `
  select 'withdrawal' as "kind", w.decision_id as id, w.agency_id as "agencyId", b.name as "bodyName",
         w.decision_number as "decisionNumber", w.published_on::text as "publishedOn",
         w.withdrawn_on::text as "withdrawnOn", w.reason
    from public_site.withdrawal w join public_site.body b on b.agency_id = w.agency_id
   where w.decision_id = $1`;

/** The decision, its withdrawal notice, that its term has ended, or null when there never was one in public. */
export async function readPublicDecision(
  pool: pg.Pool,
  id: string,
): Promise<DecisionOnSite | WithdrawalOnSite | EndOnSite | null> {
  const decisions = await pool.query<DecisionOnSite>({
    name: 'read-public-decision',
    text: decisionText('d.id = $1'),
    values: [id],
  });
  if (decisions.rows[0] !== undefined) return decisions.rows[0];
  const withdrawals = await pool.query<WithdrawalOnSite>(withdrawalText, [id]);
  if (withdrawals.rows[0] !== undefined) return withdrawals.rows[0];
  const ended = await pool.query('select from public_site.ended where decision_id = $1', [id]);
  return ended.rowCount === 1 ? { kind: 'end' } : null;
}

/**
 * Of these decisions, those that are public now, with the version they are public in.
 *
 * @param ids - at most some hundreds
 */
export async function readVersions(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<[string, string]>({
    name: 'read-public-versions',
    text: `select d.id, ${versionText} from public_site.decision d join public_site.body b on b.agency_id = d.agency_id
            where d.id = any ($1::uuid[])`,
    values: [ids],
    rowMode: 'array',
  });
  return new Map(rows);
}

/** The decisions with exactly this number; several bodies may have used it. */
export async function readDecisionsByNumber(
  pool: pg.Pool,
  decisionNumber: string,
): Promise<readonly DecisionOnSite[]> {
  const { rows } = await pool.query<DecisionOnSite>({
    name: 'read-decisions-by-number',
    text: `${decisionText('d.decision_number = $1')} order by d.decided_on desc limit 20`,
    values: [decisionNumber],
  });
  return rows;
}

const bodyText = `select agency_id as "agencyId", name, rule_title as "ruleTitle", facts,
    exists (select from public_site.review_catalogue c where c.agency_id = body.agency_id) as "hasCatalogue"
  from public_site.body`;

/** A body, and whether it has published a review catalogue. */
export type BodyOnSite = PublicBody & { readonly hasCatalogue: boolean };

/** All bodies on the public site, by name. */
export async function readBodies(pool: pg.Pool): Promise<readonly BodyOnSite[]> {
  return (await pool.query<BodyOnSite>(`${bodyText} order by name limit 500`)).rows;
}

/** One body, or null. */
export async function readBody(pool: pg.Pool, agencyId: string): Promise<BodyOnSite | null> {
  return (
    (await pool.query<BodyOnSite>(`${bodyText} where agency_id = $1`, [agencyId])).rows[0] ?? null
  );
}

/** The newest withdrawal notices of a body. */
export async function readWithdrawals(
  pool: pg.Pool,
  agencyId: string,
): Promise<readonly WithdrawalOnSite[]> {
  const { rows } = await pool.query<WithdrawalOnSite>(
    `${withdrawalText.replace('w.decision_id = $1', 'w.agency_id = $1')} order by w.withdrawn_on desc, w.decision_id limit 20`,
    [agencyId],
  );
  return rows;
}

/** Years of which there are decisions, newest first; the oldest and all after it, at most forty. */
export async function readYears(pool: pg.Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ first: number | null; last: number | null }>(
    `select extract(year from min(decided_on))::int as first, extract(year from max(decided_on))::int as last
       from public_site.decision`,
  );
  const { first = null, last = null } = rows[0] ?? {};
  if (first === null || last === null) return [];
  return Array.from({ length: Math.min(40, last - first + 1) }, (_, back) => last - back);
}
