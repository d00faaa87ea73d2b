import type { Refusal } from '../rules/index.ts';

const FORM = /^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{1,63}$/u;

/** Letters that look like those of another script. */
const lookalikes = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** The form in which two user names are compared: width, case and outer blanks do not tell people apart. */
export function userKey(userName: string): string {
  return userName.normalize('NFKC').trim().toLowerCase();
}

/** What is wrong with a new user name; empty when it will do. */
export function userNameRefusals(userName: string): readonly Refusal[] {
  const key = userKey(userName);
  const isMixed = lookalikes.filter((script) => script.test(key)).length > 1;
  if (FORM.test(key) && !isMixed) return [];
  return [
    {
      code: 'access.user-name-form',
      text: '登录名须为2至64个字符，只能使用汉字、同一种字母、数字和“.”“_”“-”，并以汉字、字母或数字开头。请修改登录名。',
      clauses: [],
      field: 'userName',
    },
  ];
}

/** The form in which two identity numbers are compared. */
export function identityKey(identity: string): string {
  return identity
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}

/** What is wrong with an identity number; empty when it will do. Which kind of number it is, the body decides. */
export function identityRefusals(identity: string): readonly Refusal[] {
  const length = Array.from(identityKey(identity)).length;
  if (length >= 4 && length <= 64) return [];
  return [
    {
      code: 'access.identity-form',
      text: '请填写本人的公民身份号码或者工作证号（4至64个字符）。系统只保存其摘要，用于保证一人一号。',
      clauses: [],
      field: 'identity',
    },
  ];
}
