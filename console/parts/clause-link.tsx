import { Popover } from 'antd';
import type { Clause } from '../api/client.ts';

/** A clause by its place in the source; what it asks appears on click, on hover and on focus. */
export function ClauseLink({ clause }: { readonly clause: Clause }) {
  return (
    <Popover
      trigger={['hover', 'focus', 'click']}
      content={
        <div className="clause-card">
          <p>{clause.text}</p>
          <p className="small soft">
            {clause.locator} · 以我们的话概括，以原文为准 ·{' '}
            <a href={`/console/clauses/${clause.id}`}>查看条款</a>
          </p>
        </div>
      }
    >
      <button type="button" className="clause-link">
        {clause.locator}
      </button>
    </Popover>
  );
}

/** The clauses that stand behind something. */
export function ClauseList({ clauses }: { readonly clauses: readonly Clause[] }) {
  if (clauses.length === 0) return null;
  return (
    <p className="clauses small">
      <span className="soft">依据：</span>
      {clauses.map((clause) => (
        <ClauseLink key={clause.id} clause={clause} />
      ))}
    </p>
  );
}
