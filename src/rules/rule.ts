import type { CivilDate } from './civil-date.ts';

/** A clause of a source, such as 'anze-L14-1' or 'apl-2021-60'. */
export type ClauseId = string;

/** The units a period is counted in. Hours run continuously; the others count whole days. */
export type PeriodUnit = 'workday' | 'day' | 'hour' | 'month' | 'year';

/** A length of time as a rule gives it. Without `lastDayAtRest` the last day stays where it falls. */
export type Period = {
  readonly n: number;
  readonly unit: PeriodUnit;
  readonly lastDayAtRest?: 'stays' | 'rolls-forward';
};

/** A day that comes back every month or every year; the day itself is still in time. */
export type Schedule =
  | { readonly unit: 'month'; readonly day: number }
  | { readonly unit: 'year'; readonly month: number; readonly day: number };

/** A number that a body has set for itself where its source only says "promptly"; never the source's own text. */
export type OwnSetting = { readonly n: number; readonly unit: PeriodUnit; readonly reason: string };

/** How long something is kept when the source names no number. */
export type Keep = 'long-term' | 'permanent' | 'same-as-case-file';

/**
 * What one pack sets for one key.
 *
 * `behind` is there when this rule only says "promptly" and a law it cannot override gives a number for the same key:
 * that number is then the outer limit.
 */
export type Rule = {
  readonly key: string;
  readonly pack: string;
  readonly title: string;
  readonly clauses: readonly ClauseId[];
  readonly checkedOn: CivilDate;
  readonly from?: string;
  readonly within?: Period;
  readonly bound?: 'max' | 'min';
  readonly extend?: Period & { readonly approver: string };
  readonly pauses?: readonly string[];
  readonly every?: Schedule;
  readonly keep?: Keep;
  readonly promptly?: true;
  readonly ours?: OwnSetting;
  readonly value?: unknown;
  readonly unset?: string;
  readonly yieldsTo?: readonly string[];
  readonly note?: string;
  readonly inForceFrom?: CivilDate;
  readonly inForceUntil?: CivilDate;
  readonly behind?: Rule;
};

/** One clause of a source, told in our own words. */
export type Clause = {
  readonly id: ClauseId;
  readonly pack: string;
  /** Place in its source. */
  readonly locator: string;
  /** Place and source, as it is cited. */
  readonly citation: string;
  readonly system: string;
  readonly kind: string;
  readonly obligation: string;
  readonly actor: string;
  readonly trigger: string;
  readonly deadline?: unknown;
  readonly items?: readonly string[];
  readonly feature: string;
  readonly software: string;
};

/** The rules of one body, resolvable on any date. */
export interface Rules {
  /** Ids of the packs the body follows, most specific first. */
  readonly packs: readonly string[];
  /** The rule in force on a day; null if no pack sets it or the nearest one leaves it unset. */
  get(key: string, on: CivilDate): Rule | null;
  /** Why a key is unset on a day; null if it is set, or if no pack speaks of it. */
  unsetReason(key: string, on: CivilDate): string | null;
  /** The body's own name for an office, such as 'review-office'; the key itself if no pack names it. */
  office(key: string, on: CivilDate): string;
  /** A clause of any source the body follows. */
  clause(id: ClauseId): Clause | null;
}
