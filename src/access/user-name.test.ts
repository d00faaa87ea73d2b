import { describe, expect, test } from 'vitest';
import { identityKey, identityRefusals, userKey, userNameRefusals } from './user-name.ts';

describe('names that people sign in with', () => {
  test('given other case, width or blanks, then it is the same name', () => {
    expect(userKey(' ＺｈａｎｇWei ')).toBe('zhangwei');
  });

  test.each(['zw', '张伟', 'zhang.wei_2-b'])('given %s, then it will do', (name) => {
    expect(userNameRefusals(name)).toEqual([]);
  });

  test.each(['z', '.zw', 'zhang wei', '<b>', 'a'.repeat(65)])(
    'given %s, then it is refused',
    (name) => {
      expect(userNameRefusals(name).map(({ code }) => code)).toEqual(['access.user-name-form']);
    },
  );

  test('given one identity number written in two ways, then it is one person', () => {
    expect(identityKey('11010519491231002x ')).toBe(identityKey('1101051949123100 2X'));
  });

  test('given three characters, then it is no identity number; given four, then it may be', () => {
    expect(identityRefusals('123').map(({ code }) => code)).toEqual(['access.identity-form']);
    expect(identityRefusals('1234')).toEqual([]);
  });
});
