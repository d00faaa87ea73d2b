/**
 * How a reader wants the pages shown.
 *
 * Kept in one cookie of two words, "text.theme", because it must hold without JavaScript and on every page. It says
 * nothing about the reader and is no secret. Standard in both leaves no attribute, so the page follows the system.
 */

/** Size of letters, and colours. */
export type Look = {
  readonly text: 'standard' | 'large' | 'largest';
  readonly theme: 'standard' | 'dark' | 'high' | 'high-dark';
};

/** What may be chosen, in the order shown. */
export const textSizes: readonly { readonly value: Look['text']; readonly title: string }[] = [
  { value: 'standard', title: '标准' },
  { value: 'large', title: '大' },
  { value: 'largest', title: '特大' },
];

/** What may be chosen, in the order shown. */
export const themes: readonly { readonly value: Look['theme']; readonly title: string }[] = [
  { value: 'standard', title: '标准' },
  { value: 'dark', title: '深色' },
  { value: 'high', title: '白底高对比' },
  { value: 'high-dark', title: '黑底高对比' },
];

/** Nothing chosen. */
export const standardLook: Look = { text: 'standard', theme: 'standard' };

/** Name of the cookie. */
export const lookCookie = 'mingfa_look';

/**
 * The look that a Cookie header asks for.
 *
 * @param header - as sent, possibly absent or foreign
 */
export function lookOf(header: string | undefined): Look {
  const [, text = '', theme = ''] =
    /(?:^|;\s*)mingfa_look=([a-z-]*)\.([a-z-]*)/.exec(header ?? '') ?? [];
  return chosenLook({ text, theme }, standardLook);
}

/**
 * The look after a choice.
 *
 * @param query - parameters as parsed, possibly repeated or foreign
 * @param before - what holds where nothing sensible was chosen
 */
export function chosenLook(query: Readonly<Record<string, unknown>>, before: Look): Look {
  const text = textSizes.find(({ value }) => value === query['text'])?.value ?? before.text;
  const theme = themes.find(({ value }) => value === query['theme'])?.value ?? before.theme;
  return { text, theme };
}

/** The look as one word; a page shown in two looks is two pages. */
export function lookText({ text, theme }: Look): string {
  return `${text}.${theme}`;
}

/**
 * Where to go back to after a choice: a place on this site, never on another.
 *
 * @param given - path and query as the page wrote them; anybody may have written something else
 * @returns a path that begins with one slash
 */
export function wayBack(given: unknown): string {
  if (typeof given !== 'string' || given.length > 4000) return '/';
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(given) ? given : '/';
}
