import { readdirSync, readFileSync } from 'node:fs';
import { isWorkday } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

// The figures below are typed from the law texts, on purpose apart from the packs: the packs are what is examined.

type Length = { n: number; unit: string; lastDayAtRest?: string };
type Entry = {
  from?: string;
  within?: Length;
  extend?: Length & { approver: string };
  bound?: string;
  promptly?: boolean;
  pauses?: string[];
  every?: unknown;
  keep?: string;
  value?: unknown;
  unset?: string;
  clauses?: string[];
  checkedOn: string;
  inForceFrom?: string;
};
type ClauseRow = {
  id: string;
  deadline?: { n: number | null; unit: string | null; bound?: string; calendar?: string };
};
type PackFile = {
  inForceFrom: string | null;
  inForceUntil: string | null;
  draft: boolean;
  offices: Record<string, string>;
};

const root = new URL('../../rules/', import.meta.url);
const packs = ['national', 'kaifu', 'dazhou', 'anze', 'yueqing'] as const;
type PackId = (typeof packs)[number];

const read = (path: string): unknown => parse(readFileSync(new URL(path, root), 'utf8'));
const rulesOf = (pack: PackId) => read(`${pack}/rules.yaml`) as Record<string, Entry | Entry[]>;
const clausesOf = (pack: PackId) => read(`${pack}/clauses.yaml`) as ClauseRow[];
const packOf = (pack: PackId) => read(`${pack}/pack.yaml`) as PackFile;
const listed = (entry: Entry | Entry[] | undefined): Entry[] =>
  entry === undefined ? [] : [entry].flat();

/** The entry of a key that is in force today. */
function rule(pack: PackId, key: string): Entry {
  const entry = listed(rulesOf(pack)[key]).at(-1);
  if (entry === undefined) throw new Error(`${pack} does not set ${key}`);
  return entry;
}

/** A period in one word, with a trailing arrow if its last day rolls forward. */
function lengthOf(pack: PackId, key: string): string {
  const { within, from, bound } = rule(pack, key);
  const arrow = within?.lastDayAtRest === 'rolls-forward' ? ' →' : '';
  return `${from}: ${bound ?? 'max'} ${within?.n} ${within?.unit}${arrow}`;
}

function codesOf(pack: PackId, key: string): string[] {
  const { value } = rule(pack, key);
  const named = (value as { catalog?: string }).catalog;
  const list = named === undefined ? value : read(`${pack}/catalogs/${named}.yaml`);
  return (list as { code: string }[]).map((item) => item.code);
}

