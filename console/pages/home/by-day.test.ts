import { expect, test } from 'vitest';
import { byDay } from './by-day.ts';

test('given rows of two days, when they are put together, then days and rows keep their order', () => {
  const rows = [
    { at: '2026-11-21T09:02:00.000+08:00', text: '丙' },
    { at: '2026-11-21T00:00:00.000+08:00', text: '乙' },
    { at: '2026-11-20T23:59:59.999+08:00', text: '甲' },
  ];

  expect(byDay(rows)).toEqual([
    { day: '2026-11-21', rows: rows.slice(0, 2) },
    { day: '2026-11-20', rows: rows.slice(2) },
  ]);
});
