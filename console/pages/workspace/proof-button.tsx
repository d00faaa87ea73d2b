import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { CaseEvent } from './case-file.ts';
import { canHash, checkProof, type EventProof, type ProofStep } from './event-proof.ts';

type ProofButtonProps = { readonly event: CaseEvent; readonly caseId: string };

/** Checks one event against the ledger here in the browser, and shows every step of it. */
export function ProofButton({ event, caseId }: ProofButtonProps) {
  const [proof, setProof] = useState<EventProof | null>(null);
  const [steps, setSteps] = useState<readonly ProofStep[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = `/api/cases/${caseId}/events/${event.sequence}/proof`;
      const found = await ask<EventProof>(path);
      setProof(found);
      setSteps(canHash() ? await checkProof(found, event) : null);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="case-proof">
      <Button size="small" loading={isBusy} onClick={() => void check()}>
        核验第 {event.sequence} 项
      </Button>
      {proof !== null && (
        <Button size="small" onClick={() => saveProof(proof, `${caseId}-${event.sequence}`)}>
          下载证明
        </Button>
      )}
      {error !== null && <ProblemNotice error={error} />}
      <div role="status">
        {steps !== null && <ProofSteps steps={steps} />}
        {proof !== null && steps === null && (
          <p className="small">
            浏览器只在 https 地址下能够计算散列值。请用 https
            地址打开，或者下载证明后用核验工具核验。
          </p>
        )}
      </div>
    </div>
  );
}

function ProofSteps({ steps }: { readonly steps: readonly ProofStep[] }) {
  const isSound = steps.every(({ holds }) => holds);
  return (
    <>
      <p className={isSound ? 'case-proof-sound' : 'field-error'}>
        {isSound
          ? '核验通过：这一项自记入账本以来没有改动。'
          : '核验没有通过：请保留本页，报告系统管理员和审计员。'}
      </p>
      <ol className="case-proof-steps small">
        {steps.map(({ title, holds, detail }) => (
          <li key={title}>
            <strong>{holds ? '相符' : '不符'}</strong> {title}
            <br />
            <code>{detail}</code>
          </li>
        ))}
      </ol>
    </>
  );
}

function saveProof(proof: EventProof, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([`${JSON.stringify(proof, null, 2)}\n`], { type: 'application/json' }),
  );
  link.download = `证明-${name}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
