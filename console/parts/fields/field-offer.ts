import type { Clause } from '../../api/client.ts';

/** One field of a form, as the server offers it. */
export type FieldOffer = {
  readonly name: string;
  readonly title: string;
  /** line, prose, lines, date, money, count, flag, officer(s), choice(s), summary, checklist, or the name of a group. */
  readonly type: string;
  readonly required: boolean;
  readonly private: boolean;
  /** Code to title, in order; null where there is nothing to choose from. */
  readonly options: Readonly<Record<string, string>> | null;
  /** A date that may lie after today. */
  readonly future?: boolean;
  readonly check?: 'identity' | null;
  readonly hint?: string | null;
  /** Fields beside it, each with the values of which one must stand there; null where it always belongs to the form. */
  readonly when?: Readonly<Record<string, readonly (string | boolean)[]>> | null;
  /** Whether it must be filled in while what `when` says holds. */
  readonly neededThen?: boolean;
  /** `event.field`: what the form opens with, the latest of them that is on file. */
  readonly from?: readonly string[];
  /** `event.field`: what may be taken over, the latest of them that is on file. */
  readonly reuse?: readonly string[];
  /** People who cannot be chosen, by account id, and why. */
  readonly unfit?: Readonly<Record<string, string>> | null;
  /** The fields of a group; null for a plain field. */
  readonly fields: readonly FieldOffer[] | null;
};

/** What a person typed, by the names of the fields; groups lie within. */
export type Typed = { readonly [name: string]: TypedValue };

/** What stands in one field. */
export type TypedValue = undefined | string | boolean | readonly string[] | Typed;

/** What is wrong with one field. */
export type FieldError = {
  /** Names from the outermost group to the field, such as `/party/name`. */
  readonly path: string;
  readonly text: string;
  /** By which clauses it is asked for. */
  readonly clauses?: readonly Clause[];
};

/** The title of a field without the unit in which the server counts. */
export function plainTitle({ title }: Pick<FieldOffer, 'title'>): string {
  return title.replace(/（分）$/u, '');
}

/** Whether the value is a group of values. */
export function isGroup(value: TypedValue): value is Typed {
  return typeof value === 'object' && !Array.isArray(value);
}

/** What stands in a group under a name. */
export function groupIn(typed: Typed, name: string): Typed {
  const value = typed[name];
  return isGroup(value) ? value : {};
}

/** What was chosen of several. */
export function chosenIn(value: TypedValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** What was typed as text; empty where there is none. */
export function textIn(value: TypedValue): string {
  return typeof value === 'string' ? value : '';
}

/** Whether nothing was typed at all. */
export function isBlank(value: TypedValue): boolean {
  if (value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return value.length === 0;
  return Object.values(value as Typed).every(isBlank);
}
