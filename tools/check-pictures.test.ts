import { expect, test } from 'vitest';
import { pictureProblems, unknownClauses } from './check-pictures.ts';

const page = (text: string) => new Map([['docs/guide/officer.md', text]]);
const shown = '![首页](../pictures/officer-home.png)';

test('given a page that shows what a scene makes, when checked, then nothing is said', () => {
  const files = ['docs/pictures/officer-home.png'];

  expect(pictureProblems({ pages: page(shown), files, names: ['officer-home'] })).toEqual([]);
});

test('given a picture that no scene makes, when checked, then the page and the file are told', () => {
  const files = ['docs/pictures/officer-home.png'];

  expect(pictureProblems({ pages: page(shown), files, names: [] })).toEqual([
    'docs/guide/officer.md: no scene makes the picture ../pictures/officer-home.png',
    'docs/pictures/officer-home.png: no scene makes it',
  ]);
});

test('given a scene whose picture is missing or shown nowhere, when checked, then both are told', () => {
  const files = ['docs/pictures/leader-home.png'];
  const names = ['officer-home', 'leader-home'];

  expect(pictureProblems({ pages: page(shown), files, names })).toEqual([
    'docs/pictures/officer-home.png: is missing',
    'docs/pictures/leader-home.png: no page shows it',
  ]);
});

test('given a picture without words, when checked, then it is told', () => {
  const files = ['docs/pictures/officer-home.png'];
  const pages = page('![ ](../pictures/officer-home.png)');

  expect(pictureProblems({ pages, files, names: ['officer-home'] })).toEqual([
    'docs/guide/officer.md: the picture ../pictures/officer-home.png is not told in words',
  ]);
});

test('given clauses on a page, when one is in no rule pack, then it is told', () => {
  const text = '第五十八条（`apl-2021-58`），第九百条（`apl-2021-900`），`npm test`';

  expect(unknownClauses('a.md', text, new Set(['apl-2021-58']))).toEqual([
    'a.md: no rule pack has the clause apl-2021-900',
  ]);
});
