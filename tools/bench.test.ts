import { expect, test } from 'vitest';
import { type Figure, isReached, table } from './bench.ts';

const figure: Figure = {
  name: '追加',
  value: 0.6,
  target: 0.6,
  unit: '',
  compared: '甲 / 乙',
  better: 'higher',
};

test('given a figure equal to its target, when judged, then it is reached, and the next worse one is not', () => {
  expect(isReached(figure)).toBe(true);
  expect(isReached({ ...figure, value: 0.599 })).toBe(false);
  expect(isReached({ ...figure, better: 'lower' })).toBe(true);
  expect(isReached({ ...figure, better: 'lower', value: 0.601 })).toBe(false);
});

test('given figures with Chinese names, when listed, then the columns stand below each other', () => {
  const lines = table([
    figure,
    { ...figure, name: 'due', value: 1_234_567, target: 1_000_000, unit: '个/秒' },
  ]);

  expect(lines).toEqual([
    '项目  结果             目标         结论  比较',
    '追加  0.6              ≥ 0.6        达到  甲 / 乙',
    'due   1,234,567 个/秒  ≥ 1,000,000  达到  甲 / 乙',
  ]);
});
