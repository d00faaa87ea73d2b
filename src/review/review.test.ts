import { describe, expect, test } from 'vitest';
import { playedEvents } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import {
  type CaseView,
  type Context,
  castId,
  decide,
  emptyCase,
  foldCase,
  type JsonObject,
  options,
  viewOf,
} from '../casework/index.ts';
import type { Rule, Rules } from '../rules/index.ts';
import {
  candidates,
  confirmedTriggers,
  isRequired,
  materialVersions,
  openProposals,
  overtakenScope,
  proposals,
  responsibilities,
  reviewedPenalty,
  staleReasons,
  standingOf,
  timeLeft,
} from './index.ts';

const stage = await penaltyStage();
const { composition, book } = stage;
const names = Object.keys(book.cast);
const idOf = (name: string) => castId(names.indexOf(name));

type Step = { readonly at: string; readonly who: string; readonly do: string };
type Played = {
  readonly through: string;
  readonly skip?: readonly string[];
  readonly with?: JsonObject;
  readonly steps?: readonly (Step & { readonly with?: JsonObject })[];
  readonly day?: string;
};

/** Rules of a pack with one value put in the place of another. */
function rulesWith(pack: string, key: string, value: unknown): Rules {
  const rules = stage.rulesOf(pack, {});
  const get = (wanted: string, on: string): Rule | null => {
    const rule = rules.get(wanted, on);
    return rule !== null && wanted === key ? { ...rule, value } : rule;
  };
  return { ...rules, get };
}

/** A case under a pack as it stands after the usual course up to a step. */
function caseOf(pack: string, played: Played, rules = stage.rulesOf(pack, {})): CaseView {
  const { through, skip = [], day = '2026-04-01' } = played;
  const acts = (played.steps ?? []).map(({ at, ...act }) => ({ ...act, on: at }));
  const events = playedEvents(stage, pack, { through, skip, with: played.with ?? {}, acts });
  const { procedure } = composition;
  const first = events[0];
  const start = emptyCase(procedure, first?.agencyId ?? '', first?.caseId ?? '', 'general');
  return viewOf(procedure, foldCase(procedure, start, events), contextOf(rules, day));
}

function contextOf(rules: Rules, day: string): Context {
  const officers = Object.fromEntries(
    names.map((name) => [
      idOf(name),
      { name, certificates: [], mayReview: book.cast[name]?.mayReview === true },
    ]),
  );
  return {
    rules,
    officers,
    calendar: stage.calendar,
    now: `${day}T09:00:00.000+08:00`,
    actor: { id: idOf('承办人甲'), name: '承办人甲', roles: ['officer'] },
  };
}

describe('[apl-2021-58] a review is of exactly what it saw', () => {
  test('given nothing new after it, then nothing makes it stale', () => {
    const view = caseOf('kaifu', { through: 'reviewStatement' });

    expect(staleReasons(view)).toEqual([]);
    expect(standingOf(view)).toBe('passed');
  });

  test('given new evidence and an adopted statement, then both are told in order with their records', () => {
    const view = caseOf('kaifu', {
      through: 'reviewStatement',
      with: { reviewStatement: { adopted: true } },
      steps: [{ at: '2026-03-25', who: '承办人甲', do: 'addEvidence' }],
    });
    const adopted = view.last('statementReviewed')?.sequence;
    const added = view.last('evidenceAdded')?.sequence;

    expect(staleReasons(view)).toEqual([
      { sequence: adopted, kind: 'statementReviewed', text: expect.stringContaining('采纳') },
      { sequence: added, kind: 'evidenceAdded', text: expect.stringContaining('证据') },
    ]);
    expect(standingOf(view)).toBe('stale');
  });

  test('given evidence before the submission, then it was seen', () => {
    const view = caseOf('kaifu', { through: 'countersignOpinion' });

    expect(view.has('evidenceAdded')).toBe(true);
    expect(staleReasons(view)).toEqual([]);
  });

  test('given a penalty stated with the submission, then that one was reviewed; else the last one proposed', () => {
    const penalty = { kinds: ['fine'], fineFen: 300_000 };
    const stated = caseOf('kaifu', {
      through: 'submitForReview',
      with: { submitForReview: { penalty } },
    });

    expect(reviewedPenalty(stated)?.fineFen).toBe(300_000);
    expect(reviewedPenalty(caseOf('kaifu', { through: 'submitForReview' }))?.fineFen).toBe(500_000);
    expect(reviewedPenalty(caseOf('kaifu', { through: 'finishInvestigation' }))).toBeNull();
  });
});