describe('the periods of national law', () => {
  test.each([
    ['apl-2021-36', 'limitation.general', 'act-ended: max 2 year'],
    ['apl-2021-36', 'limitation.grave', 'act-ended: max 5 year'],
    ['apl-2021-48', 'disclosure.withdrawal', 'decision-overturned: max 3 workday'],
    ['apl-2021-56', 'preservation.decide', 'preserved: max 7 workday'],
    ['apl-2021-60', 'case.decide', 'case-filed: max 90 day'],
    ['apl-2021-61', 'service.decision', 'penalty-decision-made: max 7 workday'],
    ['apl-2021-64-1', 'hearing.request', 'notice-served: max 5 workday'],
    ['apl-2021-64-2', 'hearing.notice', 'hearing-notified: min 7 workday'],
    ['apl-2021-67', 'payment.due', 'decision-served: max 15 day'],
    ['apl-2021-71', 'payment.handover', 'cash-collected: max 2 workday'],
    ['apl-2021-71', 'payment.handover.bank', 'cash-handed-over: max 2 workday'],
    ['acl-2011-19', 'coercion.report', 'coercion-carried-out: max 24 hour'],
    ['acl-2011-25', 'seizure.max', 'seized: max 30 day'],
    ['acl-2011-25', 'seizure.extend', 'seizure-period-ended: max 30 day'],
    ['acl-2011-32', 'freeze.max', 'frozen: max 30 day'],
    ['acl-2011-32', 'freeze.extend', 'freeze-period-ended: max 30 day'],
    ['acl-2011-53', 'court.apply', 'remedy-period-ended: max 3 month'],
    ['acl-2011-54', 'demand.wait', 'demand-served: min 10 workday'],
    ['lic-2019-32', 'permit.supplement', 'permit-applied: max 5 workday'],
    ['lic-2019-42', 'permit.decide', 'permit-accepted: max 20 workday'],
    ['lic-2019-42-2', 'permit.decide.joint', 'permit-accepted: max 45 workday'],
    ['lic-2019-44', 'permit.deliver', 'permit-decision-made: max 10 workday'],
    ['lic-2019-48-1', 'permit.hearing.notice', 'hearing-notified: min 7 workday'],
    ['rec-2023-20', 'reconsideration.apply', 'reconsideration-known: max 60 day →'],
    ['lit-2017-46', 'litigation.file', 'litigation-known: max 6 month →'],
    [
      'lit-2017-45',
      'litigation.file.after-reconsideration',
      'reconsideration-decision-served: max 15 day →',
    ],
    ['lic-2019-47', 'permit.hearing.request', 'notice-served: max 5 workday'],
    ['lic-2019-47', 'permit.hearing.hold', 'permit-hearing-requested: max 20 workday'],
    ['sao-2018-118-6', 'disclosure.decision', 'decision-made: max 20 workday'],
    ['sao-2018-118-6-2', 'disclosure.penalty', 'penalty-decision-made: max 7 workday'],
    ['sao-2018-118-6-2', 'disclosure.permit', 'permit-decision-made: max 7 workday'],
  ])('[%s] %s is %s', (clause, key, figure) => {
    expect(lengthOf('national', key)).toBe(figure);
    expect(rule('national', key).clauses).toContain(clause);
  });

  test.each([
    ['acl-2011-25', 'seizure.max', { n: 30, unit: 'day', approver: 'head' }],
    ['lic-2019-42', 'permit.decide', { n: 10, unit: 'workday', approver: 'head' }],
    [
      'lic-2019-42-2',
      'permit.decide.joint',
      { n: 15, unit: 'workday', approver: 'government-head' },
    ],
  ])('[%s] %s may be extended once as the law says', (_clause, key, extension) => {
    expect(rule('national', key).extend).toEqual(extension);
  });

  test('[apl-2021-60] the law knows no extension and no pause of the ninety days', () => {
    const { extend, pauses } = rule('national', 'case.decide');
    expect([extend, pauses]).toEqual([undefined, undefined]);
  });

  test('[sao-2018-118-6-4] last year’s figures are published and reported by 31 January', () => {
    const day = { unit: 'year', month: 1, day: 31 };
    expect(rule('national', 'report.annual').every).toEqual(day);
    expect(rule('national', 'report.annual.publication').every).toEqual(day);
  });

  test('[apl-2021-85] every small number of the penalty law is counted in workdays', () => {
    const wrong = Object.entries(rulesOf('national'))
      .flatMap(([key, entry]) => listed(entry).map((one) => ({ key, one })))
      .filter(
        ({ one }) =>
          one.clauses?.[0]?.startsWith('apl-2021-') && [2, 3, 5, 7].includes(one.within?.n ?? 0),
      )
      .filter(({ one }) => one.within?.unit === 'day')
      .map(({ key }) => key);
    expect(wrong).toEqual([]);
  });

  test('[acl-2011-69] every number up to ten of the coercion law is counted in workdays', () => {
    const wrong = Object.entries(rulesOf('national'))
      .flatMap(([key, entry]) => listed(entry).map((one) => ({ key, one })))
      .filter(({ one }) => one.clauses?.[0]?.startsWith('acl-2011-') && (one.within?.n ?? 99) <= 10)
      .filter(({ one }) => one.within?.unit === 'day')
      .map(({ key }) => key);
    expect(wrong).toEqual([]);
  });
});

