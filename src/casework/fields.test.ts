import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { JsonObject } from './case-event.ts';
import { emptyCase } from './evolve.ts';
import { checkFields } from './fields.ts';
import { viewOf } from './view.ts';

const stage = await penaltyStage();
const { procedure } = stage.composition;
const officer = '00000000-0000-4000-8000-000000000001';
const view = viewOf(procedure, emptyCase(procedure, 'agency', 'case', 'general'), {
  rules: stage.rulesOf('kaifu', {}),
  calendar: stage.calendar,
  now: '2026-03-02T09:00:00.000+08:00',
  officers: { [officer]: { name: '承办人甲', certificates: [] } },
  actor: { id: officer, name: '承办人甲', roles: ['officer'] },
});

const commandOf = (id: string) => {
  const command = procedure.commands.get(id);
  if (command === undefined) throw new Error(`no command ${id}`);
  return command;
};

const lead: JsonObject = {
  title: '某店未公示许可证案',
  source: 'inspection',
  foundOn: '2026-03-02',
  summary: '检查发现。',
  party: { kind: 'organisation', name: '示范有限公司' },
};

/** The pointers of what is wrong when a lead is submitted that differs in some fields. */
function wrongIn(differs: JsonObject): readonly (string | undefined)[] {
  const submitted = { ...lead, ...differs };
  return checkFields(view, commandOf('registerLead'), submitted).refusals.map(({ field }) => field);
}

describe('what is submitted is checked field by field', () => {
  test('given a lead as it should be, when it is checked, then its texts are trimmed and nothing else is added', () => {
    const checked = checkFields(view, commandOf('registerLead'), {
      ...lead,
      place: '  示范路 1 号 ',
    });
    const data = { ...lead, place: '示范路 1 号' };
    expect(checked).toEqual({ data, refusals: [], lacking: [] });
  });

  test.each([
    ['null', null],
    ['a list', []],
    ['a text', '线索'],
    ['nothing', undefined],
  ])('given %s instead of an object, when it is checked, then it is refused', (_, submitted) => {
    const { refusals } = checkFields(view, commandOf('registerLead'), submitted);
    expect(refusals.map(({ code }) => code)).toContain('command.field');
  });

  test('given an unknown field, also one of an object’s own machinery, when it is checked, then it is named', () => {
    expect(wrongIn({ colour: 'red' })).toEqual(['/colour']);
    expect(wrongIn(JSON.parse('{"__proto__": {"title": "x"}}') as JsonObject)).toEqual([
      '/__proto__',
    ]);
    expect(wrongIn({ constructor: 1 })).toEqual(['/constructor']);
  });

  test('given an unknown field inside a group, when it is checked, then its pointer leads there', () => {
    expect(wrongIn({ party: { kind: 'organisation', name: '示范', colour: 1 } })).toEqual([
      '/party/colour',
    ]);
    expect(wrongIn({ party: '示范有限公司' })).toEqual(['/party']);
  });

  test('given a line of 200 characters, when it is checked, then it stands; with 201 it is refused', () => {
    expect(wrongIn({ title: '案'.repeat(200) })).toEqual([]);
    expect(wrongIn({ title: '案'.repeat(201) })).toEqual(['/title']);
  });

  test('given prose of 20,000 characters, when it is checked, then it stands; with one more it is refused', () => {
    expect(wrongIn({ summary: '述'.repeat(20_000) })).toEqual([]);
    expect(wrongIn({ summary: '述'.repeat(20_001) })).toEqual(['/summary']);
  });

  test.each([
    ['a NUL', '案\u0000件'],
    ['a lone high surrogate', '案\ud83d'],
    ['a lone low surrogate', '\ude00案'],
    ['only blanks', ' \t　'],
    ['a number', 1],
    ['an object', {}],
  ])('given %s for a line, when it is checked, then it is refused', (_, title) => {
    expect(wrongIn({ title })).toEqual(['/title']);
  });

  test('given a character outside the basic plane, when it is checked, then it stands', () => {
    expect(wrongIn({ title: '𠮷野家示范店案' })).toEqual([]);
  });

  test('[apl-2021-54] given a day of finding, when it is today, then it stands; tomorrow it is refused', () => {
    expect(wrongIn({ foundOn: '2026-03-02' })).toEqual([]);
    expect(wrongIn({ foundOn: '2026-03-03' })).toEqual(['/foundOn']);
  });

  test.each(['2026-02-30', '2026-3-2', '20260302', '2026-03-02T00:00:00Z', '', 20260302, null])(
    'given %j for a date, when it is checked, then it is refused',
    (foundOn) => {
      expect(wrongIn({ foundOn })).toEqual(['/foundOn']);
    },
  );

  test('given an option nobody offers, when it is checked, then it is refused and the options are named', () => {
    const { refusals } = checkFields(view, commandOf('registerLead'), {
      ...lead,
      source: 'toString',
    });
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.text).toContain('complaint（投诉举报）');
  });

  test.each([-1, 0.5, 1e15, Number.MAX_SAFE_INTEGER, '500000', true])(
    'given %j fen, when it is checked, then it is refused',
    (fineFen) => {
      const told = {
        toldOn: '2026-03-02',
        content: '已告知。',
        penalty: { kinds: ['fine'], fineFen },
      };
      const { refusals } = checkFields(view, commandOf('tellRights'), told);
      expect(refusals.map(({ field }) => field)).toEqual(['/penalty/fineFen']);
      expect(refusals[0]?.text).toMatch(/^“罚款金额”须填 0 元至 10000 亿元之间的金额，精确到分/);
    },
  );

  test('given a fine without its amount, when it is checked, then the amount is asked for without the unit of programs', () => {
    const penalty = { kinds: ['fine'] };
    const told = { toldOn: '2026-03-02', content: '已告知。', penalty };
    const { lacking } = checkFields(view, commandOf('tellRights'), told);
    expect(lacking.map(({ text }) => text)).toEqual(['“处罚种类”含“罚款”时，请填写“罚款金额”。']);
  });

  test('[apl-2021-42] given officers, when one is twice there, unknown or none is named, then the list is refused', () => {
    const wrong = (officers: unknown) =>
      checkFields(view, commandOf('assignOfficers'), { officers }).refusals.length;
    expect(wrong([officer])).toBe(0);
    expect(wrong([officer, officer])).toBe(1);
    expect(wrong(['00000000-0000-4000-8000-00000000ffff'])).toBe(1);
    expect(wrong(['承办人甲'])).toBe(1);
    expect(wrong([])).toBe(1);
    expect(wrong(officer)).toBe(1);
  });

  test('[kaifu-3.4-a] given a checklist, when an item or a conclusion is not the body’s, then it is refused', () => {
    const wrong = (checklist: unknown) =>
      checkFields(view, commandOf('giveOpinion'), { kind: 'passed', findings: '同意。', checklist })
        .refusals.length;
    expect(wrong({ law: { conclusion: 'ok' } })).toBe(0);
    expect(wrong({ beauty: { conclusion: 'ok' } })).toBe(1);
    expect(wrong({ law: { conclusion: 'fine' } })).toBe(1);
    expect(wrong({ law: 'ok' })).toBe(1);
    expect(wrong([])).toBe(1);
  });

  test('given a file of its own options, when a body’s rules set none, then the field must stay empty', () => {
    const { refusals } = checkFields({ ...view, rule: () => null }, commandOf('submitForReview'), {
      materials: ['case-file'],
      handlingReview: '已审查。',
      draft: '代拟稿。',
    });
    expect(refusals.map(({ field }) => field)).toEqual(['/materials']);
  });
});

