import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { assemble } from '../assembly.ts';
import { compose } from './compose.ts';
import { filingPart } from './filing.ts';
import { procedureIn } from './procedure.store.ts';
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
  readonly types?: Raw;
  readonly commands?: Raw;
  readonly clocks?: Raw;
}) => ({
  id: 'small',
  title: '小流程',
  subject: 'penalty',
  variants: { general: '普通程序' },
  steps: { lead: '线索' },
  types: differs.types ?? {},
  commands: { registerLead: { ...open, ...differs.open }, ...differs.commands },
  clocks: differs.clocks ?? {},
});

/** The problems for which a procedure is refused. */
const problemsOf = (value: unknown) => problemsIn(() => readProcedure(value));

function problemsIn(read: () => unknown): readonly string[] {
  try {
    read();
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
    ['a consequence that is empty', { consequence: ' ' }, '后果（consequence）'],
    ['a consequence that is no text', { consequence: 1 }, '后果（consequence）'],
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

  test.each([
    ['what no act says', { from: 'leadRegistered.place' }, '不存在的内容“leadRegistered.place”'],
    ['an act that is none', { reuse: ['neverMade.title'] }, '不存在的内容“neverMade.title”'],
    ['an event that is none', { after: 'neverMade' }, '不存在的事件“neverMade”'],
    [
      'an option that it does not have',
      { type: 'choice', options: { a: '甲' }, optionsIf: { b: 'disclosure.form/full' } },
      '没有选项“b”',
    ],
  ])('given a field that rests on %s, when it is read, then that is named', (_, differs, named) => {
    const again = { type: 'line', title: '再问', required: false, ...differs };
    const asking = { ...open, opens: false, emits: 'asked', fields: { again } };
    expect(problemsOf(procedureWith({ commands: { askAgain: asking } })).join()).toContain(named);
  });

  test('given a field that rests on what an earlier act says, when it is read, then nothing is wrong', () => {
    const again = {
      type: 'line',
      title: '再问',
      from: 'leadRegistered.title',
      after: 'leadRegistered',
    };
    const asking = { ...open, opens: false, emits: 'asked', fields: { again } };
    const { commands } = readProcedure(procedureWith({ commands: { askAgain: asking } }));
    expect(commands.get('askAgain')?.fields[0]).toMatchObject({
      from: ['leadRegistered.title'],
      reuse: [],
      after: 'leadRegistered',
    });
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

describe('the condition of a field is checked before it is used', () => {
  const beside = {
    way: { type: 'choice', title: '方式', options: { post: '邮寄', leave: '留置' } },
    ways: { type: 'choices', title: '方式', options: { post: '邮寄' } },
    listed: { type: 'choice', title: '所列', optionsFrom: 'review.opinions' },
    signed: { type: 'flag', title: '已签名' },
    text: { type: 'line', title: '文字' },
  };
  const proof = (differs: Raw) => ({
    ...beside,
    proof: { type: 'line', title: '凭证', required: false, ...differs },
  });

  test.each([
    [{ when: { way: ['post'] }, neededThen: true }],
    [{ neededThen: true }],
    [{ when: { way: 'post', ways: ['post'], signed: true } }],
    [{ when: { signed: [true, false] } }],
  ])('given %j, when it is read, then nothing is wrong', (differs) => {
    expect(problemsOf(procedureWith({ open: { fields: proof(differs) } }))).toEqual([]);
    expect(problemsOf(procedureWith({ types: { proven: proof(differs) } }))).toEqual([]);
  });

  test.each([
    [{ when: { nowhere: ['post'] } }, '没有的字段“nowhere”'],
    [{ when: { proof: ['post'] } }, '没有的字段“proof”'],
    [{ when: { way: ['fax'] } }, '没有的选项“fax”'],
    [{ when: { way: ['toString'] } }, '没有的选项“toString”'],
    [{ when: { ways: [true] } }, '没有的选项“true”'],
    [{ when: { way: [] } }, '没有写明“way”的值'],
    [{ when: { way: null } }, '没有的选项“null”'],
    [{ when: { signed: ['yes'] } }, 'true 或者 false'],
    [{ when: { text: ['x'] } }, '“text”不是'],
    [{ when: { listed: ['passed'] } }, '“listed”不是'],
    [{ when: {} }, '没有写明看哪个字段'],
    [{ when: 'way' }, '没有写明看哪个字段'],
    [{ when: null }, '没有写明看哪个字段'],
    [{ when: { way: ['post'] }, required: true }, '不能又是必填'],
    [{ neededThen: true, required: true }, '不用再写 neededThen'],
  ])(
    'given %j, when it is read, then that is named, in a command and in a group',
    (differs, named) => {
      const inCommand = problemsOf(procedureWith({ open: { fields: proof(differs) } }));
      const inGroup = problemsOf(procedureWith({ types: { proven: proof(differs) } }));

      expect(inCommand).toEqual([expect.stringContaining(`命令“registerLead”的字段“proof”`)]);
      expect(inGroup).toEqual([expect.stringContaining(`字段组“proven”的字段“proof”`)]);
      expect([inCommand[0], inGroup[0]]).toEqual(Array(2).fill(expect.stringContaining(named)));
    },
  );
});

describe('a problem of a procedure file is named with its line', () => {
  const text = [
    'id: small',
    'variants: { general: 普通程序 }',
    'steps: { lead: 线索 }',
    'commands:',
    '  registerLead:',
    '    title: 登记线索',
    '    step: lead',
    '    opens: true',
    '    roles: [officer]',
    '    fields:',
    '      source: { type: choice, title: 来源, options: { complaint: 投诉 } }',
    '      realName:',
    '        type: flag',
    '        title: 实名',
    '        required: false',
    '        when: { source: [rumour] }',
    '    consequence: ""',
  ];
  const problemsOfText = (lines: readonly string[]) =>
    problemsIn(() => procedureIn(lines.join('\n'), 'small.yaml'));

  test('given a condition, a consequence and an event that are wrong, then each has the line of its part', () => {
    expect(problemsOfText(text)).toEqual([
      expect.stringMatching(/^流程文件 small\.yaml 第 5 行：命令“registerLead”没有产生事件/),
      expect.stringMatching(/^流程文件 small\.yaml 第 17 行：命令“registerLead”的后果/),
      expect.stringMatching(/^流程文件 small\.yaml 第 16 行：命令“registerLead”的字段“realName”/),
    ]);
  });

  test('given a file that is no YAML, then the line of the fault is named', () => {
    expect(problemsOfText(['id: small', 'title: "小'])).toEqual([
      expect.stringMatching(/^流程文件 small\.yaml 第 \d 行：不是正确的 YAML/),
    ]);
  });
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
