// Compares what the public reads of cases with their events.
//
// What is public of a case follows from its events and the rules of its body on that day; both are in the ledger. So each
// disclosed case is worked out again, with the packs and numbers that its body had when it was disclosed.

import type { CaseEvent, Procedure } from '../casework/index.ts';
import { canonicalJson, type Json } from '../ledger/index.ts';
import { type Agency, registerStanding, settingsOf } from '../registers/index.ts';
import { Refused, type RuleBook, type Rules } from '../rules/index.ts';
import type { FurtherLook } from '../store/index.store.ts';
import { decisionIdOf, publicationTask } from './case-publication.store.ts';
import { type Disclosure, disclosureOf } from './case-publication.ts';
import { publicDecision } from './publication.ts';

/** With what the cases are worked out. */
export type PublicationCheckDeps = { readonly ruleBook: RuleBook; readonly procedure: Procedure };

type Row = Readonly<Record<string, Json>>;
type Followed = {
  readonly agencyId: string;
  readonly caseId: string;
  /** In order; null where nothing was ever disclosed. */
  readonly events: readonly (CaseEvent & { readonly logId: number })[] | null;
  /** Of the body, up to the disclosure. */
  readonly agencyEvents: readonly { readonly kind: string; readonly data: Json }[] | null;
};
type OnSite = {
  readonly id: string;
  readonly decision: Row | null;
  readonly withdrawal: Row | null;
  readonly isEnded: boolean;
};

const batchSize = 50;

/** Names every decision on the public site that is not what its case says, and every one that is missing there. */
export async function checkPublications(
  { client, report }: FurtherLook,
  deps: PublicationCheckDeps,
): Promise<void> {
  await client.query(`declare followed no scroll cursor for ${followedStatement}`);
  for (;;) {
    const { rows } = await client.query<Followed>(`fetch ${batchSize} from followed`);
    const ids = rows.map(decisionIdOf);
    const { rows: found } = await client.query<OnSite>(onSiteStatement, [ids]);
    const onSite = new Map(found.map((each) => [each.id, each]));
    for (const followed of rows) {
      const id = decisionIdOf(followed);
      const columns = differing(followed, onSite.get(id) ?? null, deps);
      const { agencyId } = followed;
      if (columns.length > 0) report({ what: 'publication-changed', agencyId, id, columns });
    }
    if (rows.length < batchSize) break;
  }
  await client.query('close followed');
  const { rows } = await client.query<{ id: string; agencyId: string }>(strangersStatement);
  for (const { id, agencyId } of rows)
    report({ what: 'publication-changed', agencyId, id, columns: ['unknown'] });
  const bodies = await client.query<{ agencyId: string }>(bodiesStatement);
  for (const { agencyId } of bodies.rows)
    report({ what: 'publication-changed', agencyId, id: agencyId, columns: ['name'] });
}

// A case whose change the public site has yet to follow is left out: the job will do it.
const followedStatement = `select c.agency_id as "agencyId", c.case_id as "caseId", e.events, a.events as "agencyEvents"
  from (
    select agency_id, stream_id as case_id from mingfa.event where kind = 'decisionDisclosed'
    union select agency_id, case_id from mingfa.publication where source = 'case') c
  left join lateral (
    select jsonb_agg(jsonb_build_object('agencyId', agency_id, 'caseId', stream_id, 'sequence', sequence,
        'kind', kind, 'at', to_char(at at time zone interval '8 hours', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00',
        'actorId', actor_id, 'data', data, 'clauses', to_jsonb(clauses), 'logId', log_id) order by sequence) as events,
      max(log_id) filter (where kind = 'decisionDisclosed') as disclosed
    from mingfa.event where agency_id = c.agency_id and stream_id = c.case_id) e on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('kind', own.kind, 'data', own.data) order by own.sequence) as events
    from mingfa.event first join mingfa.event own on own.agency_id = first.agency_id and own.stream_id = first.stream_id
    where first.agency_id = '00000000-0000-0000-0000-000000000000' and first.kind = 'agencyRegistered'
      and first.data ->> 'agencyId' = c.agency_id::text and own.log_id < e.disclosed) a on true
  where not exists (select from graphile_worker.jobs j where j.key = '${publicationTask}:' || c.case_id)`;

