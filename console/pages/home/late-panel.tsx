import { Link } from '@tanstack/react-router';
import type { OverdueCase } from '../../api/cases.ts';
import { usePages } from '../../api/pages.ts';
import { useMe } from '../../api/session.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

const shown = 5;

/** What is late below the person, the worst first. */
export function LatePanel() {
  const { items, hasMore, isPending, error } = usePages<OverdueCase>('/api/overdue', {
    limit: shown,
  });
  return (
    <section className="panel" aria-labelledby="home-late">
      <div className="panel-head">
        <h2 id="home-late">超期案件</h2>
        {items.length > 0 && (
          <Link to="/overdue" search={{}}>
            {hasMore ? '全部超期案件' : '打开超期案件'}
          </Link>
        )}
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {!isPending && error === null && items.length === 0 && (
        <p className="soft">权限范围内没有超期的案件。</p>
      )}
      <ul className="task-list">
        {items.slice(0, shown).map((late) => (
          <LateLine key={late.caseId} late={late} />
        ))}
      </ul>
    </section>
  );
}

function LateLine({ late }: { readonly late: OverdueCase }) {
  const { caseId, title, departmentName, handlers, clocks } = late;
  const { agencyId } = useMe();
  const body = late.agencyId === agencyId ? null : late.agencyName;
  const who = handlers.map(({ name }) => name).join('、') || '尚未指派';
  return (
    <li>
      <div>
        <Link to="/cases/$caseId" params={{ caseId }}>
          {title}
        </Link>
        <div className="small soft">{[body, departmentName, who].filter(Boolean).join(' · ')}</div>
      </div>
      <div className="small">
        {clocks.slice(0, 2).map((clock) => (
          <div key={`${clock.title} ${clock.dueAt}`}>
            <ClockNotice clock={clock} />
          </div>
        ))}
      </div>
    </li>
  );
}
