import type { CivilDate, ClauseId, Instant, Refusal } from '../rules/index.ts';
import {
  type Catalogue,
  type CatalogueHappening,
  type CatalogueItem,
  type CatalogueVersion,
  type CompiledItem,
  draftOf,
  versionOf,
} from './catalogue.ts';
import {
  type CatalogueLaw,
  type CatalogueReport,
  compiledItem,
  contentOf,
  reportRefusals,
} from './catalogue-item.ts';
import type { CatalogueRule } from './catalogue-rule.ts';

// What may be done with a catalogue, by whom is asked before. Each function gives what happens, or what stands against
// it; the same functions tell the console what is open.

/** What happens, or why it does not. */
export type CatalogueDecision =
  | { readonly happens: CatalogueHappening; readonly refusals?: never }
  | { readonly refusals: readonly Refusal[]; readonly happens?: never };

/** Who acts, when. */
export type CatalogueAct = { readonly by: string; readonly at: Instant };

const no = (
  code: string,
  text: string,
  clauses: readonly ClauseId[],
  field?: string,
): readonly Refusal[] => [{ code, text, clauses, ...(field === undefined ? {} : { field }) }];

const decided = (
  refusals: readonly Refusal[],
  happens: () => CatalogueHappening,
): CatalogueDecision => (refusals.length > 0 ? { refusals } : { happens: happens() });

const itemUnknown = no(
  'review.catalogue-item-unknown',
  '没有找到这一事项，或者不由您所在的机构报送。请刷新后核对。',
  [],
);
const versionUnknown = no('review.catalogue-version-unknown', '没有这一版目录。请刷新后核对。', []);

/**
 * A department reports an item, or reports a known one anew with other content.
 *
 * @param target - the item, and the department that reports; of an item of another department nothing is known
 * @source kaifu-3.3-b; anze-L9-2; sao-2018-118-12
 */
export function reportItem(
  catalogue: Catalogue,
  target: { readonly itemId: string; readonly departmentId: string; readonly isNew: boolean },
  report: CatalogueReport,
  law: CatalogueLaw,
): CatalogueDecision {
  const { itemId, departmentId, isNew } = target;
  const known = catalogue.items[itemId];
  if (!isNew && known?.departmentId !== departmentId) return { refusals: itemUnknown };
  const content = contentOf(report);
  return decided(reportRefusals(report, law), () => ({
    kind: 'catalogueItemReported',
    data: { itemId, departmentId, content },
  }));
}

/**
 * A department takes an item back; versions that hold it keep it.
 */
export function withdrawItem(
  catalogue: Catalogue,
  target: { readonly itemId: string; readonly departmentId: string },
  reason: string,
): CatalogueDecision {
  const item = catalogue.items[target.itemId];
  if (item === undefined || item.departmentId !== target.departmentId)
    return { refusals: itemUnknown };
  if (item.standing === 'withdrawn')
    return { refusals: no('review.catalogue-withdrawn', '这一事项已经撤回，无须再撤回。', []) };
  return { happens: { kind: 'catalogueItemWithdrawn', data: { itemId: item.itemId, reason } } };
}

/**
 * The review office accepts an item, or returns it with a reason.
 *
 * @source kaifu-3.3-c
 */
export function examineItem(
  catalogue: Catalogue,
  finding: { readonly itemId: string; readonly accepted: boolean; readonly reason: string },
  act: CatalogueAct,
  rule: CatalogueRule,
): CatalogueDecision {
  const item = catalogue.items[finding.itemId];
  if (item === undefined) return { refusals: itemUnknown };
  return decided(findingRefusals(item, finding, act, rule), () => ({
    kind: 'catalogueItemExamined',
    data: finding,
  }));
}

function findingRefusals(
  item: CatalogueItem,
  finding: { readonly accepted: boolean; readonly reason: string },
  act: CatalogueAct,
  rule: CatalogueRule,
): readonly Refusal[] {
  const { clauses } = rule;
  if (item.standing !== 'reported')
    return no(
      'review.catalogue-not-reported',
      '这一事项没有等待审核的报送。请等承办机构重新报送。',
      clauses,
    );
  if (rule.isExamined && item.reportedBy === act.by)
    return no(
      'review.catalogue-own-item',
      '这一事项由您本人报送，须由审核机构的其他人员审核。',
      clauses,
    );
  return finding.accepted || finding.reason.trim() !== ''
    ? []
    : no(
        'review.catalogue-reason',
        '退回的须写明理由，承办机构才知道怎样修改。',
        clauses,
        'reason',
      );
}

/** The items that the next version is compiled from: what is accepted, in the order of the last version, new ones last. */
export function itemsToCompile(
  catalogue: Catalogue,
  departmentNames: Readonly<Record<string, string>>,
  { choices }: CatalogueLaw,
): readonly CompiledItem[] {
  const places = new Map(lastItems(catalogue).map(({ itemId, no: place }) => [itemId, place]));
  const placeOf = ({ itemId }: CatalogueItem) => places.get(itemId) ?? Number.MAX_SAFE_INTEGER;
  return Object.values(catalogue.items)
    .filter(({ standing }) => standing === 'accepted')
    .toSorted((one, other) => placeOf(one) - placeOf(other) || byReport(one, other))
    .map((item, index) => {
      const departmentName = departmentNames[item.departmentId] ?? '';
      return compiledItem(item, { no: index + 1, departmentName }, choices);
    });
}

