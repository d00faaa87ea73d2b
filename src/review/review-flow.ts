import type { Procedure } from '../casework/index.ts';
import {
  type CivilDate,
  type ClauseId,
  lengthText,
  type Rule,
  type Rules,
} from '../rules/index.ts';

// The flow chart of legal review, as the packs of a body have it. Each box is a command of the procedure that the rules
// open, with who does it, by which clauses and within which time; what no pack sets has no box and no time. The boxes
// come in the order in which one would read them aloud, so the list alone tells the whole course.

/** A box of the flow chart. */
export type FlowNode = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'start' | 'act' | 'question' | 'end';
  /** Who does it, by the name of the body's office. */
  readonly who: string;
  /** Time limit in words; empty where none is set. */
  readonly clock: string;
  /** What else is to be known, a sentence each. */
  readonly notes: readonly string[];
  readonly clauses: readonly ClauseId[];
};

/** A way from one box to another. */
export type FlowEdge = {
  readonly from: string;
  readonly to: string;
  /** On what condition; empty for the only way. */
  readonly title: string;
};

/** A flow chart: boxes in reading order, and the ways between them. */
export type ReviewFlow = {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
};

/** What the boxes are made from. */
type Ground = {
  readonly procedure: Procedure;
  readonly rule: (key: string) => Rule | null;
  readonly valueOf: (key: string) => Readonly<Record<string, unknown>>;
  readonly listOf: (key: string) => readonly Readonly<Record<string, unknown>>[];
  readonly office: (key: string) => string;
  /** Whether the pack says outright that it does not set it. */
  readonly isUnset: (key: string) => boolean;
};

type Box = Omit<FlowNode, 'notes' | 'clock' | 'kind'> & Partial<FlowNode>;
const plain = { kind: 'act', notes: [], clock: '' } as const;
type Part = { readonly box: Box; readonly ways: readonly FlowEdge[] };

/**
 * The flow chart of review on a day.
 *
 * @source yueqing-2.2.1-7; sao-2018-118-11; sao-2018-118-13
 */
export function reviewFlow(procedure: Procedure, rules: Rules, on: CivilDate): ReviewFlow {
  const ground = groundOf(procedure, rules, on);
  const parts = makers.flatMap((make) => make(ground) ?? []);
  const nodes: readonly FlowNode[] = parts.map(({ box }) => ({ ...plain, ...box }));
  const known = new Set(nodes.map(({ id }) => id));
  const edges = parts
    .flatMap(({ ways }) => ways)
    .filter(({ from, to }) => known.has(from) && known.has(to));
  return { nodes, edges };
}

function groundOf(procedure: Procedure, rules: Rules, on: CivilDate): Ground {
  const rule = (key: string) => rules.get(key, on);
  const valueOf = (key: string) => {
    const value: unknown = rule(key)?.value;
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? (value as Readonly<Record<string, unknown>>) : {};
  };
  return {
    procedure,
    rule,
    valueOf,
    listOf: (key) => {
      const value: unknown = rule(key)?.value;
      return Array.isArray(value) ? value : [];
    },
    office: (key) => rules.office(key, on),
    isUnset: (key) => rules.unsetReason(key, on) !== null,
  };
}

const way = (from: string, to: string, title = ''): FlowEdge => ({ from, to, title });
const handling = '承办机构';

/** Clauses of the rules that the packs set; the law's own where they set none of them. */
function clausesOf({ rule }: Ground, ...keys: readonly string[]): readonly ClauseId[] {
  const found = new Set(keys.flatMap((key) => rule(key)?.clauses ?? []));
  return found.size === 0 ? ['apl-2021-58'] : [...found];
}

/** A box named after a command; null when the procedure has no such command. */
function boxOf(ground: Ground, command: string, more: Omit<Box, 'id' | 'title'>): Box | null {
  const found = ground.procedure.commands.get(command);
  return found === undefined ? null : { id: command, title: found.title, ...more };
}

