// Who the first three accounts are for: asked at the terminal, or read from a file.

import { readFileSync, statSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import type { FirstPerson } from '../access/index.store.ts';
import {
  identityRefusals,
  isRole,
  isSeparated,
  passwordRefusals,
  roleTitles,
  separatedRoles,
  userKey,
  userNameRefusals,
} from '../access/index.ts';
import { type Refusal, Refused } from '../rules/index.ts';
import { openQuestions, type Questions, type Terminal } from './questions.ts';

const largestBytes = 65_536;
const fields = ['role', 'userName', 'displayName', 'identity', 'password'] as const;
const longest: Readonly<Record<string, number>> = { password: 128 };

/**
 * Reads the three from a YAML or JSON file: a list of people, or `people` with that list.
 *
 * @throws Refused (`account.file-…`) naming the place
 */
export function readFirstPeople(file: string): readonly FirstPerson[] {
  const content = contentOf(file);
  const list: unknown =
    typeof content === 'object' && content !== null && 'people' in content
      ? content.people
      : content;
  if (!Array.isArray(list) || list.length !== separatedRoles.length)
    throw wrong(`须列出三个人，每人写明 ${fields.join('、')}`);
  return list.map((entry: unknown, index) => personIn(entry, `第 ${index + 1} 人`));
}

function contentOf(file: string): unknown {
  try {
    if (statSync(file).size > largestBytes) throw wrong('文件太大');
    return parseYaml(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw wrong(`“${file}”打不开，或者不是正确的 YAML 或 JSON`);
  }
}

function personIn(entry: unknown, who: string): FirstPerson {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    throw wrong(`${who}不是一组“字段: 内容”`);
  const given = new Map<string, unknown>(Object.entries(entry));
  for (const name of given.keys())
    if (!fields.some((field) => field === name)) throw wrong(`${who}有不认识的字段“${name}”`);
  const text = (name: (typeof fields)[number]): string => {
    const value = given.get(name);
    if (typeof value !== 'string')
      throw wrong(`${who}的 ${name} 没有写，或者不是文字（数字请加引号）`);
    if (!isText(value, longest[name] ?? 64))
      throw wrong(`${who}的 ${name} 是空的、太长或含控制字符`);
    return value;
  };
  const role = text('role');
  if (!isRole(role) || !isSeparated(role))
    throw wrong(`${who}的 role 须为 ${separatedRoles.join('、')} 之一`);
  return {
    role,
    userName: text('userName'),
    displayName: text('displayName'),
    identity: text('identity'),
    password: text('password'),
  };
}

/** Asks for the three at the terminal; what is typed of numbers and passwords is not shown. */
export async function askFirstPeople(terminal: Terminal): Promise<readonly FirstPerson[]> {
  const questions = openQuestions(terminal);
  const people: FirstPerson[] = [];
  try {
    for (const role of separatedRoles) {
      terminal.output.write(`\n${roleTitles[role]}（三员必须是三个人）\n`);
      people.push(await askPerson(questions, role, people));
    }
    return people;
  } finally {
    questions.close();
  }
}

async function askPerson(
  { ask }: Questions,
  role: FirstPerson['role'],
  others: readonly FirstPerson[],
): Promise<FirstPerson> {
  const userName = await ask({ text: '登录名' }, (name) => [
    ...textsOf(userNameRefusals(name)),
    ...(others.some((other) => userKey(other.userName) === userKey(name))
      ? ['前面的人已经用了这个登录名。请换一个。']
      : []),
  ]);
  const displayName = await ask({ text: '姓名' }, (name) =>
    isText(name, 64) ? [] : ['请填写姓名，不超过64个字符。'],
  );
  const identity = await ask(
    { text: '公民身份号码或工作证号（不显示）', isSecret: true },
    (given) => textsOf(identityRefusals(given)),
  );
  const password = await ask({ text: '密码（不显示）', isSecret: true }, (given) =>
    textsOf(passwordRefusals(given, userKey(userName))),
  );
  await ask({ text: '再输入一次密码', isSecret: true }, (given) =>
    given === password ? [] : ['两次输入的密码不一样。请再输入一次；要重来请按 Ctrl+C。'],
  );
  return { role, userName, displayName, identity, password };
}

const textsOf = (refusals: readonly Refusal[]) => refusals.map(({ text }) => text);

function isText(value: string, most: number): boolean {
  return value.trim() !== '' && value.length <= most && !/[\p{Cc}\p{Cs}]/u.test(value);
}

function wrong(what: string): Refused {
  return new Refused({
    code: 'account.file-wrong',
    text: `${what}。没有建立任何账户。请改正文件后再试，写法见 docs/operations.md。`,
    clauses: [],
  });
}
