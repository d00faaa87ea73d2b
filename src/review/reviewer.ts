import {
  assignedReviewer,
  type CaseView,
  clausesOf,
  everHandled,
  flagOf,
  type Gate,
  handlingOfficers,
  type JsonObject,
  objectOf,
  recusedOfficers,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import {
  designationOn,
  plainIdentity,
  type ReviewerStanding,
  reviewerStanding,
} from '../registers/index.ts';
import type { Refusal } from '../rules/index.ts';
import { inRound, valueOf } from './round.ts';

// Who may review. Qualification and designation are looked up at every step, on the day of the step, so that one lost
// meanwhile ends the work and what was done before stays done. Interest is what
// somebody declared, what a head decided on a request, and what the program sees: handled or approved the case, or is a
// party. A shared department is told and does not bar.

const reviewerClauses = (view: CaseView) =>
  clausesOf(view, ['review.reviewer', 'recusal.grounds'], ['apl-2021-58-2']);

const handling = [
  'filingRequested',
  'investigationFinished',
  'reviewSubmitted',
  'evidenceAdded',
  'inspectionRecorded',
  'questioningRecorded',
  'transferReported',
  'statementReviewed',
  'reviewSupplemented',
  'explanationGiven',
  'opinionAnswered',
];
const approving = [
  'filingApproved',
  'filingDeclined',
  'preservationApproved',
  'handlingExamined',
  'transferDecided',
];

const didAny = (view: CaseView, id: string, kinds: readonly string[]) =>
  kinds.some((kind) => view.all(kind).some((fact) => fact.actorId === id));

/** Whether somebody looked into the case as a suspected crime. */
const isInTeam = (view: CaseView, id: string) =>
  view.all('transferReported').some(({ data }) => textsOf(data, 'team').includes(id));

/** Somebody by what may be known: the name, and the number where it is kept. */
export type Known = { readonly name: string; readonly identityNumber?: string | null | undefined };

/**
 * Whether somebody is the party or speaks for it: by the number of identity where both are known, else by the name.
 *
 * A number that differs clears only a citizen: that of a company says nothing about who heads it.
 *
 * @source anze-L8-4; apl-2021-43
 */
export function isParty(view: CaseView, person: Known | undefined): boolean {
  const party = objectOf(view.last('leadRegistered')?.data, 'party');
  const number = plainIdentity(person?.identityNumber ?? '');
  const theirs = plainIdentity(textOf(party, 'idNumber'));
  if (number !== '' && theirs !== '') {
    if (number === theirs) return true;
    if (textOf(party, 'kind') === 'citizen') return false;
  }
  return namesOf(party).includes(person?.name ?? '');
}

const namesOf = (party: JsonObject) =>
  [textOf(party, 'name'), textOf(party, 'legalRepresentative')].filter((name) => name !== '');

/**
 * Whether somebody has declared an interest in the case or was recused from it: what such a person said of it counts for
 * nothing, also where it was said before.
 *
 * @source anze-L8-4; apl-2021-43
 */
export const isRecused = (view: CaseView, id: string | null): boolean =>
  id !== null &&
  (recusedOfficers(view).has(id) ||
    view.all('interestDeclared').some((fact) => fact.actorId === id));

/** Interests of any reader of the file, whatever the part: declared, decided, or as the party itself. */
export function ownInterest(view: CaseView, id: string): readonly Refusal[] {
  const clauses = reviewerClauses(view);
  if (view.all('interestDeclared').some((fact) => fact.actorId === id))
    return refuse(
      'review.interest',
      '该人员已申报与本案有利害关系，须回避，请由其他人员办理。',
      clauses,
    );
  if (recusedOfficers(view).has(id))
    return refuse('review.recused', '该人员已被决定回避，请由其他人员办理。', clauses);
  return isParty(view, view.context.officers[id])
    ? refuse(
        'review.party',
        '该人员与本案当事人或者其负责人相同，须回避，请由其他人员办理；同名的请在名册登记证件号码以便区分。',
        clauses,
      )
    : [];
}

/**
 * Why somebody must not review a case; nothing when nothing is known against it.
 *
 * @source anze-L8-4; apl-2021-43; apl-2021-58
 */
export function interestOf(view: CaseView, id: string): readonly Refusal[] {
  const clauses = reviewerClauses(view);
  if (hasHandled(view, id)) return handlerBar(view);
  if (didAny(view, id, approving))
    return refuse(
      'review.approver',
      '审批过本案的人员不能审核本案，请由其他审核人员办理。',
      clauses,
    );
  return ownInterest(view, id);
}

type Unqualified = Exclude<ReviewerStanding, 'designated' | 'unrecorded'>;

const notQualified: Readonly<
  Record<Unqualified, { readonly code: string; readonly text: string }>
> = {
  never: {
    code: 'review.unqualified',
    text: '审核人员须具备审核资格，请由登记在册的审核人员办理。',
  },
  'not-yet': {
    code: 'review.designation-early',
    text: '该人员的审核指定尚未开始，请由在任的审核人员办理，或者待指定开始后再办。',
  },
  'term-over': {
    code: 'review.designation-over',
    text: '该人员的审核指定已经到期或者终止，不能再审核。请分派给在任的审核人员；仍由其承担的，先在审核人员名册登记新的指定。',
  },
  'qualification-over': {
    code: 'review.qualification-over',
    text: '该人员的审核资格已经失效或者被撤销，不能再审核。请分派给其他在任的审核人员；重新取得资格的，先在审核人员名册登记。',
  },
};

/** Why somebody may not review today, whatever the case; nothing when the register says that they may. */
function unqualified(view: CaseView, id: string): readonly Refusal[] {
  const standing = reviewerStanding(view.context.officers[id], view.today);
  if (standing === 'designated' || standing === 'unrecorded') return [];
  const { code, text } = notQualified[standing];
  return refuse(code, text, reviewerClauses(view));
}

/** Why somebody may not review a case at all: qualification, designation and interest. */
export function unfit(view: CaseView, id: string): readonly Refusal[] {
  const refusals = unqualified(view, id);
  return refusals.length > 0 ? refusals : interestOf(view, id);
}

/** The office that the first level of the body's review is bound to; null where the office as such reviews. */
function boundOffice(view: CaseView): string | null {
  const { steps } = valueOf(view, 'review.levels');
  const first: unknown = Array.isArray(steps) ? steps[0] : undefined;
  return first === 'review-head' ? first : null;
}

/** Who is designated for the office holds it, whatever the post is called; so does who is registered with its title. */
function offPost(view: CaseView, id: string, field?: string): readonly Refusal[] {
  const office = boundOffice(view);
  if (office === null) return [];
  const officer = view.context.officers[id];
  const post = view.context.rules.office(office, view.today);
  const designated = designationOn(officer?.designations ?? [], view.today);
  if (designated?.level === office || officer?.post === post) return [];
  return refuse(
    'review.not-head',
    `本机关的审核由${post}办理。请由其办理；已任该职的，请在审核人员名册中选择“${post}”登记指定。`,
    clausesOf(view, ['review.levels', 'review.reviewer']),
    field,
  );
}

/** Why the person who acts may not review; nothing when the case lies with the person or with nobody yet. */
function barred(view: CaseView): readonly Refusal[] {
  const { id } = view.context.actor;
  const refusals = unfit(view, id);
  if (refusals.length > 0) return refusals;
  const assigned = inRound(view, 'reviewerAssigned') === undefined ? '' : assignedReviewer(view);
  return assigned === '' || assigned === id || unfit(view, assigned).length > 0
    ? []
    : refuse(
        'review.not-assigned',
        '本案已分派给其他审核人员，请由其办理或者重新分派。',
        reviewerClauses(view),
      );
}

const reviewer: Gate = {
  standing: barred,
  notes: (view) => notesOn(view, view.context.actor.id),
};

const head: Gate = { standing: (view) => offPost(view, view.context.actor.id) };

const assignable: Gate = {
  standing: (view) =>
    candidates(view).some(({ refusals }) => refusals.length === 0)
      ? []
      : refuse(
          'review.no-candidate',
          '没有可以审核本案的人员：具备资格的都须回避或者不任所要求的职务。请登记其他审核人员。',
          reviewerClauses(view),
        ),
  content: (view, data) => {
    const id = textOf(data, 'officerId');
    const refusals = [...unfit(view, id), ...offPost(view, id)];
    return refusals.slice(0, 1).map((refusal) => ({ ...refusal, field: '/officerId' }));
  },
};

/**
 * Somebody of the review office consults for it; the handling department speaks for itself. That the decision may be made
 * after all is for the review office to say: its opinion is nothing that who objects can set aside.
 *
 * @source dazhou-2.3.11-2c; anze-L15-2; yueqing-4.4.1-5
 */
const consultant: Gate = {
  standing: (view) => {
    const { id, roles } = view.context.actor;
    return roles.includes('department-head') ? ownInterest(view, id) : unfit(view, id);
  },
  content: (view, data) => {
    const { id, roles } = view.context.actor;
    if (!flagOf(data, 'agreed') || textOf(data, 'outcome') !== 'passed') return [];
    return roles.includes('reviewer') && unfit(view, id).length === 0
      ? []
      : refuse(
          'review.consultation-side',
          '协商后同意作出决定的，是审核机构改变了意见，须由审核人员登记。请由其登记，或者提请决定。',
          clausesOf(view, ['review.dispute']),
          '/outcome',
        );
  },
};

const handlerBar = (view: CaseView) =>
  refuse(
    'review.handler',
    '承办过本案的人员不能审核本案，请由其他审核人员办理。',
    reviewerClauses(view),
  );

const hasHandled = (view: CaseView, id: string): boolean =>
  everHandled(view).has(id) || isInTeam(view, id) || didAny(view, id, handling);

/** Who countersigns or settles a dispute gave no opinion, did not handle the case and has no interest in it. */
const leader: Gate = {
  standing: (view) => {
    const { id } = view.context.actor;
    if (inRound(view, 'opinionGiven')?.actorId === id)
      return refuse(
        'review.own-opinion',
        '本人出具的审核意见须由他人把关或者决定，请由其他负责人办理。',
        clausesOf(view, ['review.levels', 'review.dispute'], ['apl-2021-58']),
      );
    return hasHandled(view, id) ? handlerBar(view) : ownInterest(view, id);
  },
};

/** Who approves more time is not who asked for it, and has no interest in the case. */
const extending: Gate = {
  standing: (view) => {
    const { id } = view.context.actor;
    return inRound(view, 'reviewExtensionRequested')?.actorId === id
      ? refuse(
          'review.own-request',
          '本人申请的延长须由他人批准，请由其他负责人办理。',
          clausesOf(view, ['review.extend']),
        )
      : ownInterest(view, id);
  },
};

const unbiased: Gate = { standing: (view) => ownInterest(view, view.context.actor.id) };

/** Who has given an opinion on the case does not handle it afterwards. */
const notReviewers: Gate = {
  content: (view, data) => {
    const reviewers = new Set(view.all('opinionGiven').map(({ actorId }) => actorId));
    return textsOf(data, 'officers').some((id) => reviewers.has(id))
      ? refuse(
          'review.reviewed',
          '对本案出具过审核意见的人员不能承办本案，请指派其他人员。',
          reviewerClauses(view),
          '/officers',
        )
      : [];
  },
};

const undeclared: Gate = {
  standing: (view) => {
    const { id } = view.context.actor;
    return view.all('interestDeclared').some((fact) => fact.actorId === id)
      ? refuse('review.interest-declared', '本人已经申报利害关系，无须再次申报。', [])
      : [];
  },
};

/** What is to be known of a reviewer and does not bar: that the department is the same as the handlers'. */
export function notesOn(view: CaseView, id: string): readonly string[] {
  const { officers } = view.context;
  const own = officers[id]?.departmentId ?? null;
  const theirs = [
    textOf(view.last('leadRegistered')?.data, 'departmentId'),
    ...handlingOfficers(view).map((handler) => officers[handler]?.departmentId ?? ''),
  ];
  return own !== null && theirs.includes(own)
    ? ['审核人员与承办人属于同一内设机构，请留意是否影响独立审核。']
    : [];
}

/** Why the person who looks may not review the case; empty when the person may. */
export function barsToReview(view: CaseView): readonly string[] {
  const { roles } = view.context.actor;
  if (!roles.includes('reviewer')) return ['法制审核由审核人员办理。'];
  return [...barred(view), ...offPost(view, view.context.actor.id)].map(({ text }) => text);
}

/** One who might review, with what bars and what is only to be known. */
export type Candidate = {
  readonly officerId: string;
  readonly refusals: readonly Refusal[];
  readonly notes: readonly string[];
};

/** Everybody entered as a reviewer, in the order of the register, and why somebody may not. */
export function candidates(view: CaseView): readonly Candidate[] {
  return Object.entries(view.context.officers)
    .filter(([, { mayReview }]) => mayReview === true)
    .map(([officerId]) => ({
      officerId,
      refusals: [...unfit(view, officerId), ...offPost(view, officerId)],
      notes: notesOn(view, officerId),
    }));
}

/** What is kept of an assignment besides whom it names. */
const assignment = (view: CaseView, data: JsonObject): JsonObject => ({
  notes: notesOn(view, textOf(data, 'officerId')),
});

/** Gates on the people of a review. */
export const reviewerGates: Readonly<Record<string, Gate>> = {
  'review.reviewer': reviewer,
  'review.head': head,
  'review.assignable': assignable,
  'review.consultant': consultant,
  'review.leader': leader,
  'review.extending': extending,
  'review.unbiased': unbiased,
  'review.not-reviewers': notReviewers,
  'review.undeclared': undeclared,
};

/** Values that an assignment keeps. */
export const reviewerDerives: Readonly<
  Record<string, (view: CaseView, data: JsonObject) => JsonObject>
> = { 'reviewer-notes': assignment };