describe('the amounts and gates of national law', () => {
  test('[apl-2021-51] a fine on the spot is at most 200 yuan, for organisations 3,000', () => {
    expect(rule('national', 'penalty.on-the-spot').value).toMatchObject({
      citizenFen: 200_00,
      organisationFen: 3000_00,
    });
  });

  test('[apl-2021-68] a fine collected on the spot is at most 100 yuan', () => {
    expect(rule('national', 'penalty.collect-on-the-spot').value).toMatchObject({ maxFen: 100_00 });
  });

  test('[apl-2021-72] the surcharge is three per cent a day up to the fine, not counted while remedies run', () => {
    expect(rule('national', 'payment.surcharge').value).toMatchObject({
      perDayPermille: 30,
      capPermille: 1000,
      notCountedDuring: ['reconsideration', 'litigation'],
    });
  });

  test('[apl-2021-42] two officers at least', () => {
    expect(rule('national', 'officers.minimum').value).toEqual({ n: 2 });
  });

  test.each([
    ['apl-2021-46', 'investigation.evidence-kinds', 8],
    ['apl-2021-57', 'decision.kinds', 4],
    ['apl-2021-59', 'decision.contents', 6],
    ['apl-2021-63', 'hearing.kinds', 6],
    ['acl-2011-18', 'coercion.procedure', 10],
    ['sao-2018-118-6', 'disclosure.summary-fields', 4],
    ['sao-2018-118-13', 'review.checklist', 8],
  ])('[%s] %s has %i parts', (_clause, key, size) => {
    expect(codesOf('national', key)).toHaveLength(size);
  });

  test('[apl-2021-58] the four situations of the law are among the triggers of review', () => {
    const { triggers } = rule('national', 'review.scope').value as {
      triggers: { code: string; clauses: string[] }[];
    };
    const ofTheLaw = triggers
      .filter((one) => one.clauses.includes('apl-2021-58'))
      .map((one) => one.code);
    expect(ofTheLaw).toEqual(['public-interest', 'rights-after-hearing', 'complex', 'by-law']);
  });
});