const onSiteStatement = `select p.id, to_jsonb(d) || jsonb_build_object('published_at',
      to_char(d.published_at at time zone interval '8 hours', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00') as decision,
    to_jsonb(w) as withdrawal, n.decision_id is not null as "isEnded"
  from unnest($1::uuid[]) as p (id) left join public_site.decision d on d.id = p.id
  left join public_site.withdrawal w on w.decision_id = p.id left join public_site.ended n on n.decision_id = p.id`;

// The id follows from the case, so one that no publication knows belongs to none.
const strangersStatement = `select d.id, d.agency_id as "agencyId" from public_site.decision d
  where not exists (select from mingfa.publication p
    where p.agency_id = d.agency_id and p.decision_id = d.id and p.source = d.source)`;

// A body keeps the name under which it became known; it must have been its own once.
const bodiesStatement = `select b.agency_id as "agencyId" from public_site.body b where not exists (
    select from mingfa.event e
    where e.agency_id = '00000000-0000-0000-0000-000000000000' and e.kind in ('agencyRegistered', 'agencyChanged')
      and e.data ->> 'agencyId' = b.agency_id::text and e.data ->> 'name' = b.name)`;

function differing(
  followed: Followed,
  onSite: OnSite | null,
  deps: PublicationCheckDeps,
): readonly string[] {
  const expected = disclosed(followed, deps);
  if (expected === null) return ['rules'];
  const shown = onSite?.decision ?? null;
  if (expected.standing === 'disclosed') return shownDiffers(expected, shown, followed);
  const stays = shown === null ? [] : [unduly[expected.standing]];
  return expected.standing === 'withdrawn'
    ? [...stays, ...withdrawalDiffers(expected, onSite?.withdrawal ?? null)]
    : stays;
}

/** What is said of a decision that should not be on the public site. */
const unduly = { undisclosed: 'unknown', ended: 'ended', withdrawn: 'withdrawn' } as const;

function shownDiffers(
  expected: Disclosure & { readonly standing: 'disclosed' },
  shown: Row | null,
  { events }: Followed,
): readonly string[] {
  if (shown === null) return ['missing'];
  const wanted = columnsOf(expected);
  // What was corrected keeps the day on which it first became public.
  const isOwnMoment = (events ?? []).some(
    ({ kind, at }) => kind === 'decisionDisclosed' && at === shown['published_at'],
  );
  return [...differingColumns(shown, wanted), ...(isOwnMoment ? [] : ['published_at'])];
}

function withdrawalDiffers(
  { reason, at }: Disclosure & { readonly standing: 'withdrawn' },
  withdrawal: Row | null,
): readonly string[] {
  if (withdrawal === null) return [];
  return differingColumns(withdrawal, { reason, withdrawn_on: at.slice(0, 10) });
}

const differingColumns = (row: Row, wanted: Row) =>
  Object.keys(wanted).filter(
    (column) => canonical(row[column] ?? null) !== canonical(wanted[column] ?? null),
  );

/** What the public site must show; null when the rules of the day are no longer there. */
function disclosed(followed: Followed, { ruleBook, procedure }: PublicationCheckDeps) {
  const { events, agencyEvents } = followed;
  if (events === null) return { standing: 'undisclosed' } as const;
  const rules = rulesOf(ruleBook, agencyEvents ?? []);
  if (rules === null) return null;
  return disclosureOf(events, { decisionId: decisionIdOf(followed), procedure, rules });
}

function rulesOf(
  ruleBook: RuleBook,
  events: readonly { readonly kind: string; readonly data: Json }[],
): Rules | null {
  const { packs, ours, drafts } = registerStanding('agency', events) as Pick<
    Agency,
    'packs' | 'ours' | 'drafts'
  >;
  try {
    return ruleBook.rulesFor(packs ?? [], settingsOf({ ours, drafts }));
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function columnsOf({ publication }: Disclosure & { readonly standing: 'disclosed' }): Row {
  const one = publicDecision(publication);
  return {
    agency_id: one.agencyId,
    decision_number: one.decisionNumber,
    case_name: one.caseName,
    party_name: one.partyName,
    facts: one.facts,
    law: one.law,
    punishment: one.punishment,
    penalty_kinds: [...one.penaltyKinds],
    amount_fen: one.amountFen,
    decided_on: one.decidedOn,
    corrected_on: one.correctedOn ?? null,
    form: one.form,
    fields: one.fields.map((field) => ({ ...field })),
    document: one.document,
    basis: (one.basis ?? []).map((clause) => ({ ...clause })),
  };
}

function canonical(value: Json): string {
  try {
    return canonicalJson(value);
  } catch {
    return JSON.stringify(value);
  }
}
