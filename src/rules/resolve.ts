import type { CivilDate } from './civil-date.ts';
import type { Clause, OwnSetting, Rule, Rules } from './rule.ts';
import type { RuleKey } from './rule-key.ts';
import { ruleOn, type Shelf, versionOn } from './shelf.ts';

/** What a body's rules are resolved from. */
export type Sources = {
  readonly shelves: readonly Shelf[];
  readonly keys: ReadonlyMap<string, RuleKey>;
  readonly ours: Readonly<Record<string, OwnSetting>>;
};

/**
 * The rules of one body: for each key and day, what the most specific pack in force sets.
 *
 * @param chain - pack ids in the order of `sources.shelves`, most specific first
 */
export function makeRules(chain: readonly string[], sources: Sources): Rules {
  const { shelves } = sources;
  const resolve = resolverOf(sources);
  const clauses = new Map<string, Clause>();
  for (const version of shelves.flat()) {
    for (const [id, clause] of version.pack.clauses) clauses.set(id, clause);
  }
  return {
    packs: chain,
    get: (key, on) => {
      const rule = resolve(key, on);
      return rule === null || rule.unset !== undefined ? null : rule;
    },
    unsetReason: (key, on) => resolve(key, on)?.unset ?? null,
    office: (key, on) => {
      for (const shelf of shelves) {
        const name = versionOn(shelf, on)?.pack.offices.get(key);
        if (name !== undefined) return name;
      }
      return key;
    },
    clause: (id) => clauses.get(id) ?? null,
  };
}

type Resolve = (key: string, on: CivilDate) => Rule | null;

function resolverOf({ shelves, keys, ours }: Sources): Resolve {
  // A rule that says "promptly" is dressed once, so that equal answers are the same value.
  const dressed = new Map<Rule, Rule>();

  const dress = (rule: Rule, behind: Rule | undefined): Rule => {
    const known = dressed.get(rule);
    if (known !== undefined && known.behind === behind) return known;
    const own = Object.hasOwn(ours, rule.key) ? ours[rule.key] : undefined;
    const next = {
      ...rule,
      ...(own === undefined ? {} : { ours: own }),
      ...(behind === undefined ? {} : { behind }),
    };
    dressed.set(rule, next);
    return next;
  };

  return (key, on) => {
    for (let index = 0; index < shelves.length; index += 1) {
      const rule = ruleOn(shelves[index] ?? [], key, on);
      if (rule === undefined) continue;
      if (rule.promptly !== true) return rule;
      const isFloored = keys.get(key)?.nationalFloor !== undefined;
      return dress(rule, isFloored ? numberBehind(shelves.slice(index + 1), key, on) : undefined);
    }
    return null;
  };
}

function numberBehind(shelves: readonly Shelf[], key: string, on: CivilDate): Rule | undefined {
  for (const shelf of shelves) {
    const rule = ruleOn(shelf, key, on);
    if (rule?.within !== undefined) return rule;
  }
  return undefined;
}
