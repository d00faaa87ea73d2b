import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Clause } from '../../api/client.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import {
  type CaseEvent,
  clausesOf,
  eventsQuery,
  momentText,
  type Particular,
} from './case-file.ts';
import { ProofButton } from './proof-button.tsx';

/** Everything that happened in the case. */
export function EventSection({ caseId }: { readonly caseId: string }) {
  const { data, error } = useQuery(eventsQuery(caseId));
  const [isOldFirst, setOldFirst] = useState(false);
  const [text, setText] = useState('');
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  const found = data.items.filter((event) => holds(event, text.trim()));
  const sorted = isOldFirst ? found : found.toReversed();
  return (
    <section aria-label="经过">
      <div className="filters">
        <div>
          <label htmlFor="event-text">在经过中查找</label>
          <input
            id="event-text"
            className="input"
            type="search"
            placeholder="事项、人员或者内容"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <button type="button" className="plain-button" onClick={() => setOldFirst(!isOldFirst)}>
          {isOldFirst ? '改为最近的在前' : '改为最早的在前'}
        </button>
        <span className="small soft" role="status">
          {text.trim() === '' ? `共 ${data.items.length} 项` : `找到 ${found.length} 项`}
        </span>
      </div>
      <ol className="case-timeline">
        {sorted.map((event) => (
          <EventEntry key={event.sequence} event={event} caseId={caseId} known={data.clauses} />
        ))}
      </ol>
    </section>
  );
}

function holds(event: CaseEvent, text: string): boolean {
  if (text === '') return true;
  const told = event.particulars.map((one) => `${one.title}${one.text}`);
  return [event.title, event.actorName ?? '', event.at, ...told].some((one) => one.includes(text));
}

const shownAtOnce = 4;

type EventEntryProps = {
  readonly event: CaseEvent;
  readonly caseId: string;
  readonly known: readonly Clause[];
};

function EventEntry({ event, caseId, known }: EventEntryProps) {
  const first = event.particulars.slice(0, shownAtOnce);
  const rest = event.particulars.slice(shownAtOnce);
  return (
    <li className="case-event">
      <h2>
        {event.title} <span className="small soft">第 {event.sequence} 项</span>
      </h2>
      <p className="small soft">
        {event.actorName ?? '系统'} · <time dateTime={event.at}>{momentText(event.at)}</time>
      </p>
      <Particulars items={first} />
      {rest.length > 0 && (
        <details>
          <summary className="small">其余 {rest.length} 项内容</summary>
          <Particulars items={rest} />
        </details>
      )}
      <ClauseList clauses={clausesOf(event.clauses, known)} />
      <details>
        <summary className="small">存证和核验</summary>
        <p className="small">
          承诺值（SHA-256）<code>{event.commitment}</code>
        </p>
        {event.leafIndex === null ? (
          <p className="small">正在记入账本，稍候即可核验。</p>
        ) : (
          <>
            <p className="small">账本第 {event.leafIndex} 叶</p>
            <ProofButton event={event} caseId={caseId} />
          </>
        )}
      </details>
    </li>
  );
}

/** What an event says, item by item. */
export function Particulars({
  items,
}: {
  readonly items: readonly Pick<Particular, 'title' | 'text'>[];
}) {
  if (items.length === 0) return null;
  return (
    <dl className="case-particulars">
      {items.map(({ title, text }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