describe('the periods of the four sources', () => {
  test.each([
    ['kaifu-1.4-a', 'kaifu', 'disclosure.penalty', 'penalty-decision-made: max 7 workday'],
    ['kaifu-1.4-c', 'kaifu', 'disclosure.inspection', 'inspection-finished: max 20 workday'],
    [
      'kaifu-1.4-d',
      'kaifu',
      'disclosure.random-inspection',
      'random-inspection-finished: max 10 workday',
    ],
    ['kaifu-3.5-c', 'kaifu', 'review.complete', 'review-received: max 5 workday'],
    ['kaifu-3.5-d', 'kaifu', 'review.extend', 'review-period-ended: max 10 workday'],
    ['kaifu-2.3-c', 'kaifu', 'archive.file', 'decision-served: max 30 day'],
    ['dazhou-2.1.4-1d', 'dazhou', 'disclosure.penalty', 'penalty-decision-made: max 7 workday'],
    ['dazhou-2.1.4-1d', 'dazhou', 'disclosure.permit', 'permit-decision-made: max 7 workday'],
    ['dazhou-2.1.4-1b', 'dazhou', 'disclosure.decision', 'decision-made: max 20 workday'],
    ['dazhou-2.1.4-1b', 'dazhou', 'disclosure.inspection', 'decision-made: max 20 workday'],
    ['dazhou-2.1.4-1f', 'dazhou', 'disclosure.withdrawal', 'decision-overturned: max 1 day'],
    ['anze-P13-2', 'anze', 'disclosure.penalty', 'penalty-decision-made: max 7 workday'],
    ['anze-P13-2', 'anze', 'disclosure.permit', 'permit-decision-made: max 7 workday'],
    ['anze-P13-1', 'anze', 'disclosure.decision', 'decision-made: max 20 workday'],
    ['anze-P13-1', 'anze', 'disclosure.inspection', 'decision-made: max 20 workday'],
    ['anze-R17-2', 'anze', 'recording.store', 'recording-made: max 2 workday'],
    ['anze-R17-3', 'anze', 'recording.store.remote', 'returned-to-unit: max 2 workday'],
    ['anze-L14-1', 'anze', 'review.complete', 'review-complete: max 10 workday'],
    ['anze-L14-2', 'anze', 'review.extend', 'review-period-ended: max 10 workday'],
    ['yueqing-2.3-2', 'yueqing', 'disclosure.penalty', 'penalty-decision-made: max 7 workday'],
    ['yueqing-2.3-2', 'yueqing', 'disclosure.permit', 'permit-decision-made: max 7 workday'],
    ['yueqing-2.3-3', 'yueqing', 'disclosure.inspection', 'decision-made: max 20 workday'],
    ['yueqing-2.3-6', 'yueqing', 'disclosure.term', 'disclosed: max 5 year'],
    ['yueqing-2.3-7', 'yueqing', 'disclosure.term.shortened', 'disclosed: min 1 year'],
    ['yueqing-3.4.1-4', 'yueqing', 'initiation.backfill', 'procedure-started: max 24 hour'],
    ['yueqing-3.5.2-4', 'yueqing', 'recording.store', 'recording-made: max 2 day'],
    ['yueqing-3.5.2-12', 'yueqing', 'recording.retain', 'recording-made: min 6 month'],
    ['yueqing-3.5.2-13', 'yueqing', 'recording.retain.general', 'recording-made: min 2 year'],
  ] as const)('[%s] %s: %s is %s', (clause, pack, key, figure) => {
    expect(lengthOf(pack, key)).toBe(figure);
    expect(rule(pack, key).clauses).toContain(clause);
  });

  test.each([
    ['kaifu-3.5-d', 'kaifu', 'deputy-head', '分管局领导'],
    ['anze-L14-2', 'anze', 'head', '行政执法机关负责人'],
  ] as const)(
    '[%s] %s: the extension of review needs the approver whom the source names',
    (_clause, pack, office, name) => {
      const { extend } = rule(pack, 'review.complete');
      expect(extend).toEqual({ n: 10, unit: 'workday', approver: office });
      expect(rule(pack, 'review.extend').within).toMatchObject({
        n: extend?.n,
        unit: extend?.unit,
      });
      expect(packOf(pack).offices[office]).toBe(name);
    },
  );

  test('[anze-L14-3] only the three named periods stop the clock of review', () => {
    expect(rule('anze', 'review.complete').pauses).toEqual([
      'supplement',
      'expert-discussion',
      'interpretation',
    ]);
    expect(rule('kaifu', 'review.complete').pauses).toBeUndefined();
  });

  test.each([
    ['kaifu-1.4-e', 'kaifu', 'disclosure.withdrawal'],
    ['anze-P17-3', 'anze', 'disclosure.withdrawal'],
    ['anze-R17-1', 'anze', 'archive.file'],
    ['yueqing-2.4.2-4', 'yueqing', 'disclosure.withdrawal'],
    ['yueqing-2.4.2-1', 'yueqing', 'disclosure.correction'],
  ] as const)('[%s] %s: %s says promptly and has no number', (_clause, pack, key) => {
    const { promptly, within } = rule(pack, key);
    expect([promptly, within]).toEqual([true, undefined]);
  });

  test.each([
    ['kaifu-1.4-h', 'kaifu', 'report.monthly', { unit: 'month', day: 20 }],
    ['kaifu-1.4-i', 'kaifu', 'report.annual', { unit: 'year', month: 12, day: 20 }],
    ['dazhou-2.1.4-2b', 'dazhou', 'report.annual', { unit: 'year', month: 1, day: 10 }],
  ] as const)('[%s] %s: %s comes back on its day', (_clause, pack, key, every) => {
    expect(rule(pack, key).every).toEqual(every);
  });

  test.each([
    ['kaifu-2.2.3-i', 'kaifu', 'recording.retain', 'long-term'],
    ['kaifu-2.2.3-l', 'kaifu', 'recording.retain.evidence', 'long-term'],
    ['yueqing-3.5.2-14', 'yueqing', 'recording.retain.evidence', 'same-as-case-file'],
    ['yueqing-3.5.2-15', 'yueqing', 'recording.retain.permanent', 'permanent'],
  ] as const)('[%s] %s: %s is kept %s', (_clause, pack, key, keep) => {
    expect(rule(pack, key).keep).toBe(keep);
  });

  test.each([
    ['kaifu-1.4-a', 'kaifu', 'disclosure.permit'],
    ['kaifu-1.4-a', 'kaifu', 'disclosure.decision'],
    ['yueqing-4.4.1-1', 'yueqing', 'review.complete'],
    ['yueqing-4.4.1-2', 'yueqing', 'review.materials'],
    ['yueqing-2.2.3-4', 'yueqing', 'disclosure.random-inspection'],
    ['yueqing-3.5.2-1', 'yueqing', 'archive.file'],
    ['dazhou-2.2.8-1d', 'dazhou', 'archive.file'],
    ['anze-R17-4', 'anze', 'recording.retain'],
  ] as const)('[%s] %s: the hole at %s is not filled', (_clause, pack, key) => {
    expect(rule(pack, key)).toEqual({
      unset: expect.stringMatching(/./),
      checkedOn: expect.any(String),
    });
  });

  test('[yueqing-6-2] the pack of yueqing ends on the last day of its third year', () => {
    expect(packOf('yueqing')).toMatchObject({
      inForceFrom: '2023-11-24',
      inForceUntil: '2026-11-23',
      warnDaysBeforeEnd: 90,
    });
  });

  test('[dazhou-0-a] the pack of dazhou is a draft without a day of force', () => {
    expect(packOf('dazhou')).toMatchObject({
      draft: true,
      inForceFrom: null,
      documentNumber: null,
    });
  });
});

