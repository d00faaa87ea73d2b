import {
  type CaseView,
  flagOf,
  type Json,
  type JsonObject,
  numberOf,
  textsOf,
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

/** An amount as documents write it, such as 1,234.50元. */
export function yuan(fen: number): string {
  const whole = String(Math.floor(fen / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  const rest = fen % 100;
  return rest === 0 ? `${whole}元` : `${whole}.${String(rest).padStart(2, '0')}元`;
}

/** A proposed penalty in words, by the titles of the procedure; empty when none is proposed. */
export function penaltyText(view: CaseView, penalty: JsonObject): string {
  const fields = view.procedure.types['penalty'] ?? [];
  const titles = fields.find(({ name }) => name === 'kinds')?.options ?? {};
  const kinds = textsOf(penalty, 'kinds').map((code) => {
    const title = titles[code] ?? code;
    return code === 'fine' && numberOf(penalty, 'fineFen') > 0
      ? `${title}${yuan(numberOf(penalty, 'fineFen'))}`
      : title;
  });
  const confiscated = numberOf(penalty, 'confiscatedFen');
  const amount = confiscated > 0 ? [`没收金额${yuan(confiscated)}`] : [];
  const large = flagOf(penalty, 'largeAmount') ? '（达到较大数额或者较大价值）' : '';
  return [...kinds, ...amount].join('、') + large;
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
