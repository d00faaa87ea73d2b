// What changed between two texts, as people read it. Texts are split into sentences first, and sentences that differ into
// words and single characters; each time the longest common subsequence stays. What would take too long to compare is
// told as replaced: the work is bounded whatever was written. So are sentences that share only a few characters: what is
// left of them here and there is no sentence that anybody can read.

/** A stretch of text that both have, or that came or went. */
export type Piece = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** The table of a comparison has at most so many cells. */
const mostCells = 1_000_000;
/** A sentence was reworded, not replaced, while at least one in so many of its characters stayed. */
const leastShare = 3;
/** A sentence with its stop, or the end of a line by itself: a sentence that is no longer the last has not changed. */
const sentence = /[^。；！？\n]*[。；！？]+|\n+|[^。；！？\n]+/gu;
/** A word of letters or digits, or any single character. */
const token = /[A-Za-z]+|\d+|[\s\S]/gu;

/**
 * Compares two texts.
 *
 * @returns pieces in order; neighbours differ in kind; those that are the same or removed make the text before, those
 *   that are the same or added the text after; empty for two empty texts
 */
export function compareTexts(before: string, after: string): readonly Piece[] {
  const whole = comparison(before.match(sentence) ?? [], after.match(sentence) ?? []);
  return joined(joined(whole).flatMap(replacedIn));
}

/** Of a sentence that was replaced, what in it stayed. */
function replacedIn(piece: Piece, index: number, all: readonly Piece[]): readonly Piece[] {
  if (piece.kind === 'added' && all[index - 1]?.kind === 'removed') return [];
  const next = all[index + 1];
  if (piece.kind !== 'removed' || next?.kind !== 'added') return [piece];
  const words = comparison(piece.text.match(token) ?? [], next.text.match(token) ?? []);
  const kept = words.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.length : 0), 0);
  const longer = Math.max(piece.text.length, next.text.length);
  return kept * leastShare >= longer ? words : [piece, next];
}

type Parts = readonly string[];

function comparison(before: Parts, after: Parts): readonly Piece[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  return [
    ...pieces('same', before.slice(0, head)),
    ...difference(middle[0] ?? [], middle[1] ?? []),
    ...pieces('same', tail === 0 ? [] : before.slice(-tail)),
  ];
}

const pieces = (kind: Piece['kind'], parts: Parts): readonly Piece[] =>
  parts.map((text) => ({ kind, text }));

function difference(before: Parts, after: Parts): readonly Piece[] {
  return (before.length + 1) * (after.length + 1) > mostCells
    ? [...pieces('removed', before), ...pieces('added', after)]
    : longestCommon(before, after);
}

/** The pieces of two texts by their longest common subsequence. */
function longestCommon(before: Parts, after: Parts): readonly Piece[] {
  const lengths = lengthsOf(before, after);
  const at = (row: number, column: number) => lengths[row * (after.length + 1) + column] ?? 0;
  const found: Piece[] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    const isSame = before[row] === after[column];
    const goes = isSame || at(row + 1, column) >= at(row, column + 1);
    const [kind, text] = goes
      ? (['removed', before[row]] as const)
      : (['added', after[column]] as const);
    found.push({ kind: isSame ? 'same' : kind, text: text ?? '' });
    if (goes) row += 1;
    if (isSame || !goes) column += 1;
  }
  return [
    ...found,
    ...pieces('removed', before.slice(row)),
    ...pieces('added', after.slice(column)),
  ];
}

/** Lengths of the longest common subsequences of what is left from each place on, row by row. */
function lengthsOf(before: Parts, after: Parts): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const place = row * width + column;
      lengths[place] =
        before[row] === after[column]
          ? (lengths[place + width + 1] ?? 0) + 1
          : Math.max(lengths[place + width] ?? 0, lengths[place + 1] ?? 0);
    }
  }
  return lengths;
}

/** Neighbours of one kind put together; of what was replaced, what went stands before what came. */
function joined(all: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  let removed = '';
  let added = '';
  const settle = () => {
    if (removed !== '') found.push({ kind: 'removed', text: removed });
    if (added !== '') found.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const { kind, text } of all) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else {
      settle();
      const last = found.at(-1);
      if (last?.kind === 'same') found[found.length - 1] = { kind, text: last.text + text };
      else if (text !== '') found.push({ kind, text });
    }
  }
  settle();
  return found;
}
