import { isCertified, type OfficerFacts } from '../casework/index.ts';
import { designationOn, reviewsOn } from '../registers/index.ts';
import type { CivilDate, ClauseId, Rule } from '../rules/index.ts';

/** How the reviewers of a body stand to its officers on a day. */
export type Staffing = {
  readonly on: CivilDate;
  readonly reviewers: number;
  /** Officers with a valid certificate that day. */
  readonly officers: number;
  /** Reviewers for a hundred officers, with one digit behind the point, cut off; null without officers. */
  readonly percent: string | null;
  /** What the rules ask for, in per cent; null where they ask for none. */
  readonly minPercent: number | null;
  /** How many reviewers that takes; null where none is asked for. */
  readonly needed: number | null;
  readonly standing: 'enough' | 'below' | 'no-rule' | 'no-officers';
  /** What to say; a warning where it is below, and never more than that. */
  readonly text: string;
  readonly clauses: readonly ClauseId[];
};

/**
 * Counts reviewers against officers. A warning at most: nothing is ever refused for it.
 *
 * Who only looks a review over at the second level is no reviewer here.
 *
 * @param officers - those of the body who have not left
 * @param levels - levels of review, first the one that gives the opinion
 * @param rule - `review.reviewer-ratio` of the body that day; null where none is in force
 * @source dazhou-2.3.9-1c; anze-L7-2; sao-2018-118-11
 */
export function staffingOn(
  officers: readonly OfficerFacts[],
  on: CivilDate,
  levels: readonly string[],
  rule: Rule | null,
): Staffing {
  const certified = officers.filter((one) => isCertified(one, on)).length;
  const reviewers = officers.filter((one) => isFirstLevel(one, on, levels)).length;
  const minPercent = minPercentOf(rule);
  const needed = minPercent === null ? null : Math.ceil((certified * minPercent) / 100);
  const percent = certified === 0 ? null : percentText(reviewers, certified);
  const facts = { on, reviewers, officers: certified, percent, minPercent, needed };
  return { ...facts, ...saying(facts), clauses: rule?.clauses ?? [] };
}

function isFirstLevel(one: OfficerFacts, on: CivilDate, levels: readonly string[]): boolean {
  if (!reviewsOn(one, on)) return false;
  const current = designationOn(one.designations ?? [], on);
  return current === null || levels.length === 0 || current.level === levels[0];
}

function minPercentOf(rule: Rule | null): number | null {
  const n = (rule?.value as { minPercent?: unknown } | undefined)?.minPercent;
  return typeof n === 'number' ? n : null;
}

function percentText(part: number, whole: number): string {
  const tenths = Math.floor((part * 1000) / whole);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

type Facts = Omit<Staffing, 'standing' | 'text' | 'clauses'>;

function saying({ reviewers, officers, percent, minPercent, needed }: Facts): {
  readonly standing: Staffing['standing'];
  readonly text: string;
} {
  if (percent === null)
    return { standing: 'no-officers', text: '没有持有效执法证的人员，暂不计算审核人员比例。' };
  const figure = `审核人员 ${reviewers} 人，持有效执法证的执法人员 ${officers} 人，占 ${percent}%`;
  if (minPercent === null || needed === null)
    return { standing: 'no-rule', text: `${figure}。适用的规则没有规定比例。` };
  return reviewers >= needed
    ? { standing: 'enough', text: `${figure}，不低于 ${minPercent}%。` }
    : {
        standing: 'below',
        text: `${figure}，低于 ${minPercent}%。原则上须有 ${needed} 人，请再指定 ${needed - reviewers} 名审核人员。此项只作提醒，不影响办案。`,
      };
}
