import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { helpTopics } from '../console/pages/me/help.ts';

test('given the help of the console, when it cites a clause, then a pack has that clause', () => {
  const folder = new URL('../rules/', import.meta.url);
  const packs = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  const known = packs
    .filter(({ name }) => name !== 'calendar')
    .map(({ name }) => readFileSync(new URL(`${name}/clauses.yaml`, folder), 'utf8'))
    .join('\n');
  const cited = helpTopics.flatMap(({ parts }) =>
    parts.flatMap(({ advice }) => advice.flatMap(({ clauses = [] }) => clauses)),
  );
  expect(cited.length).toBeGreaterThan(30);
  expect(cited.filter((id) => !known.includes(`id: ${id}\n`))).toEqual([]);
});
