import type { CivilDate, Refusal } from '../rules/index.ts';

/** On what somebody may review: the legal qualification, a legal education, or having reviewed before it was asked for. */
export type ReviewQualification = 'law-licence' | 'law-background' | 'engaged-before';

/** What users call each qualification. */
export const qualificationTitles: Readonly<Record<ReviewQualification, string>> = {
  'law-licence': '法律职业资格',
  'law-background': '法律专业背景',
  'engaged-before': '此前已从事法制审核',
};

/** Why a designation ended: the person no longer holds the post, or no longer the qualification. */
export type EndGround = 'post' | 'qualification';

/** What users call each ground. */
export const endGroundTitles: Readonly<Record<EndGround, string>> = {
  post: '不再承担法制审核',
  qualification: '审核资格失效或者被撤销',
};

/** How long and at which level somebody is designated to review. */
export type DesignationTerm = {
  /** Key of the office of the pack that the person reviews for, e.g. `review-head`. */
  readonly level: string;
  readonly validFrom: CivilDate;
  /** Last day, inclusive; null while no end is set. */
  readonly validUntil: CivilDate | null;
  /** First day on which it no longer counts; null while it stands. */
  readonly endedOn: CivilDate | null;
  readonly endGround: EndGround | null;
};

/** A designation as the register holds it. */
export type Designation = DesignationTerm & {
  readonly designationId: string;
  readonly qualification: ReviewQualification;
  /** Number of the certificate that proves the qualification; null where it has none. */
  readonly proofNumber: string | null;
};

/** How a designation stands on a day. */
export type DesignationStanding = 'valid' | 'not-yet-valid' | 'expired' | 'ended';

/** What users call each standing. */
export const designationStandingTitles: Readonly<Record<DesignationStanding, string>> = {
  valid: '在任',
  'not-yet-valid': '尚未开始',
  expired: '任期已满',
  ended: '已终止',
};

/** How one designation stands on a day; its first and last day are inside, the day on which it ended is outside. */
export function designationStandingOn(term: DesignationTerm, on: CivilDate): DesignationStanding {
  if (term.endedOn !== null && on >= term.endedOn) return 'ended';
  if (on < term.validFrom) return 'not-yet-valid';
  return term.validUntil !== null && on > term.validUntil ? 'expired' : 'valid';
}

/** The designation that counts on a day; the latest to begin where there are several, null where there is none. */
export function designationOn<T extends DesignationTerm>(
  terms: readonly T[],
  on: CivilDate,
): T | null {
  const valid = terms.filter((term) => designationStandingOn(term, on) === 'valid');
  return valid.reduce<T | null>(
    (best, next) => (best === null || next.validFrom > best.validFrom ? next : best),
    null,
  );
}

/** What the register says of somebody as a reviewer. */
export type RegisteredReviewer = {
  readonly mayReview?: boolean | undefined;
  readonly designations?: readonly DesignationTerm[] | undefined;
};

/**
 * Whether somebody may review on a day, and why not.
 *
 * `unrecorded`: entered as qualified, with neither proof nor term on record yet; such an entry counts until a term is set.
 */
export type ReviewerStanding =
  | 'designated'
  | 'unrecorded'
  | 'not-yet'
  | 'term-over'
  | 'qualification-over'
  | 'never';

/**
 * Whether somebody may review on a day; past acts are judged by their day.
 *
 * @source apl-2021-58-2; dazhou-2.3.9-1b; yueqing-4.1-3
 */
export function reviewerStanding(
  person: RegisteredReviewer | undefined,
  on: CivilDate,
): ReviewerStanding {
  if (person?.mayReview !== true) return 'never';
  const terms = person.designations ?? [];
  if (terms.length === 0) return 'unrecorded';
  if (designationOn(terms, on) !== null) return 'designated';
  const past = terms.filter((term) => designationStandingOn(term, on) !== 'not-yet-valid');
  if (past.length === 0) return 'not-yet';
  const last = past.reduce((best, next) => (next.validFrom > best.validFrom ? next : best));
  const isVoid = last.endGround === 'qualification' && designationStandingOn(last, on) === 'ended';
  return isVoid ? 'qualification-over' : 'term-over';
}

/** Whether somebody may review on a day. */
export function reviewsOn(person: RegisteredReviewer | undefined, on: CivilDate): boolean {
  return ['designated', 'unrecorded'].includes(reviewerStanding(person, on));
}

