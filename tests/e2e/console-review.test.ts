// Legal review in the reading room, as each pack has it: findings, resubmission, pauses, disputes and who has the last word.

import { describe, expect, test } from 'vitest';
import { courseSteps, type JsonObject, type ScenarioStep } from '../../src/casework/index.ts';
import type { CastBody } from '../support/body.ts';
import type { TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { byRoom } from '../support/console-way.ts';

let stage: TestConsole;
let newBody: (pack: string) => Promise<CastBody>;
consoleForAll((all) => {
  ({ stage, newBody } = all);
});

const reviewing = new Set([
  'submitForReview',
  'acceptReview',
  'requestSupplement',
  'supplementReview',
  'pauseReview',
  'resumeReview',
  'requestReviewExtension',
  'extendReview',
  'requestExplanation',
  'giveExplanation',
  'holdReviewMeeting',
  'giveOpinion',
  'countersignOpinion',
  'answerOpinion',
  'consultDispute',
  'decideDispute',
  'reportTransfer',
  'decideTransfer',
  'transferCase',
]);

/** An act on a day of 2026, as `03-12` or `03-12 15:00`. */
type Act = readonly [on: string, who: string, act: string, differs?: JsonObject];

function step([on, who, act, differs = {}]: Act, refused: string | null = null): ScenarioStep {
  const [day, time = '09:00'] = on.split(' ');
  const at = `2026-${day}T${time}:00.000+08:00`;
  return { at, who, do: act, with: differs, optional: false, refused };
}

/** A case whose investigation is over, on 12 March. */
async function investigated(pack: string, last = '提出调查终结报告'): Promise<ConsolePlayer> {
  const player = new ConsolePlayer(stage, pack, await newBody(pack), byRoom(reviewing));
  const course = { from: '2026-03-02', through: last };
  await player.playQuickly(courseSteps(stage.server().stage, course, 'general', '通常经过'));
  return player;
}

async function playAll(player: ConsolePlayer, acts: readonly Act[]): Promise<void> {
  for (const act of acts) {
    const isDone = await player.play(step(act));
    expect(isDone, `${act[2]} on ${act[0]} is open`).toBe(true);
  }
}

const refuse = (player: ConsolePlayer, act: Act, code: string) =>
  player.playRefused(step(act, code));

const finding = (item: string, ground: string): JsonObject => ({
  逐项审核结论: { [item]: { 结论: '有问题', 理由: ground } },
});

/** What somebody of the cast reads in a part of the reading room. */
async function read(player: ConsolePlayer, who: string, part: string, texts: readonly string[]) {
  const { page } = await player.seat(who);
  await page.goto(`${stage.url}/console/review/${player.caseId}?part=${part}`);
  for (const text of texts) await page.getByText(text).first().waitFor();
}

/** From a passed review to the decision. */
const decided = (differs: JsonObject = {}): readonly Act[] => [
  ['04-20', '承办人甲', 'giveNotice', { 陈述申辩截止日期: '2026-04-27' }],
  ['04-21', '承办人甲', 'waiveStatement'],
  ['04-28', '机关负责人', 'makeDecision', differs],
];

describe('legal review in the reading room', () => {
  test('[kaifu-3.5-e][kaifu-3.5-f][kaifu-T15-2] given two levels and findings, when the case is submitted again and the leadership meets, then it is decided', async () => {
    const player = await investigated('kaifu');
    const materials = { 送审材料: ['全部案卷材料', '会议记录资料'] };

    await refuse(
      player,
      ['03-12', '承办人甲', 'submitForReview', { 送审材料: ['全部案卷材料'] }],
      'review.incomplete',
    );
    await playAll(player, [
      ['03-12 10:00', '承办人甲', 'submitForReview', materials],
      [
        '03-16',
        '审核员',
        'giveOpinion',
        { 意见种类: '审核未通过', ...finding('裁量基准运用', '没有说明从轻的理由。') },
      ],
      ['03-17', '机关负责人', 'countersignOpinion'],
      ['03-18', '承办人甲', 'answerOpinion'],
    ]);
    await refuse(
      player,
      ['03-18 10:00', '承办人甲', 'submitForReview', materials],
      'review.same-content',
    );
    await playAll(player, [
      [
        '03-18 11:00',
        '承办人甲',
        'submitForReview',
        { ...materials, 决定书代拟稿: '拟处罚款五千元；从轻的理由是主动改正。' },
      ],
      [
        '03-20',
        '审核员',
        'giveOpinion',
        { 意见种类: '审核未通过', ...finding('法律适用', '适用条款有误。') },
      ],
      ['03-20 10:00', '机关负责人', 'countersignOpinion'],
      ['03-23', '承办人甲', 'answerOpinion', { 处理方式: '有异议' }],
    ]);
    await refuse(
      player,
      ['03-24', '机关负责人', 'decideDispute', { 决定: '同意作出决定', 参加讨论的人员: null }],
      'review.not-collective',
    );
    await playAll(player, [
      ['03-24 10:00', '机关负责人', 'decideDispute', { 决定: '同意作出决定' }],
    ]);
    await read(player, '机关负责人', 'rounds', ['没有说明从轻的理由。', '适用条款有误。']);
    await playAll(player, decided());

    expect(await player.eventKinds('机关负责人')).toContain('decisionMade');
    expect(player.complaints).toEqual([]);
  }, 600_000);

  test('[anze-L14-3][anze-L14-2][anze-L15-3] given pauses, an extension and an objection, when the head decides it, then the case is decided with both views', async () => {
    const player = await investigated('anze');

    await playAll(player, [
      [
        '03-12',
        '承办人甲',
        'submitForReview',
        { 送审材料: ['决定建议及其情况说明', '调查（审查）终结报告', '相关法律依据和证据资料'] },
      ],
      ['03-13', '审核员', 'requestSupplement'],
      ['03-16', '承办人甲', 'supplementReview', { 补充的材料: ['决定书代拟稿'] }],
      ['03-17', '审核员', 'acceptReview'],
      ['03-18', '审核员', 'pauseReview', { 中止事由: '专家论证' }],
      ['03-20', '审核员', 'resumeReview'],
      ['03-20', '审核员', 'requestReviewExtension'],
      ['03-23', '机关负责人', 'extendReview'],
      [
        '03-24',
        '审核员',
        'giveOpinion',
        { 意见种类: '纠正', ...finding('执法文书是否完备、规范', '文书没有编号。') },
      ],
      ['03-25', '承办人甲', 'answerOpinion'],
      ['03-25 10:00', '承办人甲', 'submitForReview', { 决定书代拟稿: '已补编号的代拟稿。' }],
      ['03-25 11:00', '审核员', 'acceptReview'],
    ]);
    await refuse(
      player,
      [
        '03-26',
        '审核员',
        'giveOpinion',
        { 意见种类: '纠正', ...finding('执法是否超越法定权限', '不属于本机关的权限。') },
      ],
      'review.kind-too-mild',
    );
    await playAll(player, [
      [
        '03-26 10:00',
        '审核员',
        'giveOpinion',
        {
          意见种类: '不予作出行政执法决定',
          ...finding('执法是否超越法定权限', '不属于本机关的权限。'),
        },
      ],
      ['03-27', '承办人甲', 'answerOpinion', { 处理方式: '有异议' }],
      ['03-30', '审核员', 'consultDispute'],
      ['03-31', '机关负责人', 'decideDispute', { 决定: '同意作出决定' }],
    ]);
    await read(player, '机关负责人', 'duty', ['承办机构']);
    await playAll(
      player,
      decided({ 结合承办机构和审核机构双方意见的说明: '听取双方意见后采纳承办机构意见。' }),
    );

    expect(await player.eventKinds('机关负责人')).toContain('decisionMade');
    expect(player.complaints).toEqual([]);
  }, 600_000);

  test('[anze-L12-1][anze-L12-4] given the kinds that agree and that transfer, when each is given, then one case goes on and the other goes to the competent authority', async () => {
    const agreed = await investigated('anze', '确认材料完备');
    await playAll(agreed, [['03-16', '审核员', 'giveOpinion'], ...decided()]);
    const crime = await investigated('anze', '确认材料完备');
    await playAll(crime, [
      [
        '03-16',
        '审核员',
        'giveOpinion',
        {
          意见种类: '移送',
          ...finding('违法行为是否涉嫌犯罪、需要移送司法机关', '数额达到刑事追诉标准。'),
        },
      ],
      ['03-17', '承办人甲', 'reportTransfer'],
      ['03-18', '机关负责人', 'decideTransfer'],
      ['03-18 10:00', '机关负责人', 'transferCase', { 移送的情形: '涉嫌犯罪' }],
    ]);

    expect(await agreed.eventKinds('机关负责人')).toContain('decisionMade');
    expect(await crime.eventKinds('机关负责人')).toContain('caseTransferred');
  }, 600_000);

  test('[yueqing-4.2-1][yueqing-4.4.4-2][yueqing-4.4.1-3][yueqing-4.4.1-4] given a minor case, when it is sent back for more evidence and then reviewed in a meeting, then it is decided', async () => {
    const player = await investigated('yueqing');

    await playAll(player, [
      ['03-12', '机构负责人', 'examineHandling'],
      ['03-12 10:00', '承办人甲', 'submitForReview'],
      ['03-13', '审核员', 'requestExplanation'],
      ['03-13 10:00', '承办人甲', 'giveExplanation'],
      [
        '03-16',
        '审核员',
        'giveOpinion',
        {
          意见种类: '补充调查（退卷）',
          ...finding('违法事实认定的完整性', '起止时间没有查清。'),
        },
      ],
      ['03-17', '承办人甲', 'answerOpinion'],
      ['03-17 10:00', '机构负责人', 'resumeInvestigation'],
      ['03-18', '承办人甲', 'addEvidence'],
      ['03-19', '承办人甲', 'finishInvestigation'],
      ['03-19 10:00', '机构负责人', 'examineHandling'],
      ['03-19 11:00', '承办人甲', 'submitForReview'],
      ['03-20', '审核员', 'holdReviewMeeting', { 已提请集体讨论机构研究: true }],
      [
        '03-23',
        '审核员',
        'giveOpinion',
        { 意见种类: '修正', ...finding('法律依据适用的准确性', '适用条款有误。') },
      ],
      ['03-24', '承办人甲', 'answerOpinion', { 处理方式: '有异议' }],
      ['03-25', '机构负责人', 'consultDispute'],
      ['03-26', '机关负责人', 'decideDispute', { 决定: '同意作出决定' }],
    ]);
    await read(player, '机关负责人', 'rounds', ['起止时间没有查清。', '适用条款有误。']);
    await playAll(player, decided());

    expect(await player.eventKinds('机关负责人')).toContain('decisionMade');
    expect(player.complaints).toEqual([]);
  }, 600_000);

  test('[dazhou-2.3.11-2a][dazhou-2.3.11-2c] given problems, when both sides agree after consultation, then the case is decided without the last instance', async () => {
    const player = await investigated('dazhou');

    await playAll(player, [
      ['03-12', '承办人甲', 'submitForReview'],
      [
        '03-16',
        '审核员',
        'giveOpinion',
        { 意见种类: '存在问题', ...finding('案件事实是否清楚', '损失数额没有查清。') },
      ],
    ]);
    expect(await player.play(step(['03-17', '承办人甲', 'submitForReview']))).toBe(false);
    await playAll(player, [
      ['03-17 10:00', '承办人甲', 'answerOpinion', { 处理方式: '有异议' }],
      ['03-18', '审核员', 'consultDispute', { 协商达成一致: true, 一致的结果: '同意作出决定' }],
    ]);
    await playAll(player, decided());

    expect(await player.eventKinds('机关负责人')).toContain('decisionMade');
    expect(player.complaints).toEqual([]);
  }, 600_000);
});
