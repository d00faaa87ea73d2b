import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CaseDetail, eventsQuery, optionsQuery } from './case-file.ts';
import { CaseFacts } from './case-head.tsx';
import { Particulars } from './event-section.tsx';
import { sameStep } from './same-step.ts';

const mostShown = 30;

type CaseAsideProps = {
  readonly detail: CaseDetail;
  /** The act whose form is open. */
  readonly command: string;
};

/** What the case says so far, at hand while a form is filled in. */
export function CaseAside({ detail, command }: CaseAsideProps) {
  const { data } = useQuery(eventsQuery(detail.caseId));
  const { data: known } = useQuery(optionsQuery(detail.caseId));
  const events = (data?.items ?? []).toReversed();
  const unfolded = sameStep(events, known?.options ?? [], command);
  return (
    <aside className="panel case-aside" aria-label="案件概况">
      <h2>案件概况</h2>
      <CaseFacts detail={detail} />
      <h3>已经办理的</h3>
      <ul className="plain-list">
        {events.slice(0, mostShown).map((event) => (
          <li key={event.sequence}>
            <details open={unfolded.has(event.sequence)}>
              <summary>
                {event.title}{' '}
                <span className="small soft">
                  {event.actorName ?? '系统'}{' '}
                  <time dateTime={event.at}>{event.at.slice(0, 10)}</time> · 记录 {event.sequence}
                </span>
              </summary>
              <Particulars items={event.particulars} />
            </details>
          </li>
        ))}
      </ul>
      {events.length > mostShown && (
        <Link to="/cases/$caseId" params={{ caseId: detail.caseId }} search={{ part: 'events' }}>
          全部 {events.length} 项经过
        </Link>
      )}
    </aside>
  );
}
