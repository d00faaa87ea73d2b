/** Which two versions are compared. */
export type ComparisonSearch = { readonly before: number; readonly after: number };

/** The two versions in the address of a comparison; the first two for what is no number. */
export function comparisonSearchIn(search: Readonly<Record<string, unknown>>): ComparisonSearch {
  return { before: numberIn(search['before'], 1), after: numberIn(search['after'], 2) };
}

function numberIn(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise;
}

/** Whose flow chart is shown; the own body's when absent. */
export type FlowSearch = { readonly pack?: string | undefined };

/** The pack in the address of the flow chart. */
export function flowSearchIn(search: Readonly<Record<string, unknown>>): FlowSearch {
  const { pack } = search;
  return typeof pack === 'string' && /^[a-z0-9-]{1,60}$/.test(pack) ? { pack } : {};
}
