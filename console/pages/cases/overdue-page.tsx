import './cases.css';
import { PrinterOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useId } from 'react';
import type { OverdueCase } from '../../api/cases.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { useKept, useLongList } from './long-list.ts';
import {
  agencyOf,
  departmentOf,
  isAskedFor,
  type LateGroup,
  lateGroups,
  type OverdueQuery,
} from './overdue.ts';

const columns: readonly Column<OverdueCase>[] = [
  {
    key: 'title',
    title: '案件',
    isHead: true,
    cell: ({ caseId, title, caseNumber, partyName }) => (
      <>
        <Link to="/cases/$caseId" params={{ caseId }} data-row-link="">
          {title}
        </Link>
        <div className="small soft">{[caseNumber, partyName].filter(Boolean).join(' · ')}</div>
      </>
    ),
    text: ({ title }) => title,
  },
  {
    key: 'clocks',
    title: '超过的期限',
    cell: ({ clocks }) => (
      <ul className="plain">
        {clocks.map((clock) => (
          <li key={`${clock.title} ${clock.dueAt}`}>
            <ClockNotice clock={clock} />
          </li>
        ))}
      </ul>
    ),
    text: ({ clocks }) => clocks.map(({ title, words }) => `${title} ${words ?? ''}`).join('；'),
  },
  {
    key: 'step',
    title: '步骤',
    cell: ({ stepTitle }) => <span className="nowrap">{stepTitle}</span>,
    text: ({ stepTitle }) => stepTitle,
  },
  {
    key: 'awaiting',
    title: '等待办理',
    cell: ({ awaiting }) =>
      awaiting.map(({ title, roleTitles }) => `${title}（${roleTitles.join('、')}）`).join('；'),
    text: ({ awaiting }) =>
      awaiting.map(({ title, roleTitles }) => `${title}（${roleTitles.join('、')}）`).join('；'),
  },
  {
    key: 'handlers',
    title: '承办人',
    cell: ({ handlers, departmentName, agencyName }) => (
      <>
        {handlers.map(({ name }) => name).join('、') || '尚未指派'}
        <div className="small soft">{[agencyName, departmentName].filter(Boolean).join(' · ')}</div>
      </>
    ),
    text: ({ handlers }) => handlers.map(({ name }) => name).join('、'),
  },
];

const fileColumns: readonly Column<OverdueCase>[] = [
  ...columns,
  ...(
    [
      ['number', '案号', ({ caseNumber }) => caseNumber ?? ''],
      ['party', '当事人', ({ partyName }) => partyName ?? ''],
      ['agency', '执法主体', ({ agencyName }) => agencyName],
      ['department', '承办机构', ({ departmentName }) => departmentName ?? ''],
    ] as readonly [string, string, (late: OverdueCase) => string][]
  ).map(([key, title, text]) => ({ key, title, text, cell: text })),
];

/** Cases whose periods have run out, the worst first. */
export function OverduePage() {
  const query = useSearch({ from: '/overdue' });
  const pages = useLongList<OverdueCase>('/api/overdue');
  const { drawn, kept, isCut } = useKept(pages, (late) => isAskedFor(late, query));
  const isNarrowed = Object.keys(query).length > 0;
  return (
    <>
      <PageHead
        title="超期案件"
        lead="期限已过、事情还没有办的案件，超期最久的在前。"
        actions={
          <>
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              打印
            </Button>
            <ExportButton name="超期案件" columns={fileColumns} pages={pages} rows={kept} />
          </>
        }
      />
      {pages.items.length > 0 && <LateFilters query={query} cases={pages.items} />}
      <RecordList
        caption="超期案件"
        columns={columns}
        pages={drawn}
        rowKey={({ caseId }) => caseId}
        empty={<NothingLate isNarrowed={isNarrowed} />}
      />
      {isCut && <p className="soft">这里只列超期最久的 1000 件。</p>}
    </>
  );
}

type LateFiltersProps = { readonly query: OverdueQuery; readonly cases: readonly OverdueCase[] };

/** Narrows the list to a part, with the number of late cases of each part. */
function LateFilters({ query, cases }: LateFiltersProps) {
  const navigate = useNavigate({ from: '/overdue' });
  const choose = (change: OverdueQuery) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const agencies = lateGroups(cases, agencyOf);
  const inBody = cases.filter((late) => isAskedFor(late, { agency: query.agency }));
  return (
    <search className="filters" aria-label="筛选超期案件">
      {agencies.length > 1 && (
        <PartChoice
          title="执法主体"
          groups={agencies}
          chosen={query.agency}
          onChoose={(agency) => choose({ agency, department: undefined, handler: undefined })}
        />
      )}
      <PartChoice
        title="承办机构"
        groups={lateGroups(inBody, departmentOf)}
        chosen={query.department}
        onChoose={(department) => choose({ department })}
      />
      <PartChoice
        title="承办人"
        groups={lateGroups(inBody, ({ handlers }) => handlers)}
        chosen={query.handler}
        onChoose={(handler) => choose({ handler })}
      />
    </search>
  );
}

type PartChoiceProps = {
  readonly title: string;
  readonly groups: readonly LateGroup[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
};

function PartChoice({ title, groups, chosen, onChoose }: PartChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{title}</label>
      <Select
        id={id}
        className="filter-choice"
        placeholder="全部"
        value={chosen ?? null}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={groups.map((group) => ({
          value: group.id,
          label: `${group.title}（${group.count}）`,
        }))}
        onChange={(value: string | null | undefined) => onChoose(value ?? undefined)}
      />
    </div>
  );
}

function NothingLate({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <NothingHere title="这一部分没有超期案件">
        <Link to="/overdue" search={{}}>
          查看全部超期案件
        </Link>
      </NothingHere>
    );
  return (
    <NothingHere title="没有超期案件">
      <p>
        权限范围内的期限都没有超过。快到期的案件，可以在
        <Link to="/cases" search={{ order: 'due' }}>
          案件
        </Link>
        里按到期先后查看。
      </p>
    </NothingHere>
  );
}
