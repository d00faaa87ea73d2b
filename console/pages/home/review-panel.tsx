import { Link } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { hasRole, useMe } from '../../api/session.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { DeskEntry } from '../review/desk.ts';
import { ReviewClockNotice } from '../review/desk-columns.tsx';

const shown = 5;

/** The top of the desk of legal review; for a leader what waits for the second level. */
export function ReviewPanel() {
  const isCountersign = !hasRole(useMe(), 'reviewer');
  const standing = isCountersign ? 'countersign' : 'all';
  const { items, isPending, error } = usePages<DeskEntry>(
    '/api/review-desk',
    { standing, order: 'clock', limit: shown },
    { refetchOnMount: 'always' },
  );
  // Most bodies have one level only; their leaders need no empty panel.
  if (isCountersign && items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="home-review">
      <div className="panel-head">
        <h2 id="home-review">{isCountersign ? '等待把关的审核意见' : '法制审核'}</h2>
        <Link to="/review" search={isCountersign ? { standing } : {}}>
          打开审核列表
        </Link>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {!isPending && error === null && items.length === 0 && (
        <p className="soft">没有正在审核的案件。</p>
      )}
      <ul className="task-list">
        {items.slice(0, shown).map((entry) => (
          <ReviewLine key={entry.caseId} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function ReviewLine({ entry }: { readonly entry: DeskEntry }) {
  const { caseId, title, partyName, penaltyText, standingTitle, clock, receivedAt } = entry;
  return (
    <li>
      <div>
        <Link to="/review/$caseId" params={{ caseId }}>
          {title}
        </Link>
        <div className="small soft">
          {[standingTitle, partyName, penaltyText].filter(Boolean).join(' · ')}
        </div>
      </div>
      <div className="small">
        <ReviewClockNotice clock={clock} hasBegun={receivedAt !== null} />
      </div>
    </li>
  );
}
