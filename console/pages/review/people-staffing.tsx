import '../../parts/chart.css';
import '../../parts/form.css';
import './people.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { BarTable } from '../../parts/bar-table.tsx';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Staffing } from './people.ts';

function useStaffing(agencyId: string | null, enabled: boolean) {
  return useQuery({
    queryKey: ['/api/review-staffing', agencyId],
    queryFn: () =>
      ask<Staffing>('/api/review-staffing', { query: agencyId === null ? {} : { agencyId } }),
    enabled,
  });
}

/** Reviewers for officers, with what is asked for beside what is there. */
export function StaffingPanel() {
  const { data, error } = useStaffing(null, true);
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <p className="soft">正在读取……</p>;
  return (
    <section className="panel" aria-labelledby="staffing">
      <div className="panel-head">
        <h2 id="staffing">审核人员比例</h2>
        <span className={`tag tag--${data.standing === 'below' ? 'warn' : 'ok'}`}>
          {standingWords[data.standing] ?? ''}
        </span>
      </div>
      <p>{data.text}</p>
      <BarTable
        caption="审核人员与执法人员的人数"
        head="人员"
        isSlim
        rows={rowsOf(data)}
        rowKey={({ name }) => name}
        name={({ name }) => name}
        parts={[{ title: '人数', tone: 'chart', value: ({ n }) => n }]}
      />
      <ClauseList clauses={data.clauses} />
    </section>
  );
}

const standingWords: Readonly<Record<string, string>> = {
  enough: '达到',
  below: '不足',
  'no-rule': '未规定比例',
  'no-officers': '暂不计算',
};

function rowsOf({ reviewers, officers, needed }: Staffing) {
  return [
    { name: '审核人员', n: reviewers },
    ...(needed === null ? [] : [{ name: '原则上须有', n: needed }]),
    { name: '执法人员', n: officers },
  ];
}

type WarningProps = { readonly agencyId?: string };

/** Said only where there are too few reviewers, and only to those who may do something about it. */
export function StaffingWarning({ agencyId }: WarningProps) {
  const me = useMe();
  const { data } = useStaffing(agencyId ?? null, may(me, 'review:read'));
  if (data?.standing !== 'below') return null;
  const isOwn = agencyId === undefined || agencyId === me.agencyId;
  return (
    <aside className="notice" aria-label="审核人员不足">
      <p>
        {data.text} {isOwn && <Link to="/review/people">查看审核人员</Link>}
      </p>
      <ClauseList clauses={data.clauses} />
    </aside>
  );
}
