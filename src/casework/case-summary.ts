import { dayOf, type Instant } from '../rules/index.ts';
import { type CaseEvent, type CaseState, type Fact, objectOf, textOf } from './case-event.ts';
import { emptyCase, foldCase } from './evolve.ts';
import { handlingOfficers } from './officers.ts';
import type { CaseView } from './part.ts';
import type { Procedure } from './procedure.ts';

/** How far a case has come: being handled, decided, closed, archived. */
export type CaseStanding = 'open' | 'decided' | 'closed' | 'archived';

/** What users call each standing. */
export const caseStandingTitles: Readonly<Record<CaseStanding, string>> = {
  open: '办理中',
  decided: '已决定',
  closed: '已结案',
  archived: '已归档',
};

/** What lists show of a case. */
export type CaseSummary = {
  /** Null for a case that was registered without one. */
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string | null;
  readonly step: string;
  readonly standing: CaseStanding;
  readonly handlerIds: readonly string[];
  /** Department that handles the case; null when the body has none. */
  readonly departmentId: string | null;
};

type Facts = Pick<CaseView, 'state' | 'procedure' | 'all' | 'last' | 'has'>;

/** What lists show of a case, read from its facts alone. */
export function summaryOf(procedure: Procedure, state: CaseState): CaseSummary {
  const all = (kind: string): readonly Fact[] => state.facts[kind] ?? [];
  const view: Facts = {
    state,
    procedure,
    all,
    has: (kind) => all(kind).length > 0,
    last: (kind) => all(kind).at(-1),
  };
  const lead = view.last('leadRegistered')?.data;
  return {
    caseNumber: textOf(lead, 'caseNumber') || null,
    title: textOf(lead, 'title'),
    partyName: textOf(objectOf(lead, 'party'), 'name') || null,
    step: stepOf(view),
    standing: standingOf(view),
    handlerIds: handlingOfficers(view),
    departmentId: textOf(lead, 'departmentId') || null,
  };
}

function standingOf(view: Facts): CaseStanding {
  if (view.has('caseArchived')) return 'archived';
  if (view.has('caseClosed')) return 'closed';
  return view.has('decisionMade') ? 'decided' : 'open';
}

/** The furthest step reached or led to; a resumed investigation starts over from its own step. */
function stepOf(view: Facts): string {
  const steps = Object.keys(view.procedure.steps);
  const since = view.last('investigationResumed')?.sequence ?? 0;
  const reached = Object.keys(view.state.facts)
    .filter((kind) => (view.last(kind)?.sequence ?? 0) >= since)
    .map((kind) => view.procedure.causes.get(kind))
    .map((cause) => steps.indexOf(cause?.leadsTo ?? cause?.step ?? ''));
  return steps[Math.max(0, ...reached)] ?? '';
}

/**
 * Folds all events of a case anew, to the state and what lists show of it.
 *
 * @param events - in order, at least one
 */
export function projectCase(
  procedure: Procedure,
  events: readonly CaseEvent[],
): { readonly state: CaseState; readonly summary: CaseSummary } {
  const first = events[0];
  const start = emptyCase(procedure, first?.agencyId ?? '', first?.caseId ?? '', '');
  const state = foldCase(procedure, start, events);
  return { state, summary: summaryOf(procedure, state) };
}

/** When the last event of a case happened; null before the first. */
export function lastAt(state: CaseState): Instant | null {
  const moments = Object.values(state.facts).flatMap((facts) => facts.at(-1)?.at ?? []);
  return moments.sort().at(-1) ?? null;
}

/**
 * The case number of a body within a year, such as 市监案〔2026〕1号.
 *
 * @param shortName - of the body: those of two bodies never read alike
 */
export function caseNumberOf(shortName: string, at: Instant, n: number): string {
  return `${shortName}案〔${dayOf(at).slice(0, 4)}〕${n}号`;
}
