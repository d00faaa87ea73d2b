import {
  type CaseView,
  flagOf,
  type Json,
  type JsonObject,
  penaltyWords,
} from '../casework/index.ts';
import type { CivilDate } from '../rules/index.ts';

/** A day as documents write it, such as 2026年9月8日. */
export function dateText(day: CivilDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** The paragraphs of a text, without empty ones. */
export function paragraphsOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A proposed penalty in words, by the titles of the procedure; empty when none is proposed. */
export function penaltyText(view: CaseView, penalty: JsonObject): string {
  const large = flagOf(penalty, 'largeAmount') ? '（达到较大数额或者较大价值）' : '';
  return penaltyWords(view.procedure, penalty) + large;
}

/** Numbers of records as documents write them, such as 第3、5号; empty for none. */
export const recordsText = (sequences: readonly number[]): string =>
  sequences.length === 0 ? '' : `第${sequences.join('、')}号`;

// Control characters have no glyph and no meaning on paper; the end of a line has been used up before.
const unprintable = /\p{Cc}+/gu;

/** A value with all its texts as they can be set: what is no character on paper becomes a space. */
export function printable<T extends Json>(value: T): T {
  const clean = (one: Json): Json => {
    if (typeof one === 'string') return one.replaceAll(unprintable, ' ');
    if (Array.isArray(one)) return one.map(clean);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, held]) => [name, clean(held)]));
  };
  return clean(value) as T;
}
