import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../api/client.ts';
import type { Comparison } from './rule.ts';

/** All packs beside each other, on a day or today, and the clauses they cite. */
export function useComparison(on?: string) {
  const found = useQuery({
    queryKey: ['/api/rule-comparison', on ?? null],
    queryFn: ({ signal }) => ask<Comparison>('/api/rule-comparison', { query: { on }, signal }),
    staleTime: 300_000,
    placeholderData: (before) => before,
  });
  const cited = found.data?.clauses;
  const clauses = useMemo(() => new Map(cited?.map((clause) => [clause.id, clause])), [cited]);
  return { data: found.data, error: found.error, isPending: found.isPending, clauses };
}
