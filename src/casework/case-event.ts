import type { ClauseId, Instant } from '../rules/index.ts';

/** Values that travel through JSON and PostgreSQL unchanged: no fractions, no `undefined`. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** One thing that happened in a case. The past participle of the command that caused it. */
export type CaseEvent = {
  readonly agencyId: string;
  readonly caseId: string;
  /** Position in the case, from 1, without gaps. */
  readonly sequence: number;
  readonly kind: string;
  readonly at: Instant;
  /** Account that acted; null when the system did. */
  readonly actorId: string | null;
  readonly data: JsonObject;
  /** Clauses of the rules that governed the act, as resolved on its day; sorted, may be empty. */
  readonly clauses: readonly ClauseId[];
};

/** What the state remembers of an event: everything but long prose. */
export type Fact = {
  readonly sequence: number;
  readonly at: Instant;
  readonly actorId: string | null;
  readonly data: JsonObject;
};

/** A case as the fold of its events. */
export type CaseState = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly procedure: string;
  readonly variant: string;
  /** Sequence of the last event; 0 before the first. */
  readonly version: number;
  readonly facts: { readonly [kind: string]: readonly Fact[] };
};

/** Reads a text field of event data; empty when it is absent. */
export function textOf(data: JsonObject | undefined, name: string): string {
  const value = data?.[name];
  return typeof value === 'string' ? value : '';
}

/** Reads a whole number of event data; 0 when it is absent. */
export function numberOf(data: JsonObject | undefined, name: string): number {
  const value = data?.[name];
  return typeof value === 'number' ? value : 0;
}

/** Reads a flag of event data; false when it is absent. */
export function flagOf(data: JsonObject | undefined, name: string): boolean {
  return data?.[name] === true;
}

/** Reads a list of texts of event data; empty when it is absent. */
export function textsOf(data: JsonObject | undefined, name: string): readonly string[] {
  const value = data?.[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Reads a nested object of event data; empty when it is absent. */
export function objectOf(data: JsonObject | undefined, name: string): JsonObject {
  const value = data?.[name];
  return isObject(value) ? value : {};
}

/** Whether a value is a JSON object and not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
