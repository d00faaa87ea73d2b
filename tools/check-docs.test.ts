import { expect, test } from 'vitest';
import { linkProblems } from './check-docs.ts';
import { migrationProblems } from './check-migrations.ts';

const exists = (target: string): boolean => target === 'docs/glossary.md';

test('given links to a page, a heading and a site, when they are there, then nothing is said', () => {
  const text = '# 术语 表\n[a](glossary.md#x) [b](#术语-表) [c](https://example.invalid/x)';

  expect(linkProblems('docs/architecture.md', text, exists)).toEqual([]);
});

test('given links to a missing page and a missing heading, when checked, then both are told', () => {
  expect(linkProblems('docs/architecture.md', '# A\n[a](gone.md) [b](#none)', exists)).toEqual([
    'docs/architecture.md: the link gone.md leads nowhere',
    'docs/architecture.md: the link #none leads nowhere',
  ]);
});

test('given a link inside a code block, when checked, then it is passed over', () => {
  expect(linkProblems('README.md', '```\n[a](gone.md)\n```', exists)).toEqual([]);
});

const sound = `-- What it is.\n-- Phase: expand.\n-- Source: apl-2021-58.\n\ncreate table a (x int);\ncomment on table a is 'A.';\n`;

test('given sound migrations, when checked, then nothing is said', () => {
  expect(migrationProblems(new Map([['m/001-a.sql', sound]]))).toEqual([]);
});

test('given migrations without number, phase, source or comment, or with one number twice, when checked, then each is told', () => {
  const texts = new Map([
    ['m/001-a.sql', sound],
    ['m/001-b.sql', sound],
    ['m/new.sql', sound],
    ['m/003-c.sql', sound.replace('Phase: expand', 'Phase: soon')],
    ['m/004-d.sql', sound.replace('-- Source', '-- Because')],
    ['m/005-e.sql', sound.replace('comment on', '-- comment on')],
  ]);

  expect(migrationProblems(texts).map((problem) => problem.split(':')[0])).toEqual([
    'm/001-b.sql',
    'm/new.sql',
    'm/003-c.sql',
    'm/004-d.sql',
    'm/005-e.sql',
  ]);
});
