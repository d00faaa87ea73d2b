import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fineFenOf, penaltyKindsOf } from './penalty-kind.ts';
import { BLANK, isLikelyPerson, maskParty, maskPerson, withoutPrivate } from './privacy.ts';
import { type Publication, publicDecision } from './publication.ts';

describe('[anze-P15-2] [yueqing-2.2-3] a natural person is named by surname', () => {
  test.each([
    ['张测试', '张某'],
    ['欧阳测', '欧阳某'],
    ['阿依测试·买买提', '阿某'],
    ['于某', '于某'],
    ['李**', '李**'],
    ['', ''],
    [' 王测 ', '王某'],
  ])('given %j, when masked, then %j', (name, masked) => expect(maskPerson(name)).toBe(masked));

  test('given any name, when masked twice, then the same as once, and never longer than three characters unless masked already', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('张欧阳测试某·甲')) }),
        (name) => {
          expect(maskPerson(maskPerson(name))).toBe(maskPerson(name));
          if (!name.includes('某'))
            expect(Array.from(maskPerson(name)).length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  test.each([
    ['测试商店', false],
    ['测试张三', true],
    ['张测厂', true],
    ['某市测试公司', false],
    ['Acme Ltd', false],
    ['买买提·测试', true],
  ])('given %s without a kind, when looked at, then likely a person: %s', (name, isPerson) =>
    expect(isLikelyPerson(name)).toBe(isPerson),
  );

  test('given several parties in one field, when masked, then each by itself', () => {
    expect(maskParty('史测试/测试运输有限公司、周测试', true)).toBe('史某/测试运输有限公司、周某');
  });
});

describe('[anze-P15-2] numbers of persons are blanked, other numbers stay', () => {
  test.each([
    '身份证号11010519491231002X',
    '身份证号：110105491231002',
    '电话13800138000',
    '手机138-0013-8000',
    '固话010-12345678',
    '卡6222021234567890128',
    '账号 1234 5678 9012',
    '联系电话：+86 13800138000',
    'ID11010519491231002X',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105 19491231 002X',
    '1101051949\u200b1231002x',
    '１３８００１３８０００',
    '138\u30000013\u30008000',
    '1 3 8 0 0 1 3 8 0 0 0',
    '138\u2060001\ufeff38000',
    '(010)12345678',
    '０１０－１２３４５６７８',
    '6222 0212 3456 7890 128',
  ])('given %s, when cleaned, then blank', (text) => expect(withoutPrivate(text)).toContain(BLANK));

  test.each([
    '统一社会信用代码91350100M000100Y43',
    '测罚〔2026〕第0001号',
    '罚款20000元',
    '2026-09-28 10:00',
    '第110105200013990000号',
    '东经路123-4567号',
    '罚款15000-200000元',
    '罚款１５０００元',
    '2026-09-28至2026-10-28',
  ])('given %s, when cleaned, then unchanged', (text) => expect(withoutPrivate(text)).toBe(text));

  test('given an address of a person, when named as private, then blank everywhere; a text of two characters is not looked for', () => {
    expect(withoutPrivate('住测试路一号，即测试路一号', ['测试路一号'])).toBe(
      `住${BLANK}，即${BLANK}`,
    );
    expect(withoutPrivate('张三丰', ['张三'])).toBe('张三丰');
    expect(withoutPrivate('住测 试路１号', ['测试路1号'])).toBe(`住${BLANK}`);
    expect(withoutPrivate('住a.c路1号', ['abc路1号', '$&路1号'])).toBe('住a.c路1号');
  });

  test('given marks that nobody sees, when cleaned, then they are gone: they turn what is read', () => {
    expect(withoutPrivate('罚款\u202e00002\u202c元')).toBe('罚款00002元');
  });

  test('given any text, when cleaned, then quickly, and cleaning it again changes nothing', () => {
    const unit = fc.constantFrom(...Array.from('01３９-－ Xx账号电话：张\u200b('));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const cleaned = withoutPrivate(text);
        expect(withoutPrivate(cleaned)).toBe(cleaned);
      }),
    );
    expect(withoutPrivate('1 '.repeat(300_000)).length).toBeGreaterThan(0);
    expect(withoutPrivate('账号'.repeat(300_000)).length).toBe(600_000);
  });
});

function aPublication(change: Partial<Publication> = {}): Publication {
  return {
    agencyId: 'a',
    decisionId: 'd',
    caseId: 'c',
    decisionNumber: null,
    caseName: '张测试案',
    party: { name: '张测试', isPerson: true },
    facts: '张测试占道',
    law: null,
    punishment: null,
    penaltyKinds: [],
    amountFen: null,
    decidedOn: '2026-01-02',
    publishedAt: '2026-01-05T09:00:00.000+08:00',
    form: 'summary',
    fields: [{ code: 'party', title: '当事人', value: '张测试' }],
    document: '不该公开',
    isNameRequired: false,
    privateTexts: [],
    ...change,
  };
}

describe('what becomes public is what the pack lists', () => {
  test('given a summary, when made public, then it holds no document and no full name', () => {
    const decision = publicDecision(aPublication());
    expect(decision.document).toBeNull();
    expect(JSON.stringify(decision)).not.toContain('张测试');
  });

  test('given numbers and a name in every field, also in disguise, when made public, then none is left', () => {
    const planted = '张 测试，13800138000，１１０１０５１９４９１２３１００２Ｘ，测试路1号';
    const decision = publicDecision(
      aPublication({
        decisionNumber: `测罚〔2026〕第0001号${planted}`,
        caseName: planted,
        facts: planted,
        law: planted,
        punishment: planted,
        fields: [{ code: 'facts', title: '事实', value: planted }],
        form: 'full',
        document: planted,
        privateTexts: ['测试路1号'],
      }),
    );

    expect(JSON.stringify(decision)).not.toMatch(/测试|1380013|１１０１０５/);
    expect(decision.decisionNumber).toContain('测罚〔2026〕第0001号');
  });

  test('[yueqing-2.4.1-3] given a pack that lists the name, when made public, then the name stands', () => {
    expect(publicDecision(aPublication({ isNameRequired: true }))).toMatchObject({
      partyName: '张测试',
      caseName: '张测试案',
    });
  });
});

describe('[apl-2021-9] kinds of penalty and fines are read from the wording', () => {
  test.each([
    ['行政拘留5天，并处吊销驾驶证，并处罚款2000元', ['罚款', '吊销许可证件', '行政拘留'], 200_000],
    ['没收违法所得1.2万元，罚款1.5万元', ['罚款', '没收违法所得'], 1_500_000],
    ['警告', ['警告'], null],
    ['责令停产停业、罚款人民币10,000元', ['罚款', '责令停产停业'], 1_000_000],
    ['没收违法所得和非法财物', ['没收违法所得'], null],
    ['没收工具一批', ['没收非法财物'], null],
    ['其他处罚', ['其他'], null],
    ['罚款0.5元', ['罚款'], 50],
  ])('given %s, when read, then %j and %s fen', (punishment, kinds, fen) => {
    expect(penaltyKindsOf(punishment)).toEqual(kinds);
    expect(fineFenOf(punishment)).toBe(fen);
  });
});
