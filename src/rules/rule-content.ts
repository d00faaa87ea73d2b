import { defined } from './defined.ts';
import type { Fields } from './fields.ts';
import { nearest } from './nearest.ts';
import { type Desk, type Node, note, plain, type SourceFile } from './node.ts';
import type { OwnSetting, Period, PeriodUnit, Rule, Schedule } from './rule.ts';
import type { RuleKey } from './rule-key.ts';
import { startEvents } from './start-event.ts';

const UNITS = ['workday', 'day', 'hour', 'month', 'year'] as const;
const KEEPS = ['long-term', 'permanent', 'same-as-case-file'] as const;
const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What a rule is read with. */
export type RuleReading = {
  readonly desk: Desk;
  readonly pack: string;
  readonly keys: ReadonlyMap<string, RuleKey>;
  readonly catalogs: ReadonlyMap<string, SourceFile>;
};

/** The longest period a rule may set; anything longer is a slip of the pen. */
export const longest: Readonly<Record<PeriodUnit, number>> = {
  workday: 3000,
  day: 20_000,
  hour: 10_000,
  month: 600,
  year: 100,
};

/** What a rule sets, without where it comes from. */
export type Content = Omit<Rule, 'key' | 'pack' | 'title' | 'clauses' | 'checkedOn'>;

/** What a rule of this key sets, without its sources; what is wrong is noted. */
export function contentOf(reading: RuleReading, key: RuleKey, fields: Fields): Content {
  const from = fields.text('from');
  const within = periodOf(fields.map('within'));
  const extend = extensionOf(fields.map('extend'));
  const every = scheduleOf(fields.map('every'));
  const keep = fields.choice('keep', KEEPS);
  const promptly = fields.flag('promptly');
  const ours = ownSettingOf(fields.map('ours'));
  const content: Content = {
    ...defined('from', from),
    ...defined('within', within),
    ...defined('bound', fields.choice('bound', ['max', 'min'] as const)),
    ...defined('extend', extend),
    ...defined('pauses', codes(fields, 'pauses')),
    ...defined('every', every),
    ...defined('keep', keep),
    ...(promptly === true ? { promptly } : {}),
    ...defined('ours', ours),
    ...defined('yieldsTo', codes(fields, 'yieldsTo')),
    ...defined('value', valueOf(reading, fields.node('value'))),
  };
  checkKind(key, content, fields);
  checkTogether(content, fields);
  checkStart(content, fields);
  return content;
}

/** Which parts make a rule of this kind complete; one of them must be there. */
const essentials = {
  period: ['within', 'promptly'],
  schedule: ['every', 'within', 'promptly'],
  retention: ['keep', 'within', 'promptly'],
  value: ['value', 'promptly'],
} as const;

function checkKind(key: RuleKey, content: Content, fields: Fields): void {
  checkEssentials(key, fields);
  const misplaced = {
    every: key.kind !== 'schedule' && content.every !== undefined,
    keep: key.kind !== 'retention' && content.keep !== undefined,
    within: key.kind === 'value' && content.within !== undefined,
  };
  for (const [name, isMisplaced] of Object.entries(misplaced)) {
    if (isMisplaced) fields.wrong(name, '不能用于这个规则键。请核对 keys.yaml 中此键的种类');
  }
}

function checkEssentials(key: RuleKey, fields: Fields): void {
  const wanted = essentials[key.kind];
  if (!wanted.some((name) => fields.has(name))) {
    fields.wrong(
      wanted[0],
      `没有写出。此键须有 ${wanted.join('、')} 之一；原文未规定的写 unset 和理由`,
    );
  }
}

function checkTogether(content: Content, fields: Fields): void {
  if (content.ours !== undefined && content.promptly !== true) {
    fields.wrong('ours', '只能用来补定“及时”之类没有数字的规定。原文有数字的，请删去 ours');
  }
  if (content.within !== undefined && content.promptly === true) {
    fields.wrong('promptly', '与 within 不能并存。原文有数字的，请删去 promptly');
  }
  if (content.extend !== undefined && content.within === undefined) {
    fields.wrong('extend', '没有可以延长的 within。请补上原期限');
  }
}

