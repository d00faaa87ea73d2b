import { type BarPart, BarTable } from '../../parts/bar-table.tsx';
import { MonthChart, type MonthSeries } from '../../parts/month-chart.tsx';
import { type ReviewFigures, shareText } from './figures.ts';

type Item = ReviewFigures['byItem'][number];
type Kind = ReviewFigures['byKind'][number];
type Department = ReviewFigures['byDepartment'][number];
type Month = ReviewFigures['months'][number];
type Body = ReviewFigures['byBody'][number];

const series: readonly MonthSeries<Month>[] = [
  { title: '出具意见', tone: 'decided', value: ({ given }) => given },
  { title: '超过期限', tone: 'late', value: ({ late }) => late },
];

/** Opinions by month, and how many came too late. */
export function GivenChart({ months }: { readonly months: readonly Month[] }) {
  return <MonthChart months={months} series={series} caption="各月出具的审核意见和超过期限的" />;
}

const itemParts: readonly BarPart<Item>[] = [
  { title: '有问题', tone: 'chart', value: ({ problems }) => problems },
];

/** Problems by item of the check list, the most frequent first. */
export function ItemChart({ items }: { readonly items: readonly Item[] }) {
  const sorted = items.toSorted((one, other) => other.problems - one.problems);
  return (
    <BarTable
      caption="各审核项目被指出有问题的次数"
      head="审核项目"
      rows={sorted}
      rowKey={({ code }) => code}
      name={({ title }) => title}
      parts={itemParts}
    />
  );
}

const kindParts: readonly BarPart<Kind>[] = [{ title: '件数', tone: 'chart', value: ({ n }) => n }];

/** Opinions by kind. */
export function KindChart({ kinds }: { readonly kinds: readonly Kind[] }) {
  return (
    <BarTable
      caption="各种审核意见的件数"
      head="意见"
      rows={kinds}
      rowKey={({ code }) => code}
      name={({ title }) => title}
      parts={kindParts}
    />
  );
}

const departmentParts: readonly BarPart<Department>[] = [
  { title: '首轮通过', tone: 'chart', value: ({ passedFirst }) => passedFirst },
];
const whole = { title: '审核', value: ({ reviews }: Department) => reviews };
const beside = [{ title: '指出问题', value: ({ problems }: Department) => problems }];

/** Reviews by department: how many, how many passed at once, how many problems. */
export function DepartmentChart({ departments }: { readonly departments: readonly Department[] }) {
  return (
    <BarTable
      caption="各承办机构的审核、首轮通过和指出的问题"
      head="承办机构"
      rows={departments}
      rowKey={({ departmentId }) => departmentId ?? 'none'}
      name={({ departmentName }) => departmentName ?? '未分机构'}
      whole={whole}
      parts={departmentParts}
      beside={beside}
    />
  );
}

const bodyParts: readonly BarPart<Body>[] = [
  { title: '超过期限', tone: 'late', value: ({ late }) => late },
];
const bodyWhole = { title: '审核', value: ({ reviews }: Body) => reviews };
const bodyBeside = [
  {
    title: '首轮通过',
    value: ({ firstPass: { passed, total } }: Body) =>
      total === 0 ? '—' : `${passed} / ${total}（${shareText(passed, total)}）`,
  },
  {
    title: '用时中位数',
    value: ({ medianWorkdays }: Body) =>
      medianWorkdays === null ? '—' : `${medianWorkdays} 个工作日`,
  },
];

/** Reviews by body: how many, how many late, how many passed at once, how long they took. */
export function BodyChart({ bodies }: { readonly bodies: readonly Body[] }) {
  return (
    <BarTable
      caption="各执法主体的审核、超过期限的、首轮通过的和用时"
      head="执法主体"
      rows={bodies}
      rowKey={({ agencyId }) => agencyId}
      name={({ agencyName }) => agencyName}
      whole={bodyWhole}
      parts={bodyParts}
      beside={bodyBeside}
    />
  );
}
