import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '../workspace/case-file.ts';
import {
  byMaterial,
  byOrder,
  type Material,
  narrowed,
  neighbour,
  numberIn,
  piecesOf,
  recordingsIn,
} from './materials.ts';

const event = (sequence: number, differs: Partial<CaseEvent> = {}): CaseEvent => ({
  sequence,
  kind: 'evidenceAdded',
  title: '收集证据',
  at: '2026-03-02T09:00:00.000+08:00',
  actorId: null,
  actorName: '王示',
  data: {},
  clauses: [],
  commitment: '',
  leafIndex: null,
  particulars: [],
  command: null,
  ...differs,
});
const told = (text: string) =>
  [{ field: '/facts', title: '内容', text }] as CaseEvent['particulars'];
const material = (code: string, sequences: readonly number[], missing = false): Material => ({
  code,
  title: code,
  sequences,
  missing,
});
const shape = (groups: ReturnType<typeof byMaterial>) =>
  groups.map(({ key, records }) => [key, records.map(({ sequence }) => sequence)]);

describe('the records by material', () => {
  test('given two materials and a record of neither, then the rest comes last', () => {
    const groups = byMaterial(
      [event(1), event(2), event(3)],
      [material('report', [3]), material('evidence', [2])],
    );

    expect(shape(groups)).toEqual([
      ['report', [3]],
      ['evidence', [2]],
      ['rest', [1]],
    ]);
  });

  test('given a record that stands for two materials, then it is shown once', () => {
    const groups = byMaterial([event(3)], [material('proposal', [3]), material('report', [3])]);

    expect(shape(groups)).toEqual([
      ['proposal', [3]],
      ['report', []],
    ]);
  });

  test('given the file as a whole up to a record, then all records until then belong to it', () => {
    const groups = byMaterial([event(1), event(2), event(3)], [material('case-file', [2])]);

    expect(shape(groups)).toEqual([
      ['case-file', [1, 2]],
      ['rest', [3]],
    ]);
  });

  test('given a material that is missing, then its heading stays', () => {
    const [group] = byMaterial([], [material('hearing', [], true)]);

    expect(group).toMatchObject({ title: 'hearing', isMissing: true, isAbove: false });
  });

  test('given no list of materials, then all records stand together', () => {
    expect(byMaterial([event(1)], []).map(({ title }) => title)).toEqual(['全部记录']);
  });
});

describe('looking for a record', () => {
  const groups = byOrder([
    event(1, { title: '登记线索' }),
    event(12, { particulars: told('货架上有糕点') }),
  ]);

  test('given a text, then the records that hold it', () => {
    expect(shape(narrowed(groups, '糕点'))).toEqual([['all', [12]]]);
  });

  test('given a number, then the record of this number only', () => {
    expect(shape(narrowed(groups, '#１'))).toEqual([['all', [1]]]);
  });

  test('given nothing that fits, then no group', () => {
    expect(narrowed(groups, '没有的')).toEqual([]);
  });

  test.each([
    ['12', 12],
    ['#7', 7],
    ['１２', 12],
    ['12 月', null],
    ['', null],
  ])('given %s, then its number', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  test('given a hit, then the text is cut around it', () => {
    expect(piecesOf('有糕点和糕点', '糕点')).toEqual([
      { text: '有', isHit: false },
      { text: '糕点', isHit: true },
      { text: '和', isHit: false },
      { text: '糕点', isHit: true },
    ]);
  });
});

describe('moving between records', () => {
  test.each([
    [null, 1, 4],
    [null, -1, 9],
    [4, 1, 7],
    [9, 1, 9],
    [4, -1, 4],
    [5, 1, 4],
  ] as const)('given %s and the direction %i, then %i', (shown, direction, next) => {
    expect(neighbour([4, 7, 9], shown, direction)).toBe(next);
  });

  test('given no records, then none', () => {
    expect(neighbour([], null, 1)).toBeNull();
  });
});

describe('the recordings of a record', () => {
  test('given one that was made, then its reference', () => {
    const data = { recording: { made: true, reference: 'AV-2026-7' }, facts: '…' };

    expect(recordingsIn({ data })).toEqual(['AV-2026-7']);
  });

  test('given one that was not made, then none', () => {
    expect(recordingsIn({ data: { recording: { made: false, reason: '停电' } } })).toEqual([]);
  });
});