function checkStart(content: Content, fields: Fields): void {
  const isTimed = content.within !== undefined || content.ours !== undefined;
  if (isTimed && !fields.has('from')) {
    fields.wrong('from', '没有写出，期限不知从何起算。请写明起算事件，如 penalty-decision-made');
  }
  if (content.from !== undefined && !startEvents.has(content.from)) {
    const near = nearest(content.from, startEvents.keys());
    const hint = near === null ? '请从案件会报告的事件中选一个' : `多半是“${near}”`;
    fields.wrong('from', `“${content.from}”不是已知的起算事件，${hint}`);
  }
}

function periodOf(fields: Fields | undefined): Period | undefined {
  if (fields === undefined) return undefined;
  const period = lengthOf(fields);
  fields.finish();
  return period;
}

function lengthOf(fields: Fields): Period | undefined {
  const unit = unitOf(fields);
  const n = fields.wholeNumber('n', 1, longest[unit ?? 'day']);
  const lastDayAtRest = fields.choice('lastDayAtRest', ['stays', 'rolls-forward'] as const);
  if (n === undefined || unit === undefined) return undefined;
  return { n, unit, ...defined('lastDayAtRest', lastDayAtRest) };
}

function extensionOf(fields: Fields | undefined): (Period & { approver: string }) | undefined {
  if (fields === undefined) return undefined;
  const period = lengthOf(fields);
  const approver = fields.requiredText('approver');
  fields.finish();
  return period === undefined || approver === '' ? undefined : { ...period, approver };
}

function ownSettingOf(fields: Fields | undefined): OwnSetting | undefined {
  if (fields === undefined) return undefined;
  const unit = unitOf(fields);
  const n = fields.wholeNumber('n', 1, longest[unit ?? 'day']);
  const reason = fields.requiredText('reason');
  fields.finish();
  if (n === undefined || unit === undefined || reason === '') return undefined;
  return { n, unit, reason };
}

function unitOf(fields: Fields): PeriodUnit | undefined {
  return fields.requiredChoice('unit', UNITS);
}

function scheduleOf(fields: Fields | undefined): Schedule | undefined {
  if (fields === undefined) return undefined;
  const unit = fields.requiredChoice('unit', ['month', 'year'] as const);
  const day = fields.wholeNumber('day', 1, 31);
  const month = unit === 'year' ? fields.wholeNumber('month', 1, 12) : undefined;
  fields.finish();
  if (day === undefined || unit === undefined) return undefined;
  if (unit === 'month') return { unit, day };
  return month === undefined ? undefined : { unit, month, day };
}

function codes(fields: Fields, name: string): readonly string[] | undefined {
  const texts = fields.texts(name).map((item) => item.text);
  for (const text of texts) {
    if (!CODE.test(text)) fields.wrong(name, `中的“${text}”应当是小写代码，如 expert-discussion`);
  }
  return texts.length === 0 ? undefined : texts;
}

/** The value with every `{catalog: name}` replaced by the catalogue's content. */
function valueOf(reading: RuleReading, node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return wholeOnly(reading.desk, node);
  if (node.kind === 'list') return node.items.map((item) => valueOf(reading, item));
  const [first] = node.entries;
  if (node.entries.length === 1 && first?.key === 'catalog') return catalogOf(reading, first.value);
  const value = plain({ ...node, entries: [] }) as Record<string, unknown>;
  for (const entry of node.entries) {
    Object.defineProperty(value, entry.key, {
      value: valueOf(reading, entry.value),
      enumerable: true,
    });
  }
  return value;
}

function catalogOf(reading: RuleReading, node: Node): unknown {
  const name = node.kind === 'scalar' ? String(node.value) : '';
  const source = reading.catalogs.get(name);
  if (source !== undefined) return plain(source.node);
  const text = `没有名为“${name}”的目录文件。请在本包 catalogs 文件夹中补上 ${name}.yaml，或者改正名称。`;
  note(reading.desk, node.at, 'rules.unknown-catalog', text);
  return undefined;
}

function wholeOnly(desk: Desk, node: Node): unknown {
  const value = plain(node);
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    // Values are sealed into the ledger as canonical JSON, which has no fractions.
    const text = '规则中的数字应当是整数。金额请以分为单位，比例请以千分之几为单位。';
    note(desk, node.at, 'rules.not-whole', text);
  }
  return value;
}