describe('[anze-L8-2] a review that another body has made is of exactly what it saw', () => {
  const led = (through: string, steps: Played['steps'] = []) =>
    caseOf('anze', {
      through,
      skip: ['submitForReview', 'acceptReview', 'giveOpinion', 'examineHandling'],
      with: { reviewStatement: { adopted: true } },
      steps: [
        {
          at: '2026-03-24',
          who: '承办人甲',
          do: 'registerJointDecision',
          with: { leads: 'other' },
        },
        ...steps,
      ],
    });
  const result = { at: '2026-03-25', who: '审核员', do: 'recordLeadReview' };

  test('given its result and nothing new, then passed, of the penalty proposed then', () => {
    const view = led('reviewStatement', [result]);

    expect(standingOf(view)).toBe('passed');
    expect(reviewedPenalty(view)?.fineFen).toBe(500_000);
  });

  test('given an adopted statement after the result, then stale, and the statement is named', () => {
    const view = led('giveNotice', [
      result,
      { at: '2026-03-26', who: '承办人甲', do: 'recordStatement' },
      { at: '2026-03-27', who: '承办人甲', do: 'reviewStatement', with: { adopted: true } },
    ]);

    expect(standingOf(view)).toBe('stale');
    expect(staleReasons(view)).toMatchObject([{ kind: 'statementReviewed' }]);
  });

  test('given another notice after the result, then stale', () => {
    const penalty = { kinds: ['fine'], fineFen: 300_000 };
    const view = led('finishInvestigation', [
      result,
      { at: '2026-03-26', who: '承办人甲', do: 'giveNotice', with: { penalty } },
    ]);

    expect(staleReasons(view)).toMatchObject([{ kind: 'noticeGiven' }]);
  });
});

describe('[kaifu-3.3-a] the scope is proposed from the facts', () => {
  const scope = stage.rulesOf('kaifu', {}).get('review.scope', '2026-03-02')?.value as {
    readonly triggers: readonly JsonObject[];
  };
  const withThreshold = (atLeastFen: number) =>
    rulesWith('kaifu', 'review.scope', {
      ...scope,
      triggers: scope.triggers.map((trigger) =>
        trigger['code'] === 'major-interest' ? { ...trigger, atLeastFen } : trigger,
      ),
    });

  test('given a fine and no threshold in the pack, then no amount is a reason', () => {
    expect(proposals(caseOf('kaifu', { through: 'finishInvestigation' }))).toEqual([]);
  });

  test('given a threshold that the fine just reaches, then it is certain; one fen more, and it is none', () => {
    const played = { through: 'finishInvestigation' };

    expect(proposals(caseOf('kaifu', played, withThreshold(500_000)))).toMatchObject([
      { code: 'major-interest', isCertain: true, reason: expect.stringContaining('5000') },
    ]);
    expect(proposals(caseOf('kaifu', played, withThreshold(500_001)))).toEqual([]);
  });

  test('given a second legal relation, then the trigger is proposed with its reason and nothing is decided', () => {
    const view = caseOf('kaifu', {
      through: 'finishInvestigation',
      with: { finishInvestigation: { legalRelations: ['许可', '广告'] } },
    });

    expect(openProposals(view)).toMatchObject([
      { code: 'complex', isCertain: false, sequence: view.last('investigationFinished')?.sequence },
    ]);
    expect(isRequired(view)).toBe(false);
  });

  test('given a confirmation and a heavier notice after it, then the confirmation is overtaken and says why', () => {
    const confirm = {
      at: '2026-03-12',
      who: '机构负责人',
      do: 'confirmScope',
      with: { triggers: [], reason: '不属于所列情形。' },
    };
    const heavier = { kinds: ['fine', 'suspend-business'], fineFen: 500_000 };
    const before = caseOf('kaifu', { through: 'finishInvestigation', steps: [confirm] });
    const after = caseOf('kaifu', {
      through: 'finishInvestigation',
      steps: [
        confirm,
        {
          at: '2026-03-16',
          who: '承办人甲',
          do: 'giveNotice',
          with: { penalty: heavier, hearingRight: true },
        },
      ],
    });

    expect(overtakenScope(before)).toBeNull();
    expect(overtakenScope(after)?.reasons).toMatchObject([
      { code: 'major-interest', sequence: after.last('noticeGiven')?.sequence },
    ]);
    expect(confirmedTriggers(after).size).toBe(0);
  });
});

