import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { Refused } from '../rules/index.ts';
import { greeting, refuseTakenPort } from './start.ts';
import { wordsIn } from './usage.ts';

async function refusalOf(attempt: Promise<void>) {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Refused ? error.refusals[0] : error;
}

test('given a port in use, when starting, then it is refused and a port that is free is named', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
  const { port } = other.address() as AddressInfo;
  try {
    const refusal = await refusalOf(refuseTakenPort({ host: '127.0.0.1', port }));

    expect(refusal).toMatchObject({ code: 'start.port-taken' });
    const named = Number(/--port (\d+)/.exec((refusal as { text: string }).text)?.[1]);
    expect(named).toBeGreaterThan(port);
    await expect(refuseTakenPort({ host: '127.0.0.1', port: named })).resolves.toBeUndefined();
  } finally {
    other.close();
  }
});

test('given an address of another machine, when starting, then it is refused', async () => {
  expect(await refusalOf(refuseTakenPort({ host: '192.0.2.1', port: 8080 }))).toMatchObject({
    code: 'start.host-unknown',
  });
});

describe('a started server greets', () => {
  const url = 'http://127.0.0.1:8080';
  const words = wordsIn('zh');
  const accounts = [
    { userName: '系统管理员', password: 'yanshi', title: '系统管理员' },
    { userName: 'kaifu.甲', password: 'yanshi', title: '甲区司法局 承办人甲' },
    { userName: 'kaifu.乙', password: 'yanshi', title: '甲区司法局 承办人乙' },
  ];

  test('given accounts of the demonstration, then a body has one line and a shared password is told once', () => {
    const lines = greeting({ url, setUpToken: null, accounts }, words);

    expect(lines.slice(-3)).toEqual([
      '演示账号（仅供演示，密码都是 yanshi）：',
      '  三员：系统管理员',
      '  甲区司法局：kaifu.甲、kaifu.乙',
    ]);
  });

  test('given passwords that differ, then each is told', () => {
    const [first, second] = [
      ...accounts.slice(1, 2),
      { ...accounts[2], password: 'other' },
    ] as typeof accounts;
    const text = greeting({ url, setUpToken: null, accounts: [first!, second!] }, words).join('\n');

    expect(text).toContain('kaifu.甲（yanshi）、kaifu.乙（other）');
  });

  test('given no account at all, then the one-time token is told, and how to see a demonstration', () => {
    const text = greeting({ url, setUpToken: 'abc', accounts: [] }, words).join('\n');

    expect(text).toMatch(/一次性口令 abc/);
    expect(text).toMatch(/npm start -- --demo/);
  });
});

test('given bodies of an earlier demonstration and none asked for, then the greeting warns of them', () => {
  const words = wordsIn('zh');
  const started = { url: 'http://127.0.0.1:8080', setUpToken: null, accounts: [] };
  const warning = /以前载入的演示单位和演示账号/;

  expect(greeting({ ...started, demonstrationRemains: true }, words).join('\n')).toMatch(warning);
  expect(greeting(started, words).join('\n')).not.toMatch(warning);
});
