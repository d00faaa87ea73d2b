import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const text = readFileSync(join(import.meta.dirname, '../design/tokens.css'), 'utf8');

/** The colours that a rule of the sheet sets, by the beginning of the rule. */
function coloursOf(beginning: string): Readonly<Record<string, string>> {
  const body = text.slice(text.indexOf(beginning) + beginning.length).split('}')[0] ?? '';
  return Object.fromEntries(
    [...body.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
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

const themes: Readonly<Record<string, { beginning: string; least: number }>> = {
  light: { beginning: ":root, [data-theme='light'] {", least: 4.5 },
  'dark by system': { beginning: ':root:not([data-theme]) {', least: 4.5 },
  dark: { beginning: "[data-theme='dark'] {", least: 4.5 },
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
    (_, { beginning, least }) => {
      const colours = coloursOf(beginning);
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
    const names = (beginning: string) => Object.keys(coloursOf(beginning)).toSorted();
    for (const { beginning } of Object.values(themes))
      expect(names(beginning)).toEqual(names(themes['light']?.beginning ?? ''));
  });

  test('given dark by choice and dark by system, when compared, then they are the same', () => {
    expect(coloursOf(themes['dark']?.beginning ?? '')).toEqual(
      coloursOf(themes['dark by system']?.beginning ?? ''),
    );
  });
});
