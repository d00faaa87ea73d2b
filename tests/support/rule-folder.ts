import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import type { RuleBook } from '../../src/rules/index.ts';

/** Files by path inside the rules folder; null leaves a file of the valid folder out. */
export type RuleFiles = Readonly<Record<string, string | Uint8Array | null>>;

/** A small valid folder: national law and the pack of an invented county that extends it. */
export const validRules = {
  'keys.yaml': `
disclosure.penalty: { title: 处罚决定公开, kind: period, subject: disclosure, nationalFloor: tighten-only, stricter: shorter }
disclosure.withdrawal: { title: 撤下, kind: period, subject: disclosure, nationalFloor: tighten-only, stricter: shorter }
hearing.request: { title: 要求听证, kind: period, subject: casework, nationalFloor: tighten-only, stricter: longer }
review.complete: { title: 法制审核期限, kind: period, subject: review }
report.monthly: { title: 月报, kind: schedule, subject: report }
recording.retain: { title: 音像保存, kind: retention, subject: recording }
review.opinions: { title: 审核意见种类, kind: value, subject: review }
`,
  'calendar/2026.yaml': `
year: 2026
source: 示例通知
rest: ['2026-01-01..2026-01-03', '2026-05-01..2026-05-05', '2026-10-01..2026-10-07']
makeUp: ['2026-01-04', '2026-10-10']
`,
  'national/pack.yaml': `
id: national
title: 国家规定
inForceFrom: '2021-07-15'
offices: { head: 行政机关负责人, review-office: 法制审核机构 }
`,
  'national/clauses.yaml': `
- { id: law-1-1, locator: 第一条, system: publicity, kind: deadline, obligation: 处罚决定七个工作日内公开, feature: disclosure, software: clock }
- { id: law-1-2, locator: 第二条, system: publicity, kind: deadline, obligation: 三个工作日内撤下, feature: disclosure, software: clock }
- { id: law-1-3, locator: 第三条, system: organisation, kind: deadline, obligation: 五个工作日内要求听证, feature: hearing, software: clock }
`,
  'national/rules.yaml': `
disclosure.penalty: { from: penalty-decision-made, within: { n: 7, unit: workday }, clauses: [law-1-1], checkedOn: '2026-11-20' }
disclosure.withdrawal: { from: decision-overturned, within: { n: 3, unit: workday }, clauses: [law-1-2], checkedOn: '2026-11-20' }
hearing.request: { from: notice-served, within: { n: 5, unit: workday }, clauses: [law-1-3], checkedOn: '2026-11-20' }
`,
  'jiaxian/pack.yaml': `
id: jiaxian
title: 甲县三项制度办法
inForceFrom: '2023-01-01'
extends: [national]
offices: { review-office: 政策法规科 }
`,
  'jiaxian/clauses.yaml': `
- { id: jiaxian-1, locator: 第一条, system: review, kind: deadline, obligation: 十个工作日内审核, feature: review, software: clock }
- { id: jiaxian-2, locator: 第二条, system: publicity, kind: gate, obligation: 及时撤下, feature: disclosure, software: enforce }
- { id: jiaxian-3, locator: 第三条, system: organisation, kind: report, obligation: 每月报送, feature: report, software: none }
`,
  'jiaxian/rules.yaml': `
review.complete:
  from: review-complete
  within: { n: 10, unit: workday, lastDayAtRest: stays }
  extend: { n: 10, unit: workday, approver: head }
  pauses: [supplement, expert-discussion]
  clauses: [jiaxian-1]
  checkedOn: '2026-11-20'
disclosure.withdrawal: { from: decision-overturned, promptly: true, clauses: [jiaxian-2], checkedOn: '2026-11-20' }
report.monthly: { every: { unit: month, day: 20 }, clauses: [jiaxian-3], checkedOn: '2026-11-20' }
recording.retain: { unset: 原文只写按规定保存, checkedOn: '2026-11-20' }
review.opinions: { value: { catalog: opinions }, clauses: [jiaxian-1], checkedOn: '2026-11-20' }
`,
  'jiaxian/catalogs/opinions.yaml': `
- { code: agree, title: 同意, outcome: passed, clauses: [jiaxian-1] }
- { code: correct, title: 纠正, outcome: not-passed }
`,
} as const satisfies RuleFiles;

/** Writes the valid folder with these differences into a folder that is removed after the test. */
export function aRuleFolder(different: RuleFiles = {}): string {
  const folder = mkdtempSync(join(tmpdir(), '规则 '));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries({ ...validRules, ...different })) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The book read from the valid folder with these differences. */
export function aRuleBook(different: RuleFiles = {}): Promise<RuleBook> {
  return loadRuleBook(aRuleFolder(different));
}
