// What the server says of cases in lists, and of what waits, is late and changed.

import { queryOptions } from '@tanstack/react-query';
import type { ClockBrief, Urgency } from '../parts/clock-notice.tsx';
import { ask } from './client.ts';

/** A person by name. */
export type Named = { readonly id: string; readonly name: string };

/** What a case waits for. */
export type Awaited = {
  readonly command: string;
  readonly title: string;
  readonly roleTitles: readonly string[];
};

/** A case in a list. */
export type CaseEntry = {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly variant: string;
  readonly step: string;
  readonly stepTitle: string;
  readonly standing: string;
  readonly standingTitle: string;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly handlers: readonly Named[];
  readonly awaiting: readonly Awaited[];
  readonly version: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly nextClock: ClockBrief | null;
};

/** Something that waits for the person. */
export type Task = {
  readonly agencyId: string;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly step: string;
  readonly stepTitle: string;
  readonly command: string;
  readonly commandTitle: string;
  readonly role: string;
  readonly roleTitle: string;
  readonly since: string;
  /** The clock that doing it ends; null where it ends none. */
  readonly clock: ClockBrief | null;
  /** The most pressing clock of the case. */
  readonly nextClock: ClockBrief | null;
};

/** How much waits for the person. */
export type TaskSummary = {
  readonly total: number;
  readonly overdue: number;
  readonly today: number;
  readonly soon: number;
  readonly byCommand: readonly {
    readonly command: string;
    readonly title: string;
    readonly count: number;
  }[];
};

/** A case with clocks that have run out. */
export type OverdueCase = CaseEntry & {
  readonly clocks: readonly ClockBrief[];
};

/** Something somebody else did. */
export type CaseChange = {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly sequence: number;
  readonly kind: string;
  readonly kindTitle: string;
  readonly at: string;
  readonly actorName: string | null;
};

/** A month in figures. */
export type Month = {
  readonly month: string;
  readonly opened: number;
  readonly decided: number;
  readonly closed: number;
};

/** A department in figures. */
export type DepartmentFigures = {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly soon: number;
};

/** What there is and how it goes, within the scope of the person. */
export type Figures = {
  readonly steps: readonly {
    readonly step: string;
    readonly title: string;
    readonly count: number;
  }[];
  readonly standings: readonly {
    readonly standing: string;
    readonly title: string;
    readonly count: number;
  }[];
  readonly months: readonly Month[];
  readonly departments: readonly DepartmentFigures[];
  readonly handlers: readonly {
    readonly id: string;
    readonly name: string;
    readonly agencyName: string;
    readonly open: number;
    readonly overdue: number;
  }[];
  readonly asOf: string;
};

/** How much waits for the person. */
export const taskSummaryQuery = queryOptions({
  queryKey: ['/api/tasks/summary'],
  queryFn: () => ask<TaskSummary>('/api/tasks/summary'),
  refetchInterval: 60_000,
  // What was done a moment ago no longer waits.
  refetchOnMount: 'always',
});

/** The figures. */
export const figuresQuery = queryOptions({
  queryKey: ['/api/figures'],
  queryFn: () => ask<Figures>('/api/figures'),
  staleTime: 30_000,
});

/** The procedure, as far as lists need its names. */
export type ProcedureNames = {
  readonly variants: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly id: string; readonly title: string }[];
};

/** Names of the steps and variants. */
export const procedureQuery = queryOptions({
  queryKey: ['/api/procedures/penalty'],
  queryFn: () => ask<ProcedureNames>('/api/procedures/penalty'),
  staleTime: 600_000,
});

/** How pressing a clock is; 'none' where no clock runs. */
export function urgencyOf(clock: ClockBrief | null): Urgency {
  return clock?.urgency ?? 'none';
}