/** A designation that is to be entered. */
export type DesignationEntry = Pick<
  Designation,
  'level' | 'qualification' | 'proofNumber' | 'validFrom' | 'validUntil'
> & {
  /** Whether the person reviews decisions for the first time in an administrative body. */
  readonly isFirstEngaged: boolean;
};

/** What the rules of the body say of its reviewers. */
export type DesignationRules = {
  /** Levels of review by office key, first the one that gives the opinion. */
  readonly levels: readonly string[];
  /** Whether those who review for the first time need the legal qualification. */
  readonly needsLicence: boolean;
  readonly clauses: readonly string[];
};

/**
 * What is wrong with a designation that is to be entered; empty when it may be.
 *
 * @param entry - as submitted
 * @param existing - terms that the person already has
 * @source apl-2021-58-2; kaifu-T15-1; kaifu-T15-2
 */
export function designationRefusals(
  entry: DesignationEntry,
  existing: readonly DesignationTerm[],
  rules: DesignationRules,
): readonly Refusal[] {
  const refusals: Refusal[] = [...qualificationRefusals(entry, rules)];
  const say = (code: string, text: string, field: string, clauses: readonly string[] = []) =>
    refusals.push({ code, text, clauses, field });
  if (!rules.levels.includes(entry.level))
    say(
      'reviewer.level-unknown',
      '本单位适用的规则没有这一级审核。请从列出的审核职责中选择。',
      'level',
      rules.clauses,
    );
  if (entry.validUntil !== null && entry.validUntil < entry.validFrom)
    say('reviewer.period-reversed', '指定的截止日早于起始日。请核对后重新填写。', 'validUntil');
  if (existing.some((term) => overlaps(term, entry)))
    say(
      'reviewer.designated-already',
      '该人员在这段时间已有指定。请先终止原来的指定，再登记新的。',
      'validFrom',
    );
  return refusals;
}

/** What is wrong with the qualification; the second level reviews no draft itself and needs none. */
function qualificationRefusals(
  { level, qualification, proofNumber, isFirstEngaged }: DesignationEntry,
  { levels, needsLicence, clauses }: DesignationRules,
): readonly Refusal[] {
  if (qualification === 'law-licence')
    return proofNumber !== null
      ? []
      : [
          {
            code: 'reviewer.proof-missing',
            text: '请填写法律职业资格证书的号码。',
            clauses,
            field: 'proofNumber',
          },
        ];
  if (level !== levels[0] || !needsLicence || !isFirstEngaged) return [];
  return [
    {
      code: 'reviewer.licence-needed',
      text: '初次从事行政处罚决定法制审核的人员，须已取得法律职业资格。请指定有该资格的人员，或者待其取得后再登记。',
      clauses,
      field: 'qualification',
    },
  ];
}

function overlaps(term: DesignationTerm, entry: DesignationEntry): boolean {
  const startsBeforeEnd = term.validUntil === null || entry.validFrom <= term.validUntil;
  const startsBeforeEnding = term.endedOn === null || entry.validFrom < term.endedOn;
  const endsAfterStart = entry.validUntil === null || entry.validUntil >= term.validFrom;
  const isEmpty = term.endedOn !== null && term.endedOn <= term.validFrom;
  return !isEmpty && startsBeforeEnd && startsBeforeEnding && endsAfterStart;
}

/**
 * What stands against ending a designation; empty when it may be ended.
 *
 * @param term - as registered
 * @param endedOn - first day on which it is no longer to count
 */
export function endingRefusals(term: DesignationTerm, endedOn: CivilDate): readonly Refusal[] {
  if (term.endedOn !== null)
    return [
      { code: 'reviewer.ended-already', text: '该指定已经终止，无需再次办理。', clauses: [] },
    ];
  if (endedOn >= term.validFrom) return [];
  return [
    {
      code: 'reviewer.ended-too-early',
      text: '终止的日期早于指定的起始日。请核对日期后重新填写。',
      clauses: [],
      field: 'endedOn',
    },
  ];
}

/** The register shows of an identity number only its first and last characters. */
export function maskedIdentity(number: string): string {
  const plain = plainIdentity(number);
  if (plain.length <= 6) return '*'.repeat(plain.length);
  return `${plain.slice(0, 3)}${'*'.repeat(plain.length - 5)}${plain.slice(-2)}`;
}

/** One form of an identity number, whatever was typed: no white space, capital letters. */
export function plainIdentity(number: string): string {
  return number.replaceAll(/\s/g, '').toUpperCase();
}
