// The desk of the reviewers: how long it takes with 2,000 reviews that wait against 20, each page of the same length.
//
// The cases are real ones, taken up to the review by the usual course; their rows are copied. Both desks take turns in one
// run: the whole request as a browser makes it, and its one query alone.

import { join } from 'node:path';
import { loadScenarioBook } from '../../src/casework/index.store.ts';
import { courseSteps, kebabCase } from '../../src/casework/index.ts';
import { type DeskOrder, readDesk } from '../../src/review/review-desk.store.ts';
import { deskStandings } from '../../src/review/review-row.ts';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import type { Database } from '../../src/store/index.store.ts';
import type { Figure } from '../../tools/bench.ts';
import { aBody, type CastBody } from '../support/body.ts';
import { stepData } from '../support/example-step.ts';
import { aServer, type Client, type TestServer } from '../support/server.ts';
import { startBenchServer } from './case-load.ts';
import { median } from './rounds.ts';

const home = join(import.meta.dirname, '../..');
const now = '2026-03-20T09:00:00.000+08:00';
const shown = 20;
const orders = ['clock', 'weight', 'received'] as const;

/** Measures; `quick` takes fewer rounds. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const bench = await startBenchServer();
  try {
    const few = await open(await bench.open('few'), 20);
    const many = await open(await bench.open('many'), 2000);
    await bench.settle([few.db, many.db]);
    try {
      return await compare(few, many, quick ? 100 : 400);
    } finally {
      await few.server.close();
      await many.server.close();
    }
  } finally {
    await bench.stop();
  }
}

type Office = {
  readonly db: Database;
  readonly server: TestServer;
  readonly reviewer: Client;
  readonly agencyId: string;
};

async function open(db: Database, reviews: number): Promise<Office> {
  const ruleBook = await loadRuleBook(join(home, 'rules'));
  const book = await loadScenarioBook(join(home, 'procedures/penalty.examples.yaml'));
  let at = now;
  const server = await aServer(db, { now: () => at, isDemonstration: false });
  const body = await aBody(db, ruleBook, book, { pack: 'anze' });
  const course = { from: '2026-03-02', through: 'acceptReview' };
  let caseId = '';
  for (const step of courseSteps(server.stage, course, 'general', 'bench')) {
    at = step.at;
    caseId = await act(server, body, { ...step, caseId });
  }
  at = now;
  await copyCase(db, caseId, reviews - 1);
  const reviewer = await server.signIn(memberOf(body, '审核员'));
  return { db, server, reviewer, agencyId: body.agencyId };
}

function memberOf(body: CastBody, name: string) {
  const member = body.people[name];
  if (member === undefined) throw new Error(name);
  return member;
}

type Step = ReturnType<typeof courseSteps>[number] & { readonly caseId: string };

async function act(server: TestServer, body: CastBody, step: Step): Promise<string> {
  const { caseId } = step;
  const client = await server.signIn(memberOf(body, step.who));
  const data = await stepData(server, { pack: 'anze', body, caseId }, step, client);
  const path = caseId === '' ? '' : `/${caseId}/commands/${kebabCase(step.do)}`;
  const { status, body: answer } = await client.post(`/api/cases${path}`, data);
  if (status >= 300 && !step.optional) throw new Error(`${step.do}: ${JSON.stringify(answer)}`);
  return caseId === '' ? answer.caseId : caseId;
}

/** Copies a case with its row; its clock and its weight differ from copy to copy, as triggers keep them. */
async function copyCase(db: Database, caseId: string, copies: number): Promise<void> {
  await db.pool.query(
    `insert into mingfa.case_file (agency_id, case_id, version, procedure, variant, case_number, title, party_name,
        step, standing, handler_ids, department_id, clocks, state, awaiting, awaiting_roles, recheck_on, part_rows,
        projection, opened_at, updated_at)
      select agency_id, gen_random_uuid(), version, procedure, variant, '示范〔2026〕' || n || '号', title, party_name,
        step, standing, handler_ids, department_id,
        jsonb_path_query_array(clocks, '$[*] ? (@.name != "review")') || jsonb_build_array(
          jsonb_build_object('name', 'review', 'ruleKey', 'review.complete', 'standing', 'running',
            'provisional', false, 'dueOn', day::date,
            'dueAt', to_char(day, 'YYYY-MM-DD') || 'T23:59:59.999+08:00')),
        state, awaiting, awaiting_roles, recheck_on,
        jsonb_set(part_rows, '{review,open,weight}', to_jsonb(n % 12)), projection, opened_at, updated_at
      from mingfa.case_file, generate_series(1, $2) as n,
        lateral (select timestamp '2026-03-20' + make_interval(days => n % 30) as day) as due
      where case_id = $1`,
    [caseId, copies],
  );
}

type Ask = (office: Office, order: DeskOrder) => Promise<number>;

/** How many entries came, the request as a browser makes it. */
const byRequest: Ask = async ({ reviewer }, order) => {
  const { status, body } = await reviewer.get(`/api/review-desk?order=${order}&limit=${shown}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.items.length;
};

/** How many entries came, the query alone. */
const byQuery: Ask = async ({ db, agencyId }, order) => {
  const filter = { standings: deskStandings, order, limit: shown - 1 };
  return (await readDesk(db, { ...nothing, agencyIds: [agencyId] }, filter, 1000)).entries.length;
};
const nothing = { department: null, alsoDepartments: [], handler: null };

async function compare(few: Office, many: Office, rounds: number): Promise<readonly Figure[]> {
  const whole = await p95Of(byRequest, { few, many, rounds });
  const query = await p95Of(byQuery, { few, many, rounds });
  const figure = (name: string, { slow, fast, middle }: typeof whole): Figure => ({
    name,
    value: slow / fast,
    target: 1.5,
    unit: '×',
    better: 'lower',
    compared: `2000 件与 20 件各显示 ${shown} 件，p95 ${slow.toFixed(1)} 与 ${fast.toFixed(1)} 毫秒，中位 ${middle}`,
  });
  return [figure('审核台：待审案件多与少', whole), figure('审核台：其中的查询', query)];
}

async function p95Of(
  ask: Ask,
  { few, many, rounds }: { readonly few: Office; readonly many: Office; readonly rounds: number },
) {
  const took: Record<'few' | 'many', number[]> = { few: [], many: [] };
  const time = async (which: 'few' | 'many', round: number) => {
    const order = orders[Math.abs(round) % orders.length] ?? 'clock';
    const began = performance.now();
    const came = await ask(which === 'few' ? few : many, order);
    if (came !== shown) throw new Error(`${came} entries`);
    if (round >= 0) took[which].push(performance.now() - began);
  };
  // The first ones warm up; who comes first changes every round.
  for (let round = -20; round < rounds; round += 1) {
    const turns = ['few', 'many'] as const;
    for (const which of round % 2 === 0 ? turns : turns.toReversed()) await time(which, round);
  }
  const p95 = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
  const middle = `${median(took.many).toFixed(1)} 与 ${median(took.few).toFixed(1)} 毫秒`;
  return { slow: p95(took.many), fast: p95(took.few), middle };
}
