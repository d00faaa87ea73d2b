import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonPasswords } from './common-password.ts';
import { normalPassword, passwordRefusals } from './password.ts';

const codesOf = (password: string, userName = 'zhangwei') =>
  passwordRefusals(password, userName).map(({ code }) => code);

describe('a password is long, is not the name, and is not among those tried first', () => {
  test('given twelve characters of one class, then it will do; given eleven, then it is too short', () => {
    expect(codesOf('kbqtmwzrvhxd')).toEqual([]);
    expect(codesOf('kbqtmwzrvhx')).toEqual(['access.password-too-short']);
  });

  test('given ten characters of three classes, then it will do; of two classes or nine long, then not', () => {
    expect(codesOf('kBq7mwzrvh')).toEqual([]);
    expect(codesOf('kbq7mwzrvh')).toEqual(['access.password-too-short']);
    expect(codesOf('kBq7mwzrv')).toEqual(['access.password-too-short']);
  });

  test('given Chinese words, then characters are counted and not bytes', () => {
    expect(codesOf('晨雾竹筏渡口灯塔石桥麦浪')).toEqual([]);
    expect(codesOf('晨雾竹筏')).toEqual(['access.password-too-short']);
  });

  test('given the user name inside in any case or width, then it is refused', () => {
    expect(codesOf('xx-ZhangWei-77q')).toEqual(['access.password-contains-name']);
    expect(codesOf('xx-ｚｈａｎｇｗｅｉ-77q')).toEqual(['access.password-contains-name']);
  });

  test.each([
    'Password2026!',
    'Admin@123456',
    'Mima20262026',
    'qwertyuiop[]',
    '1qaz2wsx3edc',
    'Xingzheng@2026',
    '19900101199001',
    '!!!!!!@@@@@@++',
  ])('given %s, then it is too common', (password) => {
    expect(codesOf(password)).toEqual(['access.password-too-common']);
  });

  test.each(['abcdefghijkl', '987654321098', 'aaaaaaaaaaaab', 'ababababababab'])(
    'given the pattern %s, then it is too common',
    (password) => {
      expect(codesOf(password)).toEqual(['access.password-too-common']);
    },
  );

  test('given more than 128 characters, then it is refused before it is hashed', () => {
    expect(codesOf('kBq7mwzrvh'.repeat(13))).toEqual(['access.password-too-long']);
  });

  test('given any common password with any digits and signs after it, then it is never accepted', () => {
    const common = fc.constantFrom(...commonPasswords);
    fc.assert(
      fc.property(common, fc.stringMatching(/^[0-9]{0,6}[!@#]{0,6}$/), (word, tail) => {
        expect(codesOf(word + tail)).not.toEqual([]);
      }),
    );
  });

  test('given wide and narrow forms of one password, then they are the same password', () => {
    expect(normalPassword('ｋＢｑ７ｍｗｚｒｖｈ')).toBe('kBq7mwzrvh');
  });
});
