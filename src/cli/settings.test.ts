import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refused } from '../rules/index.ts';
import { type Environment, languageOf, readSettings } from './settings.ts';

describe('settings are read from the environment', () => {
  test('given an empty environment, when read, then the program serves this machine from its own folder', () => {
    const settings = readSettings({}, '/opt/明法 试用');

    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataFolder: join('/opt/明法 试用', 'data'),
      databaseUrl: null,
      language: 'zh',
    });
  });

  test('given a folder of fonts, when read, then it is made absolute; without one there is none', () => {
    const fontsOf = (environment: Environment) =>
      readSettings(environment, '/opt/明法').fontsFolder;

    expect(fontsOf({ MINGFA_FONTS: '/srv/字体/../字体' })).toBe(join('/srv', '字体'));
    expect(fontsOf({ MINGFA_FONTS: ' ' })).toBeNull();
  });

  const wrong: readonly (readonly [string, Environment, string])[] = [
    ['a port above the last', { MINGFA_PORT: '65536' }, 'settings.port'],
    ['a port that is a word', { MINGFA_PORT: 'eighty' }, 'settings.port'],
    ['a negative port', { MINGFA_PORT: '-1' }, 'settings.port'],
    ['a database of another kind', { MINGFA_DATABASE_URL: 'mysql://a/b' }, 'settings.url'],
    ['an address that is none', { MINGFA_PUBLIC_URL: 'mingfa' }, 'settings.url'],
    ['an unknown log level', { MINGFA_LOG: 'loud' }, 'settings.log'],
    ['a mail server of another kind', { MINGFA_SMTP_URL: 'http://a' }, 'settings.url'],
    [
      'a sender that is none',
      { MINGFA_MAIL_FROM: 'a@b, c@d', MINGFA_SMTP_URL: 'smtp://a' },
      'settings.mail-from',
    ],
    [
      'a sender with a line end',
      { MINGFA_MAIL_FROM: 'a\nBcc: <a@b>', MINGFA_SMTP_URL: 'smtp://a' },
      'settings.mail-from',
    ],
    ['a token that is short', { MINGFA_METRICS_TOKEN: 'geheim' }, 'settings.metrics-token'],
    ['an address for a host', { MINGFA_WEBHOOK_HOSTS: 'a,https://b' }, 'settings.webhook-hosts'],
  ];

  test.each(wrong)(
    'given %s, when read, then it is refused with the name of the variable',
    (_, environment, code) => {
      const variable = Object.keys(environment)[0] ?? '';
      let caught: unknown;
      try {
        readSettings(environment, '/opt');
      } catch (error) {
        caught = error;
      }

      expect(caught).toBeInstanceOf(Refused);
      expect((caught as Refused).refusals[0]).toMatchObject({ code, field: variable });
      expect((caught as Refused).refusals[0]?.text).toContain(variable);
    },
  );

  test('given an empty variable, when read, then it counts as not set, and the last port is accepted', () => {
    expect(readSettings({ MINGFA_DATABASE_URL: '', MINGFA_PORT: ' ' }, '/opt').port).toBe(8080);
    expect(readSettings({ MINGFA_PORT: '65535' }, '/opt').port).toBe(65_535);
  });

  test('given a mail server and its sender, when read, then mail can be sent; hosts are in small letters', () => {
    const MINGFA_SMTP_URL = 'smtp://mail.example.com:587';
    const MINGFA_MAIL_FROM = '明法 <mingfa@example.com>';
    const MINGFA_WEBHOOK_HOSTS = ' Hooks.Example.com , 10.0.0.5:8443 ';
    const settings = readSettings(
      { MINGFA_SMTP_URL, MINGFA_MAIL_FROM, MINGFA_WEBHOOK_HOSTS },
      '/opt',
    );

    expect(settings.mail).toEqual({ smtpUrl: MINGFA_SMTP_URL, from: MINGFA_MAIL_FROM });
    expect(settings.webhookHosts).toEqual(['hooks.example.com', '10.0.0.5:8443']);
    expect(readSettings({ MINGFA_MAIL_FROM }, '/opt')).toMatchObject({
      mail: null,
      webhookHosts: [],
    });
  });

  test('given a locale, when the language is chosen, then English needs an English one', () => {
    expect(languageOf({ LANG: 'en_US.UTF-8' })).toBe('en');
    expect(languageOf({ LANG: 'C.UTF-8' })).toBe('zh');
    expect(languageOf({ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' })).toBe('zh');
  });
});
