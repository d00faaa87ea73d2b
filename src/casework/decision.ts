import { addYears, type CivilDate } from '../rules/index.ts';
import { flagOf, type JsonObject, objectOf, textOf, textsOf } from './case-event.ts';
import { optionsOf } from './options-of.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { isHeavier, penaltyOf } from './penalty.ts';
import { clausesOf, refuse } from './refuse.ts';
import { lastSequence } from './view.ts';

const liableAt = 14;

const coherent: Gate = {
  content: (_view, data) => {
    const penalty = penaltyOf(objectOf(data, 'penalty'));
    if (penalty.kinds.length === 0)
      return refuse('penalty.empty', '请至少选择一种处罚。', ['apl-2021-9'], '/penalty/kinds');
    if (penalty.kinds.includes('fine') !== penalty.fineFen > 0) {
      return refuse(
        'penalty.fine',
        '选择罚款的须填写罚款金额；没有选择罚款的不得填写。',
        ['apl-2021-9'],
        '/penalty/fineFen',
      );
    }
    const confiscates = penalty.kinds.some((kind) => kind.startsWith('confiscate'));
    if (!confiscates && penalty.confiscatedFen > 0) {
      return refuse(
        'penalty.confiscation',
        '没有选择没收的，不得填写没收金额。',
        ['apl-2021-9'],
        '/penalty/confiscatedFen',
      );
    }
    return [];
  },
};

const suggested: Gate = {
  content: (view, data, command) => {
    if (textOf(data, 'suggestion') !== 'penalize') return [];
    return coherent.content?.(view, data, command) ?? [];
  },
};

const discussed: Gate = {
  standing: (view) => {
    const report = view.last('investigationFinished');
    if (!flagOf(report?.data, 'grave')) return [];
    const since = Math.max(
      report?.sequence ?? 0,
      lastSequence(view, 'evidenceAdded', 'noticeGiven', 'statementRecorded', 'hearingHeld'),
    );
    if (lastSequence(view, 'discussionHeld') > since) return [];
    return refuse(
      'decision.undiscussed',
      '情节复杂或者重大的违法行为，须在听取陈述申辩和听证之后由负责人集体讨论决定，请先集体讨论。',
      clausesOf(view, ['decision.discussion'], ['apl-2021-57']),
    );
  },
};

const discussionClauses = (view: CaseView) =>
  clausesOf(view, ['decision.discussion'], ['apl-2021-57']);

const discussionSigned: Gate = {
  content: (view, data) =>
    flagOf(data, 'signed')
      ? []
      : refuse(
          'discussion.unsigned',
          '集体讨论记录须由参加人员签名后登记。',
          discussionClauses(view),
          '/signed',
        ),
};

/** How many must take part in a discussion, at the least. */
function leastAttending(view: CaseView): number {
  const { quorum } = (view.rule('decision.discussion')?.value ?? {}) as {
    readonly quorum?: unknown;
  };
  return typeof quorum === 'number' ? quorum : 2;
}

/** A discussion is of several people; a pack may ask for more. Views listed singly are one for each of them. */
const discussionAttended: Gate = {
  notes: (view) => [
    `讨论形式：${view.context.rules.office('case-committee', view.today)}。须有 ${leastAttending(view)} 名以上人员参加，由他们在记录上签名后登记。`,
  ],
  content: (view, data) => {
    const least = leastAttending(view);
    const participants = textsOf(data, 'participants');
    if (participants.length < least)
      return refuse(
        'discussion.too-few',
        `集体讨论须有 ${least} 名以上人员参加，现有 ${participants.length} 名。`,
        discussionClauses(view),
        '/participants',
      );
    const views = textsOf(data, 'eachView');
    const silent = participants.filter((name) => !views.some((one) => one.startsWith(name)));
    return views.length === 0 || silent.length === 0
      ? []
      : refuse(
          'discussion.view-missing',
          `逐人记录意见的，每行以姓名或者职务开头，还缺：${silent.join('、')}。`,
          discussionClauses(view),
          '/eachView',
        );
  },
};

/** The day on which the act is taken to have been done, as far as the file tells. */
function actDay(view: CaseView): CivilDate {
  const lead = view.last('leadRegistered')?.data;
  return textOf(lead, 'actEndedOn') || textOf(lead, 'foundOn');
}

const minor: Gate = {
  standing: (view) => {
    const bornOn = textOf(objectOf(view.last('leadRegistered')?.data, 'party'), 'bornOn');
    // A year of life is complete on the day after the birthday, as the Supreme People's Court counts in criminal law.
    if (bornOn === '' || addYears(bornOn, liableAt) < actDay(view)) return [];
    return refuse(
      'decision.minor',
      '违法行为发生时当事人不满十四周岁，不予行政处罚，请责令监护人加以管教。',
      ['apl-2021-30'],
    );
  },
};

