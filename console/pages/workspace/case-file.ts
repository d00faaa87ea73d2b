// What the server tells of one case, and how it is read.

import { queryOptions, useQuery } from '@tanstack/react-query';
import { ask, type Clause, type Refusal } from '../../api/client.ts';
import type { Urgency } from '../../parts/clock-notice.tsx';
import type { FieldOffer } from '../../parts/fields/field-offer.ts';

/** A step of the procedure and how far the case has come with it. */
export type CaseStep = {
  readonly id: string;
  readonly title: string;
  readonly standing: 'done' | 'current' | 'ahead' | 'skipped';
};

/** What the case waits for, and from whom. */
export type Awaited = {
  readonly command: string;
  readonly title: string;
  readonly roleTitles: readonly string[];
};

/** One case in full. */
export type CaseDetail = {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly variantTitle: string;
  readonly variant: string;
  readonly step: string;
  readonly stepTitle: string;
  readonly standing: string;
  readonly standingTitle: string;
  readonly version: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly departmentName: string | null;
  readonly handlers: readonly { readonly id: string; readonly name: string }[];
  readonly steps: readonly CaseStep[];
  readonly awaiting: readonly Awaited[];
  readonly identityWarnings: readonly { readonly field: string; readonly text: string }[];
  readonly publicPath: string | null;
  readonly money: {
    readonly fineFen: number;
    readonly confiscatedFen: number;
    readonly surchargeFen: number;
    readonly paidFen: number;
    readonly outstandingFen: number;
  } | null;
  readonly warnings: readonly {
    readonly pack: string;
    readonly code: string;
    readonly text: string;
  }[];
};

/** Why a command is closed, in one word. */
export type ClosedAs = 'not-yours' | 'over' | 'other-course' | 'not-yet';

/** A command with its standing for the person who asks. */
export type CaseOption = {
  readonly command: string;
  readonly path: string;
  readonly title: string;
  readonly step: string;
  readonly open: boolean;
  readonly refusals: readonly Refusal[];
  /** What follows from it, to be said before it is done; null for what needs no such question. */
  readonly consequence: string | null;
  readonly fields: readonly FieldOffer[];
  readonly roles: readonly string[];
  readonly roleTitles: readonly string[];
  readonly awaited: boolean;
  readonly usual: boolean;
  /** Why it is closed: somebody else's, over, for a turn that the case has not taken, still to come; null when open. */
  readonly closedAs?: ClosedAs | null;
  /** Whether it lies apart from the course of the case. */
  readonly aside?: boolean;
  readonly done: boolean;
  readonly repeat: boolean;
  readonly clauses: readonly string[];
  /** What is to be known before it is done, besides what stands against it. */
  readonly notes?: readonly string[];
  /** What the form opens with, drawn up from the case; null where nothing is. */
  readonly draft?: { readonly data: Readonly<Record<string, unknown>> } | null;
};

/** Every command with its standing, and what the clauses behind them ask. */
export type CaseOptions = {
  readonly version: number;
  readonly options: readonly CaseOption[];
  readonly clauses: readonly Clause[];
};

/** A clock of a case. */
export type CaseClock = {
  readonly name: string;
  readonly title: string;
  readonly rule: string;
  readonly pack: string;
  readonly clauses: readonly string[];
  readonly from: string;
  readonly dueOn: string | null;
  readonly dueAt: string | null;
  readonly provisional: boolean;
  readonly standing: string;
  readonly standingTitle: string;
  readonly endedOn: string | null;
  readonly ours: boolean;
  readonly lapses: boolean;
  readonly pauses: readonly { readonly after: string; readonly until: string | null }[];
  /** In words, such as 10 个工作日. */
  readonly extensions: readonly string[];
  readonly words: string;
  readonly urgency: Urgency;
};

/** The clocks of a case. */
export type CaseClocks = {
  readonly version: number;
  readonly clocks: readonly CaseClock[];
  readonly clauses: readonly Clause[];
};

/** One thing that an event says, in words. */
export type Particular = {
  /** Names from the outermost group to the field, such as `/party/name`. */
  readonly field: string;
  readonly title: string;
  readonly text: string;
};

/** Something that happened in a case. */
export type CaseEvent = {
  readonly sequence: number;
  readonly kind: string;
  readonly title: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly clauses: readonly string[];
  readonly commitment: string;
  readonly leafIndex: number | null;
  readonly particulars: readonly Particular[];
  readonly command: string | null;
};

/** All that happened in a case. */
export type CaseEvents = {
  readonly items: readonly CaseEvent[];
  readonly clauses: readonly Clause[];
};

// Whoever reads or fills in a page is told of changes and decides when to see them; nothing is exchanged under his hands.
const still = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** Key of everything that is read of a case. */
export const caseKey = (caseId: string) => ['/api/cases', caseId] as const;

/** One case. */
export const detailQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'detail'],
    queryFn: ({ signal }) => ask<CaseDetail>(`/api/cases/${caseId}`, { signal }),
    ...still,
  });

/** What may be done in a case. */
export const optionsQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'options'],
    queryFn: ({ signal }) => ask<CaseOptions>(`/api/cases/${caseId}/options`, { signal }),
    ...still,
  });

/** The clocks of a case. */
export const clocksQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'clocks'],
    queryFn: ({ signal }) => ask<CaseClocks>(`/api/cases/${caseId}/clocks`, { signal }),
    ...still,
  });

/** All events of a case, from the first. */
export const eventsQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'events'],
    queryFn: ({ signal }) => readEvents(caseId, signal),
    ...still,
  });

type EventPage = CaseEvents & { readonly nextCursor: string | null };

/** The rule packs by their titles. */
export const packsQuery = queryOptions({
  queryKey: ['/api/packs', 'titles'],
  queryFn: ({ signal }) =>
    ask<{ readonly items: readonly { readonly id: string; readonly title: string }[] }>(
      '/api/packs',
      { signal },
    ),
  staleTime: 600_000,
});

/** Reads the events of a case to the last. */
export async function readEvents(caseId: string, signal: AbortSignal): Promise<CaseEvents> {
  const items: CaseEvent[] = [];
  const clauses = new Map<string, Clause>();
  let cursor: string | null = null;
  do {
    const query = { cursor, limit: 200 };
    const page: EventPage = await ask<EventPage>(`/api/cases/${caseId}/events`, { query, signal });
    items.push(...page.items);
    for (const clause of page.clauses) clauses.set(clause.id, clause);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { items, clauses: [...clauses.values()] };
}

/** One case as it was read last. */
export function useDetail(caseId: string) {
  return useQuery(detailQuery(caseId));
}

/** The clauses with these ids, in their order. */
export function clausesOf(ids: readonly string[], known: readonly Clause[]): readonly Clause[] {
  return ids.flatMap((id) => known.find((clause) => clause.id === id) ?? []);
}

/** An instant as it is read: day, hour and minute in Beijing. */
export function momentText(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