describe('the lists of the four sources', () => {
  test.each([
    ['dazhou-2.1.4-1c', 'dazhou', 'disclosure.summary-fields', 4],
    ['anze-P14-2', 'anze', 'disclosure.summary-fields', 5],
    ['yueqing-2.4.1-3', 'yueqing', 'disclosure.summary-fields', 9],
    ['kaifu-3.4-a', 'kaifu', 'review.checklist', 8],
    ['dazhou-2.3.11-1a', 'dazhou', 'review.checklist', 10],
    ['anze-L11-2', 'anze', 'review.checklist', 8],
    ['yueqing-4.3-2', 'yueqing', 'review.checklist', 7],
    ['dazhou-2.3.11-2a', 'dazhou', 'review.opinions', 2],
    ['anze-L12-1', 'anze', 'review.opinions', 4],
    ['yueqing-4.4.4-1', 'yueqing', 'review.opinions', 7],
    ['anze-L10-1', 'anze', 'review.materials', 7],
    ['kaifu-2.1-b', 'kaifu', 'decision.reasons', 3],
    ['yueqing-3.4.3-1', 'yueqing', 'decision.draft-record', 4],
    ['yueqing-3.4.4-1', 'yueqing', 'service.methods', 7],
    ['anze-R12-1', 'anze', 'recording.content', 7],
  ] as const)('[%s] %s: %s has %i parts, each named once', (_clause, pack, key, size) => {
    const codes = codesOf(pack, key);
    expect(new Set(codes).size).toBe(size);
    expect(codes).toHaveLength(size);
  });

  test.each([
    ['kaifu-3.3-a', 'kaifu', 5],
    ['dazhou-2.3.10-1a', 'dazhou', 5],
    ['anze-L9-1', 'anze', 7],
  ] as const)('[%s] %s: the source names its own triggers of review', (clause, pack, size) => {
    const { triggers } = rule(pack, 'review.scope').value as {
      triggers: { code: string; clauses: string[] }[];
    };
    expect(triggers.filter((one) => one.clauses.includes(clause))).toHaveLength(size);
    expect(triggers.map((one) => one.code)).toContain('by-law');
  });

  test('[yueqing-4.2-1] yueqing reviews every decision', () => {
    expect(rule('yueqing', 'review.scope').value).toMatchObject({ mode: 'every' });
  });

  test('[yueqing-3.4.4-6] a decision is not served by fax or e-mail in yueqing', () => {
    expect(rule('yueqing', 'service.electronic-decision').value).toEqual({ allowed: false });
  });

  test('[yueqing-2.3-8] the term may be shortened only if all three conditions hold', () => {
    const { match, conditions } = rule('yueqing', 'disclosure.term.shortened').value as {
      match: string;
      conditions: unknown[];
    };
    expect([match, conditions.length]).toEqual(['all', 3]);
  });

  test('[anze-R10-1] seizure and demolition must be recorded everywhere, with no exception', () => {
    for (const pack of packs) {
      const scenes = read(`${pack}/catalogs/recording-required.yaml`) as {
        scene: string;
        level: string;
        unsuitableAllowed: boolean;
      }[];
      const seized = scenes.filter((one) => ['seizure', 'coercion-execution'].includes(one.scene));
      expect(seized.map((one) => [pack, one.level, one.unsuitableAllowed])).toEqual([
        [pack, 'must', false],
        [pack, 'must', false],
      ]);
    }
  });
});

