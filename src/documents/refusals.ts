import type { Refusal } from '../rules/index.ts';

const refusal = (code: string, text: string): Refusal => ({ code, text, clauses: [] });

/** What the making of documents refuses. */
export const documentRefusals = {
  unknown: refusal('document.unknown', '案件没有这件文书。请从案件的文书目录打开。'),
  noTypesetter: refusal(
    'document.no-typesetter',
    '这台机器的处理器或者操作系统没有文书排版组件，不能生成 PDF；其他功能不受影响。请换用 x64 或者 arm64 的 Linux、macOS、Windows 重新安装。',
  ),
  noFont: refusal(
    'document.no-font',
    '找不到文书用的字体，不能生成 PDF。请核对环境变量 MINGFA_FONTS 所指的文件夹，或者重新安装。',
  ),
  tooLong: refusal(
    'document.too-slow',
    '这件文书生成的时间过长，已经停止。请缩短过长的内容，或者联系系统管理员。',
  ),
  busy: refusal('document.busy', '正在生成的文书太多，请稍后再试。'),
} as const satisfies Readonly<Record<string, Refusal>>;

/** The refusal of a document with characters that no font can draw. */
export function glyphRefusal(characters: readonly string[]): Refusal {
  const shown = characters.slice(0, 10).map(codePointText).join('、');
  const more = characters.length > 10 ? '等' : '';
  return {
    code: 'document.no-glyph',
    text: `文书中有字体画不出的字（${shown}${more}），没有生成。请在环境变量 MINGFA_FONTS 所指的文件夹放入含有这些字的字体后重新启动，或者更正内容。`,
    clauses: [],
  };
}

/** The number of a character, such as U+20BB7: it names the character without showing what may be a person's name. */
const codePointText = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const undrawn = /the text `\\?"(.*?)\\?"` could not be displayed/gu;

/**
 * The characters that a compiler says no font could draw, each once.
 *
 * @param message - diagnostics as the compiler writes them
 * @returns empty if the message is about something else
 */
export function undrawnIn(message: string): readonly string[] {
  const texts = [...message.matchAll(undrawn)].map((match) => unescaped(match[1] ?? ''));
  return [...new Set(texts.flatMap((text) => Array.from(text)))];
}

const unescaped = (text: string) =>
  text.replaceAll(/\\+u\{([0-9a-f]{1,6})\}/giu, (_, digits: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff)),
  );

/** HTTP status of each refusal: 404 not there; 409 this installation cannot; 422 the contents cannot be set. */
export const documentRefusalStatus = {
  'document.busy': 409,
  'document.no-font': 409,
  'document.no-glyph': 422,
  'document.no-typesetter': 409,
  'document.too-slow': 409,
  'document.unknown': 404,
} as const;
