import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { penaltyStage } from '../../tests/support/stage.ts';
import { courseSteps, playScenario } from './scenario.ts';
import { readScenarios, ScenarioFault } from './scenario-file.ts';

const stage = await penaltyStage();
const usual = `
scenario: 通常
clauses: [apl-2021-54]
given: { course: { from: '2026-03-02', through: 提请立案 } }
then: { closed: { 提请立案: filing.pending } }
`;

/** The usual scenario with some of its items written differently. */
function read(differs: string) {
  const written = Object.assign({}, parse(usual), parse(differs)) as unknown;
  return readScenarios(written, stage.book, (course, variant, place) =>
    courseSteps(stage, course, variant, place),
  );
}

/** What is said when the scenario is read. */
function fault(differs: string): string {
  try {
    read(differs);
  } catch (error) {
    if (error instanceof ScenarioFault) return error.message;
    throw error;
  }
  return '';
}

const failuresOf = (differs: string) =>
  read(differs).flatMap((scenario) => [...playScenario(stage, scenario).failures]);

const approve = `{ at: '2026-03-03 10:00', who: 机关负责人, do: 批准立案 }`;
const show = `{ at: '2026-03-03 10:00', who: 承办人甲, do: 出示执法证件 }`;
const refusing = (step: string, code: string) => step.replace(' }', `, refused: ${code} }`);

describe('a scenario that a lawyer miswrote says where', () => {
  test.each([
    ['no title', `scenario: ''`, '缺少标题'],
    ['a stray item', `whn: []`, '“whn”'],
    ['a stray expectation', `then: { opened: [] }`, '“opened”'],
    ['a stray item of a clock', `then: { clocks: { 归档: { until: '2026-03-31' } } }`, '“until”'],
    ['no expectation', `then: {}`, 'then'],
    ['a stray item in a step', `when: { at: '2026-03-03', who: 承办人甲, doo: 提请立案 }`, '“doo”'],
    ['a day that does not exist', `when: { at: '2026-02-30', do: 提请立案 }`, '“at”'],
    ['an unknown command', `given: { course: { from: '2026-03-02', through: 起飞 } }`, '“起飞”'],
  ])('given %s, when it is read, then it is named', (_, differs, named) => {
    expect(fault(differs)).toContain(named);
  });

  test('given a person nobody knows, when it is played, then the name is told', () => {
    const when = `when: { at: '2026-03-03 10:00', who: 路人, do: 批准立案 }`;
    expect(() => failuresOf(when)).toThrow('“路人”');
  });
});

describe('a scenario fails when things go otherwise than it says', () => {
  test.each([
    ['an act that is refused', show, `{ closed: { 提请立案: filing.pending } }`],
    ['an act accepted that was to be refused', approve, `{ refused: filing.pending }`],
    ['another reason than expected', show, `{ refused: filing.pending }`],
    ['a clause that is not cited', approve, `{ citing: [kaifu-3.1-a] }`],
    [
      'a clause that the clock does not cite',
      approve,
      `{ clocks: { decide: '2026-06-01' }, citing: [kaifu-3.1-a] }`,
    ],
    ['another due date', approve, `{ clocks: { 作出处罚决定: '2026-06-02' } }`],
    ['another standing', approve, `{ clocks: { decide: { standing: met } } }`],
    ['a clock that is not there', approve, `{ clocks: { 归档: '2026-06-01' } }`],
    ['a clock that should not be there', approve, `{ clocks: { 作出处罚决定: { due: none } } }`],
    ['a day that is provisional', approve, `{ clocks: { decide: { provisional: true } } }`],
    ['a command that is closed', approve, `{ open: [归档] }`],
    ['a command that is open', approve, `{ closed: { 出示执法证件: step.passed } }`],
    ['another sum', approve, `{ money: { outstanding: 1 } }`],
  ])('given %s, when it is played, then it fails', (_, when, expected) => {
    expect(failuresOf(`{ when: ${when}, then: ${expected} }`)).toHaveLength(1);
  });

  test.each([
    ['refused', [show, approve]],
    ['accepted that was to be refused', [refusing(approve, 'filing.pending'), show]],
    ['refused for another reason', [refusing(show, 'filing.pending'), approve]],
  ])('given an act on the way that is %s, when it is played, then it fails', (_, when) => {
    expect(failuresOf(`{ when: [${when.join()}], then: { open: [收集证据] } }`)).not.toEqual([]);
  });

  test('given a mistake that is refused as written, when it is mended, then all is as expected', () => {
    const later = show.replace('10:00', '11:00');
    const when = [refusing(show, 'investigation.not-started'), approve, later].join();
    expect(failuresOf(`{ when: [${when}], then: { open: [告知权利义务] } }`)).toEqual([]);
  });
});
