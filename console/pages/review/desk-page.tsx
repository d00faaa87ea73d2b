import '../cases/cases.css';
import '../../parts/fields/fields.css';
import './review.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { usePages } from '../../api/pages.ts';
import { hasRole, may, useMe } from '../../api/session.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RecordList } from '../../parts/record-list.tsx';
import { useRowKeys } from '../cases/row-keys.ts';
import { type DeskEntry, type DeskPart, type DeskQuery, deskParts, partsFor } from './desk.ts';
import { deskColumns, deskFileColumns } from './desk-columns.tsx';
import { DeskFilters } from './desk-filters.tsx';
import { WorkloadPanel } from './workload-panel.tsx';

/** The desk of legal review: what waits for whom, the most pressing first. */
export function DeskPage() {
  const me = useMe();
  const query = useSearch({ from: '/review' });
  const parts = partsFor(me);
  const standing = query.standing ?? parts[0] ?? 'all';
  const order = query.order ?? 'clock';
  const pages = usePages<DeskEntry>(
    '/api/review-desk',
    { standing, order, departmentId: query.department, text: query.text, limit: 50 },
    { refetchOnMount: 'always' },
  );
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  return (
    <>
      <PageHead
        title="法制审核"
        lead={
          hasRole(me, 'reviewer', 'leader')
            ? '点案件名称，对照材料逐项审核。'
            : '点案件名称，查看送审的材料、审核意见和进度。'
        }
        actions={
          <>
            <Link to="/review/figures" search={{}} className="button-link">
              审核统计
            </Link>
            <ExportButton
              name={`法制审核-${deskParts[standing]}`}
              columns={deskFileColumns}
              pages={pages}
            />
          </>
        }
      />
      <PartLinks parts={parts} open={standing} query={query} />
      <DeskFilters query={query} />
      <div ref={list} className="review-desk">
        <RecordList
          caption={`法制审核：${deskParts[standing]}`}
          columns={deskColumns}
          pages={pages}
          rowKey={({ caseId }) => caseId}
          empty={<NothingWaits standing={standing} query={query} />}
        />
      </div>
      {pages.items.length > 0 && (
        <p className="small soft wide-only">
          键盘：<kbd>j</kbd> <kbd>k</kbd> 或者上下方向键在案件之间移动，<kbd>Enter</kbd> 打开，
          <kbd>?</kbd> 查看全部快捷键。
        </p>
      )}
      {may(me, 'review:read') && <WorkloadPanel />}
    </>
  );
}

type PartLinksProps = {
  readonly parts: readonly DeskPart[];
  readonly open: DeskPart;
  readonly query: DeskQuery;
};

function PartLinks({ parts, open, query }: PartLinksProps) {
  return (
    <nav className="views" aria-label="审核案件的范围">
      {parts.map((part) => (
        <Link
          key={part}
          to="/review"
          search={{ ...query, standing: part }}
          aria-current={part === open ? 'page' : undefined}
          activeProps={{}}
          replace
        >
          {deskParts[part]}
        </Link>
      ))}
    </nav>
  );
}

const nothing: Readonly<Record<DeskPart, readonly [title: string, text: string]>> = {
  all: [
    '没有正在审核的案件',
    '调查终结以后，由承办机构在案件里办理“送法制审核”，案件就会出现在这里。',
  ],
  submitted: ['没有等待确认材料的案件', '规则要求先确认材料完备的，送审以后会出现在这里。'],
  waiting: ['没有等待出具意见的案件', '承办机构送审、材料完备以后，案件会出现在这里。'],
  countersign: [
    '没有等待把关的审核意见',
    '规则要求分管负责人把关的，审核人员出具意见以后会出现在这里；只有一级审核的没有这一步。',
  ],
  mine: ['没有分派给您的案件', '可以到“全部在审”里看还没有分派的案件。'],
};

type NothingWaitsProps = { readonly standing: DeskPart; readonly query: DeskQuery };

function NothingWaits({ standing, query }: NothingWaitsProps) {
  const navigate = useNavigate({ from: '/review' });
  const isNarrowed = query.text !== undefined || query.department !== undefined;
  if (isNarrowed)
    return (
      <NothingHere title="没有符合条件的案件">
        <button
          type="button"
          className="text-button"
          onClick={() => void navigate({ search: { standing, order: query.order } })}
        >
          去掉查找条件
        </button>
      </NothingHere>
    );
  const [title, text] = nothing[standing];
  return (
    <NothingHere title={title}>
      <p>{text}</p>
    </NothingHere>
  );
}
