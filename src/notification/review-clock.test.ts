// The clock of a review tells those who review and those who handle the case, also when it stood still in between.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { stepData } from '../../tests/support/example-step.ts';
import { aServer, type TestServer } from '../../tests/support/server.ts';
import { courseSteps, kebabCase } from '../casework/index.ts';
import { attendCase } from './attend.store.ts';
import { listNotifications } from './inbox.store.ts';
import { createNotifier, type Notifier } from './index.store.ts';
import { nothingLeaves } from './index.ts';

let db: TestDatabase;
let server: TestServer;
let body: CastBody;
let notifier: Notifier;
let now = '2026-03-02T09:00:00.000+08:00';
let caseId = '';
const troubles: unknown[] = [];
const everything = { unread: false, after: null, limit: 200 };
const clock = () => now;
const delivery = nothingLeaves;

beforeAll(async () => {
  db = await aDatabase();
  server = await aServer(db, { now: clock, isDemonstration: false });
  const { desk, ruleBook, stage } = server;
  body = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
  notifier = createNotifier({ db, desk, ruleBook, now: clock, delivery });
  const course = { from: '2026-03-02', through: 'acceptReview' };
  for (const step of courseSteps(stage, course, 'general', 'test')) {
    now = step.at;
    await act(step.who, step.do);
  }
  await attend();
});
afterAll(async () => {
  expect(troubles).toEqual([]);
  await server.close();
  await db.close();
});

async function act(who: string, command: string): Promise<void> {
  const member = body.people[who];
  if (member === undefined) throw new Error(who);
  const client = await server.signIn(member);
  const step = { at: now, who, do: command, with: {}, optional: false, refused: null };
  const data = await stepData(server, { pack: 'anze', body, caseId }, step, client);
  const path = caseId === '' ? '' : `/${caseId}/commands/${kebabCase(command)}`;
  const answer = await client.post(`/api/cases${path}`, data);
  if (caseId === '') caseId = answer.body.caseId;
}

const attend = () =>
  attendCase({ db, desk: server.desk, delivery, now: clock }, { agencyId: body.agencyId, caseId });
async function sweep(at: string): Promise<void> {
  now = `${at}:00.000+08:00`;
  await notifier.everyMinute((error) => troubles.push(error));
}

/** What somebody was told of the review's clock, oldest first. */
async function told(name: string): Promise<readonly string[]> {
  const found = await listNotifications(db, body.people[name]?.id ?? '', everything);
  return found
    .filter(({ text }) => text.includes('完成法制审核'))
    .map(({ kind, text }) => `${kind} ${/\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? ''}`.trim())
    .toReversed();
}

test('[anze-L14-1] given ten workdays from 12 March, when half of them are over, then the reviewer and the handler are told', async () => {
  await sweep('2026-03-19T08:29');
  expect(await told('审核员')).toEqual([]);

  await sweep('2026-03-19T08:30');
  expect(await told('审核员')).toEqual(['due-half 2026-03-26']);
  expect(await told('承办人甲')).toEqual(['due-half 2026-03-26']);
});

test('[anze-L14-3] given material asked for on the sixth day, then the old end passes in silence', async () => {
  now = '2026-03-20T09:00:00.000+08:00';
  await act('审核员', 'requestSupplement');
  await attend();
  for (const day of ['2026-03-24', '2026-03-26', '2026-03-27']) await sweep(`${day}T08:30`);

  expect(await told('审核员')).toEqual(['due-half 2026-03-26']);
});

test('[anze-L14-3] given the material on 30 March, then four workdays are left and each moment of the new end is told', async () => {
  now = '2026-03-30T09:00:00.000+08:00';
  await act('承办人甲', 'supplementReview');
  await attend();
  expect(await told('审核员')).toEqual(['due-half 2026-03-26', 'due-half 2026-04-03']);

  const after: (readonly string[])[] = [];
  for (const day of ['2026-03-31', '2026-04-01', '2026-04-03', '2026-04-04']) {
    await sweep(`${day}T08:30`);
    after.push((await told('审核员')).slice(2));
  }
  expect(after).toEqual([
    [],
    ['due-soon 2026-04-03'],
    ['due-soon 2026-04-03', 'due-today'],
    ['due-soon 2026-04-03', 'due-today', 'overdue 2026-04-03'],
  ]);
  expect((await told('机构负责人')).at(-1)).toBe('overdue 2026-04-03');
});
