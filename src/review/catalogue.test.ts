import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import {
  type Catalogue,
  type CatalogueContent,
  type CatalogueHappening,
  emptyCatalogue,
  evolveCatalogue,
  inForceOn,
} from './catalogue.ts';
import { compareVersions } from './catalogue-comparison.ts';
import {
  approveVersion,
  type CatalogueDecision,
  compileVersion,
  examineItem,
  fileVersion,
  itemsToCompile,
  openSteps,
  publishVersion,
  reportItem,
  returnVersion,
  withdrawItem,
} from './catalogue-decision.ts';
import {
  type CatalogueLaw,
  type CatalogueReport,
  moneyWords,
  standardWords,
} from './catalogue-item.ts';
import { catalogueChoices, catalogueRule } from './catalogue-rule.ts';
import { catalogueTable } from './catalogue-table.ts';

const stage = await penaltyStage();
const day = '2026-06-01';

function lawOf(pack: string): CatalogueLaw {
  const rules = stage.rulesOf(pack, {});
  const rule = catalogueRule(rules, day);
  if (rule === null) throw new Error(pack);
  const penaltyKinds = { fine: '罚款', 'suspend-business': '责令停产停业' };
  return { rule, choices: catalogueChoices(rules, day, penaltyKinds) };
}
const kaifu = lawOf('kaifu');
const anze = lawOf('anze');
const yueqing = lawOf('yueqing');

const aReport = (differs: Partial<CatalogueReport> = {}): CatalogueReport => ({
  title: '对单位处以较大数额罚款',
  actKind: 'penalty',
  level: 'county',
  field: null,
  amount: { of: 'fine', citizenFen: 1_000_000, organisationFen: 10_000_000 },
  penaltyKinds: ['fine'],
  trigger: kaifu.choices.triggers[2]?.code ?? '',
  basis: '行政处罚法第五十八条',
  standard: '对单位罚款十万元以上',
  ...differs,
});
const anzeReport = (differs: Partial<CatalogueReport> = {}) =>
  aReport({ trigger: 'major-rights', ...differs });

const head = { by: '科长甲', at: `${day}T09:00:00.000+08:00` };
const reviewer = { by: '审核员', at: `${day}T10:00:00.000+08:00` };
const leader = { by: '局长', at: `${day}T11:00:00.000+08:00` };
const later = (hours: number) => ({
  by: '审核员',
  at: `2026-06-02T${String(hours).padStart(2, '0')}:00:00.000+08:00`,
});

const headLater = { by: head.by, at: '2026-06-02T08:00:00.000+08:00' };

/** A catalogue after some happenings, each by somebody at a moment. */
function after(
  start: Catalogue,
  ...acts: readonly (readonly [CatalogueDecision, { by: string; at: string }])[]
): Catalogue {
  return acts.reduce((catalogue, [decision, { by, at }]) => {
    const happens = decision.happens as CatalogueHappening;
    expect(decision.refusals ?? []).toEqual([]);
    return evolveCatalogue(catalogue, { ...happens, by, at });
  }, start);
}
const codes = (decision: CatalogueDecision) => (decision.refusals ?? []).map(({ code }) => code);

const report = (catalogue: Catalogue, itemId: string, law = kaifu, given = aReport()) =>
  reportItem(catalogue, { itemId, departmentId: '科甲', isNew: true }, given, law);
const accept = (catalogue: Catalogue, itemId: string, law = kaifu) =>
  examineItem(catalogue, { itemId, accepted: true, reason: '' }, reviewer, law.rule);
function compile(catalogue: Catalogue, law = kaifu, note = '') {
  const items = itemsToCompile(catalogue, { 科甲: '公证科' }, law);
  return compileVersion(catalogue, { items, digest: `d:${catalogueTable(items)}`, note }, law.rule);
}
const digestIn = (catalogue: Catalogue, number = 1) =>
  catalogue.versions.find((one) => one.number === number)?.digest ?? '';
const approve = (catalogue: Catalogue, law = kaifu, inForceFrom = day, number = 1) =>
  approveVersion(
    catalogue,
    { number, digest: digestIn(catalogue, number), inForceFrom },
    day,
    law.rule,
  );

