import { Popover } from 'antd';
import { useState } from 'react';
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

type ClauseListProps = {
  readonly clauses: readonly Clause[];
  /** Where the sentence above matters more than its sources: many of them are told in part at first. */
  readonly isBrief?: boolean;
};

const brief = 3;

/** The clauses that stand behind something, each place in a source once. */
export function ClauseList({ clauses, isBrief = false }: ClauseListProps) {
  const [isWhole, setWhole] = useState(false);
  if (clauses.length === 0) return null;
  const places = byPlace(clauses);
  const isFolded = isBrief && !isWhole && places.length > brief + 1;
  return (
    <p className="clauses small">
      <span className="soft">依据：</span>
      {places.slice(0, isFolded ? brief : undefined).map(([locator, asked]) => (
        <PlaceLink key={locator} locator={locator} clauses={asked} />
      ))}
      {isFolded && (
        <button type="button" className="text-button small" onClick={() => setWhole(true)}>
          还有 {places.length - brief} 条
        </button>
      )}
    </p>
  );
}
