// The projection onto the public site: what is put there, and what is taken away again.
//
// Each function is one statement, so it can stand in the caller's transaction or alone, and doing it twice changes nothing.

import type pg from 'pg';
import type { Instant } from '../rules/index.ts';
import { PUBLIC_LEASE_MILLIS } from './public-lease.ts';
import {
  type Publication,
  type PublicDecision,
  type PublicField,
  publicDecision,
  searchedTexts,
} from './publication.ts';
import { filterLexemes } from './search-plan.ts';
import { gramsOfText, searchText } from './search-words.ts';

/** A pool, or a client with an open transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** A body as the public sees it. */
export type PublicBody = {
  readonly agencyId: string;
  readonly name: string;
  readonly ruleTitle: string | null;
  /** Further public facts in order. */
  readonly facts: readonly { readonly title: string; readonly value: string }[];
};

/** A withdrawal of what was published (apl-2021-48). */
export type PublicWithdrawal = {
  readonly agencyId: string;
  readonly decisionId: string;
  /** Public, so without personal data. */
  readonly reason: string;
  readonly withdrawnAt: Instant;
};

/** The end of a publication whose term is over. */
export type PublicEnd = {
  readonly agencyId: string;
  readonly decisionId: string;
  readonly endedAt: Instant;
};

/** Makes a body known on the public site, or renews what is known of it. */
export async function publishBody(db: Queryable, body: PublicBody): Promise<void> {
  await db.query(
    `insert into public_site.body (agency_id, name, rule_title, facts) values ($1, $2, $3, $4)
     on conflict (agency_id) do update
       set name = excluded.name, rule_title = excluded.rule_title, facts = excluded.facts, updated_at = now()`,
    [body.agencyId, body.name, body.ruleTitle, JSON.stringify(body.facts)],
  );
}

/** Makes a body known that has published nothing yet; of one that is known only a missing rule title is added. */
export async function introduceBody(
  db: Queryable,
  { agencyId, name, ruleTitle }: Pick<PublicBody, 'agencyId' | 'name' | 'ruleTitle'>,
): Promise<void> {
  await db.query(
    `insert into public_site.body as body (agency_id, name, rule_title, facts) values ($1, $2, $3, '[]')
     on conflict (agency_id) do update set rule_title = excluded.rule_title, updated_at = now()
       where body.rule_title is null and excluded.rule_title is not null`,
    [agencyId, name, ruleTitle],
  );
}

const publishStatement = `
  with known as (
    insert into mingfa.publication (agency_id, decision_id, case_id, source, published_at)
    values ($1, $2, $3, 'case', $13)
    on conflict (agency_id, decision_id) do update set published_at = mingfa.publication.published_at
      where mingfa.publication.withdrawn_at is null and mingfa.publication.ended_at is null
    returning decision_id, published_at
  ), put as (
    insert into public_site.decision (agency_id, id, decision_number, case_name, party_name, facts, law, punishment,
      penalty_kinds, amount_fen, decided_on, published_at, form, fields, document, source, basis,
      corrected_on)
    select $1, known.decision_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, known.published_at, $14, $15, $16, 'case', $19, $20
      from known
    on conflict (id) do update set decision_number = excluded.decision_number, case_name = excluded.case_name,
      party_name = excluded.party_name, facts = excluded.facts, law = excluded.law, punishment = excluded.punishment,
      penalty_kinds = excluded.penalty_kinds, amount_fen = excluded.amount_fen, decided_on = excluded.decided_on,
      form = excluded.form, fields = excluded.fields, document = excluded.document, basis = excluded.basis,
      corrected_on = excluded.corrected_on
    returning id
  )
  insert into public_site.decision_search (id, agency_id, decided_on, penalty_kinds, text, lexemes)
  select put.id, $1, $12, $10, $17, array_to_tsvector($18) from put
  on conflict (id) do update set decided_on = excluded.decided_on, penalty_kinds = excluded.penalty_kinds,
    text = excluded.text, lexemes = excluded.lexemes
  returning xmax <> 0 as "isCorrection"`;

/**
 * Puts a decision on the public site, or corrects the one that is there.
 *
 * Personal data is taken out here, whatever the caller hands over. A decision that was withdrawn
 * or whose term has ended does not come back.
 *
 * @returns whether the decision is public now; false when it has left the site for good
 */
export async function publishDecision(db: Queryable, publication: Publication): Promise<boolean> {
  if (publication.caseId === null)
    throw new Error('an imported decision is published by its import');
  const decision = publicDecision(publication);
  const { rows, rowCount } = await db.query<{ isCorrection: boolean }>({
    name: 'publish-decision',
    text: publishStatement,
    values: [
      decision.agencyId,
      decision.decisionId,
      publication.caseId,
      decision.decisionNumber,
      decision.caseName,
      decision.partyName,
      decision.facts,
      decision.law,
      decision.punishment,
      decision.penaltyKinds,
      decision.amountFen,
      decision.decidedOn,
      decision.publishedAt,
      decision.form,
      JSON.stringify(decision.fields),
      decision.document,
      ...searchValues(decision),
      JSON.stringify(decision.basis ?? []),
      decision.correctedOn ?? null,
    ],
  });
  if (rows[0]?.isCorrection === true) await leasesEnd();
  return rowCount === 1;
}

