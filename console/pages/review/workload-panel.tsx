import { useQuery } from '@tanstack/react-query';
import { asPages } from '../../api/whole.ts';
import { type BarPart, BarTable } from '../../parts/bar-table.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';
import { type Workload, workloadQuery } from './desk.ts';

type Reviewer = Workload['reviewers'][number];

const whole = { title: '正在审核', value: ({ waiting }: Reviewer) => waiting };
const parts: readonly BarPart<Reviewer>[] = [
  { title: '已超期', tone: 'late', value: ({ overdue }) => overdue },
  { title: '快到期', tone: 'warn', value: ({ soon }) => soon },
];
const beside = [{ title: '本月已审', value: ({ doneThisMonth }: Reviewer) => doneThisMonth }];

const column = (title: string, text: (row: Reviewer) => string | number): Column<Reviewer> => ({
  key: title,
  title,
  text,
  cell: text,
});
const columns = [
  column('审核人员', ({ name }) => name),
  column('正在审核', ({ waiting }) => waiting),
  column('已超期', ({ overdue }) => overdue),
  column('快到期', ({ soon }) => soon),
  column('本月已审', ({ doneThisMonth }) => doneThisMonth),
];

/** The reviewers, then what was assigned to none of them where there is any. */
function rowsOf({ reviewers, unassigned }: Workload): readonly Reviewer[] {
  if (unassigned === undefined || unassigned.waiting === 0) return reviewers;
  return [...reviewers, { ...unassigned, id: 'unassigned', name: '尚未分派', doneThisMonth: 0 }];
}

/** How much lies before each reviewer: bars and their numbers in one table. */
export function WorkloadPanel() {
  const { data, error } = useQuery(workloadQuery);
  if (data === undefined && error === null) return null;
  const rows = data === undefined ? [] : rowsOf(data);
  const pages = asPages(rows, { path: '/api/review-workload', error: null, isPending: false });
  return (
    <section className="panel review-workload" aria-labelledby="review-workload">
      <div className="panel-head">
        <h2 id="review-workload">审核人员的工作量</h2>
        {rows.length > 0 && (
          <ExportButton name="审核人员的工作量" columns={columns} pages={pages} rows={rows} />
        )}
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && rows.length === 0 && (
        <p className="soft">还没有审核人员。在“执法主体和人员”里登记可以审核的人员。</p>
      )}
      {rows.length > 0 && (
        <BarTable
          caption="各审核人员正在审核、超期、快到期和本月已审的案件"
          head="审核人员"
          rows={rows}
          rowKey={({ id }) => id}
          name={({ name }) => name}
          whole={whole}
          parts={parts}
          beside={beside}
          isSlim
        />
      )}
    </section>
  );
}
