import { addDays, type CivilDate } from './civil-date.ts';
import type { Pack } from './pack.ts';
import { type Shelf, shelfOf } from './shelf.ts';

/** What a body should know about a pack it follows. */
export type PackWarning = {
  readonly pack: string;
  readonly code: 'draft' | 'not-yet-in-force' | 'ending' | 'ended';
  readonly text: string;
  /** The day the pack begins or ends; null for a draft. */
  readonly on: CivilDate | null;
};

/** What to warn of on a day: a draft, a pack that has not begun, is about to end or has ended. */
export function warningsOf(
  id: string,
  packs: readonly Pack[],
  on: CivilDate,
): readonly PackWarning[] {
  const shelf = shelfOf(id, packs);
  const drafts = shelf
    .filter(({ pack }) => pack.draft)
    .map(({ pack }): PackWarning => {
      const text = `《${pack.title}》是征求意见稿，启用前须由使用单位确认正式文本。`;
      return { pack: id, code: 'draft', text, on: null };
    });
  const span = spanWarning(id, shelf, on);
  return span === null ? drafts : [...drafts, span];
}

function spanWarning(id: string, shelf: Shelf, on: CivilDate): PackWarning | null {
  const first = shelf[0];
  const last = shelf.at(-1);
  if (first === undefined || last === undefined) return null;
  const { title, warnDaysBeforeEnd } = last.pack;
  if (on < first.first) {
    const text = `《${title}》自 ${first.first} 起施行，此前不适用。`;
    return { pack: id, code: 'not-yet-in-force', text, on: first.first };
  }
  if (on > last.last) {
    const text = `《${title}》已于 ${last.last} 失效，此后只适用上位规定。请确认接续的文件。`;
    return { pack: id, code: 'ended', text, on: last.last };
  }
  // A version without an end has the last day there is; it is never about to end.
  if (last.pack.inForceUntil === null || on < addDays(last.last, -warnDaysBeforeEnd)) return null;
  const text = `《${title}》将于 ${last.last} 失效。请确认接续的文件。`;
  return { pack: id, code: 'ending', text, on: last.last };
}
