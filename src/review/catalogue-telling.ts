import { addDays, type CivilDate } from '../rules/index.ts';
import {
  type Catalogue,
  type CatalogueItem,
  type CatalogueVersion,
  type ItemStanding,
  inForceOn,
} from './catalogue.ts';
import { approvalRefusals, openSteps, type VersionStep } from './catalogue-decision.ts';
import { type CatalogueLaw, compiledItem } from './catalogue-item.ts';

// A catalogue in words, for who looks at it: what each item and version is, and what this person may do with it.

/** Who looks at a catalogue. */
export type CatalogueReader = {
  /** Departments for which the person may report. */
  readonly heads: readonly string[];
  readonly mayExamine: boolean;
  readonly mayApprove: boolean;
  /** Account of the person. */
  readonly id: string;
};

/** What everything is told with. */
export type CatalogueGround = {
  readonly law: CatalogueLaw;
  readonly departmentNames: Readonly<Record<string, string>>;
  readonly nameOf: (accountId: string) => string;
  readonly today: CivilDate;
};

const itemTitles: Readonly<Record<ItemStanding, string>> = {
  reported: '等待审核',
  accepted: '已同意编入',
  returned: '已退回',
  withdrawn: '已撤回',
};

const versionTitles: Readonly<Record<CatalogueVersion['standing'], string>> = {
  compiled: '等待批准',
  returned: '已退回',
  approved: '已批准',
};

/** Items of a catalogue as somebody sees them: those waiting first, then by department and title. */
export function toldItems(catalogue: Catalogue, reader: CatalogueReader, ground: CatalogueGround) {
  const order: readonly ItemStanding[] = ['reported', 'returned', 'accepted', 'withdrawn'];
  return Object.values(catalogue.items)
    .map((item) => toldItem(item, reader, ground))
    .toSorted(
      (one, other) =>
        order.indexOf(one.standing) - order.indexOf(other.standing) ||
        compareText(one.departmentName, other.departmentName) ||
        compareText(one.title, other.title),
    );
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function toldItem(item: CatalogueItem, reader: CatalogueReader, ground: CatalogueGround) {
  const departmentName = ground.departmentNames[item.departmentId] ?? '';
  const { no: _place, ...told } = compiledItem(item, { no: 0, departmentName }, ground.law.choices);
  return {
    ...told,
    standing: item.standing,
    standingTitle: itemTitles[item.standing],
    reportedAt: item.reportedAt,
    reportedBy: ground.nameOf(item.reportedBy),
    finding: named(item.finding, ground),
    withdrawal: named(item.withdrawal, ground),
    next: nextOf(item, reader, ground),
  };
}

const named = <T extends { readonly by: string }>(said: T | null, { nameOf }: CatalogueGround) =>
  said === null ? null : { ...said, by: nameOf(said.by) };

function nextOf(
  item: CatalogueItem,
  { heads, mayExamine, id }: CatalogueReader,
  { law }: CatalogueGround,
) {
  const isOwn = heads.includes(item.departmentId);
  const isMine = law.rule.isExamined && item.reportedBy === id;
  return [
    ...(isOwn ? (['revise'] as const) : []),
    ...(isOwn && item.standing !== 'withdrawn' ? (['withdraw'] as const) : []),
    ...(mayExamine && item.standing === 'reported' && !isMine ? (['examine'] as const) : []),
  ];
}

/** A version as somebody sees it. */
export function toldVersion(
  catalogue: Catalogue,
  version: CatalogueVersion,
  reader: CatalogueReader,
  ground: CatalogueGround,
) {
  const { rule } = ground.law;
  const next = openSteps(catalogue, version, rule).filter((step) => isFor(step, reader));
  const waiting = version.standing === 'compiled' ? approvalRefusals(catalogue, version, rule) : [];
  return {
    number: version.number,
    standing: version.standing,
    standingTitle: versionTitles[version.standing],
    isInForce: inForceOn(catalogue, ground.today)?.number === version.number,
    itemCount: version.items.length,
    digest: version.digest,
    note: version.note,
    compiledAt: version.compiledAt,
    compiledBy: ground.nameOf(version.compiledBy),
    returned: named(version.returned, ground),
    approvedAt: version.approved?.at ?? null,
    approvedBy: version.approved === null ? null : ground.nameOf(version.approved.by),
    inForceFrom: version.inForceFrom,
    inForceUntil: lastDayOf(catalogue, version),
    publishedAt: version.published?.at ?? null,
    filed: named(version.filed, ground),
    next,
    waiting: waiting.map(({ text }) => text),
  };
}

const isFor = (step: VersionStep, { mayExamine, mayApprove }: CatalogueReader) =>
  step === 'approve' || step === 'return' ? mayApprove : mayExamine;

/** The day before the next version begins; null while there is none. */
function lastDayOf(catalogue: Catalogue, { number }: CatalogueVersion): CivilDate | null {
  const next = catalogue.versions.find((one) => one.number === number + 1)?.inForceFrom ?? null;
  return next === null ? null : addDays(next, -1);
}
