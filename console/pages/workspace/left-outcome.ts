// What was done on one page and is told on the next: opening a case leads to the page of the case.

import type { QueryClient } from '@tanstack/react-query';
import type { Done } from './outcome.tsx';

const keyOf = (caseId: string) => ['outcome', caseId] as const;

/** Leaves word for the page of the case that is opened next. */
export function leaveOutcome(client: QueryClient, done: Done): void {
  client.setQueryData(keyOf(done.performed.caseId), done);
}

/** What was left for the page of a case; null where nothing was. */
export function outcomeLeft(client: QueryClient, caseId: string): Done | null {
  return client.getQueryData<Done>(keyOf(caseId)) ?? null;
}

/** Forgets it: it was told. */
export function dropOutcome(client: QueryClient, caseId: string): void {
  client.removeQueries({ queryKey: keyOf(caseId), exact: true });
}
