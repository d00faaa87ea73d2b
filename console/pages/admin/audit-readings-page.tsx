import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { usePages } from '../../api/pages.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import './admin.css';
import { Moment } from './moment.tsx';
import type { ReadingSearch } from './search.ts';

type Reading = {
  readonly readingId: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly accountId: string;
  readonly name: string;
  readonly part: string;
  readonly readAt: string;
};

/** Which part of a case was read; the API names a part by its kind, and by its id after a colon. */
function partText(part: string): string {
  if (part.startsWith('document:')) return '文书';
  if (part.startsWith('recording:')) return '文字、音像记录';
  return '案件全卷';
}

/** Who looked at cases that they do not handle; the latest first. */
export function AuditReadingsPage() {
  const search = useSearch({ from: '/audit/readings' });
  const navigate = useNavigate({ from: '/audit/readings' });
  const put = (change: ReadingSearch) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const { name: _name, ...query } = search;
  const pages = usePages<Reading>('/api/audit/readings', query);
  const columns = columnsFor(put);
  return (
    <>
      <PageHead
        title="查阅审计"
        lead="承办人以外的人看过哪些案件。同一人、同一案件、同一内容，每天记一次。"
        actions={<ExportButton name="查阅审计" columns={columns} pages={pages} />}
      />
      <search className="filters">
        {search.accountId !== undefined && (
          <Button onClick={() => put({ accountId: undefined, name: undefined })}>
            只看 {search.name ?? '此人'} 查阅的，点此取消
          </Button>
        )}
        {search.caseId !== undefined && (
          <Button onClick={() => put({ caseId: undefined })}>只看同一案件的，点此取消</Button>
        )}
      </search>
      <RecordList
        caption="查阅记录"
        columns={columns}
        pages={pages}
        rowKey={({ readingId }) => readingId}
        empty={
          <NothingHere title="没有查阅记录。">
            <p>承办人以外的人打开案件后，会列在这里。</p>
          </NothingHere>
        }
      />
    </>
  );
}

function columnsFor(put: (change: ReadingSearch) => void): readonly Column<Reading>[] {
  return [
    {
      key: 'name',
      title: '查阅人',
      isHead: true,
      text: ({ name }) => name,
      cell: ({ name, accountId }) => (
        <button type="button" className="clause-link" onClick={() => put({ accountId, name })}>
          {name}
        </button>
      ),
    },
    {
      key: 'readAt',
      title: '时间',
      text: ({ readAt }) => readAt,
      cell: ({ readAt }) => <Moment at={readAt} />,
    },
    {
      key: 'part',
      title: '查阅内容',
      text: ({ part }) => partText(part),
      cell: ({ part }) => partText(part),
    },
    {
      key: 'case',
      title: '案件',
      text: ({ caseNumber }) => caseNumber ?? '未编号的案件',
      cell: ({ caseId, caseNumber }) => (
        <button type="button" className="clause-link" onClick={() => put({ caseId })}>
          {caseNumber ?? '未编号的案件'}
        </button>
      ),
    },
  ];
}
