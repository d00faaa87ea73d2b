import type { Month } from '../api/cases.ts';
import { MonthChart, type MonthSeries } from './month-chart.tsx';

const series: readonly MonthSeries<Month>[] = [
  { title: '登记', tone: 'opened', value: ({ opened }) => opened },
  { title: '作出决定', tone: 'decided', value: ({ decided }) => decided },
  { title: '结案', tone: 'closed', value: ({ closed }) => closed },
];

/** Cases opened, decided and closed by month. */
export function CaseMonthChart({ months }: { readonly months: readonly Month[] }) {
  return <MonthChart months={months} series={series} caption="各月登记、作出决定和结案的案件数" />;
}
