import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { assemble } from '../assembly.ts';
import { compose } from './compose.ts';
import { filingPart } from './filing.ts';
import { ProcedureFault, readProcedure } from './procedure.ts';

type Raw = Readonly<Record<string, unknown>>;

const open: Raw = {
  title: '登记线索',
  step: 'lead',
  variants: ['general'],
  roles: ['officer'],
  opens: true,
  fields: { title: { type: 'line', title: '案件名称' } },
  emits: 'leadRegistered',
};

const procedureWith = (differs: {
  readonly open?: Raw;
  readonly commands?: Raw;
  readonly clocks?: Raw;
}) => ({
  id: 'small',
  title: '小流程',
  subject: 'penalty',
  variants: { general: '普通程序' },
  steps: { lead: '线索' },
  types: {},
  commands: { registerLead: { ...open, ...differs.open }, ...differs.commands },
  clocks: differs.clocks ?? {},
});

/** The problems for which a procedure is refused. */
function problemsOf(value: unknown): readonly string[] {
  try {
    readProcedure(value);
  } catch (error) {
    if (error instanceof ProcedureFault) return error.problems;
    throw error;
  }
  return [];
}

describe('a procedure file is checked before it is used', () => {
  test('given the penalty procedure, when it is assembled, then every gate, clock and derived value is provided', async () => {
    const { composition } = await penaltyStage();
    expect(() => assemble(composition.procedure)).not.toThrow();
    expect(composition.procedure.commands.size).toBeGreaterThan(50);
  });

  test('given a small whole procedure, when it is read, then nothing is wrong', () => {
    expect(problemsOf(procedureWith({}))).toEqual([]);
  });

  test.each([
    ['no title', { title: '' }, '缺少标题'],
    ['no event', { emits: '' }, 'emits'],
    ['no role', { roles: [] }, 'roles'],
    ['an unknown step', { step: 'nowhere' }, '步骤“nowhere”不存在'],
    ['an unknown variant', { variants: ['quick'] }, '程序“quick”不存在'],
    ['an unknown event to wait for', { needs: ['neverMade'] }, '事件“neverMade”'],
    ['an unknown event that ends it', { blockedBy: ['neverMade'] }, '事件“neverMade”'],
    [
      'an unknown type of field',
      { fields: { x: { type: 'colour', title: '色' } } },
      '类型“colour”',
    ],
  ])('given a command with %s, when it is read, then that is named', (_, differs, named) => {
    expect(problemsOf(procedureWith({ open: differs })).join()).toContain(named);
  });

  test('given no command that opens a case, when it is read, then that is named', () => {
    expect(problemsOf(procedureWith({ open: { opens: false } })).join()).toContain('opens');
  });

  test('given a clock that starts with an unknown event or with none, when it is read, then that is named', () => {
    const clocks = {
      lost: { title: '失联', starts: 'neverMade.on', ends: [], stops: [] },
      idle: { title: '无起算', ends: [], stops: [] },
    };
    expect(problemsOf(procedureWith({ clocks }))).toEqual([
      '时钟“lost”引用了不存在的事件“neverMade”。',
      '时钟“idle”没有起算事件。',
    ]);
  });

  test('given several faults, when it is read, then all are named at once', () => {
    const faulty = procedureWith({ open: { title: '', roles: [], step: 'nowhere' } });
    expect(problemsOf(faulty)).toHaveLength(3);
  });

  test.each([null, 'procedure', [], 1])(
    'given %j, when it is read, then it is refused',
    (value) => {
      expect(problemsOf(value).length).toBeGreaterThan(0);
    },
  );
});

describe('a procedure is composed with its parts', () => {
  test('given a gate that no part provides, when composed, then it does not load', () => {
    const procedure = readProcedure(
      procedureWith({ open: { gates: ['filing.pending', 'moon.full'] } }),
    );
    expect(() => compose(procedure, [filingPart])).toThrow('“moon.full”无人提供');
  });

  test('given a derived value and a clock that no part provides, when composed, then both are named', () => {
    const procedure = readProcedure(
      procedureWith({
        open: { derives: ['weather'] },
        clocks: { tide: { title: '潮', part: 'sea' } },
      }),
    );
    expect(() => compose(procedure, [])).toThrow(/“weather”无人提供[\s\S]*“tide”无人计算/);
  });

  test('given two parts with one gate, when composed, then it does not load', () => {
    const procedure = readProcedure(procedureWith({}));
    expect(() => compose(procedure, [filingPart, { ...filingPart, name: 'twin' }])).toThrow(
      '由两个组成部分提供',
    );
  });
});
