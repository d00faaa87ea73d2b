import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { reviewFlow } from './review-flow.ts';

const stage = await penaltyStage();
const flowOf = (pack: string) =>
  reviewFlow(stage.composition.procedure, stage.rulesOf(pack, {}), '2026-06-01');
const boxIn = (pack: string, id: string) => flowOf(pack).nodes.find((node) => node.id === id);
const waysFrom = (pack: string, id: string) =>
  flowOf(pack)
    .edges.filter(({ from }) => from === id)
    .map(({ to, title }) => (title === '' ? to : `${title} → ${to}`));

describe('[yueqing-2.2.1-7] the flow chart of review is made from the pack', () => {
  test.each(['kaifu', 'dazhou', 'anze', 'yueqing', 'national'])(
    'given %s, then every box is reached from the report and leads to an end',
    (pack) => {
      const { nodes, edges } = flowOf(pack);
      const reach = (from: string, seen = new Set<string>()): ReadonlySet<string> => {
        if (seen.has(from)) return seen;
        seen.add(from);
        for (const edge of edges) if (edge.from === from) reach(edge.to, seen);
        return seen;
      };
      const ends = nodes.filter(({ kind }) => kind === 'end').map(({ id }) => id);

      expect([...reach('finishInvestigation')].toSorted()).toEqual(
        nodes.map(({ id }) => id).toSorted(),
      );
      for (const { id } of nodes)
        expect([id, ends.some((end) => reach(id).has(end))]).toEqual([id, true]);
      expect(edges.filter(({ from }) => ends.includes(from))).toEqual([]);
      expect(nodes.every(({ who, clauses }) => who !== '' && clauses.length > 0)).toBe(true);
    },
  );

  test('given kaifu, then two levels, five workdays from receipt, and the leadership meeting last', () => {
    expect(boxIn('kaifu', 'giveOpinion')).toMatchObject({
      who: '行政执法监督科',
      clock: '自接到材料起 5 个工作日',
    });
    expect(boxIn('kaifu', 'giveOpinion')?.notes).toContain(
      '案情疑难复杂的，经分管局领导批准延长 10 个工作日。',
    );
    expect(boxIn('kaifu', 'countersignOpinion')?.who).toBe('分管局领导');
    expect(boxIn('kaifu', 'acceptReview')).toBeUndefined();
    expect(boxIn('kaifu', 'consultDispute')).toBeUndefined();
    expect(waysFrom('kaifu', 'answerOpinion')).toEqual([
      '处理以后再次送审 → submitForReview',
      '有异议 → decideDispute',
    ]);
    expect(boxIn('kaifu', 'decideDispute')?.who).toBe('局班子会议');
  });

  test('given anze, then the clock starts when the material is complete and stands still three times', () => {
    expect(boxIn('anze', 'giveOpinion')?.clock).toBe('自材料完备起 10 个工作日');
    expect(boxIn('anze', 'giveOpinion')?.notes).toContain(
      '不计入审核期限：补充材料、专家论证、提请有权机关解释。',
    );
    expect(waysFrom('anze', 'submitForReview')).toEqual(['acceptReview']);
    expect(waysFrom('anze', 'outcome').some((one) => one.endsWith('→ transferCase'))).toBe(true);
    expect(boxIn('anze', 'transferCase')?.notes?.join('')).toMatch(/3 日内决定.*24 小时内移送/u);
  });

  test('given yueqing, then no question of scope, no time limit, the examination first and the committee', () => {
    expect(boxIn('yueqing', 'confirmScope')).toBeUndefined();
    expect(waysFrom('yueqing', 'finishInvestigation')).toEqual(['examineHandling']);
    expect(boxIn('yueqing', 'giveOpinion')?.clock).toBe('');
    expect(boxIn('yueqing', 'giveOpinion')?.notes).toContain('审核期限：规则没有规定。');
    expect(waysFrom('yueqing', 'outcome').some((one) => one.includes('resumeInvestigation'))).toBe(
      true,
    );
    expect(waysFrom('yueqing', 'giveOpinion')).toContain('采用会议审核 → holdReviewMeeting');
    expect(waysFrom('yueqing', 'holdReviewMeeting')).toEqual(['形成会议意见 → giveOpinion']);
    expect(boxIn('kaifu', 'holdReviewMeeting')).toBeUndefined();
  });

  test('given dazhou, then problems are consulted on before the collective discussion', () => {
    expect(waysFrom('dazhou', 'consultDispute')).toEqual([
      '一致同意作出决定 → makeDecision',
      '一致维持审核意见 → submitForReview',
      '不能一致 → decideDispute',
    ]);
    expect(boxIn('dazhou', 'decideDispute')?.who).toBe('行政执法机关集体讨论');
  });

  test('given a procedure without a command, then it has no box and no way leads to it', () => {
    const { procedure } = stage.composition;
    const commands = new Map([...procedure.commands].filter(([id]) => id !== 'consultDispute'));
    const flow = reviewFlow({ ...procedure, commands }, stage.rulesOf('anze', {}), '2026-06-01');

    expect(flow.nodes.map(({ id }) => id)).not.toContain('consultDispute');
    expect(flow.edges.filter(({ to, from }) => [to, from].includes('consultDispute'))).toEqual([]);
  });
});