const byReport = (one: CatalogueItem, other: CatalogueItem) =>
  one.reportedAt === other.reportedAt
    ? compareText(one.itemId, other.itemId)
    : compareText(one.reportedAt, other.reportedAt);
const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

const lastItems = (catalogue: Catalogue) => lastApproved(catalogue)?.items ?? [];
const lastApproved = (catalogue: Catalogue): CatalogueVersion | undefined =>
  catalogue.versions.findLast(({ standing }) => standing === 'approved');

/**
 * The review office compiles what it has accepted into the next version; one not approved yet is replaced.
 *
 * @param compiled - items in order, with the digest of their table
 * @source kaifu-3.3-c; anze-L9-2; sao-2018-118-12
 */
export function compileVersion(
  catalogue: Catalogue,
  compiled: {
    readonly items: readonly CompiledItem[];
    readonly digest: string;
    readonly note: string;
  },
  { clauses }: CatalogueRule,
): CatalogueDecision {
  const last = lastApproved(catalogue);
  const draft = draftOf(catalogue);
  const refusals =
    compiled.items.length === 0
      ? no(
          'review.catalogue-empty',
          '还没有审核同意的事项。请先由各承办机构报送，再逐项审核。',
          clauses,
        )
      : compiled.digest === last?.digest ||
          (compiled.digest === draft?.digest && draft.standing === 'compiled')
        ? no(
            'review.catalogue-unchanged',
            '与上次汇编的内容相同，无须重新汇编。事项有变动后再汇编。',
            clauses,
          )
        : [];
  return decided(refusals, () => ({
    kind: 'catalogueCompiled',
    data: { number: (last?.number ?? 0) + 1, ...compiled },
  }));
}

/** What stands against approving a version as it is. */
export function approvalRefusals(
  catalogue: Catalogue,
  version: CatalogueVersion,
  { clauses }: CatalogueRule,
): readonly Refusal[] {
  const closed = closedRefusals(version, clauses);
  if (closed.length > 0) return closed;
  if (version.standing === 'returned')
    return no(
      'review.catalogue-returned',
      '这一版已经退回，请由审核机构修改并重新汇编后再批准。',
      clauses,
    );
  const waiting = Object.values(catalogue.items).filter(
    ({ standing, reportedAt }) => standing === 'reported' && reportedAt <= version.compiledAt,
  );
  if (waiting.length > 0)
    return no(
      'review.catalogue-unexamined',
      `汇编时还有 ${waiting.length} 项报送没有审核。请先逐项审核，再重新汇编。`,
      clauses,
    );
  return isOutdated(catalogue, version)
    ? no(
        'review.catalogue-outdated',
        '汇编以后，编入的事项有撤回、退回或者重新报送。请审核后重新汇编。',
        clauses,
      )
    : [];
}

const isOutdated = (catalogue: Catalogue, version: CatalogueVersion) =>
  version.items.some(({ itemId }) => {
    const item = catalogue.items[itemId];
    return item?.standing !== 'accepted' || item.reportedAt > version.compiledAt;
  });

const closedRefusals = (version: CatalogueVersion, clauses: readonly ClauseId[]) =>
  version.standing === 'approved'
    ? no(
        'review.catalogue-version-closed',
        '这一版已经批准，内容不能再改。要改的请报送、审核后汇编新的一版。',
        clauses,
      )
    : [];

/**
 * The leader approves exactly the version that was looked at; it comes into force on a day from then on.
 *
 * @param approval - digest of what was looked at, and the first day in force
 * @source kaifu-3.3-c; anze-L9-2
 */
export function approveVersion(
  catalogue: Catalogue,
  approval: { readonly number: number; readonly digest: string; readonly inForceFrom: CivilDate },
  today: CivilDate,
  rule: CatalogueRule,
): CatalogueDecision {
  const version = versionOf(catalogue, approval.number);
  if (version === undefined) return { refusals: versionUnknown };
  const refusals = [
    ...approvalRefusals(catalogue, version, rule),
    ...digestRefusals(version, approval.digest, rule.clauses),
  ];
  const first = refusals.length > 0 ? refusals : startRefusals(catalogue, approval, today, rule);
  return decided(first, () => ({ kind: 'catalogueApproved', data: approval }));
}

const digestRefusals = (
  version: CatalogueVersion,
  digest: string,
  clauses: readonly ClauseId[],
): readonly Refusal[] =>
  version.digest === digest
    ? []
    : no(
        'review.catalogue-other-content',
        '您看到的和现在的内容不同，这一版刚被重新汇编。请刷新核对后再办理。',
        clauses,
      );

