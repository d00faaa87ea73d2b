import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody, type Member } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { type Instant, Refused, type RuleBook } from '../rules/index.ts';
import { readCase, readClocks, readEvents } from '../store/index.store.ts';
import {
  type CaseDeps,
  CaseDesk,
  countCases,
  createBodies,
  findCase,
  listCases,
  listEvents,
  openCase,
} from './index.store.ts';
import { emptyCase, exampleData, projectCase, type ScenarioStage, viewOf } from './index.ts';

let db: TestDatabase;
let stage: ScenarioStage;
let ruleBook: RuleBook;
let body: CastBody;
let other: CastBody;
beforeAll(async () => {
  db = await aDatabase();
  stage = await penaltyStage();
  ruleBook = await loadRuleBook(join(import.meta.dirname, '../../rules'));
  body = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
  other = await aBody(db, ruleBook, stage.book, { pack: 'anze' });
});
afterAll(() => db.close());

const monday = '2026-03-02T09:00:00.000+08:00';

function aDesk(change: Partial<CaseDeps> = {}): CaseDesk {
  return new CaseDesk({
    db,
    composition: stage.composition,
    calendar: stage.calendar,
    bodies: createBodies({
      db,
      ruleBook,
      procedure: stage.composition.procedure,
      now: () => monday,
    }),
    now: () => monday,
    isDemonstration: true,
    jobsOf: () => [],
    onKept: async () => {},
    ...change,
  });
}

function who(name: string, of: CastBody = body): Member {
  const member = of.people[name];
  if (member === undefined) throw new Error(`nobody is called ${name}`);
  return member;
}

const officers = () => [who('承办人甲').id, who('承办人乙').id];

function lead(change: Record<string, unknown> = {}) {
  const { composition, book } = stage;
  const command = composition.procedure.commands.get('registerLead');
  if (command === undefined) throw new Error('the procedure opens no case');
  const member = who('承办人甲');
  const context = {
    rules: stage.rulesOf('kaifu', {}),
    calendar: stage.calendar,
    now: monday,
    actor: member,
    officers: {},
  };
  const view = viewOf(
    composition.procedure,
    emptyCase(composition.procedure, '', '', 'general'),
    context,
  );
  const layers = { example: book.examples['registerLead'] ?? {}, differs: {} };
  return { ...exampleData(view, command, layers, { handlers: [], host: '', ids: {} }), ...change };
}

const open = (desk: CaseDesk, change: Partial<Parameters<typeof openCase>[1]> = {}) =>
  openCase(desk, { variant: 'general', data: lead(), ...change }, who('承办人甲'));

async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refused);
  return (error as Refused).refusals.map(({ code }) => code);
}

describe('a case is opened with a number of its body and year, without gaps', () => {
  test('given many at once, one refused and one repeated, then the numbers run on', async () => {
    const fresh = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
    const desk = aDesk();
    const actor = who('承办人甲', fresh);
    const opening = { variant: 'general', data: lead(), idempotencyKey: randomUUID() };

    const wrong = codesOf(openCase(desk, { ...opening, data: lead({ title: '' }) }, actor));
    const made = await Promise.all([
      ...[1, 2, 3].map(() => openCase(desk, { variant: 'general', data: lead() }, actor)),
      openCase(desk, opening, actor),
    ]);
    const again = await openCase(desk, opening, actor);
    const last = await openCase(desk, { variant: 'summary', data: lead() }, actor);

    expect(await wrong).toEqual(['command.field']);
    expect(made.map((one) => String(one.caseNumber)).toSorted()).toEqual(
      [1, 2, 3, 4].map((n) => `示范局案〔2026〕${n}号`),
    );
    expect(again).toEqual(made[3]);
    expect(last.caseNumber).toBe('示范局案〔2026〕5号');
  });

  test('given a department of another body, when a case is opened for it, then it is refused', async () => {
    const work = open(aDesk(), { departmentId: other.departmentId });

    expect(await codesOf(work)).toEqual(['case.department-unknown']);
  });

  test('given an unconfirmed draft, when a case is opened under it, then it is refused', async () => {
    const draft = await aBody(db, ruleBook, stage.book, { pack: 'dazhou', isConfirmed: false });
    const work = openCase(aDesk(), { variant: 'general', data: lead() }, who('承办人甲', draft));

    expect(await codesOf(work)).toEqual(['rules.draft-not-confirmed']);
  });
});