describe('rules and clauses agree', () => {
  const known = new Map(
    packs.flatMap((pack) => clausesOf(pack).map((clause) => [clause.id, clause] as const)),
  );
  const entries = packs.flatMap((pack) =>
    Object.entries(rulesOf(pack)).flatMap(([key, entry]) =>
      listed(entry).map((one) => ({ pack, key, one })),
    ),
  );

  test('the 588 clauses of the sources are there, 138, 105, 147 and 198', () => {
    expect(packs.slice(1).map((pack) => clausesOf(pack).length)).toEqual([138, 105, 147, 198]);
  });

  test('no rule has a length that none of its clauses has', () => {
    const invented = entries
      .filter(({ one }) => one.within !== undefined)
      .filter(({ one }) => {
        const deadlines = (one.clauses ?? []).map((id) => known.get(id)?.deadline);
        return !deadlines.some((has) => has?.n === one.within?.n && has?.unit === one.within?.unit);
      })
      .map(({ pack, key }) => `${pack} ${key}`);
    // These stand in words beside the first number of the same article: apl-2021-36 and lic-2019-47.
    expect(invented).toEqual(['national limitation.grave', 'national permit.hearing.hold']);
  });

  test('every clause with a length is used by a rule', () => {
    const used = new Set(entries.flatMap(({ one }) => one.clauses ?? []));
    const idle = packs
      .flatMap((pack) => clausesOf(pack))
      .filter((clause) => (clause.deadline?.n ?? null) !== null && !used.has(clause.id))
      .map((clause) => clause.id);
    expect(idle).toEqual(idleByDesign);
  });

  test('every rule has a key, and a rule of law has the day it came into force', () => {
    const keys = read('keys.yaml') as Record<string, unknown>;
    expect(entries.filter(({ key }) => !(key in keys)).map(({ key }) => key)).toEqual([]);
    expect(
      entries.filter(({ pack, one }) => pack === 'national' && one.inForceFrom === undefined),
    ).toEqual([]);
  });

  test('every key is set or left unset by some pack', () => {
    const set = new Set(entries.map(({ key }) => key));
    expect(
      Object.keys(read('keys.yaml') as Record<string, unknown>).filter((key) => !set.has(key)),
    ).toEqual([]);
  });
});

/** Lengths that belong to no rule key: the end of a pack, and figures that later rooms take from the clause. */
const idleByDesign = ['rec-2023-20-3', 'foi-2019-26', 'foi-2019-33', 'yueqing-6-2'];

describe('[apl-2021-85] the calendar equals the official notices', () => {
  const days = (spec: string): string[] => {
    const [first = spec, last = first] = spec.split('..');
    const result: string[] = [];
    for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
      result.push(new Date(at).toISOString().slice(0, 10));
    }
    return result;
  };
  const files = readdirSync(new URL('calendar/', root)).sort();
  const notices = files.map(
    (name) =>
      read(`calendar/${name}`) as {
        year: number;
        source: string;
        rest: string[];
        makeUp: string[];
      },
  );
  const rest = new Set(notices.flatMap((notice) => notice.rest.flatMap(days)));
  const makeUp = new Set(notices.flatMap((notice) => notice.makeUp.flatMap(days)));

  test('there is one notice a year from 2013 to 2026, each with its number', () => {
    expect(notices.map((notice) => notice.year)).toEqual(
      Array.from({ length: 14 }, (_, index) => 2013 + index),
    );
    expect(notices.filter((notice) => !/国办发明电〔\d{4}〕\d+号/.test(notice.source))).toEqual([]);
  });

  test.each(Array.from({ length: 14 }, (_, index) => 2013 + index))(
    'every day of %i is worked or not as announced',
    (year) => {
      const differing = days(`${year}-01-01..${year}-12-31`).filter((day) => {
        const weekday = new Date(day).getUTCDay();
        const ours = makeUp.has(day) || (!rest.has(day) && weekday !== 0 && weekday !== 6);
        return ours !== isWorkday(day);
      });
      expect(differing).toEqual([]);
    },
  );

  test('make-up days are weekend days and never rest days', () => {
    expect(
      [...makeUp].filter((day) => rest.has(day) || ![0, 6].includes(new Date(day).getUTCDay())),
    ).toEqual([]);
  });
});
