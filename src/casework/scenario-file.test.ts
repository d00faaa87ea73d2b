import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { courseSteps, playScenario } from './scenario.ts';
import { readScenarios, ScenarioFault } from './scenario-file.ts';

const stage = await penaltyStage();
const read = (value: unknown) =>
  readScenarios(value, stage.book, (course, variant, place) =>
    courseSteps(stage.composition, stage.book, course, variant, place),
  );

const usual = {
  scenario: '通常',
  clauses: ['apl-2021-54'],
  given: { course: { from: '2026-03-02', through: '提请立案' } },
  then: { open: ['出示执法证件'] },
};

/** What is said when a scenario that differs from the usual one is read. */
function fault(differs: Readonly<Record<string, unknown>>): string {
  try {
    read({ ...usual, ...differs });
  } catch (error) {
    if (error instanceof ScenarioFault) return error.message;
    throw error;
  }
  return '';
}

const failuresOf = (differs: Readonly<Record<string, unknown>>) =>
  read({ ...usual, ...differs }).flatMap((scenario) => [...playScenario(stage, scenario).failures]);

describe('a scenario that a lawyer miswrote says where', () => {
  test.each([
    ['no title', { scenario: '' }, '缺少标题'],
    ['a stray item', { whn: [] }, '“whn”'],
    ['a stray expectation', { then: { opened: [] } }, '“opened”'],
    ['no expectation', { then: {} }, 'then'],
    [
      'a stray item in a step',
      { when: { at: '2026-03-03', who: '承办人甲', doo: '提请立案' } },
      '“doo”',
    ],
    [
      'a day that does not exist',
      { when: { at: '2026-02-30', who: '承办人甲', do: '提请立案' } },
      '“at”',
    ],
    [
      'an unknown command in the course',
      { given: { course: { from: '2026-03-02', through: '起飞' } } },
      '“起飞”',
    ],
  ])('given %s, when it is read, then it is named', (_, differs, named) => {
    expect(fault(differs)).toContain(named);
  });

  test('given a person nobody knows, when it is played, then the name is told', () => {
    const when = { at: '2026-03-03 10:00', who: '路人', do: '批准立案' };
    expect(() => failuresOf({ when })).toThrow('“路人”');
  });
});

describe('a scenario fails when things go otherwise than it says', () => {
  const approve = { at: '2026-03-03 10:00', who: '机关负责人', do: '批准立案' };
  const show = { at: '2026-03-03 10:00', who: '承办人甲', do: '出示执法证件' };

  test.each([
    ['an act refused that was to be accepted', { when: show, then: { open: [], citing: [] } }],
    [
      'an act accepted that was to be refused',
      { when: approve, then: { refused: 'filing.pending' } },
    ],
    ['another reason than expected', { when: show, then: { refused: 'filing.pending' } }],
    ['a clause that is not cited', { when: approve, then: { citing: ['kaifu-3.1-a'] } }],
    ['another due date', { when: approve, then: { clocks: { 作出处罚决定: '2026-06-02' } } }],
    ['another standing', { when: approve, then: { clocks: { decide: { standing: 'met' } } } }],
    ['a clock that is not there', { when: approve, then: { clocks: { 归档: '2026-06-01' } } }],
    [
      'a clock that should not be there',
      { when: approve, then: { clocks: { 作出处罚决定: { due: 'none' } } } },
    ],
    ['a provisional day', { when: approve, then: { clocks: { decide: { provisional: true } } } }],
    ['a command that is closed', { when: approve, then: { open: ['归档'] } }],
    [
      'a command that is open',
      { when: approve, then: { closed: { 出示执法证件: 'step.passed' } } },
    ],
    ['another sum', { when: approve, then: { money: { outstanding: 1 } } }],
    ['an act on the way that is refused', { when: [show, approve] }],
    [
      'an act on the way that should be refused',
      { when: [{ ...approve, refused: 'filing.pending' }, show] },
    ],
    [
      'an act on the way refused for another reason',
      { when: [{ ...show, refused: 'filing.pending' }, approve] },
    ],
  ])('given %s, when it is played, then it fails', (_, differs) => {
    expect(failuresOf(differs).length).toBeGreaterThan(0);
  });

  test('given a mistake on the way that is refused as written, when it is mended, then all is as expected', () => {
    const when = [
      { ...show, refused: 'investigation.not-started' },
      approve,
      { ...show, at: '2026-03-03 11:00' },
    ];
    expect(failuresOf({ when, then: { open: ['告知权利义务'] } })).toEqual([]);
  });
});
