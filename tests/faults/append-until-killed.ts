// Run by kill.test.ts as a process of its own: says what is there, then appends until it is killed.
//
// It prints `half {…}` for each thing that is not whole, `have <case> <version>` for each case, `open` when it begins,
// and `kept <case> <version>` as soon as the database has acknowledged an action.

import { randomUUID } from 'node:crypto';
import { appendAction, type Database, openDatabase } from '../../src/store/index.store.ts';

const [dataFolder = '', ...cases] = process.argv.slice(2);
const agencyId = '00000000-0000-4000-8000-000000000001';
const accountId = '00000000-0000-4000-8000-000000000002';
const at = '2026-03-02T09:00:00.000+08:00';

const say = (line: string) => process.stdout.write(`${line}\n`);

const db = await openDatabase({ dataFolder });
say(`server ${db.serverPid}`);
for (const half of await halfThings(db)) say(`half ${JSON.stringify(half)}`);
const versions = new Map(cases.map((caseId) => [caseId, 0]));
const { rows } = await db.pool.query<{ case_id: string; version: number }>(
  'select case_id, version from case_file',
);
for (const { case_id, version } of rows) {
  versions.set(case_id, version);
  say(`have ${case_id} ${version}`);
}
say('open');
await Promise.all(cases.map((caseId) => appendForever(caseId, versions.get(caseId) ?? 0)));

async function appendForever(caseId: string, from: number): Promise<never> {
  // One to three events, so that a half action would show.
  for (let version = from; ; ) {
    const count = 1 + (version % 3);
    const clock = {
      name: 'decide',
      ruleKey: 'case.decide',
      standing: 'running',
      provisional: false,
    };
    ({ version } = await appendAction(db, {
      agencyId,
      streamId: caseId,
      expectedVersion: version,
      events: Array.from({ length: count }, (_, index) => ({
        kind: 'noted',
        at,
        actorId: null,
        data: { of: version + count, index, 文: '记录'.repeat(50) },
        clauses: ['anze-R18-2'],
      })),
      caseFile: {
        procedure: 'penalty',
        variant: 'general',
        caseNumber: null,
        title: '断电试验',
        partyName: null,
        step: 'lead',
        standing: 'open',
        handlerIds: [],
        departmentId: null,
        state: { version: version + count },
      },
      clocks: [
        { ...clock, dueAt: `2027-01-01T00:00:00.${milli(version + count)}+08:00`, dueOn: null },
      ],
      jobs: [{ task: 'noted', payload: { caseId, version: version + count } }],
      idempotency: {
        accountId,
        key: randomUUID(),
        fingerprint: caseId,
        answer: { version: version + count },
      },
    }));
    say(`kept ${caseId} ${version}`);
  }
}

function milli(version: number): string {
  return String(version % 1000).padStart(3, '0');
}

/** Every action leaves its events, its state, its due date, its receipt and its job, or none of them. */
async function halfThings(database: Database): Promise<readonly unknown[]> {
  const { rows: found } = await database.pool.query(`
    with action as (select stream_id as case_id, (data ->> 'of')::int as version, count(*) as events, max(sequence) as last,
        bool_and(octet_length(mac) = 32) as marked
      from event group by stream_id, data ->> 'of'),
    receipt as (select fingerprint::uuid as case_id, (answer ->> 'version')::int as version from receipt),
    job as (select (payload ->> 'caseId')::uuid as case_id, (payload ->> 'version')::int as version
      from graphile_worker._private_jobs)
    select 'action' as what, a.case_id, a.version, r.version as receipt, j.version as job
      from action a full join receipt r using (case_id, version) full join job j using (case_id, version)
      where a.last is distinct from version or not a.marked or r.case_id is null or j.case_id is null
    union all
    select 'file', f.case_id, f.version, max(e.sequence), count(e.*)::int
      from case_file f left join event e on e.stream_id = f.case_id group by f.case_id, f.agency_id
      having max(e.sequence) <> f.version or count(e.*) <> f.version or (f.state ->> 'version')::int <> f.version
    union all
    select 'clock', d.case_id, null, null, null from case_clock c left join clock_due d
      on d.case_id = c.case_id and d.due_at = c.due_at where d.id is null`);
  return found;
}
