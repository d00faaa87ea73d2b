import {
  type CaseEvent,
  type CaseView,
  emptyCase,
  foldCase,
  isObject,
  type Procedure,
  viewOf,
} from '../casework/index.ts';
import type { Calendar, CivilDate, Rules } from '../rules/index.ts';

/** An event of a case as its file holds it. */
export type FiledEvent = Omit<CaseEvent, 'agencyId' | 'caseId'> & {
  /** Its mark in the ledger: SHA-256 in hexadecimal. */
  readonly commitment: string;
};

/** What an event names only by id, in words. */
export type Names = {
  readonly agency: string;
  /** By account id. */
  readonly people: Readonly<Record<string, string>>;
  /** By department id. */
  readonly departments: Readonly<Record<string, string>>;
};

/** Everything that documents of one case are made from. */
export type CaseSource = {
  readonly procedure: Procedure;
  readonly agencyId: string;
  readonly caseId: string;
  /** All events in order, from the first, without gaps. */
  readonly events: readonly FiledEvent[];
  readonly rules: Rules;
  readonly calendar: Calendar;
  readonly names: Names;
};

/** A case as its file stood when an event had just happened; what came later is not in it. */
export type Filed = {
  readonly event: FiledEvent;
  /** Up to the event, which is the last. */
  readonly events: readonly FiledEvent[];
  readonly view: CaseView;
  readonly names: Names;
};

/**
 * Looks at a case as it stood when an event had just happened, under the rules of that moment.
 *
 * @returns null if there is no such event
 */
export function filedAt(source: CaseSource, sequence: number): Filed | null {
  const { procedure, agencyId, caseId, rules, calendar, names } = source;
  const events = source.events.slice(0, sequence);
  const event = events.at(-1);
  if (event === undefined || event.sequence !== sequence) return null;
  const state = foldCase(
    procedure,
    emptyCase(procedure, agencyId, caseId, 'general'),
    events.map((one) => ({ ...one, agencyId, caseId })),
  );
  const actor = { id: '', name: '', roles: [] };
  const context = { rules, calendar, now: event.at, actor, officers: {} };
  return { event, events, names, view: viewOf(procedure, state, context) };
}

/** The last event of a kind in the file; undefined when none happened. */
export const lastOf = ({ events }: Filed, kind: string): FiledEvent | undefined =>
  events.findLast((event) => event.kind === kind);

/** All events of a kind after a place in the file, in order. */
export const allAfter = ({ events }: Filed, kind: string, after: number): readonly FiledEvent[] =>
  events.filter((event) => event.kind === kind && event.sequence > after);

/** The entries of a rule that is a list on a day; empty when no pack sets it. */
export function entriesOf(
  view: CaseView,
  key: string,
  on: CivilDate = view.today,
): readonly Readonly<Record<string, unknown>>[] {
  const value: unknown = view.rule(key, on)?.value;
  const held = isObject(value) ? (value['triggers'] ?? value['when']) : value;
  return Array.isArray(held) ? held.filter(isObject) : [];
}

/** The value of a rule that is an object on a day; empty when no pack sets it. */
export function valueOf(
  view: CaseView,
  key: string,
  on: CivilDate = view.today,
): Readonly<Record<string, unknown>> {
  const value: unknown = view.rule(key, on)?.value;
  return isObject(value) ? value : {};
}

/** The name of a person by account id; a blank to be filled in by hand where none is known. */
export const personOf = ({ names }: Filed, id: string | null): string =>
  (id === null ? undefined : names.people[id]) ?? '';
