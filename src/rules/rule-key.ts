import { defined } from './defined.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Desk, note, type SourceFile, TOP } from './node.ts';

/** What a key holds: a period, a day that comes back, a time of keeping, or any other content. */
export type KeyKind = 'period' | 'schedule' | 'retention' | 'value';

/**
 * A key that packs may set.
 *
 * `stricter` says which way is tighter where a local pack may only tighten the national rule: an agency's own periods
 * are stricter when shorter, periods that protect a party when longer.
 */
export type RuleKey = {
  readonly key: string;
  readonly title: string;
  readonly kind: KeyKind;
  readonly subject: string;
  readonly nationalFloor?: 'tighten-only';
  readonly stricter?: 'shorter' | 'longer';
};

const KEY = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/;
const KINDS = ['period', 'schedule', 'retention', 'value'] as const;

/** Reads the list of keys; what is wrong is noted and left out. */
export function readKeys(desk: Desk, source: SourceFile): ReadonlyMap<string, RuleKey> {
  const keys = new Map<string, RuleKey>();
  const list = fieldsOf(desk, source.node, '规则键清单');
  if (list === undefined) return keys;
  for (const { text: name } of list.names()) {
    const fields = list.map(name);
    const key = fields === undefined ? undefined : readKey(name, fields);
    if (key !== undefined) keys.set(name, key);
  }
  if (keys.size === 0) {
    note(desk, TOP, 'rules.no-keys', '规则键清单是空的，任何规则都无法使用。请恢复 keys.yaml。');
  }
  return keys;
}

function readKey(key: string, fields: Fields): RuleKey | undefined {
  const title = fields.requiredText('title');
  const kind = fields.requiredChoice('kind', KINDS);
  const subject = fields.requiredText('subject');
  const nationalFloor = fields.choice('nationalFloor', ['tighten-only'] as const);
  const stricter = fields.choice('stricter', ['shorter', 'longer'] as const);
  fields.finish();
  if (!KEY.test(key)) {
    fields.complain(
      'rules.bad-key',
      '只能用小写字母、数字、短横和点，如 disclosure.penalty。请改名',
    );
  }
  if (nationalFloor !== undefined && kind === 'value') {
    fields.complain('rules.floor-on-value', '不是期间，无法比较宽严。请删去 nationalFloor');
  }
  if (title === '' || kind === undefined || subject === '') return undefined;
  return {
    key,
    title,
    kind,
    subject,
    ...defined('nationalFloor', nationalFloor),
    ...defined('stricter', stricter),
  };
}