describe('[kaifu-3.3-c] a confirmation covers only what was shown', () => {
  const item = {
    no: 1,
    itemId: 'a',
    title: '重大食品安全处罚',
    actKind: 'penalty',
    field: '食品安全',
    trigger: 'complex',
    penaltyKinds: [],
    amount: null,
    other: '',
    words: '食品安全领域的处罚',
  };
  const confirmed = caseOf('kaifu', {
    through: 'finishInvestigation',
    steps: [{ at: '2026-03-12', who: '机构负责人', do: 'confirmScope', with: { triggers: [] } }],
  });
  const under = (from: string): CaseView =>
    viewOf(confirmed.procedure, confirmed.state, {
      ...confirmed.context,
      catalogues: [{ number: 1, from, items: [item] }],
    });

  test('given a catalogue that comes into force after it, then what the catalogue shows is asked anew', () => {
    expect(openProposals(under('2026-04-02'))).toEqual([]);
    expect(openProposals(under('2026-04-01'))).toMatchObject([
      { code: 'complex', isCertain: false },
    ]);
    expect(overtakenScope(under('2026-04-01'))?.reasons).toMatchObject([{ code: 'complex' }]);
  });
});

describe('[anze-L15-2] an opinion is not set aside by who objects to it', () => {
  const disputed = () =>
    caseOf('anze', {
      through: 'acceptReview',
      steps: [
        {
          at: '2026-03-20',
          who: '审核员',
          do: 'giveOpinion',
          with: {
            kind: 'correct',
            checklist: { 'facts-evidence': { conclusion: 'problem', ground: '适用条款有误。' } },
          },
        },
        { at: '2026-03-23', who: '承办人甲', do: 'answerOpinion', with: { response: 'object' } },
      ],
    });
  const consultBy = (who: string, outcome: string) => {
    const view = disputed();
    const { roles = [] } = book.cast[who] ?? {};
    const actor = { id: idOf(who), name: who, roles };
    const command = {
      kind: 'consultDispute',
      agencyId: view.state.agencyId,
      caseId: view.state.caseId,
      data: { agreed: true, outcome, record: '协商一致。' },
    };
    return decide(composition, view.state, command, { ...view.context, actor }).refusals ?? [];
  };

  test('given an agreement for the decision, then the review office enters it, the department does not', () => {
    expect(consultBy('机构负责人', 'passed')).toMatchObject([
      { code: 'review.consultation-side', field: '/outcome' },
    ]);
    expect(consultBy('机构负责人', 'upheld')).toEqual([]);
    expect(consultBy('审核员', 'passed')).toEqual([]);
  });
});

describe('[kaifu-T14-1] the time left is told before a submission', () => {
  test('given a case filed on 3 March 2026, when it is 12 March, then ninety days end on 1 June', () => {
    const view = caseOf('kaifu', { through: 'finishInvestigation', day: '2026-03-12' });

    expect(timeLeft(view)).toEqual({ caseDueOn: '2026-06-01', workdays: 54, reviewTakes: 5 });
  });

  test('given the decision is made, then no time is told any more', () => {
    expect(timeLeft(caseOf('kaifu', { through: 'makeDecision', day: '2026-04-01' }))).toBeNull();
  });

  test('given the last day and the day after, then no working day is left', () => {
    for (const day of ['2026-06-01', '2026-06-02'])
      expect(timeLeft(caseOf('kaifu', { through: 'finishInvestigation', day }))?.workdays).toBe(0);
  });

  test('[yueqing-4.2-3] given a pack without a period of review, then none is assumed', () => {
    const view = caseOf('yueqing', { through: 'finishInvestigation' });

    expect(timeLeft(view)?.reviewTakes).toBeNull();
  });

  test('given little time, then the open submission says so, and a closed command says nothing', () => {
    const view = caseOf('kaifu', { through: 'finishInvestigation', day: '2026-05-26' });
    const listed = options(composition, view.state, view.context);
    const notesOf = (command: string) => listed.find((one) => one.command === command)?.notes;

    expect(notesOf('submitForReview')).toEqual([expect.stringContaining('可能不够')]);
    expect(notesOf('giveOpinion')).toEqual([]);
  });

  test('[apl-2021-57] given a discussion to be held, then its form says by what name and of how many', () => {
    const notesOf = (pack: string) => {
      const { state, context } = caseOf(pack, { through: 'reviewStatement', day: '2026-03-24' });
      const leader = { id: idOf('机关负责人'), name: '机关负责人', roles: ['leader'] };
      const listed = options(composition, state, { ...context, actor: leader });
      return listed.find(({ command }) => command === 'discussCase')?.notes.join('');
    };

    expect(notesOf('yueqing')).toMatch(/街道案审会.*2 名以上/u);
    expect(notesOf('kaifu')).toMatch(/局班子会议/u);
  });
});