function part(box: Box | null, ways: readonly FlowEdge[]): Part | null {
  return box === null ? null : { box, ways };
}

const isEvery = (ground: Ground) => ground.valueOf('review.scope')['mode'] === 'every';
const startsWhenComplete = ({ valueOf }: Ground) =>
  valueOf('review.clock-start')['on'] === 'complete';
const hasExamination = ({ valueOf }: Ground) => valueOf('review.examination')['required'] === true;
const firstStep = (ground: Ground) =>
  hasExamination(ground) ? 'examineHandling' : 'submitForReview';
const levels = ({ valueOf }: Ground) => Number(valueOf('review.levels')['n'] ?? 1);
const pauses = ({ rule }: Ground) => rule('review.complete')?.pauses ?? [];

type Maker = (ground: Ground) => Part | null;

const report: Maker = (ground) =>
  part(
    boxOf(ground, 'finishInvestigation', {
      kind: 'start',
      who: handling,
      clauses: ['apl-2021-57'],
    }),
    [way('finishInvestigation', isEvery(ground) ? firstStep(ground) : 'confirmScope')],
  );

const scope: Maker = (ground) => {
  if (isEvery(ground)) return null;
  const titles = triggersIn(ground).map(({ title }) => String(title));
  return part(
    boxOf(ground, 'confirmScope', {
      kind: 'question',
      who: `${ground.office('department-head')}、${ground.office('review-office')}`,
      clauses: clausesOf(ground, 'review.scope', 'review.catalogue'),
      notes: [
        '程序按案件事实和本机关的审核目录提示，由人确认。',
        `须审核的情形：${titles.join('；')}。`,
      ],
    }),
    [
      way('confirmScope', firstStep(ground), '属于须审核的情形'),
      way('confirmScope', 'makeDecision', '不属于'),
    ],
  );
};

function triggersIn({ valueOf }: Ground): readonly Readonly<Record<string, unknown>>[] {
  const { triggers } = valueOf('review.scope');
  return Array.isArray(triggers) ? triggers : [];
}

const examination: Maker = (ground) =>
  hasExamination(ground)
    ? part(
        boxOf(ground, 'examineHandling', {
          who: ground.office('department-head'),
          clauses: clausesOf(ground, 'review.examination'),
        }),
        [way('examineHandling', 'submitForReview')],
      )
    : null;

const submission: Maker = (ground) => {
  const materials = ground.listOf('review.materials').map(({ title }) => String(title));
  const unset = ground.isUnset('review.materials') ? '送审材料：规则没有列出清单。' : '';
  const list = materials.length > 0 ? `送审材料：${materials.join('；')}。` : unset;
  return part(
    boxOf(ground, 'submitForReview', {
      who: handling,
      clauses: clausesOf(ground, 'review.materials', 'review.scope'),
      notes: [
        ...(isEvery(ground) ? ['本机关的决定一律送审。'] : []),
        ...(list === '' ? [] : [list]),
      ],
    }),
    [way('submitForReview', startsWhenComplete(ground) ? 'acceptReview' : 'giveOpinion')],
  );
};

const acceptance: Maker = (ground) =>
  startsWhenComplete(ground)
    ? part(
        boxOf(ground, 'acceptReview', {
          who: ground.office('review-office'),
          clauses: clausesOf(ground, 'review.clock-start'),
          notes: ['审核期限自材料完备时起算。'],
        }),
        [
          way('acceptReview', 'giveOpinion', '材料完备'),
          way('acceptReview', 'requestSupplement', '材料不全'),
        ],
      )
    : null;

const supplement: Maker = (ground) =>
  part(
    boxOf(ground, 'requestSupplement', {
      who: `${ground.office('review-office')}、${handling}`,
      clauses: clausesOf(ground, 'review.materials', 'review.method'),
      notes: pauses(ground).includes('supplement') ? ['补充材料的时间不计入审核期限。'] : [],
    }),
    [
      way(
        'requestSupplement',
        startsWhenComplete(ground) ? 'acceptReview' : 'giveOpinion',
        '补齐以后',
      ),
    ],
  );

