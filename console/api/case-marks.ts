// Cases a person comes back to: those pinned by hand, and those opened last.

import { usePreference } from './preferences.ts';

/** A case as a short list remembers it. */
export type CaseMark = {
  readonly caseId: string;
  readonly title: string;
  readonly caseNumber: string | null;
};

const mostPinned = 50;
const mostRecent = 12;

/** What stands in a stored list, leaving out what is not a case. */
export function marksIn(stored: unknown): readonly CaseMark[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return stored.filter(isMark).map(({ caseId, title, caseNumber }) => ({
    caseId,
    title,
    caseNumber: typeof caseNumber === 'string' ? caseNumber : null,
  }));
}

function isMark(one: unknown): one is CaseMark {
  const mark = one as Partial<CaseMark> | null;
  return typeof mark?.caseId === 'string' && typeof mark.title === 'string';
}

/** Puts a case in front of a list that holds each case once. */
export function withMark(
  marks: readonly CaseMark[],
  mark: CaseMark,
  most: number,
): readonly CaseMark[] {
  return [mark, ...marks.filter(({ caseId }) => caseId !== mark.caseId)].slice(0, most);
}

/** The pinned cases, and how to pin and let go. */
export function usePinned() {
  const { value = [], keep } = usePreference('pinned', marksIn);
  return {
    marks: value,
    isPinned: (caseId: string) => value.some((mark) => mark.caseId === caseId),
    pin: (mark: CaseMark) => keep((before = []) => withMark(before, mark, mostPinned)),
    release: (caseId: string) =>
      keep((before = []) => before.filter((mark) => mark.caseId !== caseId)),
  };
}

/** The cases opened last, the latest first. */
export function useRecent() {
  const { value = [], isReady, keep } = usePreference('recent', marksIn);
  return {
    marks: value,
    isReady,
    remember: (mark: CaseMark) => keep((before = []) => withMark(before, mark, mostRecent)),
  };
}
