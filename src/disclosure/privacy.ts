/**
 * What never becomes public, and how a natural person is named in public.
 *
 * Our reading: identity number, telephone and bank account are no public field anywhere, so they are blanked wherever
 * they stand; an address is blanked when the case says it is one of a person. A natural person is named by the surname
 * and 某, in list, page and document, unless the rule pack lists the name of the punished person among what must be
 * published (yueqing-2.4.1-3). A name that arrives masked stays as it is.
 */

/** What stands where something was left out. */
export const BLANK = '＊＊＊';

const twoCharacterSurnames = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '长孙',
  '宇文',
  '司徒',
  '夏侯',
  '端木',
]);
const organisationWord =
  /公司|集团|厂$|店|商行|超市|合作社|事务所|中心|医院|学校|幼儿园|酒店|宾馆|饭店|餐厅|经营部|工作室|门市|协会|委员会|大队|银行|分行|支行|药房|诊所|馆$|院$|站$|部$|场$|社$|坊$|铺$|行$|摊|农庄|基地|工程|车队/u;

/**
 * A natural person's name as it may be shown.
 *
 * @param name - full or already masked
 * @returns the surname and 某; a masked name unchanged; an empty name stays empty
 */
export function maskPerson(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || /[某*＊×XxＸ]/u.test(trimmed)) return trimmed;
  const characters = Array.from(trimmed);
  const compound = characters.slice(0, 2).join('');
  if (characters.length > 2 && twoCharacterSurnames.has(compound)) return `${compound}某`;
  return `${characters[0]}某`;
}

/**
 * Whether a name stands for a natural person, when nobody said so.
 *
 * @param name - of a party
 * @returns true for two or three characters, and for four without the word of an organisation in them
 */
export function isLikelyPerson(name: string): boolean {
  const trimmed = name.trim();
  if (!/^[\p{Script=Han}·•]{2,15}$/u.test(trimmed)) return false;
  if (/[·•]/u.test(trimmed)) return !organisationWord.test(trimmed);
  const { length } = Array.from(trimmed);
  return length <= 3 || (length === 4 && !organisationWord.test(trimmed));
}

/**
 * A party's name as it may be shown, when several stand in one field.
 *
 * @param name - one name, or several divided by / 、 ， or ；
 * @param isOrganisation - what the source says; a person's name among organisations is masked all the same
 */
export function maskParty(name: string, isOrganisation: boolean): string {
  return name
    .split(/([/／、，,；;])/u)
    .map((part, index) =>
      index % 2 === 1 || (isOrganisation && !isLikelyPerson(part)) ? part : maskPerson(part),
    )
    .join('');
}

/**
 * A text without what is never public.
 *
 * Digits count in either width, and with one blank or dash between them. Marks that nobody sees are taken out of every
 * text: they could hide a number from us, or turn the order of what is read.
 *
 * @param text - any public text
 * @param privateTexts - further texts to blank wherever they stand: a person's address, an account; short ones
 *   (under 4 characters) are not looked for, because they stand in other words too
 */
export function withoutPrivate(text: string, privateTexts: readonly string[] = []): string {
  let left = text.replace(unseen, '');
  for (const secret of [...privateTexts].sort((a, b) => b.length - a.length)) {
    if (Array.from(secret.trim()).length >= 4) left = replaceText(left, secret, BLANK);
  }
  return left
    .replace(identity, (number) => (isIdentity(plainOf(number)) ? BLANK : number))
    .replace(oldIdentity, (number) => (isOldIdentity(plainOf(number)) ? BLANK : number))
    .replace(card, (number) => (isCard(plainOf(number)) ? BLANK : number))
    .replace(mobile, BLANK)
    .replace(landline, BLANK)
    .replace(account, `$1${BLANK}`)
    .replace(named, `$1${BLANK}`);
}

/**
 * Replaces a text wherever it stands, also with blanks between its characters or in the other width.
 *
 * @param text - where to look
 * @param sought - what to look for; blanks around and inside it do not count
 */
export function replaceText(text: string, sought: string, by: string): string {
  const characters = Array.from(sought.replace(unseen, '').normalize('NFKC')).filter(
    (character) => character.trim() !== '',
  );
  if (characters.length === 0) return text;
  const pattern = characters.map(eitherWidth).join(String.raw`\s?`);
  return text.replace(unseen, '').replace(new RegExp(pattern, 'gu'), () => by);
}

/** A character of ASCII or its wide form, as a pattern. */
function eitherWidth(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const escaped = `\\u{${code.toString(16)}}`;
  if (code < 0x21 || code > 0x7e) return escaped;
  return `[${escaped}\\u{${(code + 0xfee0).toString(16)}}]`;
}

const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
const digit = '[0-9０-９]';
const gap = String.raw`[ \u00a0\u3000\-－–—]?`;
const notAfter = `(?<!${digit})`;
const notBefore = `(?!${digit})`;
const patternOf = (...parts: string[]) => new RegExp(parts.join(''), 'gu');
const digits = (count: string) => `(?:${gap}${digit}){${count}}`;

const identity = patternOf(notAfter, digit, digits('16'), gap, '[0-9０-９XxＸｘ]', notBefore);
const oldIdentity = patternOf(notAfter, digit, digits('14'), notBefore);
const card = patternOf(notAfter, digit, digits('15,18'), notBefore);
// In three groups, or digit by digit: any other gap could divide two amounts.
const mobile = patternOf(
  `${notAfter}(?:[+＋]?(?:86|８６)${gap})?[1１]`,
  `(?:[3-9３-９]${digit}(?:${gap}${digit}{4}){2}`,
  String.raw`|\s[3-9３-９](?:\s${digit}){9})`,
  notBefore,
);
const landline = patternOf(
  `(?<![0-9０-９第])[(（]?[0０]${digit}{2,3}`,
  String.raw`[)） \-－–—]{1,2}`,
  digit,
  digits('6,7'),
  notBefore,
);
const account = patternOf(
  '((?:银行)?(?:账号|帐号|账户|卡号)[^0-9０-９，。；]{0,6})',
  digit,
  digits('7,31'),
);
const named = patternOf(
  String.raw`((?:身份证|电话|手机)(?:号码|号)?[:：为是]?\s*)[0-9０-９XxＸｘ\-－]{7,20}`,
);

/** Digits in their narrow form, without what stands between them. */
function plainOf(number: string): string {
  return number.normalize('NFKC').replace(/[^\dXx]/gu, '');
}

function isIdentity(number: string): boolean {
  return isDay(number.slice(6, 14)) && /^[1-9]/.test(number);
}

function isOldIdentity(number: string): boolean {
  return isDay(`19${number.slice(6, 12)}`) && /^[1-9]/.test(number);
}

function isDay(digitsOfDay: string): boolean {
  const month = Number(digitsOfDay.slice(4, 6));
  const day = Number(digitsOfDay.slice(6, 8));
  return /^(?:19|20)/.test(digitsOfDay) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Check digit of bank cards (Luhn), for the ranges that cards here begin with. */
function isCard(number: string): boolean {
  const figures = Array.from(number, Number);
  if (![4, 5, 6].includes(figures[0] ?? 0)) return false;
  const sum = figures.toReversed().reduce((total, figure, at) => {
    const counted = at % 2 === 1 ? figure * 2 : figure;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
