import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkRefusals, codesOf, writeRefusals } from './check-refusals.ts';

describe('the page of refusals', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mingfa-refusals-'));
    mkdirSync(join(root, 'src/review'), { recursive: true });
    mkdirSync(join(root, 'docs'));
    writeFileSync(
      join(root, 'src/review/gate.ts'),
      `refuse('review.not-passed', '尚未通过审核。', clauses);`,
    );
    writeRefusals(root);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  test('given a page just written, when checked, then nothing is said', () => {
    expect(checkRefusals(root)).toEqual([]);
  });

  test('given a code added to the source, when checked, then the page lacks it', () => {
    writeFileSync(
      join(root, 'src/review/more.ts'),
      `const a = { code: 'review.paused', text: '已暂停。', clauses };`,
    );

    expect(checkRefusals(root)[0]).toBe('docs/refusals.md: lacks review.paused');
  });

  test('given a code that left the source, when checked, then it is stale on the page', () => {
    writeFileSync(join(root, 'src/review/gate.ts'), 'export const a = 1;');

    expect(checkRefusals(root)[0]).toBe('docs/refusals.md: nobody refuses with review.not-passed');
  });

  test('given a sentence edited on the page, when checked, then it differs', () => {
    const path = join(root, 'docs/refusals.md');
    writeFileSync(path, readFileSync(path, 'utf8').replace('尚未', '还没'));

    expect(checkRefusals(root)).toHaveLength(1);
  });
});

test('given a sentence with values in it, when read, then dots stand for them', () => {
  const source =
    "refusal(\n  \"x\", 'other');\nrefusal(\n  'store.taken',\n  `文件夹“${folder}”由进程 ${pid.of({ a: 1 })} 使用。`,\n)";

  expect([...codesOf([source])]).toEqual([['store.taken', ['文件夹“…”由进程 … 使用。']]]);
});

test('given a code handed on with its sentence, then it is found whatever the function is called', () => {
  const source = `
    asked('decision.reasons', fields, 'decision.unreasoned', (title) => \`须就“\${title}”说理。\`);
    stageGate('running', 'preservation.none', '没有待处理的先行登记保存。');`;

  expect([...codesOf([source])]).toEqual([
    ['decision.unreasoned', ['须就“…”说理。']],
    ['preservation.none', ['没有待处理的先行登记保存。']],
  ]);
});

test('given a sentence named and written just before, then it is told; one of another function is not', () => {
  const source = `
function a(end) {
  const text = \`不得早于 \${end}。\`;
  return refuse('payment.shortened', text, clauses);
}
function b(text) {
  return refuse('payment.told', text, clauses);
}
`;

  expect([...codesOf([source])]).toEqual([
    ['payment.shortened', ['不得早于 …。']],
    ['payment.told', []],
  ]);
});

test('given what is noted about a file, a key or a file name, then it is no refusal', () => {
  const source = `
    note(desk, placeOf(node), 'rules.twice', '列了两次。请删去一次。');
    read(join(folder, 'pack.yaml'), 'pack.yaml', problems);
    const titles = ['a.b', 'c.d'];`;

  expect([...codesOf([source])]).toEqual([]);
});
