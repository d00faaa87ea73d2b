/** A piece of a text, and whether it is one of the words sought. */
export type Piece = { readonly text: string; readonly isFound: boolean };

/**
 * Divides a text at the words sought, so that they can be marked.
 *
 * Compared as the search compares, character by character: full and half width, upper and lower case are the same.
 *
 * @param text - as it is shown
 * @param words - in the plain form of the search
 */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  const characters = Array.from(text);
  const plain = characters.map((character) => character.normalize('NFKC').toLowerCase());
  const found = characters.map(() => false);
  for (const word of words) {
    for (let at = 0; at < plain.length; at += 1) {
      const end = matchEnd(plain, at, word);
      if (end > at) found.fill(true, at, end);
    }
  }
  const pieces: { text: string; isFound: boolean }[] = [];
  for (const [index, character] of characters.entries()) {
    const isFound = found[index] === true;
    const last = pieces.at(-1);
    if (last !== undefined && last.isFound === isFound) last.text += character;
    else pieces.push({ text: character, isFound });
  }
  return pieces;
}

function matchEnd(plain: readonly string[], start: number, word: string): number {
  let rest = word;
  for (let at = start; at < plain.length && rest !== ''; at += 1) {
    const character = plain[at] ?? '';
    if (character === '' || !rest.startsWith(character)) return -1;
    rest = rest.slice(character.length);
    if (rest === '') return at + 1;
  }
  return -1;
}

/**
 * The part of a long text that shows the first word found.
 *
 * @param text - as it is shown
 * @param words - in the plain form of the search
 * @param length - characters to show
 * @returns the beginning when no word is in it; an ellipsis where something was left out
 */
export function excerptOf(text: string, words: readonly string[], length: number): string {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim());
  if (characters.length <= length) return characters.join('');
  const pieces = piecesOf(characters.join(''), words);
  const before =
    pieces[0]?.isFound === false && pieces.length > 1
      ? Array.from(pieces[0]?.text ?? '').length
      : 0;
  const start = Math.min(Math.max(0, before - Math.floor(length / 4)), characters.length - length);
  const shown = characters.slice(start, start + length).join('');
  return `${start > 0 ? '…' : ''}${shown}${start + length < characters.length ? '…' : ''}`;
}
