import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRuleBook } from '../rules/index.store.ts';
import {
  completeDuty,
  type Duty,
  type DutyEvent,
  dutiesOf,
  dutyNext,
  dutyRecord,
  dutyRecords,
  dutyStanding,
  lastDayOf,
  reopenDuty,
} from './duty.ts';

const book = await loadRuleBook(join(import.meta.dirname, '../../rules'));
const rulesOf = (...packs: readonly string[]) =>
  book.rulesFor([...packs, 'national'], { confirmedDrafts: ['dazhou'] });
const today = '2026-11-21';
const duties = dutiesOf(rulesOf('kaifu'), today);
const dutyBy = (clause: string): Duty => duties.find(({ clauses }) => clauses.includes(clause))!;

const met = (code: string, metOn: string): DutyEvent => ({
  kind: 'dutyMet',
  data: { code, metOn, evidence: '局务会议纪要' },
  at: '2026-11-21T09:00:00.000+08:00',
  by: '甲',
});
const reopened = (code: string, ground: 'mistaken' | 'lapsed'): DutyEvent => ({
  kind: 'dutyReopened',
  data: { code, ground, reason: '核对' },
  at: '2026-11-21T10:00:00.000+08:00',
  by: '甲',
});
const recordOf = (duty: Duty, ...events: readonly DutyEvent[]) =>
  dutyRecord(dutyRecords(events), duty.code);
const refusedWith = (decision: ReturnType<typeof reopenDuty>) =>
  decision.refusals?.map(({ code, clauses, field }) => [code, clauses, field]);

const centre = '公共法律服务管理中心';
const publicity = '普法与依法治理科';
const participation = '人民参与和促进法治科';
const office = '行政执法监督科';

describe.each([
  ['kaifu-3.1-c', { lead: office, carriers: [centre, publicity, participation], assistants: [] }],
  ['kaifu-3.2-d', { lead: null, carriers: [office], assistants: [] }],
  [
    'kaifu-3.3-e',
    {
      lead: null,
      carriers: [centre, publicity, participation, office],
      assistants: ['办公室'],
    },
  ],
  [
    'kaifu-3.5-g',
    {
      lead: null,
      carriers: [office, centre, publicity, participation],
      assistants: ['办公室'],
    },
  ],
])('[%s] a duty of legal review is to be completed in May 2020 and kept up', (clause, who) => {
  const duty = dutyBy(clause);

  test('given the pack, then it says who leads, who carries and who assists', () => {
    expect(duty).toMatchObject({ ...who, isKeptUp: true, clauses: [clause] });
  });

  test('given nothing done, when the last day of the month comes, then running; the day after, overdue', () => {
    expect(lastDayOf(duty)).toBe('2020-05-31');
    expect(dutyStanding(duty, recordOf(duty), '2020-05-31')).toBe('running');
    expect(dutyStanding(duty, recordOf(duty), '2020-06-01')).toBe('overdue');
  });

  test('given it completed on the last day, then met; a day later, met late', () => {
    expect(dutyStanding(duty, recordOf(duty, met(duty.code, '2020-05-31')), today)).toBe('met');
    expect(dutyStanding(duty, recordOf(duty, met(duty.code, '2020-06-01')), today)).toBe(
      'met-late',
    );
  });

  test('given it completed in time, when it lapses and is restored, then it was still completed in time', () => {
    const lapsed = [met(duty.code, '2020-05-20'), reopened(duty.code, 'lapsed')];
    expect(dutyStanding(duty, recordOf(duty, ...lapsed), today)).toBe('lapsed');
    expect(dutyNext(duty, recordOf(duty, ...lapsed))).toBe('complete');

    const restored = recordOf(duty, ...lapsed, met(duty.code, '2026-11-20'));
    expect(dutyStanding(duty, restored, today)).toBe('met');
    expect(restored.metOn).toBe('2020-05-20');
    expect(restored.acts).toHaveLength(3);
  });

  test('given a completion recorded wrongly, when it is opened again, then it counts for nothing', () => {
    const mistaken = [met(duty.code, '2020-05-20'), reopened(duty.code, 'mistaken')];
    expect(dutyStanding(duty, recordOf(duty, ...mistaken), today)).toBe('overdue');

    const again = recordOf(duty, ...mistaken, met(duty.code, '2020-07-02'));
    expect(dutyStanding(duty, again, today)).toBe('met-late');
  });

  test('given a day to come, when completion is recorded, then refused at the field; today, recorded', () => {
    const evidence = '局务会议纪要';
    const on = (metOn: string) =>
      completeDuty(duty, recordOf(duty), { metOn, evidence }, '2026-11-21');
    expect(refusedWith(on('2026-11-22'))).toEqual([['review.duty-met-on', [clause], 'metOn']]);
    expect(on('2026-11-21').happens).toEqual({
      kind: 'dutyMet',
      data: { code: duty.code, metOn: '2026-11-21', evidence },
    });
  });
});

