import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRuleBook, validRules } from '../../tests/support/rule-folder.ts';
import { type Node, type Problem, plain } from './node.ts';
import { parseYaml } from './yaml.store.ts';

function read(text: string | Uint8Array): { readonly node: Node | null; readonly found: string[] } {
  const problems: Problem[] = [];
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const node = parseYaml(bytes, { file: 'x.yaml', problems });
  return { node, found: problems.map(({ line, column, code }) => `${line}:${column} ${code}`) };
}

describe('a file becomes values with places', () => {
  test('given maps, lists and values, then they come back as written', () => {
    const { node, found } = read(
      "a: [1, 'b', true, null]\nc: { d: '2026-11-20', e: 2026-11-20 }\n",
    );

    expect(found).toEqual([]);
    expect(node && plain(node)).toEqual({
      a: [1, 'b', true, null],
      c: { d: '2026-11-20', e: '2026-11-20' },
    });
  });

  test('given Chinese text, then places count characters and not bytes', () => {
    const { node } = read('甲: 一\n乙: 二\n');

    expect(node?.kind === 'map' && node.entries[1]).toMatchObject({
      key: '乙',
      at: { line: 2, column: 1 },
      value: { at: { line: 2, column: 4 } },
    });
  });

  test('given a name that objects treat as special, then it is an ordinary name', () => {
    const { node } = read('__proto__: { polluted: true }\n');
    const value = node && plain(node);

    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('given an empty file, then it is an empty value and no fault', () => {
    expect(read('').node).toMatchObject({ kind: 'scalar', value: null });
  });
});

describe('what is not plain YAML is named', () => {
  test.each([
    ['an open bracket', 'a: [1, 2\nb: 3\n', '2:1 rules.syntax'],
    ['a name twice', 'a: 1\nb: 2\na: 3\n', '3:1 rules.twice'],
    ['a tab', 'a:\n\tb: 1\n', '2:1 rules.syntax'],
    ['two documents', 'a: 1\n---\nb: 2\n', '2:1 rules.syntax'],
    ['a reference', 'a: &x 1\nb: *x\n', '2:4 rules.syntax'],
    ['a number as a name', '1: a\n', '1:1 rules.syntax'],
    ['infinity', 'a: .inf\n', '1:4 rules.syntax'],
    ['a foreign tag', 'a: !!js/function x\n', '1:4 rules.syntax'],
    ['a colon in text', 'a: b: c\n', '1:4 rules.syntax'],
  ])('given %s, then %s', (_, text, expected) => {
    const { node, found } = read(text);

    expect(found).toContain(expected);
    expect(node).toBeNull();
  });

  test('given references that multiply, then they are refused and not expanded', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let i = 1; i < 30; i += 1) lines.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`);

    expect(read(lines.join('\n')).node).toBeNull();
  });

  test('given another encoding, then that is said', () => {
    expect(read(Uint8Array.of(0xb2, 0xe2, 0xca, 0xd4)).found).toEqual(['1:1 rules.not-utf8']);
  });

  test.each([70, 20_000])('given %i levels, then it is too deep and no fault', (depth) => {
    const { node, found } = read(`${'['.repeat(depth)}${']'.repeat(depth)}`);

    expect(node).toBeNull();
    expect(found.length).toBeGreaterThan(0);
  });

  test('given twenty thousand names, then they are compared without comparing each with each', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n');
    const { node } = read(`${text}\nk7: 2\n`);

    expect(node).toBeNull();
  });
});

describe('property: nothing in a file makes the loader throw', () => {
  const files = [
    'keys.yaml',
    'calendar/2026.yaml',
    'jiaxian/pack.yaml',
    'jiaxian/clauses.yaml',
    'jiaxian/rules.yaml',
    'jiaxian/catalogs/opinions.yaml',
  ] as const;
  const anyValue = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        'null',
        '7',
        '-1',
        '1.5',
        'workday',
        "'2026-02-30'",
        'true',
        '[]',
        '{}',
        '*a',
        '&a 1',
        '!x y',
        'jiaxian-1',
        '"',
      ),
      fc.string({ maxLength: 8 }),
      fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
      fc
        .array(
          fc.tuple(
            fc.constantFrom(
              'id',
              'from',
              'within',
              'n',
              'unit',
              'clauses',
              'value',
              'catalog',
              'extends',
              'rest',
              '__proto__',
              'x y',
            ),
            tie('value'),
          ),
          { maxLength: 4 },
        )
        .map((pairs) => `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`),
    ),
  })).value;

  test('given any bytes, then they are read or named', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { node, found } = read(bytes);
        expect(node === null ? found.length > 0 : found.length === 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('given any text that looks like YAML, then it is read or named', () => {
    fc.assert(
      fc.property(anyValue, (text) => {
        const { node, found } = read(text);
        expect(node === null ? found.length > 0 : found.length === 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('given one file with anything in it, then the book loads and lists what is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), anyValue, async (file, text) => {
        const book = await aRuleBook({ [file]: text });
        for (const problem of book.check()) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.text).toMatch(/[。”]/);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('given one character of a valid file changed, then the book loads', async () => {
    const anyEdit = fc.record({
      file: fc.constantFrom(...files),
      at: fc.nat(2000),
      put: fc.constantFrom(
        '',
        ' ',
        ':',
        '{',
        '}',
        '[',
        ']',
        "'",
        '"',
        '-',
        '\n',
        '\t',
        '#',
        '&',
        '*',
        '0',
        '甲',
      ),
    });
    await fc.assert(
      fc.asyncProperty(anyEdit, async ({ file, at, put }) => {
        const text = validRules[file];
        const place = at % text.length;
        const edited = text.slice(0, place) + put + text.slice(place + 1);
        await expect(aRuleBook({ [file]: edited })).resolves.toHaveProperty('packs');
      }),
      { numRuns: 150 },
    );
  });
});
