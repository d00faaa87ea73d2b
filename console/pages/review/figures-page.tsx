import '../cases/cases.css';
import '../../parts/fields/fields.css';
import './review.css';
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { hasRole, useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { todayInBeijing } from '../../parts/fields/text-fields.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';
import { BodyChart, DepartmentChart, GivenChart, ItemChart, KindChart } from './figure-charts.tsx';
import {
  type FiguresSearch,
  type ReviewFigures,
  reviewFiguresQuery,
  shareText,
  usualPeriods,
} from './figures.ts';

/** How reviews end, what they find, how long they take, by department and by month. */
export function FiguresPage() {
  const me = useMe();
  const search = useSearch({ from: '/review/figures' });
  const { data, error } = useQuery(reviewFiguresQuery(search));
  return (
    <>
      <PageHead
        title="审核统计"
        lead={
          data === undefined
            ? '权限范围内出具的审核意见。'
            : `${data.from} 至 ${data.until} 出具的审核意见，限于权限范围以内。`
        }
        actions={
          <>
            {hasRole(me, 'reviewer', 'leader', 'department-head', 'office') && (
              <Link to="/review" search={{}} className="button-link">
                回到审核列表
              </Link>
            )}
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              打印
            </Button>
          </>
        }
      />
      <PeriodChoice search={search} shown={data} />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && <AllFigures figures={data} />}
    </>
  );
}

type PeriodChoiceProps = {
  readonly search: FiguresSearch;
  /** The period of the figures in sight; the server chooses one when none is asked for. */
  readonly shown: Pick<ReviewFigures, 'from' | 'until'> | undefined;
};

function PeriodChoice({ search, shown }: PeriodChoiceProps) {
  const navigate = useNavigate({ from: '/review/figures' });
  const id = useId();
  const choose = (next: FiguresSearch) => void navigate({ search: next, replace: true });
  return (
    <search className="filters" aria-label="统计的期间">
      {(['from', 'until'] as const).map((end) => (
        <div key={end}>
          <label htmlFor={`${id}-${end}`}>{end === 'from' ? '自' : '至'}</label>
          <input
            id={`${id}-${end}`}
            className="input input--date"
            type="date"
            max="9999-12-31"
            value={search[end] ?? shown?.[end] ?? ''}
            onChange={({ target }) => choose({ ...search, [end]: target.value || undefined })}
          />
        </div>
      ))}
      <div className="review-periods">
        {usualPeriods(todayInBeijing()).map(({ title, from, until }) => (
          <Button
            key={title}
            aria-pressed={shown?.from === from && shown.until === until}
            onClick={() => choose({ from, until })}
          >
            {title}
          </Button>
        ))}
      </div>
    </search>
  );
}

function AllFigures({ figures }: { readonly figures: ReviewFigures }) {
  const { firstPass, byItem, byDepartment, byBody, byKind, months } = figures;
  if (firstPass.total === 0 && months.every(({ given }) => given === 0))
    return (
      <NothingHere title="这个期间没有出具过审核意见">
        <p>换一个期间，或者在出具意见以后再来看。</p>
      </NothingHere>
    );
  return (
    <>
      <Strip figures={figures} />
      {byBody.length > 1 && (
        <Panel title="各执法主体" rows={byBody} columns={bodyColumns}>
          <BodyChart bodies={byBody} />
        </Panel>
      )}
      <Panel title="各月出具的意见" rows={months} columns={monthColumns}>
        <GivenChart months={months} />
      </Panel>
      <div className="columns columns--even">
        <Panel title="有问题的审核项目" rows={byItem} columns={itemColumns}>
          <ItemChart items={byItem} />
        </Panel>
        <Panel title="各种意见" rows={byKind} columns={kindColumns}>
          <KindChart kinds={byKind} />
        </Panel>
      </div>
      <Panel title="承办机构" rows={byDepartment} columns={departmentColumns}>
        <DepartmentChart departments={byDepartment} />
      </Panel>
    </>
  );
}

/** The figures that are asked for first, in words and numbers. */
function Strip({ figures: { firstPass, workdays } }: { readonly figures: ReviewFigures }) {
  const days = (n: number | null) => (n === null ? '—' : `${n} 个工作日`);
  const shown = [
    ['首轮通过率', shareText(firstPass.passed, firstPass.total)],
    ['首轮通过', `${firstPass.passed} / ${firstPass.total} 件`],
    ['用时（中位数）', days(workdays.median)],
    ['九成在此之内', days(workdays.p90)],
    ['最长用时', days(workdays.longest)],
  ] as const;
  return (
    <dl className="review-strip">
      {shown.map(([title, text]) => (
        <div key={title} className="figure">
          <dt className="figure-title">{title}</dt>
          <dd>
            <strong>{text}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const column = <T,>(title: string, text: (row: T) => string | number): Column<T> => ({
  key: title,
  title,
  text,
  cell: text,
});

type Row<K extends 'months' | 'byItem' | 'byKind' | 'byDepartment' | 'byBody'> =
  ReviewFigures[K][number];

const monthColumns = [
  column<Row<'months'>>('月份', ({ month }) => month),
  column<Row<'months'>>('出具意见', ({ given }) => given),
  column<Row<'months'>>('超过期限', ({ late }) => late),
];
const bodyColumns = [
  column<Row<'byBody'>>('执法主体', ({ agencyName }) => agencyName),
  column<Row<'byBody'>>('审核', ({ reviews }) => reviews),
  column<Row<'byBody'>>('首轮通过', ({ firstPass }) => firstPass.passed),
  column<Row<'byBody'>>('首轮送审', ({ firstPass }) => firstPass.total),
  column<Row<'byBody'>>('首轮通过率', ({ firstPass }) =>
    shareText(firstPass.passed, firstPass.total),
  ),
  column<Row<'byBody'>>('超过期限', ({ late }) => late),
  column<Row<'byBody'>>('用时中位数（工作日）', ({ medianWorkdays }) => medianWorkdays ?? '—'),
];
const itemColumns = [
  column<Row<'byItem'>>('审核项目', ({ title }) => title),
  column<Row<'byItem'>>('有问题的次数', ({ problems }) => problems),
];
const kindColumns = [
  column<Row<'byKind'>>('意见', ({ title }) => title),
  column<Row<'byKind'>>('件数', ({ n }) => n),
];
const departmentColumns = [
  column<Row<'byDepartment'>>('承办机构', ({ departmentName }) => departmentName ?? '未分机构'),
  column<Row<'byDepartment'>>('审核', ({ reviews }) => reviews),
  column<Row<'byDepartment'>>('首轮通过', ({ passedFirst }) => passedFirst),
  column<Row<'byDepartment'>>('指出问题', ({ problems }) => problems),
];

type PanelProps<T> = {
  readonly title: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly children: ReactNode;
};

function Panel<T>({ title, rows, columns, children }: PanelProps<T>) {
  const pages = asPages(rows, { path: '/api/review-figures', error: null, isPending: false });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        <ExportButton name={title} columns={columns} pages={pages} rows={rows} />
      </div>
      {rows.length === 0 ? <p className="soft">没有数字。</p> : children}
    </section>
  );
}
