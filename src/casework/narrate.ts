import type { ClauseId } from '../rules/index.ts';
import { isOpen, limitText } from './case-clock.ts';
import type { CaseClock, ClockStanding } from './part.ts';
import type { ScenarioResult } from './scenario.ts';
import type { PlayedStep } from './scenario-check.ts';

/** Titles of the standings of a clock. */
export const clockStandingTitles: Readonly<Record<ClockStanding, string>> = {
  running: '计时中',
  paused: '已中止',
  met: '按期完成',
  'met-late': '逾期完成',
  overdue: '已逾期',
  lapsed: '期限已过',
  stopped: '不再计时',
};

/** Finds how a clause is to be named: its place in its source. */
export type ClauseNamer = (id: ClauseId) => string;

/** Tells one act in a few lines: who did what, what came of it or why not, and which clocks changed. */
export function narrateStep(
  step: PlayedStep,
  before: readonly CaseClock[],
  nameOf: ClauseNamer,
): readonly string[] {
  const when = step.step.at.slice(0, 16).replace('T', ' ');
  const head = `${when}  ${step.step.who}：${step.command.title}`;
  if (step.refusals.length > 0) {
    return [
      `${head}  ✗ 被拒绝`,
      ...step.refusals.flatMap(({ text, clauses }) => [
        `    ${text}`,
        ...citedLine(clauses, nameOf),
      ]),
    ];
  }
  const clauses = step.events.flatMap((event) => event.clauses);
  return [
    `${head}  ✓`,
    ...citedLine([...new Set(clauses)], nameOf),
    ...clockLines(step.clocks, before),
  ];
}

/** Tells a whole scenario step by step, and whether it went as expected. */
export function narrate(result: ScenarioResult, nameOf: ClauseNamer): readonly string[] {
  const lines = [`◆ ${result.scenario.title}（${result.scenario.body}）`, ''];
  let before: readonly CaseClock[] = [];
  for (const step of result.played) {
    lines.push(...narrateStep(step, before, nameOf));
    if (step.refusals.length === 0) before = step.clocks;
  }
  const open = before.filter(isOpen);
  lines.push('', open.length === 0 ? '没有仍在计时的时钟。' : '仍在计时：');
  lines.push(
    ...open.map((clock) => `    ${clock.title}：至 ${limitText(clock)}（${standingText(clock)}）`),
  );
  lines.push(
    '',
    result.failures.length === 0 ? '结果：与预期一致。' : '结果：与预期不符。',
    ...result.failures.map((text) => `    ${text}`),
  );
  return lines;
}

function citedLine(clauses: readonly ClauseId[], nameOf: ClauseNamer): readonly string[] {
  return clauses.length === 0
    ? []
    : [`    依据：${clauses.map((id) => `${nameOf(id)}〔${id}〕`).join('；')}`];
}

function clockLines(now: readonly CaseClock[], before: readonly CaseClock[]): readonly string[] {
  return now.flatMap((clock) => {
    const earlier = before.find(({ name }) => name === clock.name);
    const isSame =
      earlier !== undefined &&
      earlier.standing === clock.standing &&
      limitText(earlier) === limitText(clock);
    if (isSame) return [];
    return [`    ⏱ ${clock.title}：至 ${limitText(clock)}（${standingText(clock)}）`];
  });
}

/** How a clock stands, and what is to be known of its number. */
function standingText(clock: CaseClock): string {
  const ours = clock.ours ? '，本机关自定' : '';
  const provisional = clock.provisional ? '，节假日安排未公布，为暂定' : '';
  return `${clockStandingTitles[clock.standing]}${ours}${provisional}`;
}
