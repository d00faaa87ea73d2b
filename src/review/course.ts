import {
  type CaseView,
  clausesOf,
  type Gate,
  lastSequence,
  refuse,
  textOf,
} from '../casework/index.ts';
import { extendedDueOn, extensionOf, pausesOf, reviewClock, startOf } from './review-clock.ts';
import { levelsOf, pausedBy, standingOf, startsWhenComplete } from './review-standing.ts';
import { inRound, type ReviewStanding, submission } from './round.ts';

// The course of one round: open, complete, paused, extended, explained, by meeting, countersigned.

const gateClauses = (view: CaseView) => clausesOf(view, ['review.scope'], ['apl-2021-58']);
const openStandings: readonly ReviewStanding[] = ['submitted', 'under-review'];

/** Why no review is open, where something was submitted. */
const whyNotOpen: Readonly<Partial<Record<ReviewStanding, string>>> = {
  'awaiting-countersign': '审核意见已经出具，正在等待把关。',
  passed: '本案已通过法制审核，没有正在进行的审核。',
  'not-passed': '审核意见已经出具，请等待承办机构处理。',
  stale: '审核通过之后内容有变化，请等待承办机构重新送审。',
};

const open: Gate = {
  standing: (view) => {
    const standing = standingOf(view);
    if (submission(view) !== undefined && openStandings.includes(standing)) return [];
    const text = whyNotOpen[standing] ?? '没有正在进行的审核，请等待承办机构送审。';
    return refuse('review.not-open', text, gateClauses(view));
  },
};

/** Whether another final report has come since the submission: what is reviewed is no longer what is to be decided. */
const isReportedAnew = (view: CaseView): boolean =>
  lastSequence(view, 'investigationFinished') > (submission(view)?.sequence ?? 0);

const noneOpen: Gate = {
  standing: (view) => {
    const standing = standingOf(view);
    const isOpen = openStandings.includes(standing) || standing === 'awaiting-countersign';
    if (isOpen && !isReportedAnew(view)) {
      return refuse('review.open', '本案正在审核，请等待审核意见。', gateClauses(view));
    }
    return standing === 'passed'
      ? refuse(
          'review.already-passed',
          '本案已通过法制审核，内容没有变化，无须再送审。',
          gateClauses(view),
        )
      : [];
  },
};

const unaccepted: Gate = {
  standing: (view) => {
    const clauses = clausesOf(view, ['review.clock-start', 'review.materials']);
    if (!startsWhenComplete(view))
      return refuse(
        'review.no-acceptance',
        '本机关的审核自接到材料起计时，无须确认材料完备。',
        clauses,
      );
    return inRound(view, 'reviewAccepted') === undefined
      ? []
      : refuse('review.accepted', '材料已经确认完备。', clauses);
  },
};

const accepted: Gate = {
  standing: (view) =>
    standingOf(view) === 'submitted'
      ? refuse(
          'review.unaccepted',
          '请先确认送审材料完备，再出具意见。',
          clausesOf(view, ['review.clock-start', 'review.materials']),
        )
      : [],
};

const notPaused: Gate = {
  standing: (view) => {
    const why = pausedBy(view);
    if (why === null) return [];
    const text =
      why === 'supplement' ? '正在等待补充材料，请等材料补齐。' : '审核计时已中止，请先恢复。';
    return refuse('review.paused', text, clausesOf(view, ['review.complete', 'review.materials']));
  },
};

/** An opinion waits for what was asked for only where the clock waits too: else the period would run out. */
const notAtRest: Gate = {
  standing: (view, command) =>
    pausedBy(view) === 'supplement' && !pausesOf(view).includes('supplement')
      ? []
      : (notPaused.standing?.(view, command) ?? []),
};

const atRest = (whys: readonly string[]): Gate => ({
  standing: (view) =>
    whys.includes(pausedBy(view) ?? '')
      ? []
      : refuse('review.not-paused', '审核计时没有中止。', clausesOf(view, ['review.complete'])),
});

const supplementAsked: Gate = {
  standing: (view) =>
    pausedBy(view) === 'supplement'
      ? []
      : refuse(
          'review.no-supplement',
          '审核机构没有要求补充材料。',
          clausesOf(view, ['review.materials']),
        ),
};

