import { type JsonObject, numberOf, textsOf } from './case-event.ts';
import { yuanText } from './event-particulars.ts';
import type { Procedure } from './procedure.ts';

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

/**
 * What a penalty takes, in the words of decisions, such as 警告、罚款1,234.50元.
 *
 * @param penalty - as event data holds it
 * @returns by the titles of the procedure; empty when nothing is taken
 */
export function penaltyWords(procedure: Pick<Procedure, 'types'>, penalty: JsonObject): string {
  const fields = procedure.types['penalty'] ?? [];
  const titles = fields.find(({ name }) => name === 'kinds')?.options ?? {};
  const { kinds, fineFen, confiscatedFen } = penaltyOf(penalty);
  const confiscated = kinds.find((code) => code.startsWith('confiscate-'));
  const sums: Readonly<Record<string, number>> = {
    fine: fineFen,
    [confiscated ?? '']: confiscatedFen,
  };
  return kinds
    .map(
      (code) =>
        (titles[code] ?? code) + ((sums[code] ?? 0) > 0 ? writtenYuan(sums[code] ?? 0) : ''),
    )
    .join('、');
}

/** An amount as decisions write it, such as 1,234.50元. */
const writtenYuan = (fen: number): string => yuanText(fen).replace(' ', '');
