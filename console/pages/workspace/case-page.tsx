import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useRecent } from '../../api/case-marks.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { ActSection } from './act-section.tsx';
import './case.css';
import { CaseAside } from './case-aside.tsx';
import { type CaseDetail, caseKey, useDetail } from './case-file.ts';
import { CaseHead } from './case-head.tsx';
import { type CasePart, caseParts } from './case-search.ts';
import { ChangesNotice } from './changes-notice.tsx';
import { ClockSection } from './clock-section.tsx';
import { CommandPanel } from './command-panel.tsx';
import { DocumentSection } from './document-section.tsx';
import { EventSection } from './event-section.tsx';
import { FactSection } from './fact-section.tsx';
import { dropOutcome, outcomeLeft } from './left-outcome.ts';
import { type Done, Outcome } from './outcome.tsx';
import { RecordingSection } from './recording-section.tsx';
import { Stepper } from './stepper.tsx';
import { useChanges } from './use-changes.ts';

/** One case: what it waits for, its clocks, what happened, what it is about. */
export function CasePage() {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const { data, error } = useDetail(caseId);
  if (data === undefined && error === null)
    return (
      <>
        <PageHead title="案件" />
        <p className="soft">正在读取……</p>
      </>
    );
  if (data === undefined)
    return (
      <>
        <PageHead title="案件没有打开" />
        <ProblemNotice error={error}>
          <Link to="/cases">回到案件列表</Link>
        </ProblemNotice>
      </>
    );
  return <OpenCase key={caseId} detail={data} />;
}

function OpenCase({ detail }: { readonly detail: CaseDetail }) {
  const { caseId, version } = detail;
  const search = useSearch({ from: '/cases/$caseId' });
  const navigate = useNavigate({ from: '/cases/$caseId' });
  const queryClient = useQueryClient();
  const changes = useChanges(caseId, version);
  const [done, setDone] = useState<Done | null>(() => outcomeLeft(queryClient, caseId));
  useEffect(() => dropOutcome(queryClient, caseId), [queryClient, caseId]);
  useRemembering(detail);
  const renew = () => queryClient.invalidateQueries({ queryKey: caseKey(caseId) });
  const settle = (what: Done) => {
    setDone(what);
    void navigate({ search: {}, replace: true });
    void renew();
  };
  const part = search.part ?? 'acts';
  const command = part === 'acts' ? search.do : undefined;
  return (
    <div className={`case case--${part}`}>
      <CaseHead detail={detail} isBrief={command !== undefined} />
      {command === undefined && <Stepper steps={detail.steps} />}
      <ChangesNotice changes={changes} onRenew={() => void renew()} />
      {done !== null && command === undefined && (
        <Outcome done={done} detail={detail} onClose={() => setDone(null)} />
      )}
      <PartLinks caseId={caseId} part={part} />
      {command === undefined ? (
        <PartInSight detail={detail} part={part} />
      ) : (
        <div className="columns">
          <CommandPanel
            key={command}
            detail={detail}
            command={command}
            onDone={settle}
            onClose={() => void navigate({ search: {}, replace: true })}
          />
          <CaseAside detail={detail} command={command} />
        </div>
      )}
    </div>
  );
}

function PartLinks({ caseId, part }: { readonly caseId: string; readonly part: CasePart }) {
  return (
    <nav className="case-parts" aria-label="案件的各部分">
      {Object.entries(caseParts).map(([key, title]) => (
        <Link
          key={key}
          to="/cases/$caseId"
          params={{ caseId }}
          search={key === 'acts' ? {} : { part: key as CasePart }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={key === part ? 'page' : undefined}
          replace
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

function PartInSight({ detail, part }: { readonly detail: CaseDetail; readonly part: CasePart }) {
  if (part === 'clocks') return <ClockSection caseId={detail.caseId} />;
  if (part === 'events') return <EventSection caseId={detail.caseId} />;
  if (part === 'documents') return <DocumentSection caseId={detail.caseId} />;
  if (part === 'recordings') return <RecordingSection caseId={detail.caseId} />;
  if (part === 'facts') return <FactSection detail={detail} />;
  return <ActSection detail={detail} />;
}

/** Notes the case among those opened last. */
function useRemembering({ caseId, title, caseNumber }: CaseDetail): void {
  const { isReady, remember } = useRecent();
  useEffect(() => {
    // A short list that could not be kept is no reason to trouble anybody.
    if (isReady) void remember({ caseId, title, caseNumber }).catch(() => undefined);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each opening
  }, [isReady, caseId]);
}
