import './cases.css';
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Figures, figuresQuery } from '../../api/cases.ts';
import { may, useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { CaseMonthChart } from '../../parts/case-month-chart.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { FigureStrip } from '../../parts/figure-strip.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';
import { DepartmentBars, HandlerBars, StepBars } from './figure-bars.tsx';

/** What there is, how it goes and where it lags, in pictures and in numbers. */
export function FiguresPage() {
  const maySee = may(useMe(), 'statistics:read');
  const { data, error } = useQuery({ ...figuresQuery, enabled: maySee });
  return (
    <>
      <PageHead
        title="统计"
        lead={
          data === undefined
            ? '权限范围内的案件。'
            : `权限范围内的案件，截至 ${data.asOf.slice(0, 16).replace('T', ' ')}。`
        }
        actions={
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
        }
      />
      {!maySee && (
        <NothingHere title="您的角色看不到案件的统计">
          <p>统计由办案、审核和监督的人员查看。</p>
        </NothingHere>
      )}
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && <AllFigures figures={data} />}
    </>
  );
}

function AllFigures({ figures }: { readonly figures: Figures }) {
  const { standings, months, steps, departments, handlers } = figures;
  if (standings.every(({ count }) => count === 0))
    return (
      <NothingHere title="还没有可以统计的案件">
        <p>登记第一条线索后，这里会有数字。</p>
      </NothingHere>
    );
  return (
    <>
      <FigureStrip
        label="各状态的案件数"
        figures={standings.map(({ standing, title, count }) => ({
          title,
          value: count,
          to: '/cases' as const,
          search: { standing },
        }))}
      />
      <Panel title="近十二个月" name="各月案件数" rows={months} columns={monthColumns}>
        <CaseMonthChart months={months} />
      </Panel>
      <div className="columns columns--even">
        <Panel title="在办案件所处步骤" name="在办案件所处步骤" rows={steps} columns={stepColumns}>
          <StepBars steps={steps} />
        </Panel>
        <Panel title="承办人" name="承办人在办和超期" rows={handlers} columns={handlerColumns}>
          <HandlerBars handlers={handlers} />
        </Panel>
      </div>
      <Panel
        title="承办机构"
        name="承办机构在办和超期"
        rows={departments}
        columns={departmentColumns}
      >
        <DepartmentBars departments={departments} />
      </Panel>
    </>
  );
}

type Row<K extends 'months' | 'steps' | 'departments' | 'handlers'> = Figures[K][number];

const column = <T,>(title: string, text: (row: T) => string | number): Column<T> => ({
  key: title,
  title,
  text,
  cell: text,
});

const monthColumns = [
  column<Row<'months'>>('月份', ({ month }) => month),
  column<Row<'months'>>('登记', ({ opened }) => opened),
  column<Row<'months'>>('作出决定', ({ decided }) => decided),
  column<Row<'months'>>('结案', ({ closed }) => closed),
];
const stepColumns = [
  column<Row<'steps'>>('步骤', ({ title }) => title),
  column<Row<'steps'>>('在办', ({ count }) => count),
];
const handlerColumns = [
  column<Row<'handlers'>>('执法主体', ({ agencyName }) => agencyName),
  column<Row<'handlers'>>('承办人', ({ name }) => name),
  column<Row<'handlers'>>('在办', ({ open }) => open),
  column<Row<'handlers'>>('有超期', ({ overdue }) => overdue),
];
const departmentColumns = [
  column<Row<'departments'>>('执法主体', ({ agencyName }) => agencyName),
  column<Row<'departments'>>('承办机构', ({ departmentName }) => departmentName ?? '未分机构'),
  column<Row<'departments'>>('在办', ({ open }) => open),
  column<Row<'departments'>>('有超期', ({ overdue }) => overdue),
  column<Row<'departments'>>('快到期', ({ soon }) => soon),
];

type PanelProps<T> = {
  readonly title: string;
  readonly name: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly children: ReactNode;
};

function Panel<T>({ title, name, rows, columns, children }: PanelProps<T>) {
  const pages = asPages(rows, { path: '/api/figures', error: null, isPending: false });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        <ExportButton name={name} columns={columns} pages={pages} rows={rows} />
      </div>
      {rows.length === 0 ? <p className="soft">没有数字。</p> : children}
    </section>
  );
}
