import { addDays, type CivilDate } from './civil-date.ts';
import { firstDay, lastDay, type Pack } from './pack.ts';
import type { Rule } from './rule.ts';

/** One version of a pack with the days on which it counts, inclusive, and its rules by key. */
export type Version = {
  readonly pack: Pack;
  readonly first: CivilDate;
  readonly last: CivilDate;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
};

/** All versions of one pack, oldest first. An older one gives way on the day the next begins. */
export type Shelf = readonly Version[];

/** The versions of a pack; empty if there is no such pack. */
export function shelfOf(id: string, packs: readonly Pack[]): Shelf {
  const versions = packs
    .filter((pack) => pack.id === id)
    .sort((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1));
  return versions.map((pack, index) => {
    const next = versions[index + 1];
    const end = lastDay(pack);
    const eve = next === undefined ? end : addDays(firstDay(next), -1);
    const rules = Map.groupBy(pack.rules, (rule) => rule.key);
    return { pack, first: firstDay(pack), last: eve < end ? eve : end, rules };
  });
}

/** The version that counts on a day. */
export function versionOn(shelf: Shelf, on: CivilDate): Version | undefined {
  return shelf.find((version) => version.first <= on && on <= version.last);
}

/** What one pack says about a key on a day, also that it is unset. */
export function ruleOn(shelf: Shelf, key: string, on: CivilDate): Rule | undefined {
  return versionOn(shelf, on)
    ?.rules.get(key)
    ?.find((rule) => (rule.inForceFrom ?? '0') <= on && on <= (rule.inForceUntil ?? '9999-12-31'));
}