const pauseAllowed: Gate = {
  standing: (view) =>
    ['expert-discussion', 'interpretation'].some((ground) => pausesOf(view).includes(ground))
      ? []
      : refuse(
          'review.no-pause',
          '本机关的规则未规定审核计时的中止。',
          clausesOf(view, ['review.complete']),
        ),
  content: (view, data) =>
    pausesOf(view).includes(textOf(data, 'ground'))
      ? []
      : refuse(
          'review.pause-ground',
          '该事由不是本机关规则所列的中止事由。',
          clausesOf(view, ['review.complete']),
          '/ground',
        ),
};

const extendable: Gate = {
  notes: (view) => {
    const on = extendedDueOn(view);
    return on === null ? [] : [`批准延长的，审核期限到 ${on} 为止。`];
  },
  standing: (view) => {
    const clauses = clausesOf(view, ['review.extend', 'review.complete']);
    if (extensionOf(view) === null)
      return refuse('review.no-extension', '本机关的规则未规定延长审核期限。', clauses);
    if (startOf(view) === null)
      return refuse(
        'review.not-begun',
        '审核期限还没有开始计算，没有可以延长的期限。请先确认材料完备。',
        clauses,
      );
    if (inRound(view, 'reviewExtended') !== undefined)
      return refuse('review.extended', '审核期限已经延长过一次。', clauses);
    return reviewClock(view).some(({ standing }) => standing === 'overdue')
      ? refuse('review.period-over', '审核期限已经届满，延长须在届满以前批准。', clauses)
      : [];
  },
};

/** Whether the reviewer has asked for more time and nobody has answered. */
const isExtensionAsked = (view: CaseView) =>
  sinceSubmission(view, 'reviewExtensionRequested') >
  Math.max(
    sinceSubmission(view, 'reviewExtended'),
    sinceSubmission(view, 'reviewExtensionDeclined'),
  );

const extensionUnasked: Gate = {
  standing: (view) =>
    isExtensionAsked(view)
      ? refuse(
          'review.extension-asked',
          '已经申请延长审核期限，请等待负责人决定。',
          clausesOf(view, ['review.extend']),
        )
      : [],
};

const extensionAsked: Gate = {
  standing: (view) =>
    isExtensionAsked(view)
      ? []
      : refuse(
          'review.no-extension-request',
          '审核人员没有申请延长审核期限。',
          clausesOf(view, ['review.extend']),
        ),
};

const sinceSubmission = (view: CaseView, kind: string) => {
  const last = lastSequence(view, kind);
  return last > (submission(view)?.sequence ?? 0) ? last : 0;
};
const isExplanationOpen = (view: CaseView) =>
  sinceSubmission(view, 'explanationRequested') > sinceSubmission(view, 'explanationGiven');

const explanationAsked: Gate = {
  standing: (view) =>
    isExplanationOpen(view)
      ? []
      : refuse('review.no-question', '审核机构没有要求说明。', gateClauses(view)),
};

const noQuestion: Gate = {
  standing: (view) =>
    isExplanationOpen(view)
      ? refuse('review.question-open', '已经要求说明，请等待承办机构答复。', gateClauses(view))
      : [],
};

const meetingAllowed: Gate = {
  standing: (view) =>
    view.rule('review.meeting') === null
      ? refuse(
          'review.no-meeting',
          '本机关的规则没有规定会议审核，请书面审核。',
          clausesOf(view, ['review.method'], ['apl-2021-58']),
        )
      : [],
};

const awaitingCountersign: Gate = {
  standing: (view) => {
    const clauses = clausesOf(view, ['review.levels']);
    if (levelsOf(view) < 2)
      return refuse('review.one-level', '本机关的审核为一级，无须把关。', clauses);
    return standingOf(view) === 'awaiting-countersign'
      ? []
      : refuse('review.no-opinion', '没有待把关的审核意见。', clauses);
  },
};

/** Gates on the course of a round. */
export const courseGates: Readonly<Record<string, Gate>> = {
  'review.open': open,
  'review.none-open': noneOpen,
  'review.unaccepted': unaccepted,
  'review.accepted': accepted,
  'review.not-paused': notPaused,
  'review.not-at-rest': notAtRest,
  'review.paused': atRest(['pause', 'supplement']),
  'review.paused-by-choice': atRest(['pause']),
  'review.supplement-asked': supplementAsked,
  'review.pause-allowed': pauseAllowed,
  'review.extendable': extendable,
  'review.extension-unasked': extensionUnasked,
  'review.extension-asked': extensionAsked,
  'review.explanation-asked': explanationAsked,
  'review.no-question': noQuestion,
  'review.meeting-allowed': meetingAllowed,
  'review.awaiting-countersign': awaitingCountersign,
};
