// What the route of a procedure answers, for the description of the interface.

import { Type } from 'typebox';

const texts = (title: string) => Type.Array(Type.String(), { title });
const clauses = texts('依据的条款编号');
const orNull = (title: string) => Type.Union([Type.String(), Type.Null()], { title });
const variants = texts('适用的程序；空为全部');

const rule = Type.Object(
  {
    key: Type.String({ title: '规则键' }),
    title: Type.String({ title: '规则名称' }),
    pack: orNull('由哪个规则包设定；未规定时为 null'),
    text: Type.String({ title: '内容' }),
    period: Type.Union(
      [
        Type.Object({
          n: Type.Integer(),
          unit: Type.String({ title: 'workday、day、hour、month 或者 year' }),
          lastDayAtRest: Type.Optional(
            Type.String({ title: '末日遇休息日：stays 不动，rolls-forward 顺延' }),
          ),
        }),
        Type.Null(),
      ],
      { title: '期限；没有规定日数时为 null' },
    ),
    ours: Type.Boolean({ title: '本机关自定的期限' }),
    clauses,
    unset: orNull('没有这项规定的理由'),
  },
  { title: '规则' },
);

const command = Type.Object(
  {
    id: Type.String(),
    title: Type.String({ title: '命令名称' }),
    variants,
    roles: texts('由谁办理'),
    fields: Type.Array(
      Type.Object({
        name: Type.String(),
        title: Type.String({ title: '填写项' }),
        required: Type.Boolean({ title: '必填' }),
      }),
    ),
    conditions: Type.Array(
      Type.Object({
        field: Type.String({ title: '字段（JSON 指针）' }),
        title: Type.String({ title: '填写项' }),
        text: Type.String({ title: '填写的条件' }),
        needed: Type.Boolean({ title: '条件成立时必填' }),
      }),
      { title: '在一定条件下才填写的项' },
    ),
    consequence: orNull('办理的后果，办理前提示；不需要提示的为 null'),
    needs: Type.Array(texts('其中之一即可'), { title: '须先办理的事项' }),
    gates: texts('关口'),
    rules: Type.Array(rule, { title: '适用的规则' }),
    clauses,
  },
  { title: '命令' },
);

/** A procedure as one body works it on a day. */
export const explanation = Type.Object(
  {
    procedure: Type.String(),
    title: Type.String({ title: '程序名称' }),
    packs: texts('适用的规则包，最具体的在前'),
    on: Type.String({ format: 'date', title: '按哪一日的规定' }),
    variants: Type.Record(Type.String(), Type.String()),
    steps: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String({ title: '步骤名称' }),
        commands: Type.Array(command),
      }),
      { title: '步骤' },
    ),
    documents: Type.Array(
      Type.Object({
        key: Type.String({ title: '规则键' }),
        title: Type.String({ title: '文书或者记录' }),
        steps: texts('用于哪些步骤'),
        items: texts('应当载明的内容'),
        clauses,
      }),
      { title: '文书和记录' },
    ),
    gates: Type.Array(
      Type.Object({
        name: Type.String(),
        asks: texts('还没有办理任何事项时，要求什么'),
        clauses,
        guards: texts('挡在哪些命令之前'),
      }),
      { title: '关口' },
    ),
    clocks: Type.Array(
      Type.Object({
        name: Type.String(),
        title: Type.String({ title: '时钟名称' }),
        variants,
        rule: Type.Union([rule, Type.Null()], { title: '由办理的内容确定期限的为 null' }),
        clauses,
      }),
      { title: '时限' },
    ),
    forms: Type.Unsafe<unknown>({
      type: 'object',
      title: '每项命令的表单，选项按该规则包；when 为填写条件，neededThen 为条件成立时必填',
      additionalProperties: { type: 'array', items: { type: 'object' } },
    }),
  },
  { title: '程序' },
);
