import type { CivilDate } from './civil-date.ts';
import type { Rule, Rules } from './rule.ts';
import type { RuleKey } from './rule-key.ts';
import { ruleText } from './rule-text.ts';

/** One key under two sets of rules; null where neither sets nor unsets it. */
export type RuleDifference = {
  readonly key: string;
  readonly title: string;
  readonly differs: boolean;
  readonly a: RuleSide | null;
  readonly b: RuleSide | null;
};

/** What one side says of a key. */
export type RuleSide = {
  readonly pack: string | null;
  readonly text: string;
  readonly clauses: readonly string[];
  readonly rule: Rule | null;
};

/** Every key, in the order of the list of keys, as two bodies would apply it on a day. */
export function differences(
  a: Rules,
  b: Rules,
  keys: Iterable<RuleKey>,
  on: CivilDate,
): readonly RuleDifference[] {
  return [...keys].flatMap(({ key, title }) => {
    const sideA = sideOf(a, key, on);
    const sideB = sideOf(b, key, on);
    if (sideA === null && sideB === null) return [];
    return [{ key, title, differs: contentOf(sideA) !== contentOf(sideB), a: sideA, b: sideB }];
  });
}

function sideOf(rules: Rules, key: string, on: CivilDate): RuleSide | null {
  const rule = rules.get(key, on);
  if (rule !== null) {
    return { pack: rule.pack, text: ruleText(rule), clauses: rule.clauses, rule };
  }
  const reason = rules.unsetReason(key, on);
  return reason === null
    ? null
    : { pack: null, text: `未规定：${reason}`, clauses: [], rule: null };
}

/** Parts that say where a rule comes from and not what it demands. */
const provenance: ReadonlySet<string> = new Set([
  'pack',
  'clauses',
  'clause',
  'checkedOn',
  'note',
  'title',
  'inForceFrom',
  'inForceUntil',
]);

/** What a side demands: the same demand by another clause is no difference. */
function contentOf(side: RuleSide | null): string {
  if (side === null) return '';
  if (side.rule === null) return 'unset';
  return JSON.stringify(sorted(side.rule), (key, value) =>
    provenance.has(key) ? undefined : value,
  );
}

function sorted(rule: Rule): object {
  return Object.fromEntries(Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