const contents: Gate = {
  content: (view, data) => {
    const rule = view.rule('decision.contents');
    if (rule === null)
      return refuse('rule.missing', '规则包没有设定决定书的载明事项，请联系管理员检查规则包。', [
        'apl-2021-59',
      ]);
    const absent = ['performance', 'remedies'].filter((name) => textOf(data, name) === '');
    if (absent.length > 0) {
      return absent.flatMap((name) =>
        refuse(
          'decision.incomplete',
          name === 'performance'
            ? '决定书须载明履行方式和期限。'
            : '决定书须载明申请复议、提起诉讼的途径和期限。',
          rule.clauses,
          `/${name}`,
        ),
      );
    }
    return flagOf(data, 'sealed')
      ? []
      : refuse('decision.unsealed', '决定书须加盖作出决定的机关的印章。', rule.clauses, '/sealed');
  },
};

/** Fields of the decision that answer the items a pack asks for, by their code. */
type FieldsOfCode = Readonly<Record<string, readonly [string, ...string[]]>>;
const reasonFields: FieldsOfCode = {
  // A pack that asks for reasons in general is content with any of the parts as well.
  reasons: ['reasons', 'reasonsEvidence', 'reasonsLaw', 'reasonsDiscretion'],
  evidence: ['reasonsEvidence'],
  law: ['reasonsLaw'],
  discretion: ['reasonsDiscretion'],
};
const draftFields: FieldsOfCode = { drafter: ['drafter'], 'draft-reviewer': ['draftReviewer'] };

function asked(
  key: string,
  fields: FieldsOfCode,
  code: string,
  text: (title: string) => string,
): Gate {
  return {
    content: (view, data) => {
      const rule = view.rule(key);
      return (optionsOf(view, key) ?? []).flatMap((item) => {
        const answers = fields[item.code];
        if (rule === null || answers === undefined) return [];
        if (answers.some((field) => textOf(data, field) !== '')) return [];
        return refuse(code, text(item.title), rule.clauses, `/${answers[0]}`);
      });
    },
  };
}

const limits: Gate = {
  content: (view, data) => {
    const rule = view.rule('penalty.on-the-spot');
    const limit = rule?.value as { citizenFen?: number; organisationFen?: number } | undefined;
    if (rule === null || limit === undefined)
      return refuse('rule.missing', '规则包没有设定当场处罚的限额，请联系管理员检查规则包。', [
        'apl-2021-51',
      ]);
    const penalty = penaltyOf(objectOf(data, 'penalty'));
    if (penalty.kinds.some((kind) => kind !== 'fine' && kind !== 'warning')) {
      return refuse(
        'summary.kind',
        '当场处罚只限警告和小额罚款，请转为普通程序。',
        rule.clauses,
        '/penalty/kinds',
      );
    }
    // A sole trader is a natural person: only legal persons and other organisations have the higher limit.
    const isOrganisation =
      textOf(objectOf(view.last('leadRegistered')?.data, 'party'), 'kind') === 'organisation';
    const maxFen = (isOrganisation ? limit.organisationFen : limit.citizenFen) ?? 0;
    if (penalty.fineFen <= maxFen) return [];
    return refuse(
      'summary.amount',
      `当场罚款以 ${maxFen / 100} 元为限，超过的请转为普通程序。`,
      rule.clauses,
      '/penalty/fineFen',
    );
  },
};

const asTold: Gate = {
  content: (view, data) => {
    const told = penaltyOf(objectOf(view.last('rightsTold')?.data, 'penalty'));
    return isHeavier(penaltyOf(objectOf(data, 'penalty')), told)
      ? refuse(
          'decision.heavier',
          '处罚重于已告知的内容。请重新告知并听取陈述申辩；不得因申辩加重处罚。',
          ['apl-2021-44', 'apl-2021-45'],
          '/penalty',
        )
      : [];
  },
};

const toldPenalty: Gate = {
  standing: (view) =>
    penaltyOf(objectOf(view.last('rightsTold')?.data, 'penalty')).kinds.length > 0
      ? []
      : refuse('decision.not-noticed', '尚未告知拟当场作出的处罚内容，请先告知。', [
          'apl-2021-44',
          'apl-2021-62',
        ]),
};

const penalize = (view: CaseView): JsonObject => ({
  kind: 'penalize',
  onSpot: view.state.variant === 'summary',
});

/** Discussion and decision (apl-2021-30, 51, 57, 59; kaifu-2.1-b; yueqing-3.4.3-1). */
export const decisionPart: CasePart = {
  name: 'decision',
  gates: {
    'penalty.coherent': coherent,
    'penalty.suggested': suggested,
    'discussion.signed': discussionSigned,
    'discussion.attended': discussionAttended,
    'decision.discussed': discussed,
    'decision.minor': minor,
    'decision.contents': contents,
    'decision.reasons': asked(
      'decision.reasons',
      reasonFields,
      'decision.unreasoned',
      (title) => `决定书须就“${title}”充分说理。`,
    ),
    'decision.draft-record': asked(
      'decision.draft-record',
      draftFields,
      'decision.no-draft-record',
      (title) => `决定起草记录须写明“${title}”。`,
    ),
    'summary.limits': limits,
    'summary.as-told': asTold,
    'summary.told': toldPenalty,
  },
  derives: { penalize },
};
