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
 * @param text - any public text
 * @param privateTexts - further texts to blank wherever they stand: a person's address, an account; short ones
 *   (under 4 characters) are not looked for, because they stand in other words too
 */
export function withoutPrivate(text: string, privateTexts: readonly string[] = []): string {
  let left = text;
  for (const secret of [...privateTexts].sort((a, b) => b.length - a.length)) {
    if (Array.from(secret.trim()).length >= 4) left = left.replaceAll(secret.trim(), BLANK);
  }
  return left
    .replace(/(?<![0-9A-Za-z])\d{17}[\dXxＸ](?![0-9A-Za-z])/gu, (number) =>
      isIdentity(number) ? BLANK : number,
    )
    .replace(/(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])/gu, (number) =>
      isOldIdentity(number) ? BLANK : number,
    )
    .replace(/(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)/gu, (number) => (isCard(number) ? BLANK : number))
    .replace(/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/gu, BLANK)
    .replace(/(?<![\d第])0\d{2,3}[-－ ]\d{7,8}(?!\d)/gu, BLANK)
    .replace(/((?:银行)?(?:账号|帐号|账户|卡号)[^\d，。；]{0,6})\d[\d -]{6,30}\d/gu, `$1${BLANK}`)
    .replace(/((?:身份证|电话|手机)(?:号码|号)?[:：为是]?\s*)[\dXx-]{7,20}/gu, `$1${BLANK}`);
}

function isIdentity(number: string): boolean {
  return isDay(number.slice(6, 14)) && /^[1-9]/.test(number);
}

function isOldIdentity(number: string): boolean {
  return isDay(`19${number.slice(6, 12)}`) && /^[1-9]/.test(number);
}

function isDay(digits: string): boolean {
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6, 8));
  return /^(?:19|20)/.test(digits) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Check digit of bank cards (Luhn), for the ranges that cards here begin with. */
function isCard(number: string): boolean {
  const digits = Array.from(number.replace(/\D/g, ''), Number);
  if (![4, 5, 6].includes(digits[0] ?? 0)) return false;
  const sum = digits.toReversed().reduce((total, digit, at) => {
    const counted = at % 2 === 1 ? digit * 2 : digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
