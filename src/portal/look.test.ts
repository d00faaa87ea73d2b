import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosenLook, lookOf, lookText, standardLook, textSizes, themes, wayBack } from './look.ts';

describe('how a reader wants the pages shown', () => {
  test('given every choice, when kept in the cookie among others, then it is read again', () => {
    for (const { value: text } of textSizes)
      for (const { value: theme } of themes) {
        const cookie = `a=b; mingfa_look=${lookText({ text, theme })}; mingfa_session=x.y`;
        expect(lookOf(cookie)).toEqual({ text, theme });
      }
  });

  test.each([undefined, '', 'mingfa_look=', 'mingfa_look=huge.pink', 'x_mingfa_look=large.high'])(
    'given the cookie %s, when read, then nothing is chosen',
    (cookie) => {
      expect(lookOf(cookie)).toEqual(standardLook);
    },
  );

  test('given one choice, when taken, then the other stays as it was', () => {
    const large = chosenLook({ text: 'large' }, standardLook);
    expect(chosenLook({ theme: 'high' }, large)).toEqual({ text: 'large', theme: 'high' });
    expect(chosenLook({ text: ['large'], theme: 'pink' }, large)).toEqual(large);
  });
});

describe('the way back after a choice', () => {
  test.each(['/', '/decisions?q=%E7%BD%9A&year=2024', '/bodies/1#main'])(
    'given %s of this site, then it is gone back to',
    (given) => {
      expect(wayBack(given)).toBe(given);
    },
  );

  test.each([
    'https://example.org/',
    '//example.org/',
    '/\\example.org',
    '\\\\example.org',
    '/\t/example.org',
    '/a\r\nSet-Cookie: b=c',
    'javascript:alert(1)',
    ' /x',
    '',
    `/${'x'.repeat(5000)}`,
    ['/a', '/b'],
    undefined,
  ])('given %s, then the first page is gone back to', (given) => {
    expect(wayBack(given)).toBe('/');
  });

  test('given anything at all, when a browser follows it, then it stays on this site', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      'a',
      '\t',
      '\n',
      ' ',
      'http',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { origin } = new URL(wayBack(pieces.join('')), 'https://site.example');
        expect(origin).toBe('https://site.example');
      }),
    );
  });
});
