import type { Instant } from './instant.ts';
import type { ClauseId } from './rule.ts';

/**
 * An expected "no": what is missing and what to do about it.
 *
 * The text is one Chinese sentence or two and holds no personal data. `field` is a JSON pointer or a field's name when
 * one field is wrong.
 */
export type Refusal = {
  readonly code: string;
  readonly text: string;
  readonly clauses: readonly ClauseId[];
  readonly field?: string;
  /** What others did meanwhile, in order; only where the present state has moved on. */
  readonly changes?: readonly Change[];
};

/** Something that was done since somebody looked. */
export type Change = {
  readonly sequence: number;
  readonly title: string;
  readonly at: Instant;
  readonly actorName: string | null;
};

/**
 * Carries refusals from the shell to the edge. The pure core returns them; only the shell throws.
 *
 * The message holds codes only, because it is logged.
 */
export class Refused extends Error {
  readonly refusals: readonly Refusal[];

  constructor(...refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.code).join(', '));
    this.name = 'Refused';
    this.refusals = refusals;
  }
}