describe('a field that is needed as the form stands', () => {
  const lackingIn = (id: string, submitted: JsonObject) =>
    checkFields(view, commandOf(id), submitted).lacking.map(({ field }) => field);

  test('given its condition holds and it is empty, when it is checked, then it is asked for with the condition', () => {
    const notice = { notifiedOn: '2026-03-02', place: '会议室', hostId: officer, public: false };
    const { lacking } = checkFields(view, commandOf('notifyHearing'), notice);

    expect(lacking).toEqual([
      {
        code: 'command.field',
        text: '“公开举行”为“否”时，请填写“不公开的理由”。',
        clauses: [],
        field: '/closedReason',
      },
    ]);
    expect(lackingIn('notifyHearing', { ...notice, closedReason: '涉及商业秘密。' })).toEqual([]);
    expect(lackingIn('notifyHearing', { ...notice, public: true })).toEqual([]);
    expect(lackingIn('notifyHearing', { ...notice, public: '否' })).toEqual([]);
  });

  test('given it lies in a group, when one of several is chosen, then its pointer leads there', () => {
    const told = { toldOn: '2026-03-02', content: '已告知。' };
    const chosen = (...kinds: readonly string[]) =>
      lackingIn('tellRights', { ...told, penalty: { kinds } });

    expect(chosen('warning', 'fine')).toEqual(['/penalty/fineFen']);
    expect(chosen('warning')).toEqual([]);
  });

  test('given it is filled in wrongly, when it is checked, then that is said and not that it is empty', () => {
    const told = {
      toldOn: '2026-03-02',
      content: '已告知。',
      penalty: { kinds: ['fine'], fineFen: -1 },
    };
    const { refusals, lacking } = checkFields(view, commandOf('tellRights'), told);

    expect([refusals.length, lacking]).toEqual([1, []]);
  });

  test.each([null, '', {}])(
    'given %j for a group that is needed, when it is checked, then it is empty',
    (penalty) => {
      const report: JsonObject = { facts: '事实。', suggestion: 'penalize', penalty };
      expect(lackingIn('finishInvestigation', report)).toEqual(['/penalty']);
      expect(lackingIn('finishInvestigation', { ...report, suggestion: 'exempt' })).toEqual([]);
    },
  );

  test('given a field whose condition does not hold, when it is filled in all the same, then it is taken', () => {
    const party = { kind: 'citizen', name: '王示范', legalRepresentative: '王示范' };
    expect(wrongIn({ party })).toEqual([]);
  });
});

test('given a file of no volume, when it is checked, then that is refused; of one, then not', () => {
  const wrong = (volumes: number) =>
    checkFields(view, commandOf('archiveCase'), {
      fileNumber: '示范-2026-001',
      archivedOn: '2026-03-02',
      volumes,
      recordingsIncluded: true,
    }).refusals.map(({ field, text }) => [field, text]);

  expect(wrong(0)).toEqual([['/volumes', '“卷数”须填 1 至 1000000 之间的整数。']]);
  expect(wrong(1)).toEqual([]);
});
