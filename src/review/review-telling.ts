import {
  type CaseView,
  dayOfFact,
  flagOf,
  isObject,
  stands,
  textOf,
  textsOf,
} from '../casework/index.ts';
import type { ClauseId } from '../rules/index.ts';
import { leastKind } from './opinion.ts';
import { responsibilities } from './responsibility.ts';
import { reviewClock } from './review-clock.ts';
import { outcomeOf, pausedBy, standingOf } from './review-standing.ts';
import { reviewSteps } from './review-steps.ts';
import { tellReviewClock } from './review-warning.ts';
import { barsToReview, candidates, notesOn } from './reviewer.ts';
import { entriesOf, type ReviewStanding, submission } from './round.ts';
import { toldRounds } from './round-telling.ts';
import {
  confirmedTriggers,
  groundOf,
  isRequired,
  openProposals,
  overtakenScope,
  proposals,
} from './scope.ts';
import { staleReasons } from './stale-reason.ts';
import { chosen, doneOf, fullOf, type Told, titlesUnder } from './telling.ts';
import { timeLeft, timeLeftText } from './time-left.ts';

/** What users call each standing of a review. */
export const reviewStandingTitles: Readonly<Record<ReviewStanding, string>> = {
  'not-required': '不须审核',
  'not-submitted': '尚未送审',
  submitted: '待确认材料',
  'under-review': '审核中',
  'awaiting-countersign': '待把关',
  passed: '审核通过',
  stale: '通过后有变化，须重新送审',
  'not-passed': '审核未通过',
};

const pausedTitles = { supplement: '等待补充材料', pause: '审核已中止' } as const;
/** Standings in which the review lies with the reviewer. */
const lying: readonly ReviewStanding[] = ['submitted', 'under-review'];

/** How the review of a case stands, in words; while it stands still, what it waits for. */
export function reviewStandingTitle(view: CaseView): string {
  const standing = standingOf(view);
  const why = lying.includes(standing) ? pausedBy(view) : null;
  return why === null ? reviewStandingTitles[standing] : pausedTitles[why];
}

/** What a reviewer has to know of the own person. */
const notesFor = (view: CaseView): readonly string[] => {
  const { id, roles } = view.context.actor;
  return roles.includes('reviewer') ? notesOn(view, id) : [];
};

/** Said to everybody while a review lies there that nobody may make. */
function withoutReviewers(view: CaseView): readonly string[] {
  if (!lying.includes(standingOf(view))) return [];
  return candidates(view).some(({ refusals }) => refusals.length === 0)
    ? []
    : [
        '现在没有可以审核本案的人员：登记的审核人员都须回避，或者没有资格、不任所要求的职务。请由办公室另行指定审核人员。',
      ];
}

const seesPeople = ['reviewer', 'leader', 'office'];

/** All that a reading room shows of the review of one case. */
export function tellReview(told: Told) {
  const { view } = told;
  const standing = standingOf(view);
  const rounds = toldRounds(told);
  const [clock] = reviewClock(view);
  const left = timeLeft(view);
  const whyNot = barsToReview(view);
  return {
    standing,
    standingTitle: reviewStandingTitle(view),
    required: isRequired(view),
    scope: tellScope(told),
    round: rounds.length,
    rounds,
    checklist: tellItems(view),
    kinds: tellKinds(view),
    staleReasons:
      submission(view) === undefined
        ? []
        : staleReasons(view).map(({ sequence, text }) => ({ sequence, text })),
    responsibilities: tellResponsibilities(told),
    timeLeft: left === null ? null : { ...left, text: timeLeftText(left) },
    clock: clock === undefined ? null : tellReviewClock(clock, view.context),
    transfer: tellTransfer(told),
    joint: tellJoint(told),
    dispute: rounds.at(-1)?.dispute ?? null,
    discussion: tellDiscussion(told),
    people: tellPeople(view),
    mayReview: whyNot.length === 0,
    whyNot: [...whyNot],
    notes: [...notesFor(view), ...withoutReviewers(view)],
    course: reviewSteps(view).map((step) => ({ ...step })),
  };
}

const clausesIn = (entry: Readonly<Record<string, unknown>>): ClauseId[] =>
  Array.isArray(entry['clauses']) ? entry['clauses'].map(String) : [];

/** The items of the check list, each with the kind of opinion that a problem in it asks for at least. */
function tellItems(view: CaseView) {
  const clauses = [...(view.rule('review.checklist')?.clauses ?? [])];
  return [...titlesUnder(view, 'review.checklist')].map(([code, title]) => {
    const least = leastKind(view, [code]);
    const asks =
      least === null ? null : { code: least.code, title: least.title, gravity: least.gravity };
    return { code, title, clauses, leastKind: asks };
  });
}

function tellKinds(view: CaseView) {
  const own = [...(view.rule('review.opinions')?.clauses ?? [])];
  return entriesOf(view, 'review.opinions').map((entry) => {
    const conditions = Array.isArray(entry['conditions']) ? entry['conditions'] : [];
    const clauses = clausesIn(entry);
    return {
      code: String(entry['code']),
      title: String(entry['title']),
      outcome: outcomeOf(view, String(entry['code'])),
      conditions: conditions.filter(isObject).map((one) => textOf(one, 'title')),
      clauses: clauses.length > 0 ? clauses : own,
    };
  });
}

