// Import of past decisions: read and check everything first, then let all of it become public at once, or nothing.
//
// Rows wait in a staging table, committed in small parts, so that the last step is one short transaction: as long as it
// runs, the ledger cannot seal what others write. A row is known by a fingerprint of what becomes public of it and by how
// often the same row came before in its file; so a file can be imported again, alone or as part of another, and two
// decisions that read the same remain two.

import { createHash, hash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type pg from 'pg';
import { indexPendingDecisions, introduceBody, measureSearch } from '../disclosure/index.store.ts';
import { canonicalJson } from '../ledger/index.ts';
import { type CivilDate, type Instant, Refused } from '../rules/index.ts';
import { appendWithin, type Database } from '../store/index.store.ts';
import { type Mapping, mappingFor } from './decision-mapping.ts';
import { type ImportedDecision, readDecisionRow } from './decision-row.ts';
import type { TableEntry } from './table-entry.ts';
import { openTable, type TableEncoding } from './table-file.store.ts';

/** What is to be imported, and for whom. */
export type DecisionImport = {
  readonly file: string;
  /** The body that made the decisions. */
  readonly agencyId: string;
  /** Its name, by which the public site learns of it with its first decision; absent where it knows the body already. */
  readonly agencyName?: string | undefined;
  readonly actorId: string | null;
  /** The one that fits the columns when absent. */
  readonly mapping?: Mapping | undefined;
  readonly encoding?: TableEncoding | undefined;
  /** Reads and checks, keeps nothing. */
  readonly isRehearsal?: boolean | undefined;
  readonly now: Instant;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
};

/** How far an import has come. */
export type ImportProgress = { readonly stage: 'read' | 'index'; readonly rows: number };

/** A row that cannot be imported. */
export type BadRow = { readonly line: number; readonly problems: readonly string[] };

/** How an import ended. */
export type ImportReport = {
  readonly rows: number;
  readonly added: number;
  /** Already there from an earlier import. */
  readonly skipped: number;
  readonly badRows: number;
  /** The first of the bad rows. */
  readonly shownBadRows: readonly BadRow[];
  /** When this very file was imported before; nothing was done then. */
  readonly importedBeforeAt: Instant | null;
};

const shownAtMost = 200;
const partSize = 500;

/**
 * Imports a file of past decisions; all of it or, when a single row is wrong, nothing.
 *
 * @returns the report; with bad rows in it nothing was imported
 * @throws Refused (`import.…`) when the file as a whole cannot be read or does not fit
 */
export async function importDecisions(db: Database, given: DecisionImport): Promise<ImportReport> {
  const fileDigest = await digestOf(given.file);
  const mappingDigest = hash('sha256', JSON.stringify(given.mapping ?? null), 'buffer');
  const before = await importedBefore(db.pool, given.agencyId, fileDigest, mappingDigest);
  if (before !== null && given.isRehearsal !== true) {
    await makeSearchable(db.pool, given);
    return {
      rows: before.rows,
      added: 0,
      skipped: before.rows,
      badRows: 0,
      shownBadRows: [],
      importedBeforeAt: before.at,
    };
  }
  const importId = randomUUID();
  try {
    const read = await readAll(db.pool, importId, given);
    if (read.badRows > 0 || given.isRehearsal === true)
      return { ...read, added: 0, skipped: 0, importedBeforeAt: before?.at ?? null };
    const added = await makePublic(db, importId, given, {
      rows: read.rows,
      fileDigest,
      mappingDigest,
    });
    if (added > 0) await makeSearchable(db.pool, given);
    return { ...read, added, skipped: read.rows - added, importedBeforeAt: null };
  } finally {
    await db.pool.query(
      "delete from mingfa.import_staging where import_id = $1 or staged_at < now() - interval '1 day'",
      [importId],
    );
  }
}

async function digestOf(file: string): Promise<Buffer> {
  const digest = createHash('sha256');
  try {
    for await (const part of createReadStream(file)) digest.update(part as Buffer);
  } catch {
    throw new Refused({
      code: 'import.file-missing',
      text: `打不开文件“${file}”。请检查路径和读取权限。`,
      clauses: [],
    });
  }
  return digest.digest();
}

async function importedBefore(
  pool: pg.Pool,
  agencyId: string,
  file: Buffer,
  mapping: Buffer,
): Promise<{ rows: number; at: Instant } | null> {
  const { rows } = await pool.query<{ row_count: number; imported_at: Instant }>(
    `select row_count, imported_at from mingfa.decision_import
      where agency_id = $1 and file_sha256 = $2 and mapping_sha256 = $3 limit 1`,
    [agencyId, file, mapping],
  );
  return rows[0] === undefined ? null : { rows: rows[0].row_count, at: rows[0].imported_at };
}

type Read = Pick<ImportReport, 'rows' | 'badRows' | 'shownBadRows'>;
type Staged = {
  readonly line: number;
  readonly fingerprint: string;
  readonly decision: ImportedDecision;
};

async function readAll(pool: pg.Pool, importId: string, given: DecisionImport): Promise<Read> {
  const staging = new Staging(pool, importId, given.isRehearsal !== true);
  const shownBadRows: BadRow[] = [];
  let [rows, badRows] = [0, 0];
  let { mapping } = given;
  for await (const entry of openTable(given.file, given.encoding).entries) {
    rows += 1;
    mapping ??= fittingMapping(entry);
    const read = readEntry(entry, mapping, given.now.slice(0, 10));
    if ('decision' in read) await staging.add(entry.line, read.decision);
    else {
      badRows += 1;
      staging.giveUp();
      if (shownBadRows.length < shownAtMost)
        shownBadRows.push({ line: entry.line, problems: read.problems });
    }
    if (rows % 1000 === 0) given.onProgress?.({ stage: 'read', rows });
  }
  if (rows === 0)
    throw new Refused({
      code: 'import.empty',
      text: '文件中没有一条决定，没有导入任何内容。',
      clauses: [],
    });
  await staging.flush();
  return { rows, badRows, shownBadRows };
}

/** Keeps rows in the staging table, a part at a time. */
class Staging {
  readonly #pool: pg.Pool;
  readonly #importId: string;
  #isOpen: boolean;
  #part: Staged[] = [];

  constructor(pool: pg.Pool, importId: string, isOpen: boolean) {
    this.#pool = pool;
    this.#importId = importId;
    this.#isOpen = isOpen;
  }

  async add(line: number, decision: ImportedDecision): Promise<void> {
    if (!this.#isOpen) return;
    this.#part.push({ line, fingerprint: fingerprintOf(decision), decision });
    if (this.#part.length === partSize) await this.flush();
  }

  /** Nothing will be imported, so nothing more is kept. */
  giveUp(): void {
    this.#isOpen = false;
    this.#part = [];
  }

  async flush(): Promise<void> {
    const part = this.#part;
    this.#part = [];
    await stage(this.#pool, this.#importId, part);
  }
}

function fittingMapping(entry: TableEntry): Mapping | undefined {
  if (!('row' in entry)) return undefined;
  const columns = Object.keys(entry.row);
  const mapping = mappingFor(columns);
  if (mapping !== null) return mapping;
  const found = columns
    .slice(0, 30)
    .map((column) => Array.from(column).slice(0, 40).join(''))
    .join('、');
  throw new Refused({
    code: 'import.no-mapping',
    text: `看不出哪一列是决定日期、哪一列是处罚内容。文件中的列是：${found}。请指定各项取自哪一列（命令行用 --mapping 指定对照文件）。`,
    clauses: [],
  });
}

function readEntry(
  entry: TableEntry,
  mapping: Mapping | undefined,
  today: CivilDate,
): ReturnType<typeof readDecisionRow> {
  if ('problem' in entry) return { problems: [entry.problem] };
  if (mapping === undefined) return { problems: ['没有可用的列'] };
  return readDecisionRow(entry.row, mapping, today);
}

/** Digest of what becomes public of a row. */
export function fingerprintOf(
  decision: Omit<ImportedDecision, 'penaltyKinds' | 'amountFen' | 'fields'>,
): string {
  const { decisionNumber, caseName, partyName, facts, law, punishment, decidedOn } = decision;
  const told = { decisionNumber, caseName, partyName, facts, law, punishment, decidedOn };
  return hash('sha256', canonicalJson(wellFormed(told)), 'hex');
}

function wellFormed(told: Record<string, string | null>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(told).map(([name, text]) => [
      name,
      text === null ? null : text.toWellFormed().replaceAll('\0', ' '),
    ]),
  );
}

async function stage(pool: pg.Pool, importId: string, part: readonly Staged[]): Promise<void> {
  if (part.length === 0) return;
  await pool.query(
    `insert into mingfa.import_staging (import_id, line, fingerprint, decided_on, decision)
     select $1, line, decode(print, 'hex'), (told ->> 'decidedOn')::date, told
       from unnest($2::int[], $3::text[], $4::jsonb[]) given (line, print, told)`,
    [
      importId,
      part.map(({ line }) => line),
      part.map(({ fingerprint }) => fingerprint),
      part.map(({ decision }) => JSON.stringify(decision).replaceAll('\\u0000', ' ')),
    ],
  );
}

type Counted = {
  readonly rows: number;
  readonly fileDigest: Buffer;
  readonly mappingDigest: Buffer;
};

async function makePublic(
  db: Database,
  importId: string,
  given: DecisionImport,
  counted: Counted,
): Promise<number> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    // Two imports for one body at once would both miss what the other adds.
    await client.query("select pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))", [
      given.agencyId,
    ]);
    if (given.agencyName !== undefined)
      await introduceBody(client, {
        agencyId: given.agencyId,
        name: given.agencyName,
        ruleTitle: null,
      });
    const added = await insertNew(client, importId, given);
    await client.query(
      `insert into mingfa.decision_import (agency_id, import_id, file_name, file_sha256, mapping_sha256, row_count, added,
         skipped, imported_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        given.agencyId,
        importId,
        basename(given.file).toWellFormed(),
        counted.fileDigest,
        counted.mappingDigest,
        counted.rows,
        added,
        counted.rows - added,
        given.now,
      ],
    );
    const contentSha256 = await contentOf(client, given.agencyId, importId);
    await appendWithin(
      db,
      client,
      completed(importId, given, { ...counted, added, contentSha256 }),
    );
    await client.query('commit');
    return added;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Digest of all that an import made public, so that nobody can add to it, take from it or change it unseen. */
export async function contentOf(
  client: Pick<pg.PoolClient, 'query'>,
  agencyId: string,
  importId: string,
): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `select encode(sha256(convert_to(coalesce(string_agg(decision_id || ' ' || encode(fingerprint, 'hex') || ' ' || occurrence,
        E'\\n' order by decision_id::text collate "C"), ''), 'UTF8')), 'hex') as digest
     from mingfa.publication where agency_id = $1 and import_id = $2`,
    [agencyId, importId],
  );
  return rows[0]?.digest ?? '';
}

type Completed = Counted & { readonly added: number; readonly contentSha256: string };

function completed(importId: string, given: DecisionImport, counted: Completed) {
  return {
    agencyId: given.agencyId,
    streamId: importId,
    expectedVersion: 0,
    events: [
      {
        kind: 'importCompleted',
        at: given.now,
        actorId: given.actorId,
        clauses: [],
        data: {
          fileName: basename(given.file).toWellFormed(),
          fileSha256: counted.fileDigest.toString('hex'),
          rows: counted.rows,
          added: counted.added,
          skipped: counted.rows - counted.added,
          contentSha256: counted.contentSha256,
        },
      },
    ],
  };
}

async function insertNew(
  client: pg.PoolClient,
  importId: string,
  given: DecisionImport,
): Promise<number> {
  const { rowCount } = await client.query(
    `with numbered as (
       select decided_on, decision, fingerprint, line,
              row_number() over (partition by fingerprint order by line) as occurrence
         from mingfa.import_staging where import_id = $1
     ), fresh as (
       select gen_random_uuid() as id, n.* from numbered n
        where not exists (select from mingfa.publication p
                           where p.agency_id = $2 and p.fingerprint = n.fingerprint and p.occurrence = n.occurrence)
     ), known as (
       insert into mingfa.publication (agency_id, decision_id, source, import_id, fingerprint, occurrence, published_at)
       select $2, id, 'import', $1, fingerprint, occurrence, $3 from fresh
     ), put as (
       insert into public_site.decision (agency_id, id, decision_number, case_name, party_name, facts, law, punishment,
         penalty_kinds, amount_fen, decided_on, published_at, form, fields, source)
       select $2, id, decision ->> 'decisionNumber', decision ->> 'caseName', decision ->> 'partyName',
              decision ->> 'facts', decision ->> 'law', decision ->> 'punishment',
              array(select jsonb_array_elements_text(decision -> 'penaltyKinds')), (decision ->> 'amountFen')::bigint,
              decided_on, $3, 'summary', decision -> 'fields', 'import'
         from fresh order by decided_on, line
       returning id
     )
     insert into mingfa.search_pending (decision_id, decided_on) select f.id, f.decided_on from fresh f`,
    [importId, given.agencyId, given.now],
  );
  return rowCount ?? 0;
}

async function makeSearchable(pool: pg.Pool, given: DecisionImport): Promise<void> {
  const brought = await indexPendingDecisions(pool, (rows) =>
    given.onProgress?.({ stage: 'index', rows }),
  );
  if (brought > 0) await measureSearch(pool);
}
