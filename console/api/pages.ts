import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { type Ask, ask } from './client.ts';

/** One page of a list. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  /** How many there are, where the server counts them. */
  readonly total?: number;
  /** False when there are more than were counted. */
  readonly totalIsExact?: boolean;
};

type Query = NonNullable<Ask['query']>;

/** A list as far as it was read, and how to read on. */
export type Pages<T> = ReturnType<typeof usePages<T>>;

/** Reads a list page by page. The rows of the question before stay on the screen until those of the next are there. */
export function usePages<T>(
  path: string,
  query: Query = {},
  /** A list of what waits is asked anew each time it is opened, however shortly after. */
  options: { readonly enabled?: boolean; readonly refetchOnMount?: 'always' } = {},
) {
  const found = useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>>, unknown[], string | null>({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
    ...options,
  });
  const [first] = found.data?.pages ?? [];
  return {
    items: found.data?.pages.flatMap(({ items }) => items) ?? [],
    total: first?.total,
    totalIsExact: first?.totalIsExact ?? true,
    error: found.error,
    isPending: found.isPending,
    isReplacing: found.isPlaceholderData,
    hasMore: found.hasNextPage,
    isReadingOn: found.isFetchingNextPage,
    readOn: () => void found.fetchNextPage(),
    /** Where the list comes from, so that it can be exported whole. */
    path,
    query,
  };
}

/**
 * Reads a list to its end, up to a limit.
 *
 * @param onRead - told how many rows were read so far
 */
export async function readAll<T>(
  { path, query }: { readonly path: string; readonly query: Query },
  limits: {
    readonly most: number;
    readonly signal: AbortSignal;
    readonly onRead: (rows: number) => void;
  },
): Promise<{ readonly items: readonly T[]; readonly isWhole: boolean }> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await ask<Page<T>>(path, {
      query: { ...query, cursor, limit: 200 },
      signal: limits.signal,
    });
    items.push(...page.items);
    limits.onRead(items.length);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < limits.most);
  return { items: items.slice(0, limits.most), isWhole: cursor === null };
}