const opinion: Maker = (ground) => {
  const items = ground.listOf('review.checklist').length;
  const needed = startsWhenComplete(ground)
    ? []
    : [way('giveOpinion', 'requestSupplement', '材料不全')];
  return part(
    boxOf(ground, 'giveOpinion', {
      who: ground.office('review-office'),
      clock: clockOf(ground),
      clauses: clausesOf(ground, 'review.checklist', 'review.opinions', 'review.complete'),
      notes: opinionNotes(ground, items),
    }),
    [
      ...needed,
      way('giveOpinion', 'holdReviewMeeting', '采用会议审核'),
      way('giveOpinion', levels(ground) > 1 ? 'countersignOpinion' : 'outcome'),
    ],
  );
};

function clockOf(ground: Ground): string {
  const within = ground.rule('review.complete')?.within;
  if (within === undefined) return '';
  const from = startsWhenComplete(ground) ? '材料完备' : '接到材料';
  return `自${from}起 ${lengthText(within)}`;
}

const pauseTitles: Readonly<Record<string, string>> = {
  supplement: '补充材料',
  'expert-discussion': '专家论证',
  interpretation: '提请有权机关解释',
};

function opinionNotes(ground: Ground, items: number): readonly string[] {
  const extend = ground.rule('review.complete')?.extend;
  const names = pauses(ground).map((code) => pauseTitles[code] ?? code);
  return [
    ...(items > 0 ? [`逐项审核 ${items} 项内容，每项都有结论。`] : []),
    ...(extend === undefined
      ? []
      : [`案情疑难复杂的，经${ground.office(extend.approver)}批准延长 ${lengthText(extend)}。`]),
    ...(names.length > 0 ? [`不计入审核期限：${names.join('、')}。`] : []),
    ...(ground.isUnset('review.complete') ? ['审核期限：规则没有规定。'] : []),
  ];
}

const meeting: Maker = (ground) => {
  if (ground.rule('review.meeting') === null) return null;
  return part(
    boxOf(ground, 'holdReviewMeeting', {
      who: ground.office('review-office'),
      clauses: clausesOf(ground, 'review.meeting'),
    }),
    [way('holdReviewMeeting', 'giveOpinion', '形成会议意见')],
  );
};

const countersign: Maker = (ground) => {
  if (levels(ground) < 2) return null;
  const steps = ground.valueOf('review.levels')['steps'];
  const approver = Array.isArray(steps) ? String(steps[1] ?? 'deputy-head') : 'deputy-head';
  return part(
    boxOf(ground, 'countersignOpinion', {
      who: ground.office(approver),
      clauses: clausesOf(ground, 'review.levels'),
      notes: ['把关同意以后，审核意见才生效。'],
    }),
    [
      way('countersignOpinion', 'outcome', '同意'),
      way('countersignOpinion', 'giveOpinion', '不同意'),
    ],
  );
};

const outcome: Maker = (ground) => {
  const kinds = ground.listOf('review.opinions');
  const titled = (which: string) =>
    kinds.filter((kind) => kind['outcome'] === which).map((kind) => String(kind['title']));
  const said = (which: string) => titled(which).join('、');
  const ways: readonly (readonly [string, string])[] = [
    ['passed', 'makeDecision'],
    ['not-passed', 'answerOpinion'],
    ['returned', 'resumeInvestigation'],
    ['transfer', 'transferCase'],
  ];
  return {
    box: {
      id: 'outcome',
      title: '审核意见是哪一种',
      kind: 'question',
      who: ground.office('review-office'),
      clauses: clausesOf(ground, 'review.opinions'),
      notes:
        kinds.length > 0
          ? [`意见种类：${kinds.map(({ title }) => String(title)).join('；')}。`]
          : [],
    },
    ways: ways
      .filter(([which]) => titled(which).length > 0)
      .map(([which, to]) => way('outcome', to, said(which))),
  };
};

