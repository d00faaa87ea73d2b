import { type CaseEvent, flagOf, textOf } from './case-event.ts';
import type { CaseView, Draft } from './part.ts';

/** A piece of evidence as a report lists it; null for what has not been verified. */
function lineOf(view: CaseView, { kind, data }: CaseEvent): string | null {
  if (kind === 'inspectionRecorded')
    return `现场检查（勘验）笔录（${textOf(data, 'heldOn')}）：${textOf(data, 'findings')}`;
  // Who was questioned stays in the record: the summary goes on into the decision.
  if (kind === 'questioningRecorded') return `询问笔录（${textOf(data, 'heldOn')}）`;
  if (kind !== 'evidenceAdded' || !flagOf(data, 'verified')) return null;
  const kinds = view.procedure.commands
    .get('addEvidence')
    ?.fields.find(({ name }) => name === 'kind')?.options;
  const title = kinds?.[textOf(data, 'kind')];
  return `${textOf(data, 'title')}${title === undefined ? '' : `（${title}）`}：${textOf(data, 'proves')}`;
}

/**
 * Draws up the evidence that a report rests on: that of the report before, then what is on file since, a line each.
 *
 * @source apl-2021-40; apl-2021-46
 */
export const reportDraft: Draft = (view, { events }) => {
  const before = events.findLast(({ kind }) => kind === 'investigationFinished');
  const since = events.filter(({ sequence }) => sequence > (before?.sequence ?? 0));
  const lines = [
    textOf(before?.data, 'evidenceSummary'),
    ...since.map((event) => lineOf(view, event) ?? ''),
  ].filter((line) => line !== '');
  return lines.length === 0 ? {} : { evidenceSummary: lines.join('\n') };
};
