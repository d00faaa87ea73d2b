import { addDays, type CivilDate } from '../rules/index.ts';

/** What the warnings are made from. */
export type Standing = {
  readonly today: CivilDate;
  /** Null where the system does not say. */
  readonly freeBytes: number | null;
  readonly isLedgerTroubled: boolean;
  readonly lastBackupOn: CivilDate | null;
  readonly lastBackupFailed: boolean;
  readonly failingJobs: number;
  readonly hasDemonstration: boolean;
  readonly calendarMissing: readonly number[];
  /** What the packs that are in use give notice of. */
  readonly packWarnings: readonly string[];
};

const leastFreeBytes = 2_000_000_000;
const backupDays = 7;

/** What somebody should see to, the most pressing first; empty when all is well. */
export function warningsOf(standing: Standing): readonly string[] {
  const { freeBytes, failingJobs, calendarMissing } = standing;
  const told: readonly (readonly [boolean, string])[] = [
    [
      standing.isLedgerTroubled,
      '存证账本不能续写。请在服务器上执行 ./mingfa verify 查明原因，在此之前不要改动数据。',
    ],
    [
      freeBytes !== null && freeBytes < leastFreeBytes,
      `磁盘只剩 ${((freeBytes ?? 0) / 1e9).toFixed(1)} GB。请清理或者扩容。`,
    ],
    [standing.lastBackupFailed, '最近一次备份没有做成。请查看原因后重新备份。'],
    [
      isBackupDue(standing),
      standing.lastBackupOn === null
        ? '还没有在控制台备份过。请备份一次，或者确认另有定期备份。'
        : `超过 ${backupDays} 天没有在控制台备份。请备份，或者确认另有定期备份。`,
    ],
    [failingJobs > 0, `有 ${failingJobs} 个后台任务没有做成。请在“后台任务”中查看。`],
    [
      calendarMissing.length > 0,
      `还没有 ${calendarMissing.join('、')} 年的放假安排，跨入该年的工作日期限只能暂定。通知发布后请导入。`,
    ],
    ...standing.packWarnings.map((text) => [true, text] as const),
    [
      standing.hasDemonstration,
      '库中有演示单位和演示账号，密码是公开的。正式使用请换一个新的数据文件夹。',
    ],
  ];
  return told.filter(([holds]) => holds).map(([, text]) => text);
}

function isBackupDue({ today, lastBackupOn }: Standing): boolean {
  return lastBackupOn === null || addDays(lastBackupOn, backupDays) < today;
}