function accepted(law = kaifu, given = aReport()): Catalogue {
  const reported = after(emptyCatalogue, [report(emptyCatalogue, '甲', law, given), head]);
  return after(reported, [accept(reported, '甲', law), reviewer]);
}
function compiled(law = kaifu, given = aReport()): Catalogue {
  const ready = accepted(law, given);
  return after(ready, [compile(ready, law), reviewer]);
}
function approved(law = kaifu, given = aReport()): Catalogue {
  const ready = compiled(law, given);
  return after(ready, [approve(ready, law), leader]);
}

describe('[kaifu-3.3-b][anze-L9-2] a department reports items with the factors its pack asks for', () => {
  test.each([
    ['actKind', 'review.catalogue-choice', { actKind: '外星' }],
    ['level', 'review.catalogue-factor', { level: null }],
    ['trigger', 'review.catalogue-choice', { trigger: null }],
    ['trigger', 'review.catalogue-choice', { trigger: 'other-law' }],
    ['penaltyKinds', 'review.catalogue-choice', { penaltyKinds: ['flogging'] }],
    [
      'amount',
      'review.catalogue-threshold',
      { amount: { of: 'fine', citizenFen: null, organisationFen: null } },
    ],
  ] as const)('given a wrong %s, then %s', (field, code, differs) => {
    const decision = report(emptyCatalogue, '甲', kaifu, aReport(differs));

    expect(decision.refusals).toMatchObject([{ code, field, clauses: kaifu.rule.clauses }]);
  });

  test.each(['field', 'amount'] as const)(
    'given a report that does not state %s, then it is asked for; stated not to matter is stated',
    (field) => {
      const { [field]: _left, ...rest } = aReport();

      expect(report(emptyCatalogue, '甲', kaifu, rest).refusals).toMatchObject([
        { code: 'review.catalogue-factor', field },
      ]);
      expect(codes(report(emptyCatalogue, '甲', kaifu, { ...rest, [field]: null }))).toEqual([]);
    },
  );

  test('given a pack that asks for the standard in words, then none is refused there and not elsewhere', () => {
    expect(codes(report(emptyCatalogue, '甲', anze, anzeReport({ standard: ' ' })))).toEqual([
      'review.catalogue-standard',
    ]);
    expect(codes(report(emptyCatalogue, '甲', kaifu, aReport({ standard: '' })))).toEqual([]);
  });

  test('given another department, when it reports or takes back an item, then it is not there', () => {
    const catalogue = accepted();
    const target = { itemId: '甲', departmentId: '科乙', isNew: false };

    expect(codes(reportItem(catalogue, target, aReport(), kaifu))).toEqual([
      'review.catalogue-item-unknown',
    ]);
    expect(codes(withdrawItem(catalogue, target, '不再适用'))).toEqual([
      'review.catalogue-item-unknown',
    ]);
  });
});

