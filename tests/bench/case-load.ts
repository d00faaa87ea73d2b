// A durable server of its own for a bench, and cases to fill its databases with.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPools, prepareEmbedded } from '../../src/store/database.store.ts';
import { startEmbedded, withSuperuser } from '../../src/store/embedded.store.ts';
import type { ClockRow, Database } from '../../src/store/index.store.ts';
import { migrate, openSecret } from '../../src/store/index.store.ts';

/** The server of one bench. */
export type BenchServer = {
  /** Opens a migrated database of this name. */
  open(name: string): Promise<Database>;
  /** Brings all databases to rest after loading. */
  settle(databases: readonly Database[]): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a server as the program starts it, in a folder that is thrown away afterwards. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mingfa-bench-'));
  const server = await startEmbedded({ dataFolder: folder });
  const secret = openSecret(folder);
  const opened: Database[] = [];
  return {
    open: async (name) => {
      const db = openPools(await prepareEmbedded(server, name), { secret, server: null });
      opened.push(db);
      await migrate(db.pool);
      return db;
    },
    settle: async (databases) => {
      for (const { pool } of databases) await pool.query('vacuum (analyze)');
      await withSuperuser(server.host, (client) => client.query('checkpoint'));
    },
    stop: async () => {
      await Promise.all(opened.map((db) => db.close()));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const agencyId = randomUUID();
export const officers = [randomUUID(), randomUUID()];

const words =
  '当事人未经许可占道经营影响市容环境卫生现场检查照片证据责令改正罚款决定送达陈述申辩听证审核';

/** So many characters that do not compress better than real ones. */
export function aText(length: number): string {
  let text = '';
  for (let n = 0; n < length; n += 1) text += words[Math.floor(Math.random() * words.length)];
  return text;
}

/** A clock due at the end of a day of 2027. */
export function aClock(name: string, day: number): ClockRow {
  const month = String(1 + (day % 12)).padStart(2, '0');
  const dueOn = `2027-${month}-${String(1 + (day % 28)).padStart(2, '0')}`;
  const dueAt = `${dueOn}T23:59:59.999+08:00`;
  return { name, ruleKey: `case.${name}`, dueAt, dueOn, standing: 'running', provisional: false };
}

/** What the loaded cases look like. */
export type CaseLoad = {
  readonly cases: number;
  readonly state: object;
  readonly data: object;
  readonly clocks: readonly ClockRow[];
  /** Whose cases they are; nobody's in particular when absent. */
  readonly owner?: {
    readonly agencyId: string;
    readonly departmentId: string;
    readonly handlerIds: readonly string[];
  };
};

/** Fills a database with cases at version 1, whose ids are spread at random. */
export async function loadCases({ pool }: Database, load: CaseLoad): Promise<void> {
  const client = await pool.connect();
  const owner = load.owner ?? { agencyId, departmentId: agencyId, handlerIds: officers };
  try {
    await client.query('set synchronous_commit = off');
    // Words for the list search would take minutes for a million rows, and no action looks at them.
    await client.query('alter table case_file disable trigger user');
    await client.query(
      `insert into case_file (agency_id, case_id, version, procedure, variant, case_number, title, party_name, step,
          standing, handler_ids, department_id, clocks, state, opened_at, updated_at)
        select $1::uuid, id, 1, 'penalty', 'general', '案' || left(id::text, 13), '某店占道经营影响市容环境卫生案',
          '某某餐饮管理有限公司', 'investigation', 'open', $2::uuid[], $6::uuid, $3::jsonb, $4::jsonb,
          '2026-03-01'::timestamptz + random() * interval '200 days', now()
        from (select gen_random_uuid() as id from generate_series(1, $5::int)) as ids`,
      [
        owner.agencyId,
        owner.handlerIds,
        JSON.stringify(load.clocks),
        JSON.stringify(load.state),
        load.cases,
        owner.departmentId,
      ],
    );
    await client.query(
      `insert into event (agency_id, stream_id, sequence, kind, at, actor_id, data, clauses, salt, commitment,
          leaf_hash, mac)
        select agency_id, case_id, 1, 'leadReceived', opened_at, $1::uuid, $2::jsonb, '{anze-L5-1}',
          substr(digest, 1, 16), digest, digest, digest
        from (select *, sha256(uuid_send(case_id)) as digest from case_file) as file`,
      [owner.handlerIds[0], JSON.stringify(load.data)],
    );
    await client.query(`
      insert into clock_due (agency_id, case_id, name, due_at, sweep_at)
      select agency_id, case_id, name, due_at, due_at from case_clock`);
  } finally {
    await client.query('alter table case_file enable trigger user');
    await client.query('reset synchronous_commit');
    client.release();
  }
}
