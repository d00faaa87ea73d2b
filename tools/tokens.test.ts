import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { styleSheet } from '../src/portal/answer.routes.ts';

const text = readFileSync(join(import.meta.dirname, '../design/tokens.css'), 'utf8');

/** What a rule of the sheet says, by the beginning of the rule. */
function ruleOf(beginning: string): string {
  expect(text).toContain(beginning);
  return text.slice(text.indexOf(beginning) + beginning.length).split('}')[0] ?? '';
}

/** The colours that a rule of the sheet sets; of a pair the one that its theme takes. */
function coloursOf({ beginning, side }: Theme): Readonly<Record<string, string>> {
  const written =
    side === undefined
      ? /--([a-z-]+): (#[0-9a-f]{6});/g
      : new RegExp(`--([a-z-]+): [^;]*var\\(--${side}, (#[0-9a-f]{6})\\)`, 'g');
  return Object.fromEntries(
    [...ruleOf(beginning).matchAll(written)].map(([, name, value]) => [name, value]),
  );
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Ratio of contrast as WCAG 2.2 counts it. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

type Theme = { readonly beginning: string; readonly least: number; readonly side?: string };

const paired = ":root, [data-theme='light'], [data-theme='dark'] {";
const light: Theme = { beginning: paired, least: 4.5, side: 'light' };
const themes: Readonly<Record<string, Theme>> = {
  light,
  dark: { beginning: paired, least: 4.5, side: 'dark' },
  high: { beginning: "\n[data-theme='high'] {", least: 7 },
  'high-dark': { beginning: "[data-theme='high-dark'] {", least: 7 },
};

const grounds = ['paper', 'card', 'field', 'notice'];
const pairs = [
  ...['ink', 'soft', 'link', 'accent', 'accent-deep', 'ok', 'warn', 'late'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground]),
  ),
  ...['ok', 'warn', 'late', 'accent'].flatMap((ink) => [
    [ink, `${ink}-tint`],
    ['ink', `${ink}-tint`],
    ['soft', `${ink}-tint`],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-deep'],
  ['on-mark', 'mark'],
];

describe('the tokens of the look', () => {
  test.each(Object.entries(themes))(
    'given the theme %s, when its colours are compared, then every text can be read and every edge seen',
    (_, theme) => {
      const { least } = theme;
      const colours = coloursOf(theme);
      const ratio = (one = '', other = '') => contrast(colours[one] ?? '', colours[other] ?? '');
      const faint = [
        ...pairs.filter(([one, other]) => !(ratio(one, other) >= least)),
        ...grounds.map((ground) => ['edge', ground]).filter(([a, b]) => !(ratio(a, b) >= 3)),
        ...grounds.map((ground) => ['chart', ground]).filter(([a, b]) => !(ratio(a, b) >= 3)),
      ].map(([one, other]) => `${one} on ${other}: ${ratio(one, other).toFixed(2)}`);
      expect(faint).toEqual([]);
    },
  );

  test('given the themes, when their names are listed, then each sets all the colours that the light one sets', () => {
    const names = (theme: Theme) => Object.keys(coloursOf(theme)).toSorted();
    expect(names(light).length).toBeGreaterThan(20);
    for (const theme of Object.values(themes)) expect(names(theme)).toEqual(names(light));
  });

  test('given dark by choice and dark by system, when compared, then both turn the same switches', () => {
    const switches = ' color-scheme: dark; --light: ; --dark: initial; ';
    expect(ruleOf("\n[data-theme='dark'] {")).toBe(switches);
    expect(ruleOf('  :root:not([data-theme]) {')).toBe(switches);
    expect(ruleOf(":root, [data-theme='light'] {")).toBe(
      ' color-scheme: light; --light: initial; --dark: ; ',
    );
  });

  test('given the sheet as the public site sends it, when it is packed, then an empty switch keeps its space', () => {
    expect(styleSheet).toContain('--light:initial;--dark: }');
    expect(styleSheet).not.toMatch(/--[a-z]+:[;}]/);
  });
});
