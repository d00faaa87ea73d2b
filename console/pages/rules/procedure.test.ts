import { describe, expect, test } from 'vitest';
import { type Command, clocksOf, conditionsOf, type Procedure, stepsOf } from './procedure.ts';

const aCommand = (difference: Partial<Command> = {}): Command => ({
  id: 'decide',
  title: '决定',
  variants: ['general'],
  roles: ['机关负责人'],
  fields: [],
  needs: [],
  gates: [],
  rules: [],
  clauses: [],
  ...difference,
});

const aProcedure: Procedure = {
  procedure: 'penalty',
  title: '行政处罚',
  packs: ['national'],
  on: '2026-09-28',
  variants: { general: '普通程序', summary: '简易程序' },
  steps: [
    { id: 'lead', title: '线索', commands: [aCommand({ variants: [] })] },
    { id: 'review', title: '法制审核', commands: [aCommand()] },
  ],
  documents: [],
  gates: [{ name: 'review.passed', asks: ['请先通过法制审核。'], clauses: [] }],
  clocks: [
    { name: 'decide', title: '决定', variants: ['general'], rule: null, clauses: [] },
    { name: 'disclose', title: '公示', variants: [], rule: null, clauses: [] },
  ],
};

describe('the procedure in one variant', () => {
  test('given a step that only the general procedure has, when the summary one is drawn, then it is left out', () => {
    expect(stepsOf(aProcedure, 'summary').map(({ id }) => id)).toEqual(['lead']);
    expect(stepsOf(aProcedure, 'general')).toHaveLength(2);
  });

  test('given clocks of one variant and of all, when they are listed, then those of all are in both', () => {
    expect(clocksOf(aProcedure, 'summary').map(({ name }) => name)).toEqual(['disclose']);
    expect(clocksOf(aProcedure, 'general')).toHaveLength(2);
  });

  test('given gates and needs, when conditions are told, then each once and in words', () => {
    const command = aCommand({
      needs: [['告知', '放弃告知']],
      gates: ['review.passed', 'review.passed', 'unknown'],
    });
    expect(conditionsOf(command, aProcedure.gates)).toEqual([
      '先办理：告知或者放弃告知',
      '请先通过法制审核。',
    ]);
  });
});
