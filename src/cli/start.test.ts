import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
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

test('given a server with accounts of the demonstration, when it greets, then each is shown; without any, the token is', () => {
  const url = 'http://127.0.0.1:8080';
  const account = { userName: 'chen', password: 'yanshi', title: '执法人员' };
  const words = wordsIn('zh');

  expect(greeting({ url, setUpToken: null, accounts: [account] }, words).join('\n')).toMatch(
    /chen {2}yanshi {2}执法人员/,
  );
  expect(greeting({ url, setUpToken: 'abc', accounts: [] }, words).join('\n')).toMatch(
    /一次性口令 abc/,
  );
});
