import { type JsonObject, numberOf, textsOf } from './case-event.ts';

/** What a penalty takes: kinds, a fine and a confiscation. */
export type Penalty = {
  readonly kinds: readonly string[];
  readonly fineFen: number;
  readonly confiscatedFen: number;
  readonly largeAmount: boolean;
};

/** Reads a penalty from event data. */
export function penaltyOf(data: JsonObject): Penalty {
  return {
    kinds: textsOf(data, 'kinds'),
    fineFen: numberOf(data, 'fineFen'),
    confiscatedFen: numberOf(data, 'confiscatedFen'),
    largeAmount: data['largeAmount'] === true,
  };
}

/** Whether one penalty takes more than another: a higher sum, or a kind the other has not. */
export function isHeavier(one: Penalty, other: Penalty): boolean {
  return (
    one.fineFen > other.fineFen ||
    one.confiscatedFen > other.confiscatedFen ||
    one.kinds.some((kind) => !other.kinds.includes(kind))
  );
}

/** Whether two penalties are the same in kind and sums. */
export function isSamePenalty(one: Penalty, other: Penalty): boolean {
  return !isHeavier(one, other) && !isHeavier(other, one);
}
