import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CaseDetail, eventsQuery } from './case-file.ts';
import { CaseFacts } from './case-head.tsx';
import { Particulars } from './event-section.tsx';

const mostShown = 30;

/** What the case says so far, at hand while a form is filled in. */
export function CaseAside({ detail }: { readonly detail: CaseDetail }) {
  const { data } = useQuery(eventsQuery(detail.caseId));
  const events = (data?.items ?? []).toReversed();
  return (
    <aside className="panel case-aside" aria-label="案件概况">
      <h2>案件概况</h2>
      <CaseFacts detail={detail} />
      <h3>已经办理的</h3>
      <ul className="plain-list">
        {events.slice(0, mostShown).map((event) => (
          <li key={event.sequence}>
            <details>
              <summary>
                {event.title}{' '}
                <span className="small soft">
                  {event.actorName ?? '系统'}{' '}
                  <time dateTime={event.at}>{event.at.slice(0, 10)}</time>
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
