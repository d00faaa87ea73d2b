import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import './case.css';
import {
  type CaseClocks,
  type CaseDetail,
  type CaseEvents,
  clausesOf,
  clocksQuery,
  eventsQuery,
  momentText,
  packsQuery,
  useDetail,
} from './case-file.ts';
import { ClockCard } from './clock-section.tsx';
import { Particulars } from './event-section.tsx';
import { Facts, Money } from './fact-section.tsx';

/** The whole case on paper: facts, clocks, events with their clauses, and where the ledger stood. */
export function PrintPage() {
  const { caseId } = useParams({ from: '/cases/$caseId/print' });
  const detail = useDetail(caseId);
  const clocks = useQuery(clocksQuery(caseId));
  const events = useQuery(eventsQuery(caseId));
  const error = detail.error ?? clocks.error ?? events.error;
  if (error !== null)
    return (
      <>
        <PageHead title="打印案卷" />
        <ProblemNotice error={error} />
      </>
    );
  if (detail.data === undefined || clocks.data === undefined || events.data === undefined)
    return (
      <>
        <PageHead title="打印案卷" />
        <p className="soft">正在读取……</p>
      </>
    );
  return <Sheet detail={detail.data} clocks={clocks.data} events={events.data} />;
}

type SheetProps = {
  readonly detail: CaseDetail;
  readonly clocks: CaseClocks;
  readonly events: CaseEvents;
};

function Sheet({ detail, clocks, events }: SheetProps) {
  const facts: readonly (readonly [string, string])[] = [
    ['案号', detail.caseNumber ?? '未编号'],
    ['执法主体', detail.agencyName],
    ['承办机构', detail.departmentName ?? ''],
    ['承办人', detail.handlers.map(({ name }) => name).join('、') || '尚未指派'],
    ['当事人', detail.partyName ?? ''],
    ['程序', detail.variantTitle],
    ['登记时间', momentText(detail.openedAt)],
    ['步骤', detail.stepTitle],
    ['状态', detail.standingTitle],
  ];
  const packs = useQuery(packsQuery);
  const titleOf = (pack: string) => packs.data?.items.find(({ id }) => id === pack)?.title ?? pack;
  return (
    <article className="case-sheet">
      <PageHead
        title={detail.title}
        actions={
          <>
            <Button type="primary" onClick={() => window.print()}>
              打印
            </Button>
            <Link to="/cases/$caseId" params={{ caseId: detail.caseId }} className="button-link">
              回到案件
            </Link>
          </>
        }
      />
      <Particulars
        items={facts.filter(([, text]) => text !== '').map(([title, text]) => ({ title, text }))}
      />
      <Money money={detail.money} />
      <Facts events={events} />
      <h2>期限</h2>
      {clocks.clocks.length === 0 && <p>还没有开始计算的期限。</p>}
      {clocks.clocks.map((clock) => (
        <div key={clock.name} className="case-sheet-part">
          <ClockCard clock={clock} packTitle={titleOf(clock.pack)} />
          <Sources ids={clock.clauses} known={clocks} />
        </div>
      ))}
      <h2>经过</h2>
      {events.items.map((event) => (
        <div key={event.sequence} className="case-sheet-part">
          <h3>
            {event.sequence}．{event.title}
          </h3>
          <p className="small">
            {event.actorName ?? '系统'}，{momentText(event.at)}
          </p>
          <Particulars items={event.particulars} />
          <Sources ids={event.clauses} known={events} />
          <p className="small">
            存证 <code>{event.commitment}</code>
            {event.leafIndex !== null && `，账本第 ${event.leafIndex} 叶`}
          </p>
        </div>
      ))}
      <Checkpoint />
    </article>
  );
}

/** Clauses in full, since paper opens nothing. */
function Sources({
  ids,
  known,
}: {
  readonly ids: readonly string[];
  readonly known: CaseEvents | CaseClocks;
}) {
  const clauses = clausesOf(ids, known.clauses);
  if (clauses.length === 0) return null;
  return (
    <p className="small">
      依据：{[...new Set(clauses.map(({ locator }) => locator))].join('；')}。
    </p>
  );
}

/** The signed state of the ledger, so that the sheet can be checked later. */
function Checkpoint() {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ['/ledger/checkpoint'],
    queryFn: () => ask<string>('/ledger/checkpoint'),
  });
  const [now] = useState(() =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(new Date()),
  );
  return (
    <>
      <h2>存证账本的检查点</h2>
      <pre className="case-checkpoint">{data ?? '检查点读不出来。'}</pre>
      <p className="small">
        {me.name} 于 {now} 从明法打印。各项的承诺值可以按检查点核验。
      </p>
    </>
  );
}
