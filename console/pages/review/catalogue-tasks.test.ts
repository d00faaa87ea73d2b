import { describe, expect, test } from 'vitest';
import type { Item, Version } from './catalogue.ts';
import { catalogueTasks } from './catalogue-tasks.ts';

const item = (differs: Partial<Item>) =>
  ({ standing: 'reported', next: [], finding: null, ...differs }) as unknown as Item;
const version = (differs: Partial<Version>) =>
  ({
    number: 1,
    standing: 'approved',
    isInForce: true,
    inForceUntil: null,
    compiledAt: '2026-03-02T09:00:00',
    next: [],
    ...differs,
  }) as unknown as Version;
const titles = (
  items: readonly Item[],
  versions: readonly Version[] = [],
  mayCompile = false,
): readonly string[] => catalogueTasks({ items, versions, mayCompile }).map(({ title }) => title);

describe('what of the catalogue waits for a person', () => {
  test('given items that only others may examine, then nothing waits', () => {
    expect(titles([item({})], [version({})])).toEqual([]);
  });

  test('given reported and returned items, then who may act on them is told how many', () => {
    expect(
      titles([
        item({ next: ['examine'] }),
        item({ next: ['examine'] }),
        item({ standing: 'returned', next: ['revise'] }),
      ]),
    ).toEqual(['修改后重新报送退回的 1 项', '审核报送的 2 项']);
  });

  test('given an item that was accepted after the last version, then it waits to be compiled', () => {
    const accepted = (at: string) =>
      item({ standing: 'accepted', finding: { at, by: '审核员', reason: '' } });

    expect(titles([accepted('2026-03-02T10:00:00')], [version({})], true)).toEqual([
      '汇编已经同意的事项',
    ]);
    expect(titles([accepted('2026-03-02T08:00:00')], [version({})], true)).toEqual([]);
    expect(titles([accepted('2026-03-02T10:00:00')], [version({})])).toEqual([]);
  });

  test('given versions to approve, publish and file, then each; a superseded one waits for nobody', () => {
    const old = version({ isInForce: false, inForceUntil: '2026-03-01', next: ['file'] });
    const compiled = version({
      number: 3,
      standing: 'compiled',
      isInForce: false,
      next: ['approve', 'return'],
    });

    expect(titles([], [compiled, version({ number: 2, next: ['publish', 'file'] }), old])).toEqual([
      '批准第 3 版',
      '公开第 2 版',
      '登记第 2 版的备案',
    ]);
  });
});
