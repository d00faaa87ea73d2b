import {
  type CaseView,
  clausesOf,
  dayOfFact,
  flagOf,
  type Gate,
  lastSequence,
  objectOf,
  optionsOf,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { isDisputed, isOverruled, standingOf } from './review-standing.ts';
import { inRound, valueOf } from './round.ts';
import { askedBy, isOfCrime } from './sent-back.ts';

// What follows an opinion that does not pass: it is handled and submitted again, or objected to; an objection is
// consulted on where the pack says so and ends with the pack's last instance.

const followUpClauses = (view: CaseView) => clausesOf(view, ['review.follow-up'], ['apl-2021-58']);
const disputeClauses = (view: CaseView) => clausesOf(view, ['review.dispute'], ['apl-2021-58']);

/** An objection ends by the rules under which it was raised, also where the body's rules end meanwhile. */
const disputeDay = (view: CaseView) => {
  const raised = inRound(view, 'opinionAnswered');
  return raised === undefined ? view.today : dayOfFact(raised);
};

/**
 * What the body's rules say of disputes on the day of the objection; empty where they say nothing.
 *
 * @source yueqing-4.4.1-5; yueqing-4.4.1-6
 */
export const disputeValue = (view: CaseView) => valueOf(view, 'review.dispute', disputeDay(view));

/** Whether the body's rules have the opinion adopted unless somebody objects. */
const isAdoptedByDefault = (view: CaseView) =>
  valueOf(view, 'review.follow-up')['mode'] === 'adopt';

const answered: Gate = {
  standing: (view) => {
    if (standingOf(view) !== 'not-passed') return [];
    if (isDisputed(view))
      return refuse(
        'review.disputed',
        '对审核意见的争议尚未解决，请先协商或者由有权机构决定。',
        disputeClauses(view),
      );
    if (isAdoptedByDefault(view) || inRound(view, 'opinionAnswered') !== undefined) return [];
    return refuse('review.unanswered', '请先研究处理审核意见，再重新送审。', followUpClauses(view));
  },
};

/** Whether the last opinion asks to transfer what may be a crime, and nobody has reported that since. */
function isTransferAsked(view: CaseView): boolean {
  const asked = askedBy(view, 'transfer');
  if (asked === null || !isOfCrime(asked.entry)) return false;
  return lastSequence(view, 'transferReported') < asked.since;
}

/**
 * After an opinion to transfer the case, a report of the suspected crime is due.
 *
 * @source anze-L12-4; apl-2021-27
 */
const transferAsked: Gate = {
  standing: (view) =>
    isTransferAsked(view)
      ? []
      : refuse('review.no-transfer', '没有要求移送的审核意见。', followUpClauses(view)),
};

/** Problems of the last opinion. */
const problemsOf = (view: CaseView) => textsOf(inRound(view, 'opinionGiven')?.data, 'problems');

const answerable: Gate = {
  standing: (view) => {
    if (standingOf(view) !== 'not-passed')
      return refuse('review.nothing-to-answer', '没有需要处理的审核意见。', followUpClauses(view));
    if (inRound(view, 'opinionAnswered') === undefined) return [];
    const ahead = isDisputed(view) ? '请先协商或者由有权机构决定争议。' : '请重新送审。';
    return refuse('review.answered', `审核意见已经处理，${ahead}`, followUpClauses(view));
  },
  content: (view, data) => {
    if (textOf(data, 'response') === 'object' && view.rule('review.dispute') === null)
      return refuse(
        'review.no-dispute-rule',
        '本机关的规则未规定争议的决定程序，请研究处理后再次送审。',
        followUpClauses(view),
        '/response',
      );
    const handled = objectOf(data, 'handled');
    const left = problemsOf(view).filter((code) => textOf(handled, code) === '');
    if (Object.keys(handled).length === 0 || left.length === 0) return [];
    const titles = (optionsOf(view, 'review.checklist') ?? [])
      .filter(({ code }) => left.includes(code))
      .map(({ title }) => title);
    return refuse(
      'review.finding-unhandled',
      `逐项处理的须覆盖每一项问题，还缺：${titles.join('、')}。`,
      followUpClauses(view),
      '/handled',
    );
  },
};

const disputed: Gate = {
  standing: (view) =>
    isDisputed(view)
      ? []
      : refuse('review.no-dispute', '承办机构对审核意见没有异议。', disputeClauses(view)),
};

const isConsulted = (view: CaseView) => disputeValue(view)['consult'] === true;

const consultationProvided: Gate = {
  standing: (view) =>
    isConsulted(view)
      ? []
      : refuse(
          'review.no-consultation',
          '本机关的规则未规定协商程序，请直接提请决定。',
          disputeClauses(view),
        ),
  content: (view, data) =>
    flagOf(data, 'agreed') === (textOf(data, 'outcome') !== '')
      ? []
      : refuse(
          'review.consultation-outcome',
          '协商一致的须填写结果；未达成一致的不填。',
          disputeClauses(view),
          '/outcome',
        ),
};

const lastInstance: Gate = {
  standing: (view) => {
    const rule = view.rule('review.dispute', disputeDay(view));
    if (rule === null)
      return refuse(
        'review.no-dispute-rule',
        '本机关的规则未规定争议的决定程序。',
        clausesOf(view, ['review.scope'], ['apl-2021-58']),
      );
    if (!isConsulted(view) || inRound(view, 'disputeConsulted') !== undefined) return [];
    return refuse('review.consult-first', '请先协商；协商不成的再提请决定。', rule.clauses);
  },
};

/** Where a collective body is the last instance, its record names who took part and is signed. */
const collective: Gate = {
  notes: (view) => {
    const { collective: isAsked, title } = disputeValue(view);
    if (isAsked !== true) return [];
    return [`审核争议须经${String(title)}：先开会，再登记；写明参加人员，并由他们在记录上签名。`];
  },
  content: (view, data) => {
    if (disputeValue(view)['collective'] !== true) return [];
    const title = String(disputeValue(view)['title']);
    if (textsOf(data, 'participants').length < 2)
      return refuse(
        'review.not-collective',
        `审核争议须经${title}，请写明参加人员。`,
        disputeClauses(view),
        '/participants',
      );
    return flagOf(data, 'signed')
      ? []
      : refuse(
          'review.dispute-unsigned',
          '讨论记录须由参加人员签名后登记。',
          disputeClauses(view),
          '/signed',
        );
  },
};

/**
 * A decision made against the opinion of the review says how both opinions were weighed, where the pack asks for it.
 *
 * @source anze-L15-4
 */
const weighed: Gate = {
  content: (view, data) => {
    const asked = disputeValue(view)['bothOpinions'] === true;
    if (!asked || !isOverruled(view) || textOf(data, 'opinionsWeighed') !== '') return [];
    return refuse(
      'review.opinions-unweighed',
      '本案对审核意见有过争议，作出决定须结合承办机构和审核机构双方的意见，请写明如何结合。',
      disputeClauses(view),
      '/opinionsWeighed',
    );
  },
};

/** Gates on what follows an opinion. */
export const followUpGates: Readonly<Record<string, Gate>> = {
  'review.answered': answered,
  'review.answerable': answerable,
  'review.transfer-asked': transferAsked,
  'review.disputed': disputed,
  'review.consultation-provided': consultationProvided,
  'review.last-instance': lastInstance,
  'review.collective': collective,
  'review.weighed': weighed,
};
