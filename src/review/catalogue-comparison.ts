import type { CompiledItem } from './catalogue.ts';

/** One thing of an item that differs between two versions. */
export type ChangedFact = {
  readonly title: string;
  readonly before: string;
  readonly after: string;
};

/** What became of one item between two versions. */
export type ComparedItem = {
  readonly itemId: string;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
  /** Places in the two versions; null where it does not stand. */
  readonly before: number | null;
  readonly after: number | null;
  /** What differs, in the order of the form; all there is of an item that was added or removed. */
  readonly facts: readonly ChangedFact[];
};

const facts: readonly {
  readonly title: string;
  readonly of: (item: CompiledItem) => string;
}[] = [
  { title: '事项', of: ({ title }) => title },
  { title: '行政执法行为类别', of: ({ actKindTitle }) => actKindTitle },
  { title: '执法层级', of: ({ levelTitle }) => levelTitle },
  { title: '所属领域', of: ({ field }) => field ?? '不限' },
  { title: '金额、处罚种类和其他情况', of: ({ words }) => words },
  { title: '事项标准', of: ({ standard }) => standard },
  { title: '属于的情形', of: ({ triggerTitle }) => triggerTitle },
  { title: '依据', of: ({ basis }) => basis },
  { title: '承办机构', of: ({ departmentName }) => departmentName },
];

/**
 * Compares two versions item by item: first in the order of the later one, then what it no longer has.
 *
 * An item that only moved to another place is the same.
 */
export function compareVersions(
  before: readonly CompiledItem[],
  after: readonly CompiledItem[],
): readonly ComparedItem[] {
  const earlier = new Map(before.map((item) => [item.itemId, item]));
  const kept = new Set(after.map(({ itemId }) => itemId));
  return [
    ...after.map((item) => compared(earlier.get(item.itemId), item)),
    ...before.filter(({ itemId }) => !kept.has(itemId)).map((item) => compared(item, undefined)),
  ];
}

function compared(before: CompiledItem | undefined, after: CompiledItem | undefined): ComparedItem {
  const { itemId = '', title = '' } = after ?? before ?? {};
  const changes = changedFacts(before, after);
  return {
    itemId,
    title,
    kind: kindOf(before, after, changes.length),
    before: before?.no ?? null,
    after: after?.no ?? null,
    facts: changes,
  };
}

function changedFacts(
  before: CompiledItem | undefined,
  after: CompiledItem | undefined,
): readonly ChangedFact[] {
  const told = (item: CompiledItem | undefined, of: (item: CompiledItem) => string) =>
    item === undefined ? '' : of(item);
  return facts
    .map(({ title, of }) => ({ title, before: told(before, of), after: told(after, of) }))
    .filter((fact) => fact.before !== fact.after);
}

function kindOf(
  before: CompiledItem | undefined,
  after: CompiledItem | undefined,
  changes: number,
): ComparedItem['kind'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return changes > 0 ? 'changed' : 'same';
}