describe('what is stored of a case follows from its events', () => {
  test('given a case, when it is assigned, then file, clocks and a new fold agree', async () => {
    const desk = aDesk();
    const { caseId } = await open(desk);
    const order = { kind: 'assignOfficers', caseId, data: { officers: officers() } };
    const done = await desk.perform(order, who('机构负责人'));
    const request = {
      cause: '检查发现',
      partyBasics: '企业',
      handlerOpinion: '建议立案',
      basis: '法',
    };
    await desk.perform({ kind: 'requestFiling', caseId, data: request }, who('承办人甲'));
    const approval = { kind: 'approveFiling', caseId, data: { opinion: '同意' } };
    await desk.perform(approval, who('机构负责人'));

    expect(done).toMatchObject({
      version: 2,
      standing: 'open',
      events: [{ kind: 'officersAssigned' }],
    });
    const events = await readEvents(db, body.agencyId, caseId);
    const folded = projectCase(
      stage.composition.procedure,
      events.map((event) => ({ ...event, caseId, data: event.data as never })),
    );
    const file = await readCase(db, body.agencyId, caseId);
    expect(file).toMatchObject({ ...folded.summary, version: 4, state: folded.state });
    expect(file).toMatchObject({ handlerIds: officers(), departmentId: body.departmentId });
    const clocks = await readClocks(db, body.agencyId, caseId);
    expect(clocks).toMatchObject([
      { name: 'decide', ruleKey: 'case.decide', dueAt: `${clocks[0]?.dueOn}T23:59:59.999+08:00` },
    ]);
  });
});

describe('two who act on the same version cannot both win', () => {
  test('given a stale version, when somebody acts on it, then 409 says who did what meanwhile', async () => {
    const desk = aDesk();
    const { caseId } = await open(desk);
    const order = { kind: 'assignOfficers', caseId, data: { officers: officers() } };
    await desk.perform({ ...order, expectedVersion: 1 }, who('机构负责人'));

    const late = desk.perform({ ...order, expectedVersion: 1 }, who('机构负责人'));

    const error = (await late.catch((reason: unknown) => reason)) as Refused;
    expect(error.refusals[0]?.code).toBe('case.changed');
    expect(error.refusals[0]?.text).toContain('机构负责人');
    expect(error.refusals[0]?.text).toContain('指派承办人');
  });

  test('given another process that moved the case on, when no version is expected, then it is tried on the new state', async () => {
    const [here, there] = [aDesk(), aDesk()];
    const { caseId } = await open(here);
    await there.perform(
      { kind: 'assignOfficers', caseId, data: { officers: officers() } },
      who('机构负责人'),
    );

    // What is held here knows of no officers and would refuse; the newer state allows it.
    const shown = {
      kind: 'showCertificates',
      caseId,
      data: { shownOn: '2026-03-02', shownTo: '店主' },
    };
    const codes = await codesOf(here.perform(shown, who('承办人甲')));
    expect(codes).not.toContain('officers.unassigned');
    const again = {
      kind: 'assignOfficers',
      caseId,
      data: { officers: [...officers(), who('承办人丙').id] },
    };
    expect(await here.perform(again, who('机构负责人'))).toMatchObject({ version: 3 });
  });

  test('given ten orders at once, then each is kept once', async () => {
    const desks = [aDesk(), aDesk()];
    const { caseId } = await open(desks[0]!);
    const order = { kind: 'assignOfficers', caseId, data: { officers: officers() } };

    const made = await Promise.all(
      Array.from({ length: 6 }, (_, index) => desks[index % 2]!.perform(order, who('机构负责人'))),
    );

    expect(made.map((one) => one.version).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7]);
  });
});

describe('the same order with the same key is done once', () => {
  test('given a kept order, when it comes again, then the first answer; with another content, then refused', async () => {
    const desk = aDesk();
    const { caseId } = await open(desk);
    const data = {
      cause: '检查发现',
      partyBasics: '企业',
      handlerOpinion: '建议立案',
      basis: '法',
    };
    const order = { kind: 'requestFiling', caseId, data, idempotencyKey: 'a-1' };
    const first = await desk.perform(order, who('承办人甲'));

    // The step is over: without the key the same order would be refused.
    expect(await desk.perform(order, who('承办人甲'))).toEqual(first);
    const stale = { ...order, expectedVersion: 1 };
    expect(await desk.perform(stale, who('承办人甲'))).toEqual(first);
    const reordered = { ...order, data: Object.fromEntries(Object.entries(data).toReversed()) };
    expect(await desk.perform(reordered, who('承办人甲'))).toEqual(first);
    const other = { ...order, data: { ...data, cause: '举报' } };
    expect(await codesOf(desk.perform(other, who('承办人甲')))).toEqual(['command.key-reused']);
    expect(await readEvents(db, body.agencyId, caseId)).toHaveLength(2);
  });
});

