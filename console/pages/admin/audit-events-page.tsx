import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { ask } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import './admin.css';
import { type AuditEvent, objectText, particularsOf, particularsText } from './audit.ts';
import { LedgerWords } from './ledger-words.tsx';
import { Moment } from './moment.tsx';
import type { EventSearch } from './search.ts';

/** Everything that was done to accounts, registers and rules; the latest first. */
export function AuditEventsPage() {
  const search = useSearch({ from: '/audit/events' });
  const navigate = useNavigate({ from: '/audit/events' });
  const put = (change: EventSearch) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const { name: _name, ...query } = search;
  const pages = usePages<AuditEvent>('/api/audit/events', query);
  const groups = useKinds();
  const columns = columnsFor(put);
  return (
    <>
      <PageHead
        title="操作审计"
        lead="账户、登录、登记、规则和系统的每一次操作，最新的在前。只能看，谁也不能改、不能删。"
        actions={<ExportButton name="操作审计" columns={columns} pages={pages} />}
      />
      <LedgerWords />
      <search className="filters">
        <ChoiceFilter
          title="操作"
          isLong
          value={search.kind}
          onChange={(kind) => put({ kind })}
          options={groups.map(({ title: label, kinds }) => ({
            label,
            options: kinds.map(({ kind, title }) => ({ value: kind, label: title })),
          }))}
        />
        {search.actorId !== undefined && (
          <Button onClick={() => put({ actorId: undefined, name: undefined })}>
            只看 {search.name ?? '此人'} 做的，点此取消
          </Button>
        )}
        {search.streamId !== undefined && (
          <Button onClick={() => put({ streamId: undefined })}>只看同一个对象的，点此取消</Button>
        )}
      </search>
      <RecordList
        caption="操作记录"
        columns={columns}
        pages={pages}
        rowKey={({ logId }) => String(logId)}
        empty={
          <NothingHere title="没有符合条件的记录。">
            <p>请取消上面的条件。</p>
          </NothingHere>
        }
      />
    </>
  );
}

type KindGroup = {
  readonly title: string;
  readonly kinds: readonly { readonly kind: string; readonly title: string }[];
};

/** What is recorded, under the matter it belongs to. */
function useKinds(): readonly KindGroup[] {
  const { data } = useQuery({
    queryKey: ['/api/audit/kinds'],
    queryFn: ({ signal }) =>
      ask<{ readonly groups: readonly KindGroup[] }>('/api/audit/kinds', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.groups ?? [];
}

function columnsFor(put: (change: EventSearch) => void): readonly Column<AuditEvent>[] {
  return [
    {
      key: 'kind',
      title: '操作',
      isHead: true,
      text: ({ kindTitle }) => kindTitle,
      cell: ({ kindTitle }) => kindTitle,
    },
    { key: 'at', title: '时间', text: ({ at }) => at, cell: ({ at }) => <Moment at={at} /> },
    {
      key: 'actor',
      title: '办理人',
      text: ({ actorName }) => actorName ?? '系统自动',
      cell: ({ actorId, actorName }) =>
        actorId === null ? (
          '系统自动'
        ) : (
          <button
            type="button"
            className="clause-link"
            onClick={() => put({ actorId, name: actorName ?? undefined })}
          >
            {actorName ?? '已不在册'}
          </button>
        ),
    },
    {
      key: 'stream',
      title: '对象',
      text: ({ object }) => objectText(object),
      cell: ({ object, streamId }) => {
        if (object.kind === 'other') return objectText(object);
        if (object.kind === 'case')
          return (
            <Link to="/audit/readings" search={{ caseId: object.id }}>
              {objectText(object)}
            </Link>
          );
        return (
          <button type="button" className="clause-link" onClick={() => put({ streamId })}>
            {objectText(object)}
          </button>
        );
      },
    },
    {
      key: 'data',
      title: '内容',
      text: ({ data }) => particularsText(data),
      cell: ({ data }) => <Particulars data={data} />,
    },
    {
      key: 'logId',
      title: '账本序号',
      align: 'end',
      text: ({ logId }) => logId,
      cell: ({ logId }) => logId,
    },
  ];
}

function Particulars({ data }: { readonly data: unknown }) {
  return (
    <ul className="particulars">
      {particularsOf(data).map(({ title, text }) => (
        <li key={title}>
          <span className="soft">{title}：</span>
          {text}
        </li>
      ))}
    </ul>
  );
}
