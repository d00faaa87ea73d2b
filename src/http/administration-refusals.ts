import type { Refusal } from '../rules/index.ts';

/** What the administration says no to. */
export const administrationRefusals = {
  packUnknown: refusal('pack.unknown', '没有这个规则包。请从规则包列表（/api/packs）中选择。'),
  badDay: refusal('request.field', '“on”须填日期，例如 2026-09-28。', 'on'),
  backupRunning: refusal(
    'administration.backup-running',
    '已有一次备份正在进行。请等它完成后再备份。',
  ),
  jobUnknown: refusal(
    'administration.job-unknown',
    '没有这个后台任务，或者它正在进行。请刷新列表后再试。',
  ),
  notSealed: refusal(
    'proof.not-sealed',
    '这一项还没有记入存证账本。通常一秒之内就会记入，请稍候再试。',
  ),
  eventUnknown: refusal('proof.event-unknown', '案件中没有这一项。请从经过中选择。'),
  noTable: refusal('exchange.no-table', '没有收到表格。请提交 .csv、.jsonl 或 .xlsx 文件。'),
  badMapping: refusal(
    'exchange.mapping-unreadable',
    '列的对照不是完整的 JSON。请重新选择各字段取自哪一列。',
    'mapping',
  ),
  noBody: refusal(
    'exchange.no-body',
    '您的账户不属于任何执法主体，不能导入决定。请由系统管理员把账户调整到所在单位。',
  ),
} as const satisfies Record<string, Refusal>;

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}

/** What stands against calling a backup done. */
export function filesMissing(n: number): Refusal {
  return refusal(
    'administration.files-missing',
    `数据库已经备份，但有 ${n} 个音像文件不在文件库中或者已被改动，没有复制。请在服务器上运行 ./mingfa verify 查看是哪些，从以前的备份恢复后重新备份。`,
  );
}

/** What is wrong in the notice of a year. */
export function calendarRefused(lines: readonly number[], text: string): Refusal {
  return refusal('calendar.refused', `第 ${lines.slice(0, 10).join('、')} 行：${text}`, 'text');
}
