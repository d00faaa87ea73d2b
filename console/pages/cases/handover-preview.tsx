import '../../parts/form.css';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ask } from '../../api/client.ts';
import { ClausesById } from '../../parts/clause-by-id.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import {
  batchesOf,
  batchSize,
  type Kept,
  nothingYet,
  type Outcome,
  remaining,
  withAnswer,
} from './handover.ts';
import type { Order } from './handover-choice.tsx';

type HandoverPreviewProps = {
  readonly order: Order;
  readonly onBack: () => void;
  readonly onAgain: () => void;
};

/** Shows once more what will be done, does it in batches and says what became of each case. */
export function HandoverPreview({ order, onBack, onAgain }: HandoverPreviewProps) {
  const work = useHandover(order);
  const all = order.cases.length;
  const answered = work.so.done.length + work.so.refused.length;
  if (work.standing === 'preview') return <Preview order={order} onBack={onBack} work={work} />;
  return (
    <section className="panel" aria-labelledby="handover-outcome">
      <h2 id="handover-outcome">
        {order.from.name} → {order.to.name}
      </h2>
      <p role="status">
        {work.standing === 'working' ? '正在移交，' : ''}
        已移交 {work.so.done.length} 件
        {work.so.refused.length > 0 && `，没有移交 ${work.so.refused.length} 件`}
        {answered < all && `，还有 ${all - answered} 件没有办`}。
      </p>
      {work.standing === 'working' && (
        <p className="handover-progress">
          <progress value={answered} max={all} aria-label="移交的进度" />
          <Button onClick={work.stop}>办完这一批就停</Button>
        </p>
      )}
      {work.error !== null && <ProblemNotice error={work.error} />}
      {work.so.refused.length > 0 && <Refused refused={work.so.refused} />}
      {work.standing === 'ended' && (
        <div className="form-end">
          {answered < all && (
            <Button type="primary" onClick={work.go}>
              接着移交其余 {all - answered} 件
            </Button>
          )}
          <Button onClick={onAgain}>移交别的案件</Button>
        </div>
      )}
    </section>
  );
}

type Work = ReturnType<typeof useHandover>;

/** Hands over batch after batch; what is answered for is not asked again. */
function useHandover({ from, to, cases, reason }: Order) {
  const [so, setSo] = useState<Outcome>(nothingYet);
  const [standing, setStanding] = useState<'preview' | 'working' | 'ended'>('preview');
  const [error, setError] = useState<unknown>(null);
  const isStopped = useRef(false);
  const queryClient = useQueryClient();
  const handOver = async () => {
    let now = so;
    const ids = remaining(
      cases.map(({ caseId }) => caseId),
      so,
    );
    for (const caseIds of batchesOf(ids)) {
      if (isStopped.current) return;
      const body = { fromAccountId: from.accountId, toAccountId: to.accountId, caseIds, reason };
      now = withAnswer(now, await ask<Outcome>('/api/handovers', { method: 'POST', body }));
      setSo(now);
    }
  };
  const go = async () => {
    isStopped.current = false;
    setError(null);
    setStanding('working');
    try {
      await handOver();
    } catch (caught) {
      setError(caught);
    } finally {
      setStanding('ended');
      void queryClient.invalidateQueries();
    }
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { so, standing, error, go: () => void go(), stop };
}

type PreviewProps = { readonly order: Order; readonly work: Work; readonly onBack: () => void };

function Preview({ order: { from, to, cases, reason }, work, onBack }: PreviewProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="panel" aria-labelledby="handover-preview">
      <h2 id="handover-preview" tabIndex={-1} ref={head}>
        请核对
      </h2>
      <p>
        把 <strong>{from.name}</strong> 承办的 <strong>{cases.length} 件</strong>案件交给{' '}
        <strong>{to.name}</strong>。交接说明：{reason}
      </p>
      {!to.certified && (
        <p className="notice">{to.name}今天没有有效的执法证件，需要证件的案件不会移交。</p>
      )}
      {cases.length > batchSize && (
        <p className="soft">每批办理 {batchSize} 件，请不要关闭页面；办到哪里，这里写到哪里。</p>
      )}
      <ol className="handover-list">
        {cases.map(({ caseId, title, caseNumber }) => (
          <li key={caseId}>
            {title} <span className="small soft">{caseNumber}</span>
          </li>
        ))}
      </ol>
      <div className="form-end">
        <Button type="primary" onClick={work.go}>
          确认移交 {cases.length} 件
        </Button>
        <Button onClick={onBack}>返回修改</Button>
      </div>
    </section>
  );
}

function Refused({ refused }: { readonly refused: readonly Kept[] }) {
  return (
    <>
      <h3>没有移交的案件</h3>
      <ul className="task-list">
        {refused.map(({ caseId, title, refusals }) => (
          <li key={caseId}>
            <div>
              <Link to="/cases/$caseId" params={{ caseId }}>
                {title ?? '打开案件'}
              </Link>
              {refusals.map(({ code, text, clauses }) => (
                <div key={code}>
                  {text}
                  <ClausesById ids={clauses} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
