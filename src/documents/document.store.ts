// Makes documents of cases, and keeps the digest of each form that was made.

import { createHash, randomUUID } from 'node:crypto';
import { change, eventBy, type SignedInActor } from '../access/index.store.ts';
import { type Body, type CaseDesk, listEvents, type SeenCase } from '../casework/index.store.ts';
import { handlingOfficers } from '../casework/index.ts';
import { readAgency } from '../registers/index.store.ts';
import { settingsOf } from '../registers/index.ts';
import {
  dayOf,
  type Instant,
  millisOf,
  Refused,
  type RuleBook,
  type Rules,
} from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { contentsOf, type DocumentKind, documentOf, templateOf } from './document.ts';
import { type CaseSource, filedAt, type Names } from './filed.ts';
import { documentRefusals } from './refusals.ts';
import type { Typesetter } from './typesetter.store.ts';

/** What documents are made with. */
export type DocumentDeps = {
  readonly db: Database;
  readonly desk: CaseDesk;
  readonly ruleBook: RuleBook;
  readonly typesetter: Typesetter;
};

/** One form of a document that was made. */
export type DocumentForm = {
  readonly kind: string;
  readonly sequence: number;
  /** 1 for the first form, one more for each that differs from the one before. */
  readonly version: number;
  readonly sha256: string;
  readonly madeAt: Instant;
};

/** A document as it was made. */
export type MadeDocument = {
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly form: DocumentForm;
};

/** Which document somebody opens. */
export type DocumentWanted = {
  readonly file: SeenCase;
  readonly kind: DocumentKind;
  readonly sequence: number;
};

/** What a document takes from registers, where it may change later. */
type Given = Names & { readonly packs: readonly string[] };

/** All forms of the documents of a case that were made, in order. */
export async function formsOf(
  db: Database,
  { agencyId, caseId }: Pick<SeenCase, 'agencyId' | 'caseId'>,
): Promise<readonly DocumentForm[]> {
  const { rows } = await db.pool.query<DocumentForm>({
    name: 'documents-forms',
    text: `select kind, sequence, version, encode(sha256, 'hex') as sha256, made_at as "madeAt"
      from mingfa.document_made where agency_id = $1 and case_id = $2 order by kind, sequence, version`,
    values: [agencyId, caseId],
  });
  return rows;
}

/** Everything that the documents of a case are made from, with the names of today. */
export async function readSource(
  { db, desk }: Pick<DocumentDeps, 'db' | 'desk'>,
  file: SeenCase,
): Promise<CaseSource & { readonly packs: readonly string[] }> {
  const { agencyId, caseId } = file;
  const [body, events] = await Promise.all([
    desk.deps.bodies.read(agencyId),
    listEvents(db, file, { after: 0, limit: file.version }),
  ]);
  const actors = events.flatMap(({ actorId, actorName }) =>
    actorId === null || actorName === null ? [] : [[actorId, actorName] as const],
  );
  return {
    procedure: desk.deps.composition.procedure,
    agencyId,
    caseId,
    events,
    rules: body.rules,
    packs: body.packs,
    calendar: desk.deps.calendar,
    names: {
      agency: body.name,
      people: { ...namesOf(body), ...Object.fromEntries(actors) },
      departments: body.departmentNames,
    },
  };
}

const namesOf = ({ officers }: Body) =>
  Object.fromEntries(Object.entries(officers).map(([id, { name }]) => [id, name]));

/**
 * Makes a document, and keeps its digest if its form is new.
 *
 * @throws Refused (`document.unknown`) if the case has no such document; (`document.*`) if it cannot be set
 */
export async function makeDocument(
  deps: DocumentDeps,
  wanted: DocumentWanted,
  by: { readonly actor: Pick<SignedInActor, 'id'>; readonly now: Instant },
): Promise<MadeDocument> {
  const { file, kind, sequence } = wanted;
  const [today, first] = await Promise.all([readSource(deps, file), firstGiven(deps.db, wanted)]);
  const given = first ?? givenBy(today, sequence);
  const source = await sourceWith(deps, today, given);
  const contents = contentsOf(source, kind, sequence);
  const document = documentOf(source, kind, sequence);
  const event = source.events[sequence - 1];
  if (contents === null || document === null || event === undefined)
    throw new Refused(documentRefusals.unknown);
  const bytes = await deps.typesetter.pdf({
    packs: given.packs,
    template: templateOf(kind),
    contents,
    on: dayOf(event.at),
    madeAt: millisOf(event.at),
  });
  const form = await keepForm(deps.db, wanted, { bytes, given }, by);
  return { title: document.title, bytes, form };
}

