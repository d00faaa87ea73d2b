import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

type TrialProps = { readonly channel: 'mail' | 'webhook'; readonly title: string };
type Outcome = { readonly ok: boolean; readonly detail: string };

/** Sends one message to the kept address and says what came of it. */
export function Trial({ channel, title }: TrialProps) {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const attempt = async () => {
    setBusy(true);
    setError(null);
    setOutcome(null);
    try {
      const body = { channel };
      setOutcome(await ask<Outcome>('/api/notification-choices/trial', { method: 'POST', body }));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Button loading={isBusy} onClick={() => void attempt()}>
        {title}
      </Button>
      <p role="status" className="small">
        {outcome !== null && (
          <>
            <span className={`tag ${outcome.ok ? 'tag--ok' : 'tag--late'}`}>
              {outcome.ok ? '已发出' : '没有发出'}
            </span>{' '}
            {outcome.detail}
          </>
        )}
      </p>
      {error !== null && <ProblemNotice error={error} />}
    </div>
  );
}