function startRefusals(
  catalogue: Catalogue,
  { inForceFrom }: { readonly inForceFrom: CivilDate },
  today: CivilDate,
  { clauses }: CatalogueRule,
): readonly Refusal[] {
  if (inForceFrom < today)
    return no(
      'review.catalogue-backdated',
      '施行日期不能早于批准之日。请改为今天或者以后的日期。',
      clauses,
      'inForceFrom',
    );
  const last = lastApproved(catalogue)?.inForceFrom ?? null;
  return last === null || inForceFrom > last
    ? []
    : no(
        'review.catalogue-order',
        `上一版自 ${last} 起施行，这一版须在此后施行。请改为更晚的日期。`,
        clauses,
        'inForceFrom',
      );
}

/** The leader does not approve a version and says why. */
export function returnVersion(
  catalogue: Catalogue,
  returned: { readonly number: number; readonly digest: string; readonly reason: string },
  { clauses }: CatalogueRule,
): CatalogueDecision {
  const version = versionOf(catalogue, returned.number);
  if (version === undefined) return { refusals: versionUnknown };
  const again =
    version.standing === 'returned'
      ? no('review.catalogue-returned', '这一版已经退回，请等待重新汇编。', clauses)
      : [];
  const refusals = [
    ...closedRefusals(version, clauses),
    ...again,
    ...digestRefusals(version, returned.digest, clauses),
  ];
  return decided(refusals, () => ({ kind: 'catalogueReturned', data: returned }));
}

const unapproved = (version: CatalogueVersion, what: string, clauses: readonly ClauseId[]) =>
  version.standing === 'approved'
    ? []
    : no(
        'review.catalogue-not-approved',
        `这一版还没有批准，不能${what}。请先由机关负责人批准。`,
        clauses,
      );

/** What stands against publishing a version. */
export function publicationRefusals(
  version: CatalogueVersion,
  { publish, clauses }: CatalogueRule,
): readonly Refusal[] {
  if (!publish)
    return no(
      'review.catalogue-publication-unasked',
      '本机关的规则没有要求公开审核目录，本系统不办理公开。',
      clauses,
    );
  if (version.published !== null)
    return no('review.catalogue-published', '这一版已经公开，无须再公开。', clauses);
  return unapproved(version, '公开', clauses);
}

/**
 * The review office makes an approved version public.
 *
 * @source kaifu-3.3-d; yueqing-2.2.1-7
 */
export function publishVersion(
  catalogue: Catalogue,
  number: number,
  rule: CatalogueRule,
): CatalogueDecision {
  const version = versionOf(catalogue, number);
  if (version === undefined) return { refusals: versionUnknown };
  return decided(publicationRefusals(version, rule), () => ({
    kind: 'cataloguePublished',
    data: { number, digest: version.digest },
  }));
}

/** What stands against filing a version. */
export function filingRefusals(
  version: CatalogueVersion,
  { fileWith, clauses }: CatalogueRule,
): readonly Refusal[] {
  if (fileWith === null)
    return no(
      'review.catalogue-filing-unasked',
      '本机关的规则没有要求审核目录备案，本系统不办理备案。',
      clauses,
    );
  if (version.filed !== null)
    return no('review.catalogue-filed', '这一版已经登记备案，无须再登记。', clauses);
  return unapproved(version, '备案', clauses);
}

/**
 * The receipt of the justice department for an approved version is entered, with the digest of the copy that was filed.
 *
 * @source anze-L9-3
 */
export function fileVersion(
  catalogue: Catalogue,
  filing: {
    readonly number: number;
    readonly receiptNumber: string;
    readonly receivedOn: CivilDate;
  },
  today: CivilDate,
  rule: CatalogueRule,
): CatalogueDecision {
  const version = versionOf(catalogue, filing.number);
  if (version === undefined) return { refusals: versionUnknown };
  const { receivedOn } = filing;
  const earliest = version.approved?.at.slice(0, 10) ?? today;
  const refusals = filingRefusals(version, rule);
  const dated =
    receivedOn < earliest || receivedOn > today
      ? no(
          'review.catalogue-received-on',
          `备案回执的日期须在批准之日（${earliest}）以后、今天以前。请核对回执。`,
          rule.clauses,
          'receivedOn',
        )
      : [];
  return decided(refusals.length > 0 ? refusals : dated, () => ({
    kind: 'catalogueFiled',
    data: { ...filing, digest: version.digest },
  }));
}

/** A step that a version may take. */
export type VersionStep = 'approve' | 'return' | 'publish' | 'file';

/** The steps that are open for a version; those the packs do not ask for are not among them. */
export function openSteps(
  catalogue: Catalogue,
  version: CatalogueVersion,
  rule: CatalogueRule,
): readonly VersionStep[] {
  const standing: Readonly<Record<VersionStep, boolean>> = {
    approve: approvalRefusals(catalogue, version, rule).length === 0,
    return: version.standing === 'compiled',
    publish: publicationRefusals(version, rule).length === 0,
    file: filingRefusals(version, rule).length === 0,
  };
  return (['approve', 'return', 'publish', 'file'] as const).filter((step) => standing[step]);
}
