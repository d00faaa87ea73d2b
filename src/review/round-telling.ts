import {
  type CaseView,
  dayOfFact,
  type Fact,
  flagOf,
  type JsonObject,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { disputeValue } from './follow-up.ts';
import { extensionOf, startOf } from './review-clock.ts';
import { lateness, roundsOf, workdaysTaken } from './review-row.ts';
import {
  isDisputed,
  materialsOf,
  type OpinionOutcome,
  outcomeOf,
  standingOf,
} from './review-standing.ts';
import { reviewedReport, stating, type WordedPart, wordsIn } from './reviewed-words.ts';
import { allInRound, entriesOf, firstAfter, inRound, submission, valueOf } from './round.ts';
import { reviewedPenalty } from './stale-reason.ts';
import { askedMaterials } from './submission.ts';
import { draftsInRound, materialVersions } from './supplement.ts';
import {
  chosen,
  doneOf,
  findingsOf,
  fullOf,
  nameOf,
  penaltyText,
  type Told,
  titlesUnder,
} from './telling.ts';
import { compareTexts } from './text-comparison.ts';

// One round of review from its submission to what came of it, as people read it.

/**
 * All rounds of a review in order, each as it stood at its end.
 *
 * @source kaifu-3.5-e; dazhou-2.3.11-2b; anze-L10-1; anze-L13-1; anze-L15-1; yueqing-4.2-3
 */
export function toldRounds(told: Told) {
  return roundsOf(told.view).flatMap((view, index, all) => {
    const submitted = submission(view);
    if (submitted === undefined) return [];
    const round = tellRound({ ...told, view }, submitted, index + 1);
    return [{ ...round, adopted: index + 1 < all.length && isAdopted(view) }];
  });
}

/** Whether an opinion that nobody answered counts as adopted by the rules of the body. */
const isAdopted = (view: CaseView) =>
  valueOf(view, 'review.follow-up')['mode'] === 'adopt' &&
  standingOf(view) === 'not-passed' &&
  inRound(view, 'opinionAnswered') === undefined;

/** What one round is told as. */
export type ToldRound = ReturnType<typeof toldRounds>[number];

function tellRound(told: Told, submitted: Fact, round: number) {
  const { view } = told;
  const full = fullOf(told, submitted);
  return {
    round,
    submittedSequence: submitted.sequence,
    submittedAt: submitted.at,
    submittedBy: nameOf(told, submitted),
    draft: draftBefore(told),
    submittedDraft: textOf(full, 'draft'),
    handlingReview: textOf(full, 'handlingReview'),
    words: tellWords(told),
    penaltyText: penaltyText(view, reviewedPenalty(view)),
    places: [...textsOf(submitted.data, 'places')],
    materials: tellMaterials(view, submitted.data),
    receivedAt: startOf(view)?.at ?? null,
    reviewer: tellAssignment(told),
    ...tellCourse(told),
    opinion: tellOpinion(told),
    countersigned: tellCountersignature(told),
    answer: tellAnswer(told),
    dispute: tellDispute(told),
    outcome: settled(view),
    workdays: workdaysTaken(view),
    isLate: lateness(view),
  };
}

/** The draft that the round was about before one of its records, or is now: as submitted, or as last corrected. */
function draftBefore(told: Told, sequence = Infinity): string {
  const fact = draftsInRound(told.view).findLast((one) => one.sequence < sequence);
  return fact === undefined ? '' : textOf(fullOf(told, fact), 'draft');
}

/** What a supplement changed in the draft; empty where it left the draft alone. */
function draftChange(told: Told, given: JsonObject, sequence: number) {
  const corrected = textOf(given, 'draft');
  return corrected === '' ? [] : [...compareTexts(draftBefore(told, sequence), corrected)];
}

/** Facts, evidence, basis and discretion that the round is about: as stated last, else as the final report says. */
function tellWords(told: Told): Readonly<Record<WordedPart, string>> {
  const { view } = told;
  const of = (part: WordedPart) => {
    const fact = stating(view, part) ?? reviewedReport(view);
    return fact === undefined ? '' : wordsIn(fullOf(told, fact), part);
  };
  return {
    facts: of('facts'),
    evidence: of('evidence'),
    basis: of('basis'),
    discretion: of('discretion'),
  };
}

const outcomes = ['passed', 'stale', 'not-passed'];

/** What came of a round; null while it is open. */
function settled(view: CaseView): string | null {
  const standing = standingOf(view);
  return outcomes.includes(standing) ? standing : null;
}

function tellMaterials(view: CaseView, submitted: JsonObject) {
  const handed = materialsOf(view);
  const versions = materialVersions(view);
  const asked = new Set(askedMaterials(view, submitted));
  return entriesOf(view, 'review.materials')
    .map(({ code, title }) => ({ code: String(code), title: String(title) }))
    .filter(({ code }) => handed.has(code) || asked.has(code))
    .map(({ code, title }) => ({
      code,
      title,
      sequences: [...(versions[code] ?? [])],
      missing: !handed.has(code),
    }));
}

function tellAssignment(told: Told) {
  const fact = inRound(told.view, 'reviewerAssigned');
  if (fact === undefined) return null;
  const accountId = textOf(fact.data, 'officerId');
  const name = told.view.context.officers[accountId]?.name ?? '';
  return { accountId, name, notes: [...textsOf(fact.data, 'notes')], ...doneOf(told, fact) };
}

function tellCourse(told: Told) {
  const { view } = told;
  const titles = titlesUnder(view, 'review.materials');
  const accepted = inRound(view, 'reviewAccepted');
  return {
    accepted: accepted === undefined ? null : doneOf(told, accepted),
    supplements: pairs(told, 'supplementRequested', 'reviewSupplemented', 'reviewResumed').map(
      ({ asked, given, ...pair }) => ({
        ...pair,
        missing: textOf(asked, 'missing'),
        note: textOf(given, 'note') || textOf(given, 'result'),
        materials: textsOf(given, 'materials').map((code) => titles.get(code) ?? code),
        places: [...textsOf(given, 'places')],
        draftChange: draftChange(told, given, pair.answered?.sequence ?? 0),
      }),
    ),
    explanations: pairs(told, 'explanationRequested', 'explanationGiven').map(
      ({ asked, given, ...pair }) => ({
        ...pair,
        question: textOf(asked, 'question'),
        answer: textOf(given, 'answer'),
      }),
    ),
    pauses: pairs(told, 'reviewPaused', 'reviewResumed').map(({ asked, given, fact, ...pair }) => ({
      ...pair,
      groundTitle: chosen(told, 'reviewPaused', fact, 'ground'),
      reason: textOf(asked, 'reason'),
      result: textOf(given, 'result'),
    })),
    extensionRequests: pairs(told, 'reviewExtensionRequested', 'reviewExtensionDeclined').map(
      ({ asked, given, ...pair }) => ({
        ...pair,
        reason: textOf(asked, 'reason'),
        declined: textOf(given, 'reason'),
      }),
    ),
    extension: tellExtension(told),
    meeting: tellMeeting(told),
  };
}

/** What was asked for and what came, in the round; what came is null while it is awaited. */
function pairs(told: Told, kind: string, ...answerKinds: readonly string[]) {
  return allInRound(told.view, kind).map((fact) => {
    const answer = firstAfter(told.view, answerKinds, fact) ?? null;
    return {
      fact,
      ...doneOf(told, fact),
      answered: answer === null ? null : doneOf(told, answer),
      asked: fullOf(told, fact),
      given: answer === null ? {} : fullOf(told, answer),
    };
  });
}

function tellExtension(told: Told) {
  const fact = inRound(told.view, 'reviewExtended');
  const period = extensionOf(told.view);
  if (fact === undefined || period === null) return null;
  return { ...doneOf(told, fact), reason: textOf(fullOf(told, fact), 'reason') };
}

function tellMeeting(told: Told) {
  const fact = inRound(told.view, 'reviewMeetingHeld');
  if (fact === undefined) return null;
  return {
    ...doneOf(told, fact),
    heldOn: dayOfFact(fact, 'heldOn'),
    groundTitle: chosen(told, 'reviewMeetingHeld', fact, 'ground'),
    participants: [...textsOf(fact.data, 'participants')],
    minutes: textOf(fullOf(told, fact), 'minutes'),
  };
}

function tellOpinion(told: Told) {
  const fact = inRound(told.view, 'opinionGiven');
  if (fact === undefined) return null;
  const kind = textOf(fact.data, 'kind');
  const outcome: OpinionOutcome = outcomeOf(told.view, kind, dayOfFact(fact));
  const copies = objectOf(fact.data, 'copies');
  return {
    ...doneOf(told, fact),
    reviewerName: nameOf(told, fact),
    kind,
    kindTitle: chosen(told, 'opinionGiven', fact, 'kind'),
    outcome,
    findings: textOf(fullOf(told, fact), 'findings'),
    checklist: [...findingsOf(told, fact)],
    problems: [...textsOf(fact.data, 'problems')],
    method: textOf(fact.data, 'method') === 'meeting' ? '会议审核' : '书面审核',
    copies: 'n' in copies ? numberOf(copies, 'n') : null,
  };
}

function tellCountersignature(told: Told) {
  const fact = inRound(told.view, 'opinionCountersigned');
  if (fact === undefined) return null;
  return {
    ...doneOf(told, fact),
    agreed: flagOf(fact.data, 'agreed'),
    opinion: textOf(fullOf(told, fact), 'opinion'),
  };
}

function tellAnswer(told: Told) {
  const fact = inRound(told.view, 'opinionAnswered');
  if (fact === undefined) return null;
  const full = fullOf(told, fact);
  const handled = objectOf(full, 'handled');
  const titles = titlesUnder(told.view, 'review.checklist');
  return {
    ...doneOf(told, fact),
    response: textOf(fact.data, 'response'),
    responseTitle: chosen(told, 'opinionAnswered', fact, 'response'),
    handling: textOf(full, 'handling'),
    handled: Object.keys(handled).map((code) => ({
      code,
      title: titles.get(code) ?? code,
      text: textOf(handled, code),
    })),
  };
}

/** An objection and how it was settled; null where nobody objects. */
function tellDispute(told: Told) {
  const { view } = told;
  const answer = inRound(view, 'opinionAnswered');
  if (answer === undefined || textOf(answer.data, 'response') !== 'object') return null;
  const consulted = inRound(view, 'disputeConsulted');
  const decided = inRound(view, 'disputeDecided');
  const { title = '', consult = false } = disputeValue(view) as {
    readonly title?: string;
    readonly consult?: boolean;
  };
  return {
    isOpen: isDisputed(view),
    consults: consult,
    lastInstance: title,
    consulted:
      consulted === undefined
        ? null
        : {
            ...doneOf(told, consulted),
            agreed: flagOf(consulted.data, 'agreed'),
            outcomeTitle: chosen(told, 'disputeConsulted', consulted, 'outcome'),
            record: textOf(fullOf(told, consulted), 'record'),
          },
    decided:
      decided === undefined
        ? null
        : {
            ...doneOf(told, decided),
            outcomeTitle: chosen(told, 'disputeDecided', decided, 'outcome'),
            record: textOf(fullOf(told, decided), 'record'),
            participants: [...textsOf(decided.data, 'participants')],
            dissent: textOf(fullOf(told, decided), 'dissent'),
          },
  };
}
