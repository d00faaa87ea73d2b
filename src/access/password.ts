import type { Refusal } from '../rules/index.ts';
import { commonPasswords } from './common-password.ts';

/** Longest password that is read: hashing costs, and nobody types more. */
export const PASSWORD_MAX_LENGTH = 128;

const LONG = 12;
const SHORT = 10;
const CLASSES_FOR_SHORT = 3;
const commonStems: ReadonlySet<string> = new Set([...commonPasswords].map(stemOf));
const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** The one form in which a password is hashed and compared, whatever keyboard it came from (NFKC). */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * What is wrong with a new password; empty when it will do.
 *
 * Twelve characters, or ten with three of the four classes (lower case, upper case, digits, others); not the user
 * name; not one of the passwords that are tried first.
 *
 * @param password - as typed
 * @param userName - name with which the account signs in
 */
export function passwordRefusals(password: string, userName: string): readonly Refusal[] {
  const text = normalPassword(password);
  const lower = text.toLowerCase();
  const letters = Array.from(text);
  if (letters.length > PASSWORD_MAX_LENGTH) return [tooLong];
  if (!isLongEnough(text, letters.length)) return [tooShort];
  if (lower.includes(userName.normalize('NFKC').toLowerCase())) return [containsName];
  if (isCommon(lower) || isMonotonous(lower)) return [tooCommon];
  return [];
}

function isLongEnough(text: string, length: number): boolean {
  if (length >= LONG) return true;
  return length >= SHORT && classes.filter((kind) => kind.test(text)).length >= CLASSES_FOR_SHORT;
}

function isCommon(lower: string): boolean {
  // 'Mima@2026' and 'mima2026!!' are one guess to a guesser; digits alone are a birthday or a telephone.
  const stem = stemOf(lower);
  return stem === '' || commonStems.has(stem);
}

function stemOf(text: string): string {
  return text.replace(/[^\p{L}\p{Nd}]/gu, '').replace(/\d+$/u, '');
}

function isMonotonous(lower: string): boolean {
  const codes = Array.from(lower, (letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const even = steps.filter((step) => step === 0 || step === 1 || step === -1).length;
  return new Set(codes).size < 5 || even >= steps.length - 2;
}

const field = 'password';

const tooLong: Refusal = {
  code: 'access.password-too-long',
  text: `密码不得超过${PASSWORD_MAX_LENGTH}个字符。请缩短后再试。`,
  clauses: [],
  field,
};

const tooShort: Refusal = {
  code: 'access.password-too-short',
  text: `密码至少要有${LONG}个字符；含大写字母、小写字母、数字、符号中三类以上的，至少${SHORT}个字符。请加长后再试。`,
  clauses: [],
  field,
};

const containsName: Refusal = {
  code: 'access.password-contains-name',
  text: '密码中不得含有登录名。请另设密码。',
  clauses: [],
  field,
};

const tooCommon: Refusal = {
  code: 'access.password-too-common',
  text: '该密码过于常见或有规律，容易被猜中。请另设密码，例如几个互不相干的词语。',
  clauses: [],
  field,
};