const resume: Maker = (ground) =>
  ground.listOf('review.opinions').some((kind) => kind['outcome'] === 'returned')
    ? part(
        boxOf(ground, 'resumeInvestigation', {
          who: ground.office('department-head'),
          clauses: clausesOf(ground, 'review.follow-up'),
        }),
        [way('resumeInvestigation', 'finishInvestigation', '补正以后')],
      )
    : null;

const answer: Maker = (ground) => {
  const isAdopting = ground.valueOf('review.follow-up')['mode'] === 'adopt';
  const dispute = ground.rule('review.dispute') === null ? [] : [objection(ground)];
  return part(
    boxOf(ground, 'answerOpinion', {
      who: handling,
      clauses: clausesOf(ground, 'review.follow-up'),
      notes: isAdopting ? ['审核意见应当采纳；有异议的进入争议处理。'] : ['处理以后再次送审。'],
    }),
    [
      way(
        'answerOpinion',
        firstStep(ground),
        isAdopting ? '采纳，按意见修改后送审' : '处理以后再次送审',
      ),
      ...dispute,
    ],
  );
};

const consults = ({ valueOf }: Ground) => valueOf('review.dispute')['consult'] === true;
const objection = (ground: Ground) =>
  way('answerOpinion', consults(ground) ? 'consultDispute' : 'decideDispute', '有异议');

const consultation: Maker = (ground) =>
  consults(ground)
    ? part(
        boxOf(ground, 'consultDispute', {
          who: `${ground.office('review-office')}、${handling}`,
          clauses: clausesOf(ground, 'review.dispute'),
        }),
        [
          way('consultDispute', 'makeDecision', '一致同意作出决定'),
          way('consultDispute', firstStep(ground), '一致维持审核意见'),
          way('consultDispute', 'decideDispute', '不能一致'),
        ],
      )
    : null;

const lastInstance: Maker = (ground) => {
  if (ground.rule('review.dispute') === null) return null;
  const title = ground.valueOf('review.dispute')['title'];
  return part(
    boxOf(ground, 'decideDispute', {
      who: ground.office('dispute-last'),
      clauses: clausesOf(ground, 'review.dispute'),
      notes: typeof title === 'string' ? [`${title}。`] : [],
    }),
    [
      way('decideDispute', 'makeDecision', '同意作出决定'),
      way('decideDispute', firstStep(ground), '维持审核意见'),
    ],
  );
};

/** How a suspected crime comes to be sent on; empty where no rule sets its periods. */
function crimeNotes(ground: Ground): readonly string[] {
  const decide = ground.rule('transfer.decide')?.within;
  const send = ground.rule('transfer.send')?.within;
  if (decide === undefined || send === undefined) return [];
  return [
    `涉嫌犯罪的，先提出移送报告；本机关正职负责人 ${lengthText(decide)}内决定，批准的，${lengthText(send)}内移送公安机关。`,
  ];
}

const transfer: Maker = (ground) =>
  ground.listOf('review.opinions').some((kind) => kind['outcome'] === 'transfer')
    ? part(
        boxOf(ground, 'transferCase', {
          kind: 'end',
          who: handling,
          clauses: clausesOf(
            ground,
            'transfer.crime',
            'transfer.decide',
            'transfer.send',
            'review.opinions',
          ),
          notes: crimeNotes(ground),
        }),
        [],
      )
    : null;

const decision: Maker = (ground) =>
  part(
    boxOf(ground, 'makeDecision', {
      kind: 'end',
      who: ground.office('head'),
      clauses: [...new Set(['apl-2021-58', ...clausesOf(ground, 'review.scope')])],
      notes: ['应当审核而没有审核或者审核未通过的，不得作出决定。'],
    }),
    [],
  );

/** Boxes in reading order. */
const makers: readonly Maker[] = [
  report,
  scope,
  examination,
  submission,
  acceptance,
  supplement,
  opinion,
  meeting,
  countersign,
  outcome,
  resume,
  answer,
  consultation,
  lastInstance,
  transfer,
  decision,
];
