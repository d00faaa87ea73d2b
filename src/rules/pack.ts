import type { CivilDate } from './civil-date.ts';
import type { Place } from './node.ts';
import type { Clause, ClauseId, Rule } from './rule.ts';
import type { ReadRule } from './rule-reader.ts';

/**
 * One version of one source's rules.
 *
 * A folder `rules/<id>/` holds a pack; a later or earlier version of it lies beside it in `rules/<id>@<date>/`, where
 * the date is the version's own `inForceFrom`. A version without an end gives way on the day the next one begins.
 */
export type Pack = {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  /** What stands before the place of a clause where it is cited; null where the place names its law. */
  readonly shortTitle: string | null;
  readonly issuer: string | null;
  readonly documentNumber: string | null;
  readonly issuedOn: CivilDate | null;
  readonly inForceFrom: CivilDate | null;
  readonly inForceUntil: CivilDate | null;
  readonly draft: boolean;
  readonly extends: readonly string[];
  readonly offices: ReadonlyMap<string, string>;
  readonly warnDaysBeforeEnd: number;
  readonly note: string | null;
  readonly clauses: ReadonlyMap<ClauseId, Clause>;
  readonly rules: readonly Rule[];
};

/** A pack as read, with the places that later checks point at. */
export type ReadPack = {
  readonly pack: Pack;
  readonly file: string;
  readonly places: {
    readonly inForceFrom: Place;
    readonly inForceUntil: Place;
    readonly extends: ReadonlyMap<string, Place>;
  };
  readonly rules: readonly ReadRule[];
  readonly cited: readonly { readonly file: string; readonly text: string; readonly at: Place }[];
};

/** The first day a version counts; a source that names no day counts from its issue. */
export function firstDay(pack: Pack): CivilDate {
  return pack.inForceFrom ?? pack.issuedOn ?? '0001-01-01';
}

/** The last day a version counts, inclusive, as far as it says so itself. */
export function lastDay(pack: Pack): CivilDate {
  return pack.inForceUntil ?? '9999-12-31';
}
