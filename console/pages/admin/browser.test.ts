import { expect, test } from 'vitest';
import { browserWords } from './browser.ts';

test('given what browsers say of themselves, when it is told, then by name, version and system', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
  expect(browserWords(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/120.0`)).toBe(
    'Edge 120（Windows）',
  );
  expect(browserWords(`Mozilla/5.0 (X11; Linux x86_64) ${chrome}`)).toBe('Chrome 120（Linux）');
  expect(
    browserWords(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1',
    ),
  ).toBe('Safari 17（iOS）');
  expect(browserWords('node')).toBe('node');
});
