import { Link } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { byDay } from './by-day.ts';

type Done = {
  readonly logId: number;
  readonly kindTitle: string;
  readonly at: string;
  readonly actorName: string | null;
  readonly object: { readonly title: string | null };
};

/** What was done to accounts, registers and rules last. */
export function AuditPanel() {
  const { items, isPending, error } = usePages<Done>('/api/audit/events', { limit: 10 });
  return (
    <section className="panel" aria-labelledby="home-audit">
      <div className="panel-head">
        <h2 id="home-audit">最近的操作</h2>
        <Link to="/audit/events">全部操作</Link>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {!isPending && error === null && items.length === 0 && (
        <NothingHere title="还没有操作记录">
          <p>有人登录、变更账户或者登记后，会列在这里。</p>
        </NothingHere>
      )}
      {byDay(items).map(({ day, rows }) => (
        <div key={day} className="day">
          <h3>
            <time dateTime={day}>{day}</time>
          </h3>
          <ul className="change-list">
            {rows.map(({ logId, at, actorName, kindTitle, object }) => (
              <li key={logId}>
                <time dateTime={at}>{at.slice(11, 16)}</time>
                <span>
                  {actorName ?? '系统'}：{kindTitle}
                  {object.title !== null && object.title !== actorName && `（${object.title}）`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