describe('[anze-L8-4] those who may review are listed with what bars them', () => {
  test('given a reviewer who declared an interest, then that bars; nobody unqualified is listed', () => {
    const view = caseOf('anze', {
      through: 'submitForReview',
      steps: [{ at: '2026-03-13', who: '审核员', do: 'declareInterest' }],
    });

    expect(candidates(view)).toMatchObject([
      { officerId: idOf('审核员'), refusals: [{ code: 'review.interest' }] },
    ]);
    expect(candidates(caseOf('anze', { through: 'submitForReview' }))).toMatchObject([
      { officerId: idOf('审核员'), refusals: [], notes: [] },
    ]);
  });

  test('[tsf-2020-5] given who looked into the case as a suspected crime, then that bars', () => {
    const view = caseOf('anze', { through: 'submitForReview' });
    const reported = {
      sequence: view.state.version + 1,
      at: view.context.now,
      actorId: idOf('承办人甲'),
      data: { team: [idOf('承办人甲'), idOf('审核员')] },
    };
    const facts = { ...view.state.facts, transferReported: [reported] };
    const after = viewOf(view.procedure, { ...view.state, facts }, view.context);

    expect(candidates(after)).toMatchObject([
      { officerId: idOf('审核员'), refusals: [{ code: 'review.handler' }] },
    ]);
  });
});

describe('[anze-L10-1] materials are tied to the events they stand for', () => {
  test('given a submission, then each material names its records, and one of nothing names none', () => {
    const view = caseOf('anze', { through: 'submitForReview' });
    const versions = materialVersions(view);

    expect(versions['final-report']).toEqual([view.last('investigationFinished')?.sequence]);
    expect(versions['draft-decision']).toEqual([view.last('reviewSubmitted')?.sequence]);
    expect(versions['basis-and-evidence']).toHaveLength(3);
    expect(versions['hearing-record']).toBeUndefined();
    expect(materialVersions(caseOf('anze', { through: 'finishInvestigation' }))).toEqual({});
  });
});

describe('who answers for what is told from the record', () => {
  test.each([
    ['kaifu', ['kaifu-3.6-a', 'kaifu-3.6-b', 'kaifu-3.6-c'], '行政执法监督科'],
    [
      'dazhou',
      ['dazhou-2.3.12-1b', 'dazhou-2.3.12-1c', 'dazhou-2.3.12-1d', 'dazhou-2.3.12-1a'],
      '法制审核机构',
    ],
    ['anze', ['anze-L16-1', 'anze-L16-1', 'anze-L16-2', 'anze-L8-1'], '法制审核机构'],
    [
      'yueqing',
      ['yueqing-4.5-2', 'yueqing-4.5-2', 'yueqing-4.5-4', 'yueqing-4.5-1'],
      '政策法规办公室',
    ],
  ])(
    '[kaifu-3.6-c][dazhou-2.3.12-1d][anze-L16-2][yueqing-4.5-4] given a decided case under %s, then its clauses, bearers and acts',
    (pack, clauses, office) => {
      const told = responsibilities(caseOf(pack, { through: 'makeDecision' }));
      const opinion = told.find(({ code }) => code === 'opinion');

      expect(told.flatMap((one) => one.clauses)).toEqual(clauses);
      expect(opinion?.bearer).toBe(office);
      expect(opinion?.acts[0]).toMatchObject({ actorId: idOf('审核员'), title: '出具审核意见' });
      expect(told[0]?.acts).toMatchObject([{ actorId: idOf('承办人甲'), title: '送法制审核' }]);
    },
  );

  test('[kaifu-3.6-a] given a case that was not submitted, then nobody has acted yet', () => {
    const told = responsibilities(caseOf('kaifu', { through: 'addEvidence' }));

    expect(told.find(({ code }) => code === 'material')?.acts).toEqual([]);
  });
});
