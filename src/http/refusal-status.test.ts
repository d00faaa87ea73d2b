import { join } from 'node:path';
import { expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { codesOf } from '../../tools/check-refusals.ts';
import { filesUnder, textsOf } from '../../tools/source-files.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { codesWithStatus, commandLineCodes } from './refusal-status.ts';

const root = join(import.meta.dirname, '../..');

/** What only the command line or the reader of rule files says never meets a status. */
const inside = (path: string) => !path.endsWith('.test.ts') && !path.startsWith('src/cli/');
const rooms = /^src\/(casework|recording|review|disclosure|archive)\//;

test('every code that the program refuses with has a status, and no status is for a code nobody uses', async () => {
  const paths = filesUnder(root, 'src', ['.ts']).filter(inside);
  const { composition } = await penaltyStage();
  const { keys } = await loadRuleBook(join(root, 'rules'));
  const otherNames = new Set([
    ...keys.keys(),
    ...composition.gates.keys(),
    ...composition.derives.keys(),
    ...composition.drafts.keys(),
  ]);
  // A code need not stand where it is refused with: in the rooms of a case, what looks like one is one.
  const texts = [
    ...textsOf(
      root,
      paths.filter((path) => rooms.test(path)),
    ).values(),
  ];
  const looksLikeCode = /(?<![.\w/])'([a-z][a-z-]*\.[a-z][a-z-]*)'/g;
  const written = texts
    .flatMap((text) => [...text.matchAll(looksLikeCode)].map((match) => match[1] ?? ''))
    .filter((name) => !otherNames.has(name));
  const all = [...codesOf(textsOf(root, paths).values()).keys()];
  const used = new Set(all.filter((code) => !commandLineCodes.test(code)));

  // What the page of refusals is made by finds every one of them.
  expect(written.filter((code) => !all.includes(code))).toEqual([]);
  expect([...used].filter((code) => !codesWithStatus.includes(code)).toSorted()).toEqual([]);
  expect(codesWithStatus.filter((code) => !used.has(code))).toEqual([]);
});
