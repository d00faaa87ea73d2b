import { expect, test } from 'vitest';
import { sizeText } from './size.ts';

test('given sizes from nothing to a disk, when they are written, then with the unit that fits', () => {
  expect(sizeText(null)).toBe('');
  expect(sizeText(0)).toBe('0 字节');
  expect(sizeText(1023)).toBe('1023 字节');
  expect(sizeText(1024)).toBe('1 KB');
  expect(sizeText(24_499_903)).toBe('23.4 MB');
  expect(sizeText(78_941_769_728)).toBe('73.5 GB');
});
