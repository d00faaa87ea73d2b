import type { Refusal } from '../rules/index.ts';

/** What the shell of a case says no to; what the case itself says no to is in its gates. */
export const shellRefusals = {
  unknown: refusal(
    'case.unknown',
    '没有找到这个案件，或您无权知悉。请核对地址，或从案件列表进入。',
  ),
  keyReused: refusal(
    'command.key-reused',
    '同一个幂等键（Idempotency-Key）已用于另一项内容不同的操作，本次操作未保存。请为新的操作换一个键。',
  ),
  busy: refusal('case.busy', '案件正被多人同时办理，本次操作未保存。请稍候刷新后重试。'),
  departmentUnknown: refusal(
    'case.department-unknown',
    '所选承办机构不是本机关在用的内设机构。请从本机关的内设机构中选择。',
    '/departmentId',
  ),
  badHeader: refusal(
    'request.bad-header',
    '请求头 Idempotency-Key 或者 If-Match 的写法不对。Idempotency-Key 请填 1 至 100 个可见的英文字符，If-Match 请填案件的版本号。',
  ),
  procedureUnknown: refusal('procedure.unknown', '没有这个程序。请从程序列表中选择。'),
  clauseUnknown: refusal('clause.unknown', '没有这个条款。请核对条款编号，例如 anze-L5-1。'),
  badDay: refusal('request.field', '“on”须填日期，例如 2026-09-28。', 'on'),
  pastRefused: refusal(
    'demonstration.past-refused',
    '只有在演示模式下，演示单位的案件才能按过去的时间办理。请去掉 mingfa-at 头。',
  ),
  notAnInstant: refusal(
    'demonstration.not-an-instant',
    'mingfa-at 头须填时间，例如 2026-09-28T09:00:00.000+08:00。请改正后重试。',
  ),
  future: refusal(
    'demonstration.future',
    '演示案件不能按将来的时间办理。请把 mingfa-at 头改为现在以前的时间。',
  ),
  beforeLast: refusal(
    'demonstration.before-last',
    '演示案件不能早于上一项办理的时间。请把 mingfa-at 头改为上一项以后的时间。',
  ),
} as const satisfies Record<string, Refusal>;

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}
