import type { Refusal } from '../rules/index.ts';

/** What the administration says no to. */
export const administrationRefusals = {
  packUnknown: refusal('pack.unknown', '没有这个规则包。请从规则包列表（/api/packs）中选择。'),
  badDay: refusal('request.field', '“on”须填日期，例如 2026-09-28。', 'on'),
} as const satisfies Record<string, Refusal>;

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}
