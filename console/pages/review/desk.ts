// What the server tells of the desk of legal review.

import { queryOptions } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { hasRole, type Me } from '../../api/session.ts';
import type { Urgency } from '../../parts/clock-notice.tsx';

/** The clock of a review on the desk. */
export type ReviewClock = {
  readonly name: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly words: string;
  readonly urgency: Urgency;
  readonly warning: 'half' | 'two-days' | 'today' | 'over' | null;
};

/** A case on the desk. */
export type DeskEntry = {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly departmentName: string | null;
  readonly round: number;
  readonly standing: string;
  readonly standingTitle: string;
  readonly submittedAt: string | null;
  readonly receivedAt: string | null;
  readonly weight: number;
  readonly weightReasons: readonly string[];
  readonly triggers: readonly string[];
  readonly penaltyText: string;
  readonly reviewerId: string | null;
  readonly reviewerName: string | null;
  /** Who gave the opinion or accepted the material without being assigned. */
  readonly takenByName?: string | null;
  readonly mayReview: boolean;
  readonly whyNot: readonly string[];
  readonly clock: ReviewClock | null;
  readonly caseDueOn: string | null;
  readonly next: readonly { readonly command: string; readonly title: string }[];
};

/** How much lies before each reviewer. */
export type Workload = {
  readonly reviewers: readonly {
    readonly id: string;
    readonly name: string;
    readonly waiting: number;
    readonly overdue: number;
    readonly soon: number;
    readonly doneThisMonth: number;
  }[];
  /** What nobody was assigned to. */
  readonly unassigned?: {
    readonly waiting: number;
    readonly overdue: number;
    readonly soon: number;
  };
};

/** How much lies before each reviewer. */
export const workloadQuery = queryOptions({
  queryKey: ['/api/review-workload'],
  queryFn: ({ signal }) => ask<Workload>('/api/review-workload', { signal }),
  staleTime: 30_000,
});

/** The parts of the desk, in their order. */
export const deskParts = {
  all: '全部在审',
  submitted: '待确认材料',
  waiting: '待出具意见',
  countersign: '待把关',
  mine: '分派给我的',
} as const;

/** A part of the desk. */
export type DeskPart = keyof typeof deskParts;

/** In what order the desk is read. */
export const deskOrders = {
  clock: '按期限，先到期的在前',
  weight: '按轻重，重大的在前',
  received: '按收到先后',
} as const;

/** An order of the desk. */
export type DeskOrder = keyof typeof deskOrders;

/** Which part of the desk is open, in what order, and what is looked for. */
export type DeskQuery = {
  readonly standing?: DeskPart | undefined;
  readonly order?: DeskOrder | undefined;
  readonly department?: string | undefined;
  readonly text?: string | undefined;
};

const isOne = <T extends object>(known: T, value: unknown): value is keyof T =>
  typeof value === 'string' && Object.hasOwn(known, value);
const textIn = (value: unknown, most: number): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, most) : undefined;
};

/** Reads the address, leaving out what is not known. */
export function deskQueryIn(search: Readonly<Record<string, unknown>>): DeskQuery {
  const { standing, order } = search;
  const department = textIn(search['department'], 40);
  const text = textIn(search['text'], 60);
  return {
    ...(isOne(deskParts, standing) ? { standing } : {}),
    ...(isOne(deskOrders, order) ? { order } : {}),
    ...(department === undefined ? {} : { department }),
    ...(text === undefined ? {} : { text }),
  };
}

/** The parts that concern a person; the first is open when the desk is. */
export function partsFor(me: Me): readonly DeskPart[] {
  const isReviewer = hasRole(me, 'reviewer');
  const common: readonly DeskPart[] = ['all', 'submitted', 'waiting', 'countersign'];
  if (isReviewer) return [...common, 'mine'];
  return hasRole(me, 'leader') ? ['all', 'countersign', 'submitted', 'waiting'] : common;
}

const warnings: Readonly<Record<NonNullable<ReviewClock['warning']>, string>> = {
  half: '期限已过半',
  'two-days': '还有两日到期',
  today: '今天到期',
  over: '已经超过期限',
};

/** What a warning says beyond the words of the clock; empty where they say it already. */
export function warningWords({ warning, words }: ReviewClock): string {
  const said = warning === null ? '' : warnings[warning];
  const isSaid = warning !== 'half' && warning !== 'two-days';
  return isSaid || words.includes(said) ? '' : said;
}
