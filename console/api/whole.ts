// Lists that are short enough to be held whole: bodies, departments, packs, years.

import { useQuery } from '@tanstack/react-query';
import { type Ask, ask } from './client.ts';
import { type Page, type Pages, readAll } from './pages.ts';

const most = 5000;

/** Reads a paged list to its end. Filters then work without asking again. */
export function useWhole<T>(
  path: string,
  query: NonNullable<Ask['query']> = {},
  options: { readonly enabled?: boolean } = {},
) {
  return useQuery<readonly T[]>({
    queryKey: [path, 'whole', query],
    queryFn: async ({ signal }) => {
      const limits = { most, signal, onRead: () => undefined };
      return (await readAll<T>({ path, query }, limits)).items;
    },
    ...options,
  });
}

/** Reads a list that has no pages. */
export function useItems<T>(
  path: string,
  query: NonNullable<Ask['query']> = {},
  options: { readonly enabled?: boolean } = {},
) {
  return useQuery<readonly T[]>({
    queryKey: [path, 'items', query],
    queryFn: async ({ signal }) =>
      (await ask<Pick<Page<T>, 'items'>>(path, { query, signal })).items,
    ...options,
  });
}

/**
 * Rows at hand in the form in which lists are drawn.
 *
 * @param read - where they come from and how far the reading is
 */
export function asPages<T>(
  items: readonly T[],
  read: { readonly path: string; readonly error: Error | null; readonly isPending: boolean },
): Pages<T> {
  return {
    items: [...items],
    total: undefined,
    totalIsExact: true,
    error: read.error,
    isPending: read.isPending,
    isReplacing: false,
    hasMore: false,
    isReadingOn: false,
    readOn: () => undefined,
    path: read.path,
    query: {},
  };
}
