import type { CaseView } from '../casework/index.ts';
import { isDisputed, levelsOf, standingOf, startsWhenComplete } from './review-standing.ts';
import { inRound, type ReviewStanding, submission, valueOf } from './round.ts';
import { openProposals } from './scope.ts';
import { examinationStanding } from './submission.ts';

/** A step of a review, as a case has come through it. */
export type ReviewStep = {
  readonly id: string;
  readonly title: string;
  readonly standing: 'done' | 'current' | 'ahead' | 'skipped';
};

type Step = {
  readonly id: string;
  readonly title: string;
  /** Whether the body's rules know it. */
  readonly exists: (view: CaseView) => boolean;
  readonly happened: (view: CaseView) => boolean;
};

const always = () => true;
const within = (kind: string) => (view: CaseView) => inRound(view, kind) !== undefined;

/** Steps in their order; a pack that does not ask for one leaves it out. */
const steps: readonly Step[] = [
  {
    id: 'scope',
    title: '确认审核范围',
    exists: (view) => valueOf(view, 'review.scope')['mode'] !== 'every',
    happened: (view) => view.has('scopeConfirmed'),
  },
  {
    id: 'examination',
    title: '承办机构审查',
    exists: (view) => examinationStanding(view) !== null,
    happened: (view) => view.has('handlingExamined'),
  },
  {
    id: 'submission',
    title: '送审',
    exists: always,
    happened: (view) => view.has('reviewSubmitted'),
  },
  {
    id: 'acceptance',
    title: '确认材料完备',
    exists: startsWhenComplete,
    happened: within('reviewAccepted'),
  },
  { id: 'opinion', title: '审核并出具意见', exists: always, happened: within('opinionGiven') },
  {
    id: 'countersigning',
    title: '分管领导把关',
    exists: (view) => levelsOf(view) > 1,
    happened: within('opinionCountersigned'),
  },
  { id: 'follow-up', title: '处理审核意见', exists: always, happened: within('opinionAnswered') },
  {
    id: 'dispute',
    title: '解决审核争议',
    exists: (view) => view.rule('review.dispute') !== null,
    happened: (view) => within('disputeConsulted')(view) || within('disputeDecided')(view),
  },
  { id: 'passed', title: '通过审核', exists: always, happened: () => false },
];

const fixed: Readonly<Partial<Record<ReviewStanding, string>>> = {
  submitted: 'acceptance',
  'under-review': 'opinion',
  'awaiting-countersign': 'countersigning',
  stale: 'submission',
  passed: 'passed',
};

/** The step at which a review is; empty where none is needed. */
function currentOf(view: CaseView): string {
  const standing = standingOf(view);
  const known = fixed[standing];
  if (known !== undefined) return known;
  if (standing === 'not-passed') return isDisputed(view) ? 'dispute' : 'follow-up';
  if (submission(view) === undefined && openProposals(view).length > 0) return 'scope';
  if (standing === 'not-required') return '';
  return examinationStanding(view) === 'open' ? 'examination' : 'submission';
}

/**
 * The course of a review by the rules of the body, with how far the case has come; the last round counts.
 *
 * @source kaifu-T15-1; kaifu-T15-2; anze-L14-1; anze-L15-2; yueqing-2.2.1-7; yueqing-4.5-3
 */
export function reviewSteps(view: CaseView): readonly ReviewStep[] {
  const known = steps.filter(({ exists }) => exists(view));
  const current = currentOf(view);
  const reached = known.findIndex(({ id }) => id === current);
  const standingAt = (step: Step, index: number): ReviewStep['standing'] => {
    if (index === reached) return step.id === 'passed' ? 'done' : 'current';
    if (index > reached) return 'ahead';
    return step.happened(view) ? 'done' : 'skipped';
  };
  return known.map((step, index) => ({
    id: step.id,
    title: step.title,
    standing: standingAt(step, index),
  }));
}
