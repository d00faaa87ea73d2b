// What the person was told.

import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/** Something the person was told. */
export type Notification = {
  readonly notificationId: string;
  readonly kind: string;
  readonly kindTitle: string;
  readonly text: string;
  readonly caseId: string | null;
  readonly command: string | null;
  readonly at: string;
  readonly readAt: string | null;
  readonly deliveries?: readonly {
    readonly channelTitle: string;
    readonly standing: 'waiting' | 'sent' | 'failed';
    readonly detail: string | null;
  }[];
};

/** How many the person has not read; asked every half minute while the page is looked at. */
export const unreadQuery = queryOptions({
  queryKey: ['/api/notifications/unread'],
  queryFn: () => ask<{ readonly unread: number }>('/api/notifications/unread'),
  refetchInterval: 30_000,
  staleTime: 10_000,
});

/** The newest, for a short list. */
export const newestQuery = queryOptions({
  queryKey: ['/api/notifications', 'newest'],
  queryFn: () =>
    ask<{ readonly items: readonly Notification[] }>('/api/notifications', {
      query: { limit: 6 },
    }),
  staleTime: 5000,
});

/** Marks some, or all, as read, wherever they are shown. */
export async function markRead(
  queryClient: QueryClient,
  which: { readonly ids: readonly string[] } | { readonly all: true },
): Promise<void> {
  await ask('/api/notifications/reading', { method: 'POST', body: which });
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey }),
    queryClient.invalidateQueries({ queryKey: ['/api/notifications'] }),
  ]);
}
