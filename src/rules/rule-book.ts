import type { LiveCalendar } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import type { Problem } from './node.ts';
import { checkOwnSettings } from './own-setting.ts';
import type { Pack } from './pack.ts';
import { type PackWarning, warningsOf } from './pack-warning.ts';
import { type Refusal, Refused } from './refusal.ts';
import { makeRules } from './resolve.ts';
import type { OwnSetting, Rules } from './rule.ts';
import type { RuleKey } from './rule-key.ts';
import { shelfOf } from './shelf.ts';

/** What a body has decided about the packs it follows. */
export type BodySettings = {
  /** Numbers of the body's own for rules that only say "promptly", by key. */
  readonly ours?: Readonly<Record<string, OwnSetting>>;
  /** Drafts whose final text the body has confirmed. */
  readonly confirmedDrafts?: readonly string[];
};

/** Everything read from the folder of packs. */
export type RuleBook = {
  /** Every version of every pack. */
  readonly packs: readonly Pack[];
  readonly keys: ReadonlyMap<string, RuleKey>;
  readonly calendar: LiveCalendar;
  /** What is wrong in the folder, ordered by file and line. */
  check(): readonly Problem[];
  /**
   * The rules of a body.
   *
   * @param packs - most specific first; packs they extend follow even if not named
   * @throws Refused `rules.unknown-pack`, `rules.broken`, `rules.draft-not-confirmed`, `rules.ours-not-open`,
   *   `rules.ours-out-of-range`, `rules.ours-without-reason`, `rules.ours-too-loose`
   */
  rulesFor(packs: readonly string[], settings?: BodySettings): Rules;
  /** What a body that follows these packs should be warned of on a day. */
  warnings(packs: readonly string[], on: CivilDate): readonly PackWarning[];
};

/** What a book is made of. */
export type BookContent = {
  readonly packs: readonly Pack[];
  readonly keys: ReadonlyMap<string, RuleKey>;
  readonly calendar: LiveCalendar;
  readonly problems: readonly Problem[];
};

/** Makes a book of what was read and found wrong. */
export function makeRuleBook(content: BookContent): RuleBook {
  const { packs, keys, calendar, problems } = content;
  return {
    packs,
    keys,
    calendar,
    check: () => problems,
    rulesFor: (ids, settings = {}) => {
      const chain = chainOf(ids, packs);
      const shelves = chain.map((id) => shelfOf(id, packs));
      const ours = settings.ours ?? {};
      const refusals = [
        ...chain.flatMap((id) => refusalsOf(id, content, settings)),
        ...checkOwnSettings(ours, { shelves, keys, calendar }),
      ];
      if (refusals.length > 0) throw new Refused(...refusals);
      return makeRules(chain, { shelves, keys, ours });
    },
    warnings: (ids, on) => chainOf(ids, packs).flatMap((id) => warningsOf(id, packs, on)),
  };
}

/** Every version of the packs a body follows and of what they extend, in the order of the folder. */
export function packsBehind(ids: readonly string[], packs: readonly Pack[]): readonly Pack[] {
  const chain = chainOf(ids, packs);
  return packs.filter(({ id }) => chain.includes(id));
}

/** The packs a body follows, most specific first, and after them what they extend. */
function chainOf(ids: readonly string[], packs: readonly Pack[]): readonly string[] {
  const chain = new Set<string>(ids);
  for (const id of chain) {
    for (const pack of packs) {
      if (pack.id !== id) continue;
      for (const upper of pack.extends) chain.add(upper);
    }
  }
  return [...chain];
}

function refusalsOf(id: string, book: BookContent, settings: BodySettings): readonly Refusal[] {
  const refuse = (code: string, text: string): Refusal[] => [{ code, text, clauses: [] }];
  const broken = book.problems.find(({ file }) => concerns(file, id));
  if (broken !== undefined) {
    const text = `规则文件 ${broken.file} 有错误，规则包“${id}”不能使用。请运行 ./mingfa rules check 查看并改正。`;
    return refuse('rules.broken', text);
  }
  const versions = book.packs.filter((pack) => pack.id === id);
  if (versions.length === 0) {
    const text = `没有规则包“${id}”。请用 ./mingfa rules list 查看可用的规则包。`;
    return refuse('rules.unknown-pack', text);
  }
  if (versions.some((pack) => pack.draft) && !settings.confirmedDrafts?.includes(id)) {
    const text = `规则包“${id}”是征求意见稿。请由使用单位核对正式文本并确认后再启用。`;
    return refuse('rules.draft-not-confirmed', text);
  }
  return [];
}

/** Whether what is wrong in a file makes a pack unusable; keys and calendar concern every pack. */
function concerns(file: string, id: string): boolean {
  const [folder = ''] = file.split('/');
  return (
    folder === id || folder.startsWith(`${id}@`) || folder === 'keys.yaml' || folder === 'calendar'
  );
}
