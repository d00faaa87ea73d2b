// What a person keeps on the server for the next time: views, pinned cases, whether the tour was seen.

import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from './client.ts';

type Kept = { readonly items: Readonly<Record<string, unknown>> };

/** Everything the person has kept. */
export const preferencesQuery = queryOptions({
  queryKey: ['/api/preferences'],
  queryFn: () => ask<Kept>('/api/preferences'),
  staleTime: 60_000,
});

/** One kept value, and how to keep another. */
export type Preference<T> = {
  /** What was kept; undefined when nothing was, or while it is read. */
  readonly value: T | undefined;
  readonly isReady: boolean;
  /** What was kept cannot be read now; the page goes on without it. */
  readonly isFailed: boolean;
  /** Keeps what is made of the value before; shown at once, taken back when the server refuses. */
  readonly keep: (next: (before: T | undefined) => T) => Promise<void>;
};

/**
 * One kept value of the person.
 *
 * @param known - makes sense of what was stored; undefined for what it does not understand
 */
export function usePreference<T>(
  key: string,
  known: (stored: unknown) => T | undefined,
): Preference<T> {
  const queryClient = useQueryClient();
  const { data, isSuccess, isError } = useQuery(preferencesQuery);
  const { queryKey } = preferencesQuery;
  const keep = async (next: (before: T | undefined) => T) => {
    await queryClient.cancelQueries({ queryKey });
    const before = queryClient.getQueryData(queryKey);
    const value = next(known(before?.items[key]));
    queryClient.setQueryData(queryKey, { items: { ...before?.items, [key]: value } });
    try {
      await ask(`/api/preferences/${key}`, { method: 'PUT', body: { value } });
    } catch (error) {
      await queryClient.invalidateQueries({ queryKey });
      throw error;
    }
  };
  return { value: known(data?.items[key]), isReady: isSuccess, isFailed: isError, keep };
}
