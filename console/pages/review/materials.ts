// The records of a case as a reviewer reads them: by the materials that were submitted, or in the order in which they
// came about. What came after the submission was not before the reviewer and is told apart.

import type { CaseEvent } from '../workspace/case-file.ts';

/** A material of a submission with the records that stand for it. */
export type Material = {
  readonly code: string;
  readonly title: string;
  readonly sequences: readonly number[];
  readonly missing: boolean;
};

/** Records under one heading. */
export type RecordGroup = {
  readonly key: string;
  readonly title: string;
  readonly records: readonly CaseEvent[];
  readonly isMissing: boolean;
  /** All its records are shown under a material before it. */
  readonly isAbove?: boolean;
};

/** How the records are grouped. */
export type Grouping = 'material' | 'order';

/**
 * The records under the materials that they stand for, then those that belong to none.
 *
 * A record that stands for several materials is shown under the first of them.
 */
export function byMaterial(
  events: readonly CaseEvent[],
  materials: readonly Material[],
): readonly RecordGroup[] {
  const known = new Map(events.map((event) => [event.sequence, event]));
  const taken = new Set<number>();
  const groups = materials.map((material) => {
    const { code, title, missing } = material;
    const all = sequencesOf(material, events).filter((one) => known.has(one));
    const own = all.filter((one) => !taken.has(one));
    for (const sequence of own) taken.add(sequence);
    const records = own.flatMap((sequence) => known.get(sequence) ?? []);
    const isAbove = all.length > 0 && own.length === 0;
    return { key: code, title, records, isMissing: missing, isAbove };
  });
  const rest = events.filter(({ sequence }) => !taken.has(sequence));
  if (rest.length === 0) return groups;
  const title = materials.length === 0 ? '全部记录' : '案卷的其他记录';
  return [...groups, { key: 'rest', title, records: rest, isMissing: false }];
}

/** Code of the material that is the file as a whole, up to the record that it names. */
const wholeFile = 'case-file';

function sequencesOf({ code, sequences }: Material, events: readonly CaseEvent[]) {
  if (code !== wholeFile || sequences.length === 0) return sequences;
  const last = Math.max(...sequences);
  return events.map(({ sequence }) => sequence).filter((sequence) => sequence <= last);
}

/** The records in the order in which they came about. */
export function byOrder(events: readonly CaseEvent[]): readonly RecordGroup[] {
  return [{ key: 'all', title: '按办理先后', records: events, isMissing: false }];
}

/** The groups with the records that hold the text or bear the number; empty groups are left out while something is looked for. */
export function narrowed(groups: readonly RecordGroup[], text: string): readonly RecordGroup[] {
  const wanted = text.trim();
  if (wanted === '') return groups;
  return groups
    .map((group) => ({ ...group, records: group.records.filter((one) => holds(one, wanted)) }))
    .filter(({ records }) => records.length > 0);
}

function holds(event: CaseEvent, text: string): boolean {
  const number = numberIn(text);
  if (number !== null) return event.sequence === number;
  const told = event.particulars.flatMap((one) => [one.title, one.text]);
  return [event.title, event.actorName ?? '', ...told].some((one) => one.includes(text));
}

/** The number of a record that somebody typed to go there; null for other texts. */
export function numberIn(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  return /^#?\d{1,7}$/.test(plain) ? Number(plain.replace('#', '')) : null;
}

/** The record before or after the one that is shown; the first or last when none is. */
export function neighbour(
  records: readonly number[],
  shown: number | null,
  direction: 1 | -1,
): number | null {
  const at = shown === null ? -1 : records.indexOf(shown);
  if (at === -1) return (direction === 1 ? records[0] : records.at(-1)) ?? null;
  return records[Math.min(Math.max(at + direction, 0), records.length - 1)] ?? null;
}

/** A piece of a text, and whether it is what somebody looks for. */
export type Piece = { readonly text: string; readonly isHit: boolean };

/** The text cut where it holds what is looked for. */
export function piecesOf(text: string, wanted: string): readonly Piece[] {
  if (wanted === '' || numberIn(wanted) !== null) return [{ text, isHit: false }];
  const parts = text.split(wanted);
  return parts
    .flatMap((part, at) =>
      at === 0
        ? [{ text: part, isHit: false }]
        : [
            { text: wanted, isHit: true },
            { text: part, isHit: false },
          ],
    )
    .filter((piece) => piece.text !== '');
}

/** The recordings that a record speaks of: their references as they were entered. */
export function recordingsIn({ data }: Pick<CaseEvent, 'data'>): readonly string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const inner = value as Readonly<Record<string, unknown>>;
    if (!/recording/i.test(name)) continue;
    const { reference } = inner;
    if (typeof reference === 'string' && reference !== '') found.push(reference);
  }
  return found;
}
