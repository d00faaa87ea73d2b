import type { Calendar } from './calendar.ts';
import { looserLength } from './floor.ts';
import type { Refusal } from './refusal.ts';
import type { OwnSetting, Rule } from './rule.ts';
import { longest } from './rule-content.ts';
import type { RuleKey } from './rule-key.ts';
import type { Shelf } from './shelf.ts';

/** What own settings are checked against. */
export type SettingGround = {
  readonly shelves: readonly Shelf[];
  readonly keys: ReadonlyMap<string, RuleKey>;
  readonly calendar: Calendar;
};

/**
 * What is wrong with the numbers a body has set for itself.
 *
 * A body may give a number only where its source says "promptly" and none, and never a looser one than the law's.
 */
export function checkOwnSettings(
  ours: Readonly<Record<string, OwnSetting>>,
  ground: SettingGround,
): readonly Refusal[] {
  return Object.entries(ours).flatMap(([key, own]) => checkOne(key, own, ground));
}

function checkOne(key: string, own: OwnSetting, ground: SettingGround): readonly Refusal[] {
  const field = `/ours/${key}`;
  const rules = ground.shelves.flat().flatMap((version) => version.rules.get(key) ?? []);
  const open = rules.find((rule) => rule.promptly === true);
  if (open === undefined) {
    const text = `规则“${key}”没有可以由本机关补定的“及时”规定。请删去这项补定。`;
    return [{ code: 'rules.ours-not-open', text, clauses: [], field }];
  }
  const { clauses } = open;
  if (!Number.isSafeInteger(own.n) || own.n < 1 || own.n > longest[own.unit]) {
    const text = `规则“${key}”补定的数字应当是 1 到 ${longest[own.unit]} 之间的整数。请改正。`;
    return [{ code: 'rules.ours-out-of-range', text, clauses, field }];
  }
  if (own.reason.trim() === '') {
    const text = `规则“${key}”的补定没有写明理由。请补上理由。`;
    return [{ code: 'rules.ours-without-reason', text, clauses, field }];
  }
  return tooLoose(key, own, rules, ground).map(({ reason, floor }) => ({
    code: 'rules.ours-too-loose',
    text: `规则“${key}”补定的期限比法律规定宽：${reason}。请改严。`,
    clauses: floor.clauses,
    field,
  }));
}

function tooLoose(
  key: string,
  own: OwnSetting,
  rules: readonly Rule[],
  ground: SettingGround,
): readonly { readonly reason: string; readonly floor: Rule }[] {
  const known = ground.keys.get(key);
  if (known?.nationalFloor === undefined) return [];
  const stricter = known.stricter ?? 'shorter';
  return rules.flatMap((floor) => {
    if (floor.within === undefined) return [];
    const reason = looserLength(own, floor.within, stricter, ground.calendar);
    return reason === null ? [] : [{ reason, floor }];
  });
}
