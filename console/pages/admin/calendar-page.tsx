import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';
import './admin.css';
import './calendar.css';
import { type CalendarYear, dayKindTitles, daysText, type Month, monthsOf } from './calendar.ts';
import { CalendarImport } from './calendar-import.tsx';

type Years = { readonly items: readonly CalendarYear[]; readonly missing: readonly number[] };

const noYears: Years = { items: [], missing: [] };

/** The years whose holidays are known, each as a picture, and those that are missing. */
export function CalendarPage() {
  const me = useMe();
  const [isImporting, setImporting] = useState(false);
  const { data, error, isPending } = useQuery({
    queryKey: ['/api/calendar-years'],
    queryFn: ({ signal }) => ask<Years>('/api/calendar-years', { signal }),
  });
  const { items: years, missing } = data ?? noYears;
  const pages = asPages(years, { path: '/api/calendar-years', error, isPending });
  return (
    <>
      <PageHead
        title="工作日历"
        lead="工作日期限按国务院办公厅每年的放假安排计算。没有安排的年份，算出的期限标为“暂定”。"
        actions={
          <>
            <ExportButton name="工作日历" columns={columns} pages={pages} rows={years} />
            {may(me, 'settings:technical') && (
              <Button type="primary" onClick={() => setImporting(true)}>
                导入一年
              </Button>
            )}
          </>
        }
      />
      {error !== null && <ProblemNotice error={error} />}
      {missing.length > 0 && (
        <p className="notice">
          还没有 {missing.join('、')} 年的放假安排。国务院办公厅的通知发布后，请导入。
        </p>
      )}
      {years.map((year, index) => (
        <YearPanel key={year.year} year={year} isOpen={index === 0} />
      ))}
      {isImporting && (
        <CalendarImport
          year={yearWanted({ items: years, missing })}
          onClose={() => setImporting(false)}
        />
      )}
    </>
  );
}

/** The first that is missing, else the one after the last. */
function yearWanted({ items, missing }: Years): number {
  return missing[0] ?? Math.max(...items.map(({ year }) => year)) + 1;
}

const columns: readonly Column<CalendarYear>[] = [
  { key: 'year', title: '年份', text: ({ year }) => year, cell: ({ year }) => year },
  { key: 'source', title: '通知', text: ({ source }) => source, cell: ({ source }) => source },
  {
    key: 'rest',
    title: '放假',
    text: ({ rest }) => daysText(rest),
    cell: ({ rest }) => daysText(rest),
  },
  {
    key: 'makeUp',
    title: '调休上班',
    text: ({ makeUp }) => daysText(makeUp),
    cell: ({ makeUp }) => daysText(makeUp),
  },
];

type YearPanelProps = { readonly year: CalendarYear; readonly isOpen: boolean };

function YearPanel({ year, isOpen }: YearPanelProps) {
  const [shows, setShows] = useState(isOpen);
  return (
    <details
      className="panel year"
      open={shows}
      onToggle={({ currentTarget }) => setShows(currentTarget.open)}
    >
      <summary>
        <h2>{year.year} 年</h2> <span className="soft">{year.source}</span>{' '}
        {year.imported && <span className="tag">本单位导入</span>}
      </summary>
      {shows && (
        <>
          <dl className="facts">
            <div>
              <dt>放假 {year.restDays} 天</dt>
              <dd>{daysText(year.rest)}</dd>
            </div>
            <div>
              <dt>调休上班 {year.makeUpDays} 天</dt>
              <dd>{daysText(year.makeUp) || '没有'}</dd>
            </div>
          </dl>
          <div className="months" aria-hidden="true">
            {monthsOf(year).map((month) => (
              <MonthPicture key={month.number} month={month} />
            ))}
          </div>
          <p className="small soft legend" aria-hidden="true">
            <span className="day day--rest">1</span> {dayKindTitles.rest}
            <span className="day day--make-up">1</span> {dayKindTitles['make-up']}
            <span className="day day--weekend">1</span> {dayKindTitles.weekend}
          </p>
        </>
      )}
    </details>
  );
}

const heads = ['一', '二', '三', '四', '五', '六', '日'];

function MonthPicture({ month }: { readonly month: Month }) {
  return (
    <div className="month">
      <strong>{month.number} 月</strong>
      <div className="month-days">
        {heads.map((head) => (
          <span key={head} className="day soft">
            {head}
          </span>
        ))}
        {month.days.map(({ on, number, kind }, index) => (
          <span
            key={on}
            className={`day day--${kind}`}
            title={dayKindTitles[kind]}
            {...(index === 0 ? { style: { gridColumnStart: month.before + 1 } } : {})}
          >
            {number}
          </span>
        ))}
      </div>
    </div>
  );
}
