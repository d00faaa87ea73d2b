/** Parts of the page of a case, in their order. */
export const caseParts = {
  acts: '办理',
  clocks: '期限',
  events: '经过',
  facts: '案情',
  documents: '文书',
  recordings: '音像',
} as const;

/** One part of the page of a case. */
export type CasePart = keyof typeof caseParts;

/** What the address of a case says besides the case. */
export type CaseSearch = {
  /** The part in sight; 办理 when absent. */
  readonly part?: CasePart;
  /** The command whose form is open. */
  readonly do?: string;
};

/** Reads the address, leaving out what is not known. */
export function caseSearchIn(search: Record<string, unknown>): CaseSearch {
  const { part, do: command } = search;
  return {
    ...(typeof part === 'string' && Object.hasOwn(caseParts, part)
      ? { part: part as CasePart }
      : {}),
    ...(typeof command === 'string' && /^[a-zA-Z]{1,60}$/.test(command) ? { do: command } : {}),
  };
}
