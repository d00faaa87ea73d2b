import { useQuery } from '@tanstack/react-query';
import { answeredBy, toAnswer } from './answered-record.ts';
import { eventsQuery, momentText } from './case-file.ts';
import { Particulars } from './event-section.tsx';

type AnsweredRecordsProps = { readonly caseId: string; readonly command: string };

/** What the other side asked or said, above the form that answers it. */
export function AnsweredRecords({ caseId, command }: AnsweredRecordsProps) {
  const { data } = useQuery(eventsQuery(caseId));
  return answeredBy(command, data?.items ?? []).map((event) => (
    <section key={event.sequence} className="notice small" aria-label={`要答复的：${event.title}`}>
      <p>
        <strong>{event.title}</strong>{' '}
        <span className="soft">
          {[event.actorName, momentText(event.at), `记录 ${event.sequence}`]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      <Particulars items={toAnswer(event)} />
    </section>
  ));
}
