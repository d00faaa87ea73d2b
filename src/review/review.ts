import {
  type CasePart,
  type CaseView,
  clausesOf,
  everHandled,
  flagOf,
  type Gate,
  isObject,
  type JsonObject,
  objectOf,
  optionsOf,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import type { Refusal } from '../rules/index.ts';
import { extensionOf, pausesOf, reviewClock } from './review-clock.ts';
import {
  inRound,
  isDisputed,
  levelsOf,
  materialsOf,
  outcomeOf,
  pausedBy,
  type ReviewStanding,
  standingOf,
  startsWhenComplete,
  submission,
} from './review-standing.ts';

const gateClauses = (view: CaseView) => clausesOf(view, ['review.scope'], ['apl-2021-58']);
const openStandings: readonly ReviewStanding[] = ['submitted', 'under-review'];

const next: Readonly<Record<Exclude<ReviewStanding, 'passed' | 'not-required'>, string>> = {
  'not-submitted': '请先送法制审核。',
  submitted: '请等待审核机构确认材料并出具意见。',
  'under-review': '请等待审核意见。',
  'awaiting-countersign': '请等待分管领导对审核意见把关。',
  stale: '审核之后事实、证据或者处罚内容有变化，请重新送审。',
  'not-passed': '请按审核意见处理后再次送审，或者依程序解决争议。',
};

const passed: Gate = {
  standing: (view) => {
    const standing = standingOf(view);
    if (standing === 'passed' || standing === 'not-required') return [];
    return refuse(
      'review.not-passed',
      `该决定尚未通过法制审核。${next[standing]}`,
      gateClauses(view),
    );
  },
};

const noneOpen: Gate = {
  standing: (view) => {
    const standing = standingOf(view);
    if (openStandings.includes(standing) || standing === 'awaiting-countersign') {
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

const answered: Gate = {
  standing: (view) => {
    if (standingOf(view) !== 'not-passed') return [];
    if (isDisputed(view))
      return refuse(
        'review.disputed',
        '对审核意见的争议尚未解决，请先协商或者由有权机构决定。',
        clausesOf(view, ['review.dispute']),
      );
    if (inRound(view, 'opinionAnswered') !== undefined) return [];
    return refuse(
      'review.unanswered',
      '请先研究处理审核意见，再重新送审。',
      clausesOf(view, ['review.follow-up'], ['apl-2021-58']),
    );
  },
};

/** Materials the pack asks for that are not there; empty when the pack lists none. */
function missingMaterials(
  view: CaseView,
  handed: ReadonlySet<string>,
  submitted: JsonObject,
): readonly string[] {
  return (optionsOf(view, 'review.materials') ?? [])
    .filter((item) => isAsked(view, item as MaterialRule, submitted))
    .filter((item) => !handed.has(item.code))
    .map((item) => item.title);
}

type MaterialRule = { readonly when?: string; readonly optional?: boolean; readonly code: string };

function isAsked(view: CaseView, item: MaterialRule, submitted: JsonObject): boolean {
  if (item.optional === true || item.code === 'other') return false;
  if (item.when === undefined) return true;
  if (item.when === 'assessed') return flagOf(submitted, 'assessed');
  return item.when === 'hearing-held' && view.has('hearingHeld');
}

function incomplete(
  view: CaseView,
  missing: readonly string[],
  field?: string,
): readonly Refusal[] {
  if (missing.length === 0) return [];
  return refuse(
    'review.incomplete',
    `送审材料不全，还缺：${missing.join('、')}。`,
    clausesOf(view, ['review.materials']),
    field,
  );
}

const materials: Gate = {
  content: (view, data) =>
    startsWhenComplete(view)
      ? []
      : incomplete(
          view,
          missingMaterials(view, new Set(textsOf(data, 'materials')), data),
          '/materials',
        ),
};

const materialsComplete: Gate = {
  standing: (view) =>
    incomplete(view, missingMaterials(view, materialsOf(view), submission(view)?.data ?? {})),
};

const open: Gate = {
  standing: (view) =>
    openStandings.includes(standingOf(view))
      ? []
      : refuse('review.not-open', '没有正在进行的审核，请等待承办机构送审。', gateClauses(view)),
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

const reviewer: Gate = {
  standing: (view) => {
    const { id } = view.context.actor;
    const clauses = clausesOf(view, ['review.reviewer'], ['apl-2021-58-2']);
    if (view.context.officers[id]?.mayReview !== true)
      return refuse(
        'review.unqualified',
        '审核人员须具备审核资格，请由登记在册的审核人员办理。',
        clauses,
      );
    const handled =
      everHandled(view).has(id) ||
      ['filingRequested', 'investigationFinished', 'reviewSubmitted'].some((kind) =>
        view.all(kind).some((fact) => fact.actorId === id),
      );
    return handled
      ? refuse('review.handler', '承办过本案的人员不能审核本案，请由其他审核人员办理。', clauses)
      : [];
  },
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

const paused: Gate = {
  standing: (view) =>
    pausedBy(view) === 'pause'
      ? []
      : refuse('review.not-paused', '审核计时没有中止。', clausesOf(view, ['review.complete'])),
};

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
  standing: (view) => {
    const clauses = clausesOf(view, ['review.extend', 'review.complete']);
    if (extensionOf(view) === null)
      return refuse('review.no-extension', '本机关的规则未规定延长审核期限。', clauses);
    if (inRound(view, 'reviewExtended') !== undefined)
      return refuse('review.extended', '审核期限已经延长过一次。', clauses);
    return reviewClock(view).some(({ standing }) => standing === 'overdue')
      ? refuse('review.period-over', '审核期限已经届满，延长须在届满以前批准。', clauses)
      : [];
  },
};

const opinion: Gate = {
  content: (view, data) => {
    const checklist = objectOf(data, 'checklist');
    const clauses = clausesOf(view, ['review.checklist', 'review.opinions'], ['apl-2021-58']);
    const unanswered = (optionsOf(view, 'review.checklist') ?? []).filter(
      ({ code }) => code !== 'other' && !isObject(checklist[code]),
    );
    if (unanswered.length > 0) {
      return refuse(
        'review.unchecked',
        `还有未作结论的审核项目：${unanswered.map(({ title }) => title).join('、')}。`,
        clauses,
        '/checklist',
      );
    }
    return consistency(view, data, checklist, clauses);
  },
};

function consistency(
  view: CaseView,
  data: JsonObject,
  checklist: JsonObject,
  clauses: readonly string[],
): readonly Refusal[] {
  const problems = Object.entries(checklist).filter(
    ([, item]) => isObject(item) && item['conclusion'] === 'problem',
  );
  const unexplained = problems.find(([, item]) => textOf(item as JsonObject, 'ground') === '');
  if (unexplained !== undefined) {
    return refuse(
      'review.unexplained',
      '有问题的项目须写明理由。',
      clauses,
      `/checklist/${unexplained[0]}/ground`,
    );
  }
  const outcome = outcomeOf(view, textOf(data, 'kind'));
  if (outcome === 'passed' && problems.length > 0) {
    return refuse(
      'review.contradiction',
      '仍有存在问题的项目，不能出具通过的意见。',
      clauses,
      '/kind',
    );
  }
  return outcome === 'passed' || problems.length > 0
    ? []
    : refuse('review.contradiction', '未通过的意见须指出至少一项问题。', clauses, '/checklist');
}

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

const answerable: Gate = {
  standing: (view) => {
    const clauses = clausesOf(view, ['review.follow-up'], ['apl-2021-58']);
    if (standingOf(view) !== 'not-passed')
      return refuse('review.nothing-to-answer', '没有需要处理的审核意见。', clauses);
    return inRound(view, 'opinionAnswered') === undefined
      ? []
      : refuse('review.answered', '审核意见已经处理，请重新送审或者解决争议。', clauses);
  },
  content: (view, data) =>
    textOf(data, 'response') === 'object' && view.rule('review.dispute') === null
      ? refuse(
          'review.no-dispute-rule',
          '本机关的规则未规定争议的决定程序，请研究处理后再次送审。',
          clausesOf(view, ['review.follow-up'], ['apl-2021-58']),
          '/response',
        )
      : [],
};

const disputed: Gate = {
  standing: (view) =>
    isDisputed(view)
      ? []
      : refuse(
          'review.no-dispute',
          '承办机构对审核意见没有异议。',
          clausesOf(view, ['review.dispute']),
        ),
};

const consultationProvided: Gate = {
  standing: (view) =>
    (view.rule('review.dispute')?.value as { consult?: boolean } | undefined)?.consult === true
      ? []
      : refuse(
          'review.no-consultation',
          '本机关的规则未规定协商程序，请直接提请决定。',
          clausesOf(view, ['review.dispute']),
        ),
  content: (view, data) =>
    flagOf(data, 'agreed') === (textOf(data, 'outcome') !== '')
      ? []
      : refuse(
          'review.consultation-outcome',
          '协商一致的须填写结果；未达成一致的不填。',
          clausesOf(view, ['review.dispute']),
          '/outcome',
        ),
};

const lastInstance: Gate = {
  standing: (view) => {
    const rule = view.rule('review.dispute');
    if (rule === null)
      return refuse(
        'review.no-dispute-rule',
        '本机关的规则未规定争议的决定程序。',
        gateClauses(view),
      );
    const consult = (rule.value as { consult?: boolean }).consult === true;
    if (!consult || inRound(view, 'disputeConsulted') !== undefined) return [];
    return refuse('review.consult-first', '请先协商；协商不成的再提请决定。', rule.clauses);
  },
};

/** Legal review as a gate (apl-2021-58; kaifu-3.1 to 3.5; dazhou-2.3; anze-L5 to L15; yueqing-4). */
export const reviewPart: CasePart = {
  name: 'review',
  gates: {
    'review.passed': passed,
    'review.none-open': noneOpen,
    'review.answered': answered,
    'review.materials': materials,
    'review.materials-complete': materialsComplete,
    'review.open': open,
    'review.unaccepted': unaccepted,
    'review.accepted': accepted,
    'review.reviewer': reviewer,
    'review.not-paused': notPaused,
    'review.paused': paused,
    'review.supplement-asked': supplementAsked,
    'review.pause-allowed': pauseAllowed,
    'review.extendable': extendable,
    'review.opinion': opinion,
    'review.awaiting-countersign': awaitingCountersign,
    'review.answerable': answerable,
    'review.disputed': disputed,
    'review.consultation-provided': consultationProvided,
    'review.last-instance': lastInstance,
  },
  clocks: { review: reviewClock },
};
