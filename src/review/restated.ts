import type { Draft } from '../casework/index.ts';

/** What a submission may state otherwise than the report. */
const fields = ['penalty', 'facts', 'evidence', 'basis', 'discretion'];

/**
 * What a submission opens with: what the one before and its supplements stated otherwise than the report, unless a report
 * came after them.
 *
 * Without it the next round would be about the report again, and nobody would have said so.
 *
 * @source apl-2021-58; dazhou-2.3.11-2b
 */
export const restated: Draft = (_view, { events }) => {
  const last = events.findLastIndex(({ kind }) =>
    ['reviewSubmitted', 'investigationFinished'].includes(kind),
  );
  if (events[last]?.kind !== 'reviewSubmitted') return {};
  const stated = events
    .slice(last)
    .filter(({ kind }) => ['reviewSubmitted', 'reviewSupplemented'].includes(kind));
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = stated.map(({ data }) => data[field] ?? '').findLast((said) => said !== '');
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
};