describe.each([
  ['kaifu-3.4-c', [office]],
  ['kaifu-3.6-e', [office, centre, publicity, participation, '办公室（政治工作办公室）']],
])('[%s] a duty without a month is kept up, and never completed', (clause, carriers) => {
  const duty = dutyBy(clause);

  test('given the pack, then it has carriers and no last day', () => {
    expect(duty).toMatchObject({ lead: null, carriers, assistants: [], completeBy: null });
    expect(lastDayOf(duty)).toBeNull();
    expect(dutyNext(duty, recordOf(duty))).toBeNull();
  });

  test('given any day, then it is neither overdue nor met', () => {
    for (const on of ['2020-05-09', '2020-06-01', '2099-12-31'])
      expect(dutyStanding(duty, recordOf(duty), on)).toBe('kept-up');
  });

  test('given it is to be recorded as completed or opened again, then refused with its clause', () => {
    const completion = { metOn: today, evidence: '纪要' };
    const undated = [['review.duty-undated', [clause], undefined]];
    expect(refusedWith(completeDuty(duty, recordOf(duty), completion, today))).toEqual(undated);
    const reopening = { ground: 'lapsed', reason: '核对' } as const;
    expect(refusedWith(reopenDuty(duty, recordOf(duty), reopening))).toEqual(undated);
  });
});

describe('what stands against an act about a duty', () => {
  const duty = dutyBy('kaifu-3.1-c');
  const done = recordOf(duty, met(duty.code, '2020-05-20'));
  const lapsed = recordOf(duty, met(duty.code, '2020-05-20'), reopened(duty.code, 'lapsed'));
  const completion = { metOn: '2020-05-25', evidence: '纪要' };
  const reopening = { ground: 'lapsed', reason: '审核人员空缺' } as const;

  test('given it completed, when it is completed again, then refused', () => {
    expect(refusedWith(completeDuty(duty, done, completion, today))).toEqual([
      ['review.duty-met', ['kaifu-3.1-c'], undefined],
    ]);
  });

  test('given it not completed or opened already, when it is opened again, then refused', () => {
    for (const record of [recordOf(duty), lapsed])
      expect(refusedWith(reopenDuty(duty, record, reopening))).toEqual([
        ['review.duty-not-met', ['kaifu-3.1-c'], undefined],
      ]);
    expect(reopenDuty(duty, done, reopening).happens?.kind).toBe('dutyReopened');
  });

  test('given a lapse, when it is restored before it was completed, then refused; that day, not', () => {
    const on = (metOn: string) => completeDuty(duty, lapsed, { ...completion, metOn }, today);
    expect(refusedWith(on('2020-05-19'))).toEqual([
      ['review.duty-restored-on', ['kaifu-3.1-c'], 'metOn'],
    ]);
    expect(on('2020-05-20').happens?.kind).toBe('dutyMet');
  });

  test('given a code that the packs do not set, then refused', () => {
    expect(refusedWith(completeDuty(undefined, done, completion, today))).toEqual([
      ['review.duty-unknown', [], undefined],
    ]);
    expect(refusedWith(reopenDuty(undefined, done, reopening))).toEqual([
      ['review.duty-unknown', [], undefined],
    ]);
  });

  test('given acts on one duty, then no other is touched', () => {
    const records = dutyRecords([met(duty.code, '2020-05-20')]);
    expect(dutyRecord(records, 'review-body')).toEqual({ metOn: null, hasLapsed: false, acts: [] });
  });
});

test.each([[['anze']], [['yueqing']], [['dazhou']], [[]]])(
  'given the packs %j, then no duty is set',
  (packs) => {
    expect(dutiesOf(rulesOf(...packs), today)).toEqual([]);
  },
);

test.each([
  ['2024-02', '2024-02-29'],
  ['2025-02', '2025-02-28'],
  ['2020-10', '2020-10-31'],
  ['2020-11', '2020-11-30'],
])('given the month %s, then its last day is %s', (completeBy, expected) => {
  expect(lastDayOf({ completeBy })).toBe(expected);
});
