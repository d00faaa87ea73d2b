import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesOf } from '../../tools/check-refusals.ts';
import { filesUnder, textsOf } from '../../tools/source-files.ts';
import { codesWithStatus } from './refusal-status.ts';

const root = join(import.meta.dirname, '../..');

test('every code that the program refuses with has a status, and no status is for a code nobody uses', () => {
  // What only the command line says never meets a status.
  const paths = filesUnder(root, 'src', ['.ts']).filter(
    (path) => !path.endsWith('.test.ts') && !path.startsWith('src/cli/'),
  );
  const used = [...codesOf(textsOf(root, paths).values()).keys()];

  expect(used.filter((code) => !codesWithStatus.includes(code))).toEqual([]);
  expect(codesWithStatus.filter((code) => !used.includes(code))).toEqual([]);
});
