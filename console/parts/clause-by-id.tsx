import { useQuery } from '@tanstack/react-query';
import { ask, type Clause } from '../api/client.ts';
import { may, useMe } from '../api/session.ts';
import { ClauseLink } from './clause-link.tsx';

type Found = Pick<Clause, 'id' | 'locator'> & { readonly obligation: string };

/** A clause of which only the id is at hand; what it asks is read when it is first shown. */
export function ClauseById({ id }: { readonly id: string }) {
  const mayRead = may(useMe(), 'rule:read');
  const { data } = useQuery({
    queryKey: ['/api/clauses', id],
    queryFn: ({ signal }) => ask<Found>(`/api/clauses/${encodeURIComponent(id)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: mayRead,
  });
  if (data === undefined) return <span>{id}</span>;
  return <ClauseLink clause={{ id, locator: data.locator, text: data.obligation }} />;
}

/** The clauses behind something, by their ids. */
export function ClausesById({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <p className="clauses small">
      <span className="soft">依据：</span>
      {ids.map((id) => (
        <ClauseById key={id} id={id} />
      ))}
    </p>
  );
}
