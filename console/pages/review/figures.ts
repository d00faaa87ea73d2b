// Figures of legal review over a period, as the server counts them.

import { queryOptions } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';

/** Figures of legal review over a period. */
export type ReviewFigures = {
  readonly from: string;
  readonly until: string;
  readonly firstPass: { readonly passed: number; readonly total: number };
  readonly byItem: readonly {
    readonly code: string;
    readonly title: string;
    readonly problems: number;
  }[];
  readonly workdays: {
    readonly median: number | null;
    readonly p90: number | null;
    readonly longest: number | null;
  };
  readonly byDepartment: readonly {
    readonly departmentId: string | null;
    readonly departmentName: string | null;
    readonly reviews: number;
    readonly passedFirst: number;
    readonly problems: number;
  }[];
  /** The bodies in the scope, also those without a review. */
  readonly byBody: readonly {
    readonly agencyId: string;
    readonly agencyName: string;
    readonly reviews: number;
    readonly firstPass: { readonly passed: number; readonly total: number };
    readonly late: number;
    readonly medianWorkdays: number | null;
  }[];
  readonly byKind: readonly { readonly code: string; readonly title: string; readonly n: number }[];
  readonly months: readonly {
    readonly month: string;
    readonly given: number;
    readonly late: number;
  }[];
};

/** The period that is looked at. */
export type FiguresSearch = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the address, leaving out what is no day. */
export function figuresSearchIn(search: Readonly<Record<string, unknown>>): FiguresSearch {
  const { from, until } = search;
  return {
    ...(typeof from === 'string' && day.test(from) ? { from } : {}),
    ...(typeof until === 'string' && day.test(until) ? { until } : {}),
  };
}

/** Periods that are often asked for, up to a day. */
export function usualPeriods(
  today: string,
): readonly { readonly title: string; readonly from: string; readonly until: string }[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = (of: number) => `${year}-${String(of).padStart(2, '0')}-01`;
  const yearAgo = month === 12 ? first(1) : `${year - 1}-${String(month + 1).padStart(2, '0')}-01`;
  return [
    { title: '本月', from: first(month), until: today },
    { title: '本季度', from: first(month - ((month - 1) % 3)), until: today },
    { title: '今年', from: first(1), until: today },
    { title: '近十二个月', from: yearAgo, until: today },
  ];
}

/** A part of a whole in percent; a dash where there is no whole. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part * 1000) / whole) / 10}%`;
}

/** Figures of a period. */
export const reviewFiguresQuery = ({ from, until }: FiguresSearch) =>
  queryOptions({
    queryKey: ['/api/review-figures', from ?? null, until ?? null],
    queryFn: ({ signal }) =>
      ask<ReviewFigures>('/api/review-figures', { query: { from, until }, signal }),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