function tellScope(told: Told) {
  const { view } = told;
  const titles = titlesUnder(view, 'review.scope');
  const confirmed = view.last('scopeConfirmed');
  const tell = (found: ReturnType<typeof proposals>) =>
    found.map(({ code, title, reason, sequence, isCertain, clauses }) => {
      return { code, title, reason, sequence, isCertain, clauses: [...clauses] };
    });
  return {
    mode: textOf(groundOf(view), 'mode'),
    clauses: [...(view.rule('review.scope')?.clauses ?? [])],
    proposals: tell(proposals(view)),
    open: tell(openProposals(view)),
    overtaken: tell(overtakenScope(view)?.reasons ?? []),
    confirmed: [...confirmedTriggers(view)].map((code) => ({
      code,
      title: titles.get(code) ?? code,
    })),
    confirmation:
      confirmed === undefined
        ? null
        : { ...doneOf(told, confirmed), reason: textOf(fullOf(told, confirmed), 'reason') },
    voluntary: flagOf(confirmed?.data, 'voluntary'),
  };
}

function tellResponsibilities(told: Told) {
  const nameAt = (sequence: number) => told.records.get(sequence)?.actorName ?? '';
  return responsibilities(told.view).map((one) => {
    const acts = one.acts.map(({ sequence, title }) => ({
      sequence,
      title,
      byName: nameAt(sequence),
    }));
    const names = acts.map(({ byName }) => byName).filter((name) => name !== '');
    return { ...one, clauses: [...one.clauses], acts, bearerNames: [...new Set(names)] };
  });
}

function tellPeople(view: CaseView) {
  if (!view.context.actor.roles.some((role) => seesPeople.includes(role))) return [];
  return candidates(view).map(({ officerId, refusals, notes }) => ({
    accountId: officerId,
    name: view.context.officers[officerId]?.name ?? '',
    post: view.context.officers[officerId]?.post ?? '',
    qualified: true,
    conflicts: refusals.map(({ text }) => text),
    notes: [...notes],
    sharedDepartment: notes.length > 0,
  }));
}

function tellTransfer(told: Told) {
  const { view } = told;
  const sent = view.last('caseTransferred');
  if (sent === undefined) return null;
  const later = (kind: string) =>
    view.all(kind).findLast(({ sequence }) => sequence > sent.sequence) ?? null;
  const answer = (kind: string, day: string, text: string) => {
    const fact = later(kind);
    return fact === null
      ? null
      : {
          ...doneOf(told, fact),
          on: dayOfFact(fact, day),
          text: textOf(fullOf(told, fact), text),
        };
  };
  return {
    ...doneOf(told, sent),
    groundTitle: chosen(told, 'caseTransferred', sent, 'ground'),
    receiver: textOf(sent.data, 'receiver'),
    transferredOn: dayOfFact(sent, 'transferredOn'),
    materials: textOf(fullOf(told, sent), 'materials'),
    isOut: stands(view, 'caseTransferred'),
    received: answer('transferReceived', 'receivedOn', 'receiver'),
    answered: answer('transferAnswered', 'answeredOn', 'answer'),
    returned: answer('transferReturned', 'returnedOn', 'reason'),
  };
}

function tellJoint(told: Told) {
  const { view } = told;
  const registered = view.last('jointDecisionRegistered');
  if (registered === undefined) return null;
  const result = view.last('leadReviewRecorded');
  return {
    ...doneOf(told, registered),
    leads: textOf(registered.data, 'leads'),
    leadsTitle: chosen(told, 'jointDecisionRegistered', registered, 'leads'),
    others: [...textsOf(registered.data, 'others')],
    basis: textOf(fullOf(told, registered), 'basis'),
    participation: view.all('participationRecorded').map((fact) => ({
      ...doneOf(told, fact),
      body: textOf(fact.data, 'body'),
      opinion: textOf(fullOf(told, fact), 'opinion'),
    })),
    result:
      result === undefined
        ? null
        : {
            ...doneOf(told, result),
            outcomeTitle: chosen(told, 'leadReviewRecorded', result, 'outcome'),
            document: textOf(result.data, 'document'),
          },
  };
}

function tellDiscussion(told: Told) {
  const held = told.view.last('discussionHeld');
  if (held === undefined) return null;
  const full = fullOf(told, held);
  return {
    ...doneOf(told, held),
    heldOn: dayOfFact(held, 'heldOn'),
    participants: [...textsOf(held.data, 'participants')],
    views: textOf(full, 'views'),
    eachView: [...textsOf(held.data, 'eachView')],
    dissent: textOf(full, 'dissent'),
    conclusion: textOf(full, 'conclusion'),
    signed: flagOf(held.data, 'signed'),
  };
}

/** Every clause that a told review names, each once. */
export function clausesTold(told: ReturnType<typeof tellReview>): readonly ClauseId[] {
  const named = [
    told.scope.clauses,
    ...told.scope.proposals.map(({ clauses }) => clauses),
    ...told.checklist.map(({ clauses }) => clauses),
    ...told.kinds.map(({ clauses }) => clauses),
    ...told.responsibilities.map(({ clauses }) => clauses),
    told.clock?.clauses ?? [],
  ];
  return [...new Set(named.flat())];
}

/** Names of kept events of which the whole text is told. */
export const toldKinds: readonly string[] = [
  'scopeConfirmed',
  'jointDecisionRegistered',
  'leadReviewRecorded',
  'handlingExamined',
  'reviewSubmitted',
  'reviewerAssigned',
  'reviewAccepted',
  'supplementRequested',
  'reviewSupplemented',
  'reviewPaused',
  'reviewResumed',
  'reviewExtensionRequested',
  'reviewExtended',
  'reviewExtensionDeclined',
  'explanationRequested',
  'explanationGiven',
  'participationRecorded',
  'reviewMeetingHeld',
  'opinionGiven',
  'opinionCountersigned',
  'opinionAnswered',
  'disputeConsulted',
  'disputeDecided',
  'caseTransferred',
  'transferReceived',
  'transferAnswered',
  'transferReturned',
  'discussionHeld',
  'evidenceAdded',
  'investigationFinished',
  'decisionMade',
];
