import { useQueries } from '@tanstack/react-query';
import { ask, type Clause } from '../api/client.ts';
import { may, useMe } from '../api/session.ts';
import { ClauseList } from './clause-link.tsx';

type Found = Pick<Clause, 'id' | 'locator'> & { readonly obligation: string };

/** The clauses behind something, of which only the ids are at hand; what they ask is read when they are first shown. */
export function ClausesById({ ids }: { readonly ids: readonly string[] }) {
  const mayRead = may(useMe(), 'rule:read');
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['/api/clauses', id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        ask<Found>(`/api/clauses/${encodeURIComponent(id)}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
      enabled: mayRead,
    })),
  });
  const clauses = found.flatMap(({ data }) =>
    data === undefined ? [] : [{ id: data.id, locator: data.locator, text: data.obligation }],
  );
  if (ids.length === 0) return null;
  if (!mayRead) return <p className="small soft">依据：{ids.join('、')}</p>;
  return <ClauseList clauses={clauses} />;
}