describe('[kaifu-3.3-c] the review office examines, then compiles', () => {
  test('given the head who reported, when the same person examines, then refused where the pack lets the office examine', () => {
    const catalogue = after(emptyCatalogue, [report(emptyCatalogue, '甲'), head]);
    const finding = { itemId: '甲', accepted: true, reason: '' };

    expect(codes(examineItem(catalogue, finding, head, kaifu.rule))).toEqual([
      'review.catalogue-own-item',
    ]);
    expect(codes(examineItem(catalogue, finding, head, anze.rule))).toEqual([]);
  });

  test('given a return without a reason, then refused; with one the department may report anew', () => {
    const catalogue = after(emptyCatalogue, [report(emptyCatalogue, '甲'), head]);
    const back = { itemId: '甲', accepted: false, reason: ' ' };
    expect(codes(examineItem(catalogue, back, reviewer, kaifu.rule))).toEqual([
      'review.catalogue-reason',
    ]);
    const finding = { ...back, reason: '请写明领域' };
    const returned = after(catalogue, [
      examineItem(catalogue, finding, reviewer, kaifu.rule),
      reviewer,
    ]);

    expect(returned.items['甲']).toMatchObject({
      standing: 'returned',
      finding: { reason: '请写明领域' },
    });
    expect(codes(accept(returned, '甲'))).toEqual(['review.catalogue-not-reported']);
    const target = { itemId: '甲', departmentId: '科甲', isNew: false };
    const again = after(returned, [
      reportItem(returned, target, aReport({ field: '公证' }), kaifu),
      head,
    ]);
    expect(again.items['甲']).toMatchObject({ standing: 'reported', field: '公证', finding: null });
  });

  test('given nothing accepted, then nothing is compiled; the same content is not compiled twice', () => {
    const reported = after(emptyCatalogue, [report(emptyCatalogue, '甲'), head]);

    expect(codes(compile(reported))).toEqual(['review.catalogue-empty']);
    expect(codes(compile(compiled()))).toEqual(['review.catalogue-unchanged']);
    expect(codes(compile(approved()))).toEqual(['review.catalogue-unchanged']);
  });

  test('given an item that was there and a new one, then the old one keeps its place', () => {
    const before = approved();
    const target = { itemId: '丙', departmentId: '科甲', isNew: true };
    const more = after(before, [
      reportItem(before, target, aReport({ title: '责令停产停业' }), kaifu),
      { ...head, at: '2026-05-01T09:00:00.000+08:00' },
    ]);
    const ready = after(more, [accept(more, '丙'), reviewer]);
    const items = itemsToCompile(ready, { 科甲: '公证科' }, kaifu);

    expect(items.map(({ no, itemId }) => [no, itemId])).toEqual([
      [1, '甲'],
      [2, '丙'],
    ]);
  });
});

describe('[kaifu-3.3-c][anze-L9-2] the leader approves exactly what was compiled', () => {
  test('given a report that was not examined when it was compiled, then not approved', () => {
    const ready = accepted();
    const more = after(ready, [report(ready, '乙'), head]);
    const draft = after(more, [compile(more), reviewer]);

    expect(codes(approve(draft))).toEqual(['review.catalogue-unexamined']);
  });

  test('given a report that came later, then it does not stand in the way', () => {
    const draft = compiled();
    const more = after(draft, [report(draft, '乙'), later(8)]);

    expect(codes(approve(more))).toEqual([]);
  });

  test('given an item taken back after compiling, then not approved; compiled anew, the number stays', () => {
    const ready = accepted();
    const two = after(ready, [report(ready, '乙'), head]);
    const both = after(two, [accept(two, '乙'), reviewer]);
    const draft = after(both, [compile(both), reviewer]);
    const back = { itemId: '乙', departmentId: '科甲' };
    const gone = after(draft, [withdrawItem(draft, back, '并入第一项'), later(8)]);

    expect(codes(approve(gone))).toEqual(['review.catalogue-outdated']);
    const anew = after(gone, [compile(gone), later(9)]);
    expect(anew.versions.map(({ number, items }) => [number, items.length])).toEqual([[1, 1]]);
    expect(codes(approve(anew))).toEqual([]);
  });

  test('given an item reported and accepted anew after compiling, then not approved', () => {
    const draft = compiled();
    const target = { itemId: '甲', departmentId: '科甲', isNew: false };
    const changed = after(draft, [
      reportItem(draft, target, aReport({ title: '较大数额罚没' }), kaifu),
      headLater,
    ]);
    const ready = after(changed, [accept(changed, '甲'), later(9)]);

    expect(codes(approve(ready))).toEqual(['review.catalogue-outdated']);
  });

  test('given a leader who looked at another content, then neither approved nor returned', () => {
    const draft = compiled();
    const seen = { number: 1, digest: 'd:another' };

    expect(codes(approveVersion(draft, { ...seen, inForceFrom: day }, day, kaifu.rule))).toEqual([
      'review.catalogue-other-content',
    ]);
    expect(codes(returnVersion(draft, { ...seen, reason: '不全' }, kaifu.rule))).toEqual([
      'review.catalogue-other-content',
    ]);
  });

  test.each([
    [day, []],
    ['2026-05-31', ['review.catalogue-backdated']],
  ])('given %s as first day in force, then %s', (inForceFrom, refused) => {
    expect(codes(approve(compiled(), kaifu, inForceFrom))).toEqual(refused);
  });

  test('given a next version that would begin no later than the last, then refused', () => {
    const first = approved();
    const target = { itemId: '甲', departmentId: '科甲', isNew: false };
    const changed = after(first, [
      reportItem(first, target, aReport({ title: '较大数额罚没' }), kaifu),
      headLater,
    ]);
    const ready = after(changed, [accept(changed, '甲'), later(9)]);
    const draft = after(ready, [compile(ready), later(10)]);

    expect(codes(approve(draft, kaifu, day, 2))).toEqual(['review.catalogue-order']);
    expect(codes(approve(draft, kaifu, '2026-06-02', 2))).toEqual([]);
    expect(inForceOn(first, '2026-05-31')).toBeUndefined();
    const second = after(draft, [approve(draft, kaifu, '2026-06-02', 2), later(11)]);
    expect(inForceOn(second, day)?.number).toBe(1);
    expect(inForceOn(second, '2026-06-02')?.number).toBe(2);
  });

  test('given a returned version, then it waits to be compiled anew', () => {
    const draft = compiled();
    const returned = { number: 1, digest: digestIn(draft), reason: '请补执法层级' };
    const back = after(draft, [returnVersion(draft, returned, kaifu.rule), leader]);

    expect(back.versions[0]).toMatchObject({
      standing: 'returned',
      returned: { reason: '请补执法层级' },
    });
    expect(codes(approve(back))).toEqual(['review.catalogue-returned']);
    expect(codes(returnVersion(back, returned, kaifu.rule))).toEqual(['review.catalogue-returned']);
  });

  test('given an approved version, then nobody changes it any more', () => {
    const closed = approved();
    const returned = { number: 1, digest: digestIn(closed), reason: '改' };

    expect(codes(approve(closed))).toEqual(['review.catalogue-version-closed']);
    expect(codes(returnVersion(closed, returned, kaifu.rule))).toEqual([
      'review.catalogue-version-closed',
    ]);
    const taken = after(closed, [
      withdrawItem(closed, { itemId: '甲', departmentId: '科甲' }, '不再适用'),
      later(8),
    ]);
    expect(taken.versions[0]?.items).toEqual(closed.versions[0]?.items);
  });
});

