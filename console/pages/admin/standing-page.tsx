import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { momentText } from './account.ts';
import './admin.css';
import { sizeText } from '../../parts/size.ts';

type Standing = {
  readonly version: string;
  readonly startedAt: string;
  readonly database: { readonly sizeBytes: number; readonly embedded: boolean };
  readonly ledger: {
    readonly size: number | null;
    readonly sealedAt: string | null;
    readonly standing: keyof typeof ledgerWords;
    readonly quarantined: number;
  };
  readonly disk: { readonly freeBytes: number | null };
  readonly mail: boolean;
  readonly webhookHosts: readonly string[];
  readonly lastBackupAt: string | null;
  readonly calendarMissing: readonly number[];
  readonly warnings: readonly string[];
};

const ledgerWords = {
  sealing: '正常入账',
  elsewhere: '由另一进程入账',
  stopped: '不能续写，须人工查明：在服务器上执行 ./mingfa verify',
} as const;

/** How the installation fares at a glance, and what to do about it. */
export function StandingPage() {
  const { data, error } = useQuery({
    queryKey: ['/api/standing'],
    queryFn: ({ signal }) => ask<Standing>('/api/standing', { signal }),
    refetchInterval: 30_000,
  });
  return (
    <>
      <PageHead title="运行状态" lead="每半分钟更新一次。" />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && (
        <>
          <section className="panel">
            <h2>须留意的事</h2>
            {data.warnings.length === 0 ? (
              <p>
                <span className="tag tag--ok">正常</span> 没有需要处理的情况。
              </p>
            ) : (
              <ul>
                {data.warnings.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
            <p className="row-links">
              <Link to="/admin/backups">备份</Link>
              <Link to="/admin/calendar">工作日历</Link>
              <Link to="/admin/jobs">后台任务</Link>
            </p>
          </section>
          <section className="panel">
            <h2>各部分</h2>
            <dl className="facts">
              {factsOf(data).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        </>
      )}
    </>
  );
}

function factsOf(data: Standing): readonly (readonly [string, string])[] {
  const { ledger, database, disk } = data;
  return [
    ['版本', data.version],
    ['启动时间', momentText(data.startedAt)],
    ['数据库', `${database.embedded ? '内置' : '独立服务器'}，${sizeText(database.sizeBytes)}`],
    ['存证账本', `${ledgerWords[ledger.standing]}，${ledger.size ?? 0} 条`],
    ['最近入账', momentText(ledger.sealedAt) || '还没有'],
    [
      '来历不明的记录',
      ledger.quarantined === 0 ? '没有' : `${ledger.quarantined} 条，不是由本系统写入，请立即查明`,
    ],
    ['磁盘剩余', sizeText(disk.freeBytes) || '查不到'],
    ['最近备份', momentText(data.lastBackupAt) || '没有在控制台备份过'],
    ['邮件提醒', data.mail ? '可以发送' : '没有设置（MINGFA_SMTP_URL）'],
    [
      '推送提醒',
      data.webhookHosts.length > 0
        ? `可以推送到 ${data.webhookHosts.join('、')}`
        : '没有设置（MINGFA_WEBHOOK_HOSTS）',
    ],
  ];
}
