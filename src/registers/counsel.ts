import type { CivilDate, Refusal } from '../rules/index.ts';

/** What somebody is whom a body asks for legal help. */
export type CounselKind = 'legal-adviser' | 'public-lawyer' | 'talent';

/** What users call each kind. */
export const counselKindTitles: Readonly<Record<CounselKind, string>> = {
  'legal-adviser': '法律顾问',
  'public-lawyer': '公职律师',
  talent: '法律人才库成员',
};

/** Somebody, or a company, in whom a counsel has declared an interest. */
export type DeclaredInterest = { readonly name: string; readonly relation: string };

/** For how long somebody is engaged. */
export type CounselTerm = {
  readonly validFrom: CivilDate;
  /** Last day, inclusive; null while no end is set. */
  readonly validUntil: CivilDate | null;
  /** First day on which it no longer counts; null while it stands. */
  readonly endedOn: CivilDate | null;
};

/** What a case needs to know of a counsel. */
export type CounselFacts = CounselTerm & {
  readonly name: string;
  readonly kind: CounselKind;
  readonly organisation: string;
  /** Empty where it is not kept. */
  readonly identityNumber: string;
  /** Account of one who works for a body; null for everybody outside. */
  readonly accountId: string | null;
  readonly interests: readonly DeclaredInterest[];
};

/** What a counsel is registered with. */
export type CounselEntry = Omit<CounselFacts, 'endedOn' | 'identityNumber'> & {
  readonly licenceNumber: string | null;
  readonly specialty: string;
  /** Whether the service is bought. */
  readonly isPurchased: boolean;
  /** Whether bodies below may ask too. */
  readonly isShared: boolean;
};

/** How the engagement of a counsel stands on a day. */
export type CounselStanding = 'engaged' | 'not-yet' | 'over';

/** What users call each standing. */
export const counselStandingTitles: Readonly<Record<CounselStanding, string>> = {
  engaged: '在聘',
  'not-yet': '尚未开始',
  over: '已到期或者终止',
};

/** How an engagement stands on a day; its first and last day are inside, the day on which it ended is outside. */
export function counselStandingOn(term: CounselTerm, on: CivilDate): CounselStanding {
  if (term.endedOn !== null && on >= term.endedOn) return 'over';
  if (on < term.validFrom) return 'not-yet';
  return term.validUntil !== null && on > term.validUntil ? 'over' : 'engaged';
}

/**
 * What is wrong with an entry; empty when it may be kept.
 *
 * @source yueqing-4.1-2; yueqing-4.1-4; yueqing-4.1-5
 */
export function counselEntryRefusals(
  entry: Pick<CounselEntry, 'validFrom' | 'validUntil' | 'isPurchased' | 'accountId'>,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (entry.validUntil !== null && entry.validUntil < entry.validFrom)
    refusals.push({
      code: 'counsel.period-reversed',
      text: '聘期的截止日早于起始日。请核对后重新填写。',
      clauses: [],
      field: 'validUntil',
    });
  if (entry.isPurchased && entry.accountId !== null)
    refusals.push({
      code: 'counsel.purchased-staff',
      text: '本机关工作人员不属于购买服务。请取消“购买服务”，或者不选账户。',
      clauses: ['yueqing-4.1-4'],
      field: 'isPurchased',
    });
  return refusals;
}

/** What stands against ending an engagement; empty when it may be ended. */
export function counselEndingRefusals(term: CounselTerm, endedOn: CivilDate): readonly Refusal[] {
  if (term.endedOn !== null)
    return [{ code: 'counsel.ended-already', text: '该聘期已经终止，无需再次办理。', clauses: [] }];
  if (endedOn >= term.validFrom) return [];
  return [
    {
      code: 'counsel.ended-too-early',
      text: '终止的日期早于聘期的起始日。请核对日期后重新填写。',
      clauses: [],
      field: 'endedOn',
    },
  ];
}
