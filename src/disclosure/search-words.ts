/**
 * What a searcher may type, and how it is found.
 *
 * Text and word are brought into one plain form (full and half width, upper and lower case, white space). The index
 * holds every single character and every pair of neighbouring characters of the plain text, and of Latin letters and
 * digits, whose pairs are too common to select anything, also every three and four in a row. A word is looked up by the
 * longest of these, which finds every text that holds the word and some that only hold its pieces. Those are taken out
 * by an exact comparison with the plain text. Hence what is found is what a plain substring search would find.
 */

/** Words of one query at most; the rest is not searched and the page says so. */
export const MAX_WORDS = 8;

/** Characters of one word at most. */
export const MAX_WORD_LENGTH = 60;

/** A query as understood: the words in plain form, and whether something was left out. */
export type Query = { readonly words: readonly string[]; readonly shortened: boolean };

/**
 * The plain form in which texts and words are compared.
 *
 * @param text - anything, also with half a surrogate pair or a control character in it
 * @returns NFKC, lower case, white space and control characters as one space, trimmed
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}

/**
 * One searchable text from several public fields.
 *
 * @param parts - public field texts; empty ones are left out
 * @returns the plain forms, one line each, so that no word is found across two fields
 */
export function searchText(parts: readonly string[]): string {
  return parts
    .map(plainText)
    .filter((part) => part !== '')
    .join('\n');
}

/**
 * What the index holds of a text.
 *
 * @param text - from {@link searchText}
 * @returns its lexemes, without duplicates; none reaches across white space
 */
export function gramsOfText(text: string): string[] {
  const grams = new Set<string>();
  for (const run of text.split(/[ \n]/u)) {
    let before = '';
    for (const character of run) {
      grams.add(character);
      if (before !== '') grams.add(before + character);
      before = character;
    }
    for (const [latin] of run.matchAll(latinRun)) {
      for (let at = 0; at + 3 <= latin.length; at += 1) {
        grams.add(latin.slice(at, at + 3));
        if (at + 4 <= latin.length) grams.add(latin.slice(at, at + 4));
      }
    }
  }
  return [...grams];
}

/**
 * What a text must hold to hold the word.
 *
 * @param word - in plain form, without white space
 * @returns the character itself for a word of one character, otherwise its pairs or longer pieces
 */
export function gramsOfWord(word: string): string[] {
  const characters = Array.from(word);
  if (characters.length < 2) return characters;
  const pieces = new Set<string>();
  for (const [latin] of word.matchAll(latinRun)) {
    const length = Math.min(4, latin.length);
    for (let at = 0; at + length <= latin.length; at += 1) pieces.add(latin.slice(at, at + length));
  }
  for (let at = 1; at < characters.length; at += 1) {
    const pair = `${characters[at - 1]}${characters[at]}`;
    const isCovered = latinPair.test(pair) && isInLongRun(characters, at);
    if (!isCovered) pieces.add(pair);
  }
  return [...pieces];
}

const latinRun = /[a-z0-9]{3,}/g;
const latinPair = /^[a-z0-9]{2}$/;

function isInLongRun(characters: readonly string[], at: number): boolean {
  const isLatin = (index: number) => /^[a-z0-9]$/.test(characters[index] ?? '');
  return isLatin(at - 2) || isLatin(at + 1);
}

/**
 * Whether the index alone is exact for a word, so that no text need be compared.
 *
 * @param word - in plain form
 */
export function isOneGram(word: string): boolean {
  return Array.from(word).length <= 2;
}

/**
 * The words of a typed query.
 *
 * @param typed - as it came from the search box
 * @returns at most {@link MAX_WORDS} words, each only once
 */
export function queryOf(typed: string): Query {
  const all = [...new Set(plainText(typed.slice(0, 2000)).split(' '))].filter(
    (word) => word !== '',
  );
  const words = all
    .slice(0, MAX_WORDS)
    .map((word) => Array.from(word).slice(0, MAX_WORD_LENGTH).join(''));
  const shortened =
    typed.length > 2000 || words.some((word, at) => word !== all[at]) || all.length > words.length;
  return { words, shortened };
}

/**
 * One lexeme as a tsquery takes it.
 *
 * @param lexeme - any text without NUL
 * @returns the lexeme in quotes, with quote and backslash doubled
 */
export function quotedLexeme(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '$&$&')}'`;
}
