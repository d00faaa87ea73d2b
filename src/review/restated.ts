import type { Draft } from '../casework/index.ts';

/** What a submission may state otherwise than the report. */
const fields = ['penalty', 'facts', 'basis', 'discretion'];

/**
 * What a submission opens with: what the one before stated otherwise than the report, unless a report came after it.
 *
 * Without it the next round would be about the report again, and nobody would have said so.
 *
 * @source apl-2021-58; dazhou-2.3.11-2b
 */
export const restated: Draft = (_view, { events }) => {
  const last = events.findLast(({ kind }) =>
    ['reviewSubmitted', 'investigationFinished'].includes(kind),
  );
  if (last?.kind !== 'reviewSubmitted') return {};
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = last.data[field] ?? '';
      return value === '' ? [] : [[field, value] as const];
    }),
  );
};