/** What the search holds of a decision: its plain text, and the lexemes of the index. */
export function searchValues(
  decision: Pick<PublicDecision, 'agencyId' | 'decidedOn' | 'penaltyKinds'> &
    Parameters<typeof searchedTexts>[0],
): [text: string, lexemes: string[]] {
  const text = searchText(searchedTexts(decision));
  const filters = filterLexemes({
    agencyId: decision.agencyId,
    year: Number(decision.decidedOn.slice(0, 4)),
  });
  const kinds = decision.penaltyKinds.flatMap((penaltyKind) => filterLexemes({ penaltyKind }));
  return [text, [...gramsOfText(text), ...filters, ...kinds]];
}

/**
 * Takes a decision off the public site; the number, the day and the reason stay in public.
 *
 * @returns whether it was public until now
 * @source apl-2021-48
 */
export async function withdrawPublication(
  db: Queryable,
  withdrawal: PublicWithdrawal,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'withdraw-publication',
    text: `
      with known as (
        update mingfa.publication set withdrawn_at = $3, withdrawal_reason = $4
         where agency_id = $1 and decision_id = $2 and withdrawn_at is null and ended_at is null
        returning decision_id
      ), gone as (
        delete from public_site.decision d using known where d.id = known.decision_id
        returning d.id, d.agency_id, d.decision_number, (d.published_at at time zone 'Asia/Shanghai')::date as published_on
      )
      insert into public_site.withdrawal (decision_id, agency_id, decision_number, published_on, withdrawn_on, reason)
      select id, agency_id, decision_number, published_on, $5, $4 from gone`,
    values: [
      withdrawal.agencyId,
      withdrawal.decisionId,
      withdrawal.withdrawnAt,
      withdrawal.reason,
      withdrawal.withdrawnAt.slice(0, 10),
    ],
  });
  if (rowCount === 1) await leasesEnd();
  return rowCount === 1;
}

/**
 * Takes a decision whose term is over off the public site. Nothing of it stays there: who was punished is left in peace.
 *
 * @returns whether it was public until now
 * @source yueqing-2.3-6
 */
export async function endPublication(db: Queryable, end: PublicEnd): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'end-publication',
    text: `
      with known as (
        update mingfa.publication set ended_at = $3
         where agency_id = $1 and decision_id = $2 and withdrawn_at is null and ended_at is null
        returning decision_id
      ), gone as (
        delete from public_site.decision d using known where d.id = known.decision_id returning d.id
      )
      insert into public_site.ended (decision_id) select id from gone`,
    values: [end.agencyId, end.decisionId, end.endedAt],
  });
  if (rowCount === 1) await leasesEnd();
  return rowCount === 1;
}

/** Until nobody shows any longer what was public before; a little more, because timers are coarse. */
function leasesEnd(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PUBLIC_LEASE_MILLIS + 5);
  });
}

type PendingRow = {
  id: string;
  agency_id: string;
  decision_number: string | null;
  case_name: string;
  party_name: string | null;
  facts: string | null;
  law: string | null;
  punishment: string | null;
  penalty_kinds: string[];
  decided_on: string;
  fields: PublicField[];
  document: string | null;
};

/**
 * Brings imported decisions into the search, a part at a time, so that no transaction is long.
 *
 * Stopped at any moment, the rest waits for the next call.
 *
 * @param onProgress - told how many have been brought in so far
 * @returns how many were brought in
 */
export async function indexPendingDecisions(
  pool: pg.Pool,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  for (let done = 0; ; onProgress(done)) {
    const { rows } = await pool.query<PendingRow>(
      `select d.id, d.agency_id, d.decision_number, d.case_name, d.party_name, d.facts, d.law, d.punishment,
              d.penalty_kinds, d.decided_on::text as decided_on, d.fields, d.document
         from mingfa.search_pending p join public_site.decision d on d.id = p.decision_id
        order by p.decided_on, p.decision_id limit 200`,
    );
    if (rows.length === 0) return done;
    await indexRows(pool, rows);
    done += rows.length;
  }
}

async function indexRows(pool: pg.Pool, rows: readonly PendingRow[]): Promise<void> {
  const found = rows.map((row) => {
    const [text, lexemes] = searchValues({
      agencyId: row.agency_id,
      decisionNumber: row.decision_number,
      caseName: row.case_name,
      partyName: row.party_name,
      facts: row.facts,
      law: row.law,
      punishment: row.punishment,
      penaltyKinds: row.penalty_kinds,
      decidedOn: row.decided_on,
      fields: row.fields,
      document: row.document,
    });
    return { id: row.id, text, lexemes };
  });
  // A decision withdrawn meanwhile is no longer pending, and is not put in.
  await pool.query(
    `with given as (
       select (entry ->> 'id')::uuid as id, entry ->> 'text' as text,
              array_to_tsvector(array(select jsonb_array_elements_text(entry -> 'lexemes'))) as lexemes
         from jsonb_array_elements($1::jsonb) entry
     ), taken as (
       delete from mingfa.search_pending p using given where p.decision_id = given.id returning p.decision_id
     )
     insert into public_site.decision_search (id, agency_id, decided_on, penalty_kinds, text, lexemes)
     select d.id, d.agency_id, d.decided_on, d.penalty_kinds, given.text, given.lexemes
       from given join taken on taken.decision_id = given.id join public_site.decision d on d.id = given.id
      order by d.decided_on, d.id
     on conflict (id) do nothing`,
    [JSON.stringify(found)],
  );
}

/**
 * Measures how frequent the frequent lexemes are; the search chooses its way by it.
 *
 * Worth doing after an import and once a day; the search stays right without it, only slower.
 *
 * @returns how many decisions are in the search
 */
export async function measureSearch(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ measured: string }>(
    'select mingfa.measure_search() as measured',
  );
  return Number(rows[0]?.measured ?? 0);
}
