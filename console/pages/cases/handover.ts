import type { Refusal } from '../../api/client.ts';

/** How many cases one request hands over. */
export const batchSize = 50;

/** A case that stayed where it was, and why. */
export type Kept = {
  readonly caseId: string;
  readonly title: string | null;
  readonly refusals: readonly Pick<Refusal, 'code' | 'text' | 'clauses'>[];
};

/** What became of the cases so far. */
export type Outcome = { readonly done: readonly string[]; readonly refused: readonly Kept[] };

/** Nothing handed over yet. */
export const nothingYet: Outcome = { done: [], refused: [] };

/** Cuts the cases into requests. */
export function batchesOf(caseIds: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(caseIds.length / batchSize) }, (_, at) =>
    caseIds.slice(at * batchSize, (at + 1) * batchSize),
  );
}

/** What became of the cases, with one more request. */
export function withAnswer(so: Outcome, answer: Outcome): Outcome {
  return { done: [...so.done, ...answer.done], refused: [...so.refused, ...answer.refused] };
}

/** The cases that have not been answered for, in their order; after a break the hand-over goes on with them. */
export function remaining(caseIds: readonly string[], so: Outcome): readonly string[] {
  const answered = new Set([...so.done, ...so.refused.map(({ caseId }) => caseId)]);
  return caseIds.filter((caseId) => !answered.has(caseId));
}
