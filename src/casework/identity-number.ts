// Numbers of persons and bodies: GB 11643-1999 for citizens, GB 32100-2015 for organisations.
//
// Old and foreign papers have other numbers, and registers have made mistakes: a number that looks wrong is warned of
// and never refused.

import { addYears, type CivilDate, isCivilDate } from '../rules/index.ts';

/** What a number looks like. */
export type IdentityKind = 'id-card' | 'uscc' | 'unknown';

/** What is to be said of a number. */
export type IdentityFinding = {
  readonly kind: IdentityKind;
  /** Sentences; empty when nothing is wrong. */
  readonly warnings: readonly string[];
  /** Birthday that the number of a citizen holds; null otherwise. */
  readonly bornOn: CivilDate | null;
};

/** What a number is looked at with. */
export type IdentityContext = {
  readonly today: CivilDate;
  /** Kind of the party, where it is known. */
  readonly partyKind?: string | undefined;
};

const cardForm = /^\d{17}[\dX]$/;
const oldCardForm = /^\d{15}$/;
const creditForm = /^[0-9A-HJ-NP-RTUW-Y]{18}$/;
const cardWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const cardDigits = '10X98765432';
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const oldest = 130;

/** First two digits of the division codes (GB/T 2260); 81 to 83 stand on residence permits, 91 on those of foreigners. */
const regions = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
);
/** The two first characters of a credit code: the authority that registered the body, and its kind. */
const registrars: Readonly<Record<string, string>> = {
  1: '12349',
  2: '19',
  3: '123459',
  4: '19',
  5: '12349',
  6: '129',
  7: '129',
  8: '19',
  9: '123',
  A: '19',
  N: '1239',
  Y: '1',
};

/**
 * Looks at a number.
 *
 * @param number - as it was typed; spaces, hyphens and lower case do not matter
 */
export function lookAtIdentityNumber(number: string, context: IdentityContext): IdentityFinding {
  const plain = number.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const kind = kindOf(plain, context.partyKind);
  const found = kind === 'id-card' ? lookAtCard(plain, context) : lookAtOther(plain, kind);
  return { kind, ...found, warnings: [...found.warnings, ...mismatch(kind, context.partyKind)] };
}

/** Eighteen digits may be either: what the party is decides, else the check digit. */
function kindOf(plain: string, partyKind: string | undefined): IdentityKind {
  const isCard = cardForm.test(plain);
  const isCredit = creditForm.test(plain);
  if (isCard && isCredit) {
    if (isCardDigitRight(plain) !== isCreditDigitRight(plain) && partyKind !== 'citizen')
      return isCardDigitRight(plain) ? 'id-card' : 'uscc';
    return partyKind === 'organisation' ? 'uscc' : 'id-card';
  }
  if (isCard) return 'id-card';
  return isCredit ? 'uscc' : 'unknown';
}

type Found = Omit<IdentityFinding, 'kind'>;

function lookAtCard(plain: string, { today }: IdentityContext): Found {
  const day = `${plain.slice(6, 10)}-${plain.slice(10, 12)}-${plain.slice(12, 14)}`;
  const isDay = isCivilDate(day) && day <= today && addYears(day, oldest) >= today;
  const checks: readonly (readonly [boolean, string])[] = [
    [regions.has(plain.slice(0, 2)), '公民身份号码的前两位不是行政区划代码，请核对。'],
    [isDay, '公民身份号码第 7 至 14 位不是可能的出生日期，请核对。'],
    [isCardDigitRight(plain), '公民身份号码的最后一位校验码不符，可能有一位录错，请核对。'],
  ];
  return { warnings: failed(checks), bornOn: isDay ? day : null };
}

function lookAtOther(plain: string, kind: IdentityKind): Found {
  if (kind === 'uscc') {
    const isRegistrar = registrars[plain[0] ?? '']?.includes(plain[1] ?? '') === true;
    const checks: readonly (readonly [boolean, string])[] = [
      [isRegistrar, '统一社会信用代码的前两位（登记管理部门、机构类别）不符，请核对。'],
      [isCreditDigitRight(plain), '统一社会信用代码的最后一位校验码不符，可能有一位录错，请核对。'],
    ];
    return { warnings: failed(checks), bornOn: null };
  }
  const text = oldCardForm.test(plain)
    ? '这是 15 位的旧号码，请填写 18 位公民身份号码。'
    : '不是 18 位公民身份号码，也不是 18 位统一社会信用代码；如系护照等其他证件，请核对后继续。';
  return { warnings: [text], bornOn: null };
}

function mismatch(kind: IdentityKind, partyKind: string | undefined): readonly string[] {
  if (kind === 'id-card' && partyKind === 'organisation')
    return ['当事人是单位，号码却是公民身份号码，请核对当事人类别。'];
  if (kind === 'uscc' && partyKind === 'citizen')
    return ['当事人是公民，号码却是统一社会信用代码，请核对当事人类别。'];
  return [];
}

function failed(checks: readonly (readonly [boolean, string])[]): readonly string[] {
  return checks.filter(([holds]) => !holds).map(([, text]) => text);
}

function isCardDigitRight(plain: string): boolean {
  const sum = cardWeights.reduce((all, weight, place) => all + weight * Number(plain[place]), 0);
  return cardDigits[sum % 11] === plain[17];
}

function isCreditDigitRight(plain: string): boolean {
  const sum = creditWeights.reduce(
    (all, weight, place) => all + weight * creditAlphabet.indexOf(plain[place] ?? ''),
    0,
  );
  return creditAlphabet[(31 - (sum % 31)) % 31] === plain[17];
}