async function firstGiven(db: Database, wanted: DocumentWanted): Promise<Given | null> {
  const { rows } = await db.pool.query<{ given: Given }>({
    name: 'documents-given',
    text: `select given from mingfa.document_made
      where agency_id = $1 and case_id = $2 and kind = $3 and sequence = $4 and version = 1`,
    values: keyOf(wanted),
  });
  return rows[0]?.given ?? null;
}

const keyOf = ({ file, kind, sequence }: DocumentWanted) => [
  file.agencyId,
  file.caseId,
  kind,
  sequence,
];

/** The names that stand in the file up to a record, and nobody else's. */
function givenBy(
  source: CaseSource & { readonly packs: readonly string[] },
  sequence: number,
): Given {
  const filed = filedAt(source, sequence);
  const ids = [
    ...source.events.slice(0, sequence).map(({ actorId }) => actorId),
    ...(filed === null ? [] : handlingOfficers(filed.view)),
  ];
  const people = ids.flatMap((id) => {
    const name = id === null ? undefined : source.names.people[id];
    return id === null || name === undefined ? [] : [[id, name] as const];
  });
  return { ...source.names, people: Object.fromEntries(people), packs: source.packs };
}

async function sourceWith(
  deps: DocumentDeps,
  today: CaseSource & { readonly packs: readonly string[] },
  { packs, ...names }: Given,
): Promise<CaseSource> {
  const isSame = packs.join(' ') === today.packs.join(' ');
  const rules = isSame ? today.rules : await rulesOf(deps, today.agencyId, packs);
  return { ...today, names, rules };
}

/** The rules of packs that the body followed when the document was first made. */
async function rulesOf(
  { db, ruleBook }: DocumentDeps,
  agencyId: string,
  packs: readonly string[],
): Promise<Rules> {
  const agency = await readAgency(db, agencyId);
  return ruleBook.rulesFor(packs, agency === null ? {} : settingsOf(agency));
}

async function keepForm(
  db: Database,
  wanted: DocumentWanted,
  { bytes, given }: { readonly bytes: Uint8Array; readonly given: Given },
  { actor, now }: { readonly actor: Pick<SignedInActor, 'id'>; readonly now: Instant },
): Promise<DocumentForm> {
  const { file, kind, sequence } = wanted;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const last = await lastForm(db, wanted);
  if (last?.sha256 === sha256) return last;
  const version = (last?.version ?? 0) + 1;
  const form = { kind, sequence, version, sha256, madeAt: now };
  const isKept = await change(db, async (tx) => {
    const madeId = randomUUID();
    const written = await tx.query(
      `insert into mingfa.document_made (agency_id, case_id, kind, sequence, version, made_id, sha256,
         size_bytes, given, made_at, made_by)
       values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9, $10, $11) on conflict do nothing`,
      [
        ...keyOf(wanted),
        version,
        madeId,
        sha256,
        bytes.length,
        JSON.stringify(given),
        now,
        actor.id,
      ],
    );
    if (written.rowCount !== 1) return false;
    const { agencyId, caseId } = file;
    const data = { agencyId, caseId, kind, sequence, version, sha256 };
    await tx.append(madeId, 0, [eventBy({ actorId: actor.id, now }, 'documentMade', data)]);
    return true;
  });
  // Somebody else made it at the same moment: theirs is the one that counts.
  return isKept ? form : ((await lastForm(db, wanted)) ?? form);
}

async function lastForm(db: Database, wanted: DocumentWanted): Promise<DocumentForm | undefined> {
  const { rows } = await db.pool.query<DocumentForm>({
    name: 'documents-last-form',
    text: `select kind, sequence, version, encode(sha256, 'hex') as sha256, made_at as "madeAt"
      from mingfa.document_made
      where agency_id = $1 and case_id = $2 and kind = $3 and sequence = $4
      order by version desc limit 1`,
    values: keyOf(wanted),
  });
  return rows[0];
}
