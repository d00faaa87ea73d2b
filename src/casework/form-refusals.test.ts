import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { JsonObject } from './case-event.ts';
import { courseSteps, playScenario } from './scenario.ts';
import { readScenarios } from './scenario-file.ts';

const stage = await penaltyStage();

/** Code and field of all that is said against the last act of a case. */
function refusedWith(
  through: string,
  act: { readonly who: string; readonly do: string; readonly with: JsonObject },
  body = 'national',
): readonly (readonly [string, string | undefined])[] {
  const told = {
    scenario: '表单',
    body,
    given: { course: { from: '2026-03-02', through } },
    when: { at: '2026-04-01', ...act },
    // oxlint-disable-next-line unicorn/no-thenable -- the word of given, when, then; nobody awaits a scenario
    then: { refused: 'any' },
  };
  const [scenario] = readScenarios(told, stage.book, (course, variant, place) =>
    courseSteps(stage, course, variant, place),
  );
  const last = scenario === undefined ? undefined : playScenario(stage, scenario).played.at(-1);
  return (last?.refusals ?? []).map(({ code, field }) => [code, field]);
}

describe('what is missing in a form is said once', () => {
  const serve = (differs: JsonObject) => ({ who: '承办人甲', do: '送达决定书', with: differs });

  test('[apl-2021-61] given a gate that asks for the same fields, then it speaks, with its clause', () => {
    const leave = serve({ 送达方式: '留置送达', 签收人: null, 送达回证已签名或者盖章: null });

    expect(refusedWith('作出处罚决定', leave)).toEqual([
      ['service.incomplete', '/refusalReason'],
      ['service.incomplete', '/witness'],
      ['service.incomplete', '/receiptSigned'],
    ]);
  });

  test('[yueqing-3.4.4-4] given a gate that speaks of a group, then its fields are not asked for besides', () => {
    const leave = serve({
      送达方式: '留置送达',
      拒收事由: '当事人拒收。',
      见证人: '王示范',
      音像记录: { 已作音像记录: true },
    });

    expect(refusedWith('作出处罚决定', leave, 'yueqing')).toEqual([
      ['recording.unreferenced', '/recording/reference'],
    ]);
    // No rule of this body asks for a recording; that one was made is said without saying which.
    expect(refusedWith('作出处罚决定', leave)).toEqual([['command.field', '/recording/reference']]);
  });

  test('given other fields that are wrong, then what is needed besides is said at once', () => {
    const leave = serve({ 送达方式: '留置送达', 送达日期: null, 拒收事由: '当事人拒收。' });

    expect(refusedWith('作出处罚决定', leave)).toEqual([
      ['command.field', '/servedOn'],
      ['command.field', '/witness'],
    ]);
  });

  test('given a field filled in although its condition does not hold, then it is accepted', () => {
    expect(refusedWith('作出处罚决定', serve({ 见证人: '王示范' }))).toEqual([]);
  });
});