describe('[kaifu-3.3-d][yueqing-2.2.1-7] what the pack asks is published', () => {
  test('given a version not approved, then not published; approved, once', () => {
    expect(codes(publishVersion(compiled(), 1, kaifu.rule))).toEqual([
      'review.catalogue-not-approved',
    ]);
    const ready = approved();
    const published = after(ready, [publishVersion(ready, 1, kaifu.rule), reviewer]);
    expect(published.versions[0]?.published).toEqual(reviewer);
    expect(codes(publishVersion(published, 1, kaifu.rule))).toEqual(['review.catalogue-published']);
    expect(codes(publishVersion(ready, 2, kaifu.rule))).toEqual([
      'review.catalogue-version-unknown',
    ]);
  });

  test('given a subdistrict whose decisions are all reviewed, then items name no case and are published', () => {
    const given = aReport({ trigger: null });
    expect(codes(report(emptyCatalogue, '甲', yueqing, aReport()))).toEqual([
      'review.catalogue-choice',
    ]);

    const ready = approved(yueqing, given);
    expect(codes(publishVersion(ready, 1, yueqing.rule))).toEqual([]);
    expect(yueqing.rule.flowChart).toBe(true);
  });

  test('given a pack that asks for no publication, then none is made', () => {
    const ready = approved(anze, anzeReport());

    expect(codes(publishVersion(ready, 1, anze.rule))).toEqual([
      'review.catalogue-publication-unasked',
    ]);
    expect(openSteps(ready, ready.versions[0]!, anze.rule)).toEqual(['file']);
  });
});

