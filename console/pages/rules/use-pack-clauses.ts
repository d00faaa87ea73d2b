import { useQueries } from '@tanstack/react-query';
import type { Clause } from '../../api/client.ts';
import { readAll } from '../../api/pages.ts';

type Found = Pick<Clause, 'id' | 'locator'> & { readonly obligation: string };

const most = 2000;

/** All clauses of some packs by their ids, read once instead of one by one. */
export function usePackClauses(packs: readonly string[]): ReadonlyMap<string, Clause> {
  return useQueries({
    queries: packs.map((packId) => ({
      queryKey: [`/api/packs/${packId}/clauses`, 'whole'],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
        const limits = { most, signal, onRead: () => undefined };
        const path = `/api/packs/${packId}/clauses`;
        return (await readAll<Found>({ path, query: {} }, limits)).items;
      },
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (found) => {
      const all = found.flatMap(({ data = [] }) => data);
      return new Map(
        all.map(({ id, locator, obligation }) => [id, { id, locator, text: obligation }]),
      );
    },
  });
}
