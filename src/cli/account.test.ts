import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSetUp, setUp } from '../access/index.store.ts';
import { signIn } from '../access/sign-in.store.ts';
import { type Database, instantNow, openDatabase } from '../store/index.store.ts';
import { askFirstPeople } from './first-people.ts';

const home = join(import.meta.dirname, '../..');
const password = 'Zhulin-duchuan-17';
const three = (['system-admin', 'security-admin', 'auditor'] as const).map((role) => ({
  role,
  userName: `san.${role}`,
  displayName: '甲乙丙',
  identity: `GZ-${role}`,
  password,
}));

let dataFolder: string;
let file: string;
beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'mingfa 账户-'));
  file = join(dataFolder, 'three.yaml');
  writeFileSync(file, JSON.stringify({ people: three }));
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

type Answer = { readonly code: number; readonly out: string; readonly err: string };

function account(...args: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], LANG: 'zh_CN.UTF-8', MINGFA_DATA: dataFolder };
    const child = execFile(
      process.execPath,
      [join(home, 'src/cli.ts'), 'account', ...args],
      { env },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
      },
    );
    child.stdin?.end();
  });
}

describe('[anze-R18-2] accounts are set up and reset by those who hold the machine', () => {
  test('given wrong use, then a sentence and 2, and no installation is made', async () => {
    const answers = await Promise.all([
      account('list'),
      account('unlock'),
      account('reset-password', 'nobody'),
      account('set-up'),
      account('set-up', '--file', join(dataFolder, 'none.yaml')),
      account('set-upp'),
    ]);

    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(answers[1]?.err).toContain('缺少参数 <user>');
    expect(answers[3]?.err).toContain('--file');
    expect(answers[4]?.err).toContain('打不开');
    expect(answers[5]?.err).toContain('set-up');
    for (const { out, err } of answers) expect(out + err).toMatch(/\p{Script=Han}/u);
  });

  test.each([
    ['two people', three.slice(1), /三个人/],
    [
      'an unknown field',
      [{ ...three[0], phone: '1' }, three[1], three[2]],
      /第 1 人有不认识的字段“phone”/,
    ],
    [
      'a number for a name',
      [three[0], { ...three[1], userName: 7 }, three[2]],
      /第 2 人的 userName/,
    ],
    [
      'a role of business',
      [three[0], three[1], { ...three[2], role: 'officer' }],
      /第 3 人的 role/,
    ],
    [
      'an empty name',
      [three[0], three[1], { ...three[2], displayName: ' ' }],
      /第 3 人的 displayName/,
    ],
  ])('given a file with %s, then what is wrong and where', async (_, people, sentence) => {
    const wrong = join(dataFolder, 'wrong.json');
    writeFileSync(wrong, JSON.stringify(people));

    const answer = await account('set-up', '--file', wrong);

    expect([answer.code, answer.out]).toEqual([2, '']);
    expect(answer.err).toMatch(sentence);
  });

  test('given no server, when set up from a file, then the three can sign in, and only once', async () => {
    const made = await account('set-up', '--file', file);
    const again = await account('set-up', '--file', file);
    const listed = await account('list');

    expect([made.code, again.code, listed.code], made.err).toEqual([0, 2, 0]);
    expect(made.out).toMatch(/三员账户已建立[\s\S]*请删除/);
    expect(again.err).toContain('三员已经设立');
    expect(listed.out).toMatch(/san\.auditor +甲乙丙 +审计员/);
    expect(listed.out).not.toMatch(/argon2|GZ-/);
  });

  describe('beside a running server', () => {
    let db: Database;
    beforeAll(async () => {
      db = await openDatabase({ dataFolder });
    });
    afterAll(() => db.close());
    const enter = (userName: string, given: string) =>
      signIn(
        db,
        { userName, password: given, origin: { address: '192.0.2.9', browser: '' } },
        instantNow(),
      );
    const eventsOf = async (kind: string) =>
      (await db.pool.query('select actor_id from mingfa.event where kind = $1', [kind])).rows;

    test('given a forgotten password of one of the three, then a new one is shown and the event has no actor', async () => {
      const answer = await account('reset-password', 'SAN.Auditor');
      const shown = /只显示这一次）：(\S+)/.exec(answer.out)?.[1] ?? '';

      expect(answer.code).toBe(0);
      await expect(enter('san.auditor', password)).rejects.toThrow('access.wrong-credentials');
      await expect(enter('san.auditor', shown)).resolves.toMatchObject({});
      expect(await eventsOf('passwordReset')).toEqual([{ actor_id: null }]);
    });

    test('given a locked name, then it opens', async () => {
      for (let time = 0; time < 5; time += 1)
        await expect(enter('san.security-admin', 'x')).rejects.toThrow('wrong-credentials');
      await expect(enter('san.security-admin', password)).rejects.toThrow('sign-in-locked');

      expect(await account('unlock', 'san.security-admin')).toMatchObject({ code: 0, err: '' });
      await expect(enter('san.security-admin', password)).resolves.toMatchObject({});
      expect(await eventsOf('signInUnlocked')).toEqual([{ actor_id: null }]);
    });

    test('given no second factor, then there is none to switch off', async () => {
      const answer = await account('reset-second-factor', 'san.auditor');

      expect(answer).toMatchObject({ code: 2, out: '' });
      expect(answer.err).toContain('没有启用第二因素');
    });

    test('given a token that was never used, then it no longer works', async () => {
      expect(await openSetUp(db, instantNow())).toBeNull();
      await expect(setUp(db, { token: 'x', people: three }, instantNow())).rejects.toThrow(
        'access.set-up-closed',
      );
    });
  });
});

describe('the three are asked for at the terminal', () => {
  function aTerminal(typed: readonly string[]) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = '';
    let asked = -1;
    let next = 0;
    // Each question ends in a colon; the next line is typed when it has been put.
    const type = () => {
      if (asked === next) return;
      asked = next;
      if (next === typed.length) input.end();
      else input.write(`${typed[next]}\n`, () => (next += 1));
    };
    output.on('data', (text) => {
      shown += text;
      if (/：/.test(String(text))) setImmediate(type);
    });
    return { input, output, shown: () => shown };
  }

  test('given mistakes on the way, then each is said and asked again; secrets are not shown', async () => {
    const typed = [
      '! first 甲 GZ-0001 short',
      `${password} other ${password}`,
      `FIRST second  乙 GZ-0002 ${password} ${password}`,
      `third 丙 GZ-0003 ${password} ${password}`,
    ].flatMap((answers) => answers.split(' '));
    const terminal = aTerminal(typed);

    const people = await askFirstPeople(terminal);

    expect(people.map(({ role, userName, displayName }) => [role, userName, displayName])).toEqual([
      ['system-admin', 'first', '甲'],
      ['security-admin', 'second', '乙'],
      ['auditor', 'third', '丙'],
    ]);
    expect(people.every((person) => person.password === password)).toBe(true);
    expect(terminal.shown()).toMatch(/密码至少要有[\s\S]*不一样[\s\S]*已经用了这个登录名/);
    expect(terminal.shown()).not.toMatch(/GZ-000|Zhulin/);
  });

  test('given a person who leaves, then nothing is made', async () => {
    await expect(askFirstPeople(aTerminal(['first', '甲']))).rejects.toThrow('account.stopped');
  });
});
