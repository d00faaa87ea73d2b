import { defined } from './defined.ts';
import { type Fields, fieldsOf, type PlacedText } from './fields.ts';
import { nearest } from './nearest.ts';
import { type Desk, type Node, note, type Place, type SourceFile, walk } from './node.ts';
import type { Rule } from './rule.ts';
import { contentOf, type RuleReading } from './rule-content.ts';
import type { RuleKey } from './rule-key.ts';

/** A rule with the places of what it refers to, for the checks that need the whole book. */
export type ReadRule = {
  readonly rule: Rule;
  readonly file: string;
  readonly at: Place;
  readonly cited: readonly PlacedText[];
  readonly offices: readonly PlacedText[];
};

const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reads the rules of one pack; a rule that is wrong is noted and left out. */
export function readRules(reading: RuleReading, source: SourceFile): readonly ReadRule[] {
  const { desk, keys } = reading;
  const { file } = source;
  const rules: ReadRule[] = [];
  const list = fieldsOf(desk, source.node, '规则文件');
  // Without the list of keys every rule would be unknown; that the list is missing has been noted.
  if (list === undefined || keys.size === 0) return rules;
  for (const { text: key, at } of list.names()) {
    const known = keys.get(key);
    const node = list.node(key);
    if (known === undefined) {
      note(desk, at, 'rules.unknown-key', unknownKeyText(key, keys));
    } else if (node === undefined) {
      const text = `规则“${key}”没有内容。请写出规定，或者写 unset 和理由。`;
      note(desk, at, 'rules.missing-field', text);
    } else {
      // A key amended inside one version of a pack is a list of entries, each with its dates.
      const entries = node.kind === 'list' ? node.items : [node];
      const read = entries.map((entry) => readRule(reading, known, entry));
      rules.push(
        ...read.filter((rule) => rule !== undefined).map((rule) => ({ ...rule, file, at })),
      );
    }
  }
  return rules;
}

function unknownKeyText(key: string, keys: ReadonlyMap<string, RuleKey>): string {
  const near = nearest(key, keys.keys());
  const hint = near === null ? '请核对拼写' : `多半是“${near}”`;
  return `没有“${key}”这个规则键，${hint}；确需新键时先写入 keys.yaml。`;
}

function readRule(
  reading: RuleReading,
  key: RuleKey,
  node: Node,
): Pick<ReadRule, 'rule' | 'cited' | 'offices'> | undefined {
  const { desk } = reading;
  const before = desk.problems.length;
  const fields = fieldsOf(desk, node, `规则“${key.key}”`);
  if (fields === undefined) return undefined;
  const cited = fields.texts('clauses');
  const rule: Rule = {
    key: key.key,
    pack: reading.pack,
    title: fields.text('title') ?? key.title,
    clauses: cited.map((clause) => clause.text),
    checkedOn: fields.requiredDate('checkedOn'),
    ...defined('unset', fields.text('unset')),
    ...defined('note', fields.text('note')),
    ...defined('inForceFrom', fields.date('inForceFrom')),
    ...defined('inForceUntil', fields.date('inForceUntil')),
    ...(fields.has('unset') ? {} : contentOf(reading, key, fields)),
  };
  fields.finish();
  checkRule(rule, fields);
  checkMonths(desk, node);
  const offices = officesOf(node);
  return desk.problems.length === before ? { rule, cited: citedIn(node), offices } : undefined;
}

function checkRule(rule: Rule, fields: Fields): void {
  if (rule.unset === undefined && rule.clauses.length === 0) fields.missing('clauses');
  if ((rule.inForceUntil ?? '9999') < (rule.inForceFrom ?? '0')) {
    fields.wrong('inForceUntil', '早于 inForceFrom。请核对这两个日期');
  }
}

/** Clause ids cited inside a value or catalogue: every list or text called `clauses` or `clause`. */
export function citedIn(node: Node): readonly PlacedText[] {
  const cited: PlacedText[] = [];
  const take = (item: Node) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') {
      cited.push({ text: item.value, at: item.at });
    }
  };
  walk(node, (entry) => {
    if (entry.key !== 'clauses' && entry.key !== 'clause') return;
    if (entry.value.kind === 'list') entry.value.items.forEach(take);
    else take(entry.value);
  });
  return cited;
}

const officeParts: ReadonlySet<string> = new Set([
  'approver',
  'by',
  'last',
  'lead',
  'carriers',
  'assistants',
]);

/** Offices named by a rule: every part that names who acts and looks like an office's code. */
function officesOf(node: Node): readonly PlacedText[] {
  const offices: PlacedText[] = [];
  walk(node, ({ key, value }) => {
    if (!officeParts.has(key)) return;
    for (const item of value.kind === 'list' ? value.items : [value]) {
      if (item.kind === 'scalar' && typeof item.value === 'string' && CODE.test(item.value))
        offices.push({ text: item.value, at: item.at });
    }
  });
  return offices;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A month in which something must be done is written as the source writes it; null where there is none. */
function checkMonths(desk: Desk, node: Node): void {
  walk(node, ({ key, value }) => {
    if (key !== 'completeBy' || (value.kind === 'scalar' && value.value === null)) return;
    if (value.kind === 'scalar' && typeof value.value === 'string' && MONTH.test(value.value))
      return;
    const text = "completeBy 应当是带引号的月份，如 '2020-05'；原文没有完成时限的写 null。";
    note(desk, value.at, 'rules.wrong-kind', text);
  });
}