describe('[anze-L9-3] what the pack asks is filed with the justice department', () => {
  const filing = { number: 1, receiptNumber: '安司备〔2026〕3号', receivedOn: day };

  test('given an approved version, then number, day and digest of the copy are kept', () => {
    const ready = approved(anze, anzeReport());
    const filed = after(ready, [fileVersion(ready, filing, day, anze.rule), reviewer]);

    expect(filed.versions[0]?.filed).toEqual({
      ...reviewer,
      receiptNumber: '安司备〔2026〕3号',
      receivedOn: day,
      copySha256: digestIn(ready),
    });
    expect(codes(fileVersion(filed, filing, day, anze.rule))).toEqual(['review.catalogue-filed']);
  });

  test.each([
    ['2026-05-31', 'the day before the approval'],
    ['2026-06-02', 'tomorrow'],
  ])('given a receipt of %s, %s, then refused', (receivedOn) => {
    const ready = approved(anze, anzeReport());

    expect(codes(fileVersion(ready, { ...filing, receivedOn }, day, anze.rule))).toEqual([
      'review.catalogue-received-on',
    ]);
  });

  test('given a version not approved, or a pack that asks for no filing, then refused', () => {
    const draft = compiled(anze, anzeReport());

    expect(codes(fileVersion(draft, filing, day, anze.rule))).toEqual([
      'review.catalogue-not-approved',
    ]);
    expect(codes(fileVersion(approved(), filing, day, kaifu.rule))).toEqual([
      'review.catalogue-filing-unasked',
    ]);
  });
});

describe('what a version says', () => {
  test.each([
    [100_00, '100 元'],
    [9_999_00, '9999 元'],
    [10_000_00, '1 万元'],
    [125_000_00, '12.5 万元'],
    [1_000_001, '10000.01 元'],
  ])('given %i fen, then %s', (fen, words) => {
    expect(moneyWords(fen)).toBe(words);
  });

  test.each([
    [{}, '对公民罚款 1 万元以上，对法人或者其他组织罚款 10 万元以上'],
    [
      { amount: { of: 'fine', citizenFen: 10_000_000, organisationFen: 10_000_000 } },
      '罚款 10 万元以上',
    ],
    [
      { amount: { of: 'taken', citizenFen: null, organisationFen: 500_000 } },
      '罚款，对法人或者其他组织罚没 5000 元以上',
    ],
    [{ amount: null, penaltyKinds: ['suspend-business'] }, '责令停产停业'],
    [{ amount: null, penaltyKinds: [] }, '不论金额和处罚种类'],
    [{ amount: null, penaltyKinds: [], other: '涉外的' }, '涉外的'],
  ])('given %o, then %s', (differs, words) => {
    const content = { ...aReport(), ...differs } as CatalogueContent;

    expect(standardWords({ ...content, other: content.other ?? '' }, kaifu.choices)).toBe(words);
  });

  test('given a title that a spreadsheet would take for a formula, then the copy makes it text', () => {
    const [item] = compiled(kaifu, aReport({ title: '=1+1', basis: '"甲",乙' })).versions[0]!.items;
    const [, row = ''] = catalogueTable([item!]).split('\r\n');

    expect(row).toContain("1,'=1+1,行政处罚,县级,不限,");
    expect(row).toContain('"""甲"",乙"');
    expect(catalogueTable([item!]).startsWith('\u{feff}序号,事项,')).toBe(true);
  });

  test('given two versions, then what was added, left out or changed is named', () => {
    const [one] = compiled().versions[0]!.items;
    const two = { ...one!, itemId: '乙', title: '责令停产停业', no: 2 };
    const before = [one!, two];
    const now = [
      { ...two, no: 1 },
      { ...one!, itemId: '丙', title: '吊销许可证件', no: 2 },
    ];

    expect(compareVersions(before, now)).toMatchObject([
      { itemId: '乙', title: '责令停产停业', kind: 'same', before: 2, after: 1, facts: [] },
      { itemId: '丙', title: '吊销许可证件', kind: 'added', before: null, after: 2 },
      { itemId: '甲', title: one!.title, kind: 'removed', before: 1, after: null },
    ]);
    const [, added, removed] = compareVersions(before, now);
    expect(added?.facts).toContainEqual({ title: '事项', before: '', after: '吊销许可证件' });
    expect(removed?.facts).toContainEqual({ title: '事项', before: one!.title, after: '' });
    expect(compareVersions([one!], [{ ...one!, words: '罚款 20 万元以上' }])).toMatchObject([
      {
        kind: 'changed',
        facts: [
          {
            title: '金额、处罚种类和其他情况',
            before: '对公民罚款 1 万元以上，对法人或者其他组织罚款 10 万元以上',
            after: '罚款 20 万元以上',
          },
        ],
      },
    ]);
  });
});
