import { Link } from '@tanstack/react-router';
import type { CaseChange } from '../../api/cases.ts';
import { usePages } from '../../api/pages.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { byDay } from './by-day.ts';

const shown = 10;

/** What others did in the cases of the person, the latest first. */
export function ChangesPanel() {
  const { items, isPending, error, hasMore, readOn, isReadingOn } = usePages<CaseChange>(
    '/api/changes',
    { limit: shown },
  );
  return (
    <section className="panel" aria-labelledby="home-changes">
      <h2 id="home-changes">他人的办理</h2>
      {error !== null && <ProblemNotice error={error} />}
      {!isPending && error === null && items.length === 0 && (
        <NothingHere title="最近十四天没有别人的办理">
          <p>同事在您的案件里办了什么，会列在这里。</p>
        </NothingHere>
      )}
      {byDay(items).map(({ day, rows }) => (
        <div key={day} className="day">
          <h3>
            <time dateTime={day}>{day}</time>
          </h3>
          <ul className="change-list">
            {rows.map((change) => (
              <li key={`${change.caseId}/${change.sequence}`}>
                <time dateTime={change.at}>{change.at.slice(11, 16)}</time>
                <span>
                  {change.actorName ?? '系统'}：{change.kindTitle}{' '}
                  <Link to="/cases/$caseId" params={{ caseId: change.caseId }}>
                    {change.title}
                  </Link>
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {hasMore && (
        <button type="button" className="more" onClick={readOn} disabled={isReadingOn}>
          再显示一些
        </button>
      )}
    </section>
  );
}
