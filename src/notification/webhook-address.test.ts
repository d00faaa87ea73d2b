import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Refused } from '../rules/index.ts';
import { push } from './webhook.store.ts';
import { isPublic, webhookTarget } from './webhook-address.store.ts';

describe('only machines of the public internet are asked, unless they are listed with their port', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:a00:1::',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'localhost',
    '',
  ])('given %s, then it is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each(['1.1.1.1', '100.63.255.255', '172.15.0.1', '172.32.0.1', '223.5.5.5', '2400:3200::1'])(
    'given %s, then it is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );
});

describe('an address must be of a listed host', () => {
  const hosts = ['hooks.example.com', 'office.example.com:8443', '10.0.0.5:9000'];
  const codeOf = (text: string, listed: readonly string[] = hosts) => {
    try {
      return webhookTarget(text, listed).mayBePrivate;
    } catch (error) {
      return (error as Refused).refusals[0]?.code.replace('notification.webhook-', '');
    }
  };

  test.each([
    ['https://hooks.example.com/a?key=1', false],
    ['https://hooks.example.com:443/', false],
    ['https://HOOKS.example.com/', false],
    ['https://office.example.com:8443/', true],
    ['http://10.0.0.5:9000/', true],
    // What browsers take for the same number is the same number here.
    ['http://0x0a000005:9000/', true],
    ['https://office.example.com/', 'host'],
    ['https://hooks.example.com.evil.example/', 'host'],
    ['https://10.0.0.5/', 'host'],
    ['http://hooks.example.com/', 'address'],
    ['http://hooks.example.com:443/', 'address'],
    ['https://hooks.example.com:444/', 'address'],
    ['https://a:b@hooks.example.com/', 'address'],
    ['https://hooks.example.com/#x', 'address'],
    ['ftp://hooks.example.com/', 'address'],
    ['hooks.example.com', 'address'],
  ])('given %s, then %s', (text, expected) => {
    expect(codeOf(text)).toBe(expected);
  });

  test('given no host, then nothing may be pushed', () => {
    expect(codeOf('https://hooks.example.com/', [])).toBe('off');
  });
});

describe('a listed name that leads into the own network is not followed there', () => {
  test('given a name and a number of this machine, then no request arrives', async () => {
    let asked = 0;
    const server = http.createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', () => done());
    });
    const { port } = server.address() as AddressInfo;
    const urls = [`http://localhost:${port}/`, `http://127.0.0.1:${port}/`];

    const refused = await Promise.all(
      urls.map((url) => push({ url: new URL(url), mayBePrivate: false }, {}, 'key')),
    );
    const allowed = await push({ url: new URL(urls[0]!), mayBePrivate: true }, {}, 'key');
    await new Promise((done) => server.close(done));

    const detail = '推送地址在内部网络，未列出其端口，没有发送。';
    expect(refused).toEqual(urls.map(() => ({ ok: false, detail })));
    expect(allowed).toEqual({ ok: true, detail: '已送达。' });
    expect(asked).toBe(1);
  });
});