describe('what one may not know of does not exist', () => {
  test('given a case of another body or department, when acted on or looked for, then it is unknown', async () => {
    const desk = aDesk();
    const { caseId } = await open(desk);
    const stranger = who('机构负责人', other);
    const colleague = { ...who('承办人丙'), departmentId: randomUUID() };
    const order = { kind: 'assignOfficers', caseId, data: { officers: officers() } };

    for (const actor of [stranger, { ...who('机构负责人'), departmentId: randomUUID() }])
      expect(await codesOf(desk.perform(order, actor))).toEqual(['case.unknown']);
    for (const actor of [stranger, colleague])
      expect(await codesOf(findCase(db, caseId, actor))).toEqual(['case.unknown']);
    expect(await codesOf(desk.perform({ ...order, caseId: randomUUID() }, stranger))).toEqual([
      'case.unknown',
    ]);
  });
});

describe('a demonstration case may be played at past days, others may not', () => {
  const at = '2026-02-02T10:00:00.000+08:00';

  test('given demonstration mode, then the past counts, in order and never the future', async () => {
    const desk = aDesk();
    const past = lead({ foundOn: '2026-02-02', actEndedOn: '2026-02-01' });
    const { caseId, events } = await open(desk, { at, data: past });
    expect(events[0]?.at).toBe(at);
    const order = { kind: 'assignOfficers', caseId, data: { officers: officers() } };
    const before: Instant = '2026-02-02T09:59:59.999+08:00';
    const future: Instant = '2026-03-02T09:00:00.001+08:00';

    expect(await codesOf(desk.perform({ ...order, at: before }, who('机构负责人')))).toEqual([
      'demonstration.before-last',
    ]);
    expect(await codesOf(desk.perform({ ...order, at: future }, who('机构负责人')))).toEqual([
      'demonstration.future',
    ]);
    expect((await desk.perform({ ...order, at }, who('机构负责人'))).events[0]?.at).toBe(at);
  });

  test('given no demonstration mode, then a moment of one’s own is refused', async () => {
    expect(await codesOf(open(aDesk({ isDemonstration: false }), { at }))).toEqual([
      'demonstration.past-refused',
    ]);
  });
});

const noCases = { agencyIds: [], department: null, alsoDepartments: [], handler: null };

describe('lists go on where they ended', () => {
  test('given five cases, when read by pages of two, then each comes once; filters narrow them', async () => {
    const fresh = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
    const desk = aDesk();
    const actor = who('承办人甲', fresh);
    for (const title of ['一号摊', '二号摊', '100%果汁店', '三号摊', '四号摊'])
      await openCase(desk, { variant: 'general', data: lead({ title }) }, actor);
    const scope = { ...noCases, agencyIds: [fresh.agencyId] };
    const base = { limit: 2, now: monday };

    const seen: string[] = [];
    let after: { key: string; caseId: string } | undefined;
    for (;;) {
      const page = await listCases(db, scope, { ...base, after });
      seen.push(...page.slice(0, 2).map((one) => one.title));
      if (page.length <= 2) break;
      after = page[1]!;
    }

    expect(seen.toSorted()).toEqual(
      ['100%果汁店', '一号摊', '三号摊', '二号摊', '四号摊'].toSorted(),
    );
    const titled = async (filter: object) =>
      (await listCases(db, scope, { ...base, ...filter })).map((one) => one.title);
    expect(await titled({ text: '0%果' })).toEqual(['100%果汁店']);
    expect(await titled({ text: '_号摊' })).toEqual([]);
    expect(await titled({ text: '〔2026〕1号' })).toEqual(['一号摊']);
    expect(await titled({ handlerId: actor.id })).toEqual([]);
    expect(await titled({ standing: 'closed' })).toEqual([]);
    expect(await listCases(db, noCases, base)).toEqual([]);
    expect(await countCases(db, scope, base, 3)).toBe(4);
    expect(await countCases(db, scope, { ...base, text: '号摊' }, 10)).toBe(4);
    expect(await titled({ order: 'due', limit: 10 })).toHaveLength(5);
    expect(await titled({ openedFrom: '2026-03-03' })).toEqual([]);
    expect(await titled({ openedUntil: '2026-03-02', limit: 10 })).toHaveLength(5);
    expect(await titled({ openedUntil: '2026-03-01' })).toEqual([]);
    expect(await titled({ variant: 'summary' })).toEqual([]);
  });

  test('given a case, when its history is read in parts, then names, clauses and commitments are there', async () => {
    const desk = aDesk();
    const { caseId } = await open(desk);
    await desk.perform(
      { kind: 'assignOfficers', caseId, data: { officers: officers() } },
      who('机构负责人'),
    );
    const file = await findCase(db, caseId, who('机构负责人'));

    const all = await listEvents(db, file, { after: 0, limit: 10 });

    expect(all.map((one) => [one.sequence, one.actorName])).toEqual([
      [1, '承办人甲'],
      [2, '机构负责人'],
    ]);
    expect(all[1]?.clauses).toContain('apl-2021-42');
    expect(all[1]?.commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(await listEvents(db, file, { after: 1, limit: 10 })).toEqual(all.slice(1));
  });
});
