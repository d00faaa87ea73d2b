import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaches, type House } from './house.ts';

const house: House = JSON.parse(readFileSync(join(import.meta.dirname, 'house.json'), 'utf8'));

/** What the check says when one more file stands in a sound house. */
function planted(path: string, text: string, more: Record<string, string> = {}): readonly string[] {
  const sound = {
    'src/rules/index.ts': `export { due } from './due.ts';`,
    'src/rules/due.ts': 'export const due = 1;',
    'src/store/index.store.ts': `export { read } from './read.store.ts';`,
    'src/store/read.store.ts': `import pg from 'pg';\nimport { due } from '../rules/index.ts';\nexport const read = [pg, due];`,
  };
  return breaches(new Map(Object.entries({ ...sound, ...more, [path]: text })), house);
}

describe('the house', () => {
  test('given rooms that keep to their floors, when checked, then nothing is said', () => {
    expect(
      planted('src/casework/case.store.ts', `import { read } from '../store/index.store.ts';`),
    ).toEqual([]);
    expect(planted('src/assembly.ts', `import { due } from './rules/index.ts';`)).toEqual([]);
    expect(
      planted(
        'src/casework/case.test.ts',
        `import fc from 'fast-check';\nimport '../rules/due.ts';`,
      ),
    ).toEqual([]);
  });

  const violations: [string, string, string, RegExp][] = [
    [
      'a lower floor imports a higher one',
      'src/rules/x.ts',
      `import '../casework/index.ts';`,
      /does not stand above/,
    ],
    [
      'a room imports its neighbour',
      'src/review/x.ts',
      `import { a } from '../recording/index.ts';`,
      /does not stand above/,
    ],
    [
      'a type is imported past a face',
      'src/casework/x.ts',
      `import type { D } from '../rules/due.ts';`,
      /past the face/,
    ],
    [
      'a pure file takes the store face',
      'src/casework/x.ts',
      `export * from '../store/index.store.ts';`,
      /pure file imports the store file/,
    ],
    [
      'a pure file imports a package',
      'src/casework/x.ts',
      `import yaml from 'yaml';`,
      /imports the package "yaml"/,
    ],
    [
      'a pure file imports node',
      'src/casework/x.ts',
      `const fs = await import('node:fs');`,
      /imports the package "node:fs"/,
    ],
    [
      'a store file imports routes',
      'src/casework/x.store.ts',
      `import './x.routes.ts';`,
      /store file imports the routes file/,
    ],
    [
      'the portal looks behind disclosure',
      'src/portal/x.pages.ts',
      `import '../registers/index.ts';`,
      /may import only disclosure/,
    ],
    [
      'somebody imports a test',
      'src/casework/x.store.ts',
      `import './x.test.ts';`,
      /imports the test/,
    ],
    ['a room has no floor', 'src/billing/x.ts', '', /has no floor/],
    [
      'the environment is read elsewhere',
      'src/store/x.store.ts',
      'export const a = process.env;',
      /environment is read once/,
    ],
    [
      'a waiver gives no reason',
      'src/store/x.store.ts',
      '// oxlint-disable-next-line no-eval',
      /ends in "-- reason"/,
    ],
    ['a file is called utils', 'src/store/utils.ts', '', /nothing is called "utils"/],
    ['a file is in camel case', 'src/store/openIt.store.ts', '', /kebab-case/],
    [
      'the console imports the core',
      'console/src/x.tsx',
      `import { due } from '../../src/rules/index.ts';`,
      /only the API/,
    ],
    [
      'the console imports code from beside the look',
      'console/app/x.tsx',
      `import '../../design/x.ts';`,
      /only the API/,
    ],
  ];

  test.each(violations)(
    'given that %s, when checked, then it is named with its file',
    (_, path, text, message) => {
      const said = planted(path, text);

      expect(said.filter((each) => message.test(each))).toHaveLength(1);
    },
  );

  test('given two files that import each other, when checked, then the cycle is told', () => {
    const said = planted('src/rules/a.ts', `import './b.ts';`, {
      'src/rules/b.ts': `import type { A } from './a.ts';`,
    });

    expect(said).toEqual([
      'src/rules/a.ts: import cycle src/rules/a.ts → src/rules/b.ts → src/rules/a.ts',
    ]);
  });

  test('given the console and the look it shares with the public site, when checked, then nothing is said', () => {
    expect(planted('console/app/x.tsx', `import '../../design/tokens.css';`)).toEqual([]);
  });

  test('given an import in a comment or a reason behind a waiver, when checked, then nothing is said', () => {
    const text = `// import '../casework/index.ts';\n// oxlint-disable-next-line no-eval -- the text is ours\nexport const a = 1;`;

    expect(planted('src/rules/x.ts', text)).toEqual([]);
  });
});
