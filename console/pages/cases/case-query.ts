// Which cases are listed. The question stands in the address, so that it can be sent to a colleague and kept as a view.

/** A question to the list of cases. */
export type CaseQuery = {
  readonly text?: string;
  readonly standing?: string;
  readonly step?: string;
  readonly variant?: string;
  readonly departmentId?: string;
  readonly handler?: string;
  readonly openedFrom?: string;
  readonly openedUntil?: string;
  readonly order?: string;
  readonly mine?: boolean;
  readonly awaitsMe?: boolean;
  readonly overdue?: boolean;
  /** Name of the saved view that is open; 'all' when the person asked for all cases. */
  readonly view?: string;
};

const flags = ['mine', 'awaitsMe', 'overdue'] as const;
const texts = [
  'text',
  'standing',
  'step',
  'variant',
  'departmentId',
  'handler',
  'openedFrom',
  'openedUntil',
  'order',
  'view',
] as const;
const days = ['openedFrom', 'openedUntil'] as const;

/** Marks the list of all cases, where the standard view of the person would otherwise open. */
export const allCases = 'all';

/** The question that an address or a saved view holds; what it does not understand is left out. */
export function caseQueryIn(stored: Readonly<Record<string, unknown>>): CaseQuery {
  const found: Record<string, string | boolean> = {};
  for (const name of texts) {
    const value = stored[name];
    // Numbers and flags stand unquoted in an address and arrive as such.
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (text !== '') found[name] = text.slice(0, 100);
  }
  for (const name of days) if (!/^\d{4}-\d\d-\d\d$/.test(String(found[name]))) delete found[name];
  for (const name of flags)
    if (stored[name] === true || stored[name] === 'true') found[name] = true;
  return found;
}

/** The question with one thing changed; an empty answer is left out of the address. */
export function changedQuery(
  query: CaseQuery,
  change: Readonly<Record<string, unknown>>,
): CaseQuery {
  const { view: _, ...rest } = query;
  return caseQueryIn({ ...rest, ...change });
}

/** What is asked of the server. */
export function askedOf(query: CaseQuery): Omit<CaseQuery, 'view'> {
  const { view: _, ...asked } = query;
  return asked;
}

/** Whether both ask the same. */
export function asksTheSame(one: CaseQuery, other: CaseQuery): boolean {
  const [first, second] = [askedOf(one), askedOf(other)];
  const names = new Set([...Object.keys(first), ...Object.keys(second)]) as Set<keyof typeof first>;
  return [...names].every((name) => first[name] === second[name]);
}

/** How many filters narrow the list; the order does not. */
export function filtersIn(query: CaseQuery): number {
  const { order: _, ...rest } = askedOf(query);
  return Object.keys(rest).length;
}
