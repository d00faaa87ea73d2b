import { Popover } from 'antd';
import type { Clause } from '../api/client.ts';
import { byPlace } from './clause-place.ts';

type PlaceLinkProps = { readonly locator: string; readonly clauses: readonly Clause[] };

/** One place in a source; what is asked there appears on click, on hover and on focus. */
function PlaceLink({ locator, clauses }: PlaceLinkProps) {
  return (
    <Popover
      trigger={['hover', 'focus', 'click']}
      content={
        <div className="clause-card">
          {clauses.map(({ id, text }) => (
            <p key={id}>
              {text} <a href={`/console/clauses/${id}`}>查看条款</a>
            </p>
          ))}
          <p className="small soft">{locator} · 以我们的话概括，以原文为准</p>
        </div>
      }
    >
      <button type="button" className="clause-link">
        {locator}
      </button>
    </Popover>
  );
}

/** The clauses that stand behind something, each place in a source once. */
export function ClauseList({ clauses }: { readonly clauses: readonly Clause[] }) {
  if (clauses.length === 0) return null;
  return (
    <p className="clauses small">
      <span className="soft">依据：</span>
      {byPlace(clauses).map(([locator, asked]) => (
        <PlaceLink key={locator} locator={locator} clauses={asked} />
      ))}
    </p>
  );
}
