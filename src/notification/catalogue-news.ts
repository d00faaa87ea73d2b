// What people are told of the review catalogue. Texts name the version and the department, never what somebody wrote:
// they leave the system by mail.

import type { Permission } from '../access/index.ts';
import { type Catalogue, type CatalogueRule, openSteps } from '../review/index.ts';
import type { Instant } from '../rules/index.ts';

/** Something that happened to the catalogue of a body. */
export type CatalogueEvent = {
  readonly kind: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, unknown>>;
};

/** What the catalogue of a body is, and what is asked of it. */
export type CatalogueGround = {
  readonly catalogue: Catalogue;
  readonly rule: CatalogueRule;
  readonly departmentNames: Readonly<Record<string, string>>;
  /** What the body calls an office. */
  readonly officeTitle: (key: string) => string;
};

/** What is told, and to whom: one account, or everybody in the body who may do what is asked. */
export type CatalogueNotice = {
  readonly text: string;
  readonly to:
    | { readonly accountId: string; readonly permission?: never }
    | { readonly permission: Permission; readonly accountId?: never };
};

/**
 * What is told of something that happened to a catalogue, as long as it still stands.
 *
 * @returns null when nobody has to do anything about it
 * @source kaifu-3.3-b; kaifu-3.3-c; kaifu-3.3-d; anze-L9-2; anze-L9-3
 */
export function catalogueNotice(
  event: CatalogueEvent,
  ground: CatalogueGround,
): CatalogueNotice | null {
  return notices[event.kind]?.(event, ground) ?? null;
}

type Telling = (event: CatalogueEvent, ground: CatalogueGround) => CatalogueNotice | null;

const notices: Readonly<Record<string, Telling>> = {
  catalogueItemReported: ({ at, data }, { catalogue, departmentNames }) => {
    const item = catalogue.items[String(data['itemId'])];
    if (item?.standing !== 'reported' || item.reportedAt !== at) return null;
    const department = departmentNames[item.departmentId] ?? '承办机构';
    const text = `审核目录：${department}报送了事项，请审核。`;
    return { text, to: { permission: 'catalogue:examine' } };
  },
  catalogueItemExamined: ({ at, data }, { catalogue }) => {
    const item = catalogue.items[String(data['itemId'])];
    if (item?.standing !== 'returned' || item.finding?.at !== at) return null;
    const text = '审核目录：您报送的事项被退回，请查看理由后重新报送。';
    return { text, to: { accountId: item.reportedBy } };
  },
  catalogueCompiled: (event, { catalogue }) => {
    const version = versionIn(event, catalogue);
    if (version?.standing !== 'compiled' || version.compiledAt !== event.at) return null;
    const text = `审核目录第 ${version.number} 版已经汇编，请批准。`;
    return { text, to: { permission: 'catalogue:approve' } };
  },
  catalogueReturned: (event, { catalogue }) => {
    const version = versionIn(event, catalogue);
    if (version?.standing !== 'returned' || version.returned?.at !== event.at) return null;
    const text = `审核目录第 ${version.number} 版没有批准，请查看理由后重新汇编。`;
    return { text, to: { accountId: version.compiledBy } };
  },
  catalogueApproved: (event, { catalogue, rule, officeTitle }) => {
    const version = versionIn(event, catalogue);
    if (version === undefined) return null;
    const steps = openSteps(catalogue, version, rule);
    const filesWith = rule.fileWith === null ? '' : officeTitle(rule.fileWith);
    const what = [
      steps.includes('publish') ? '公开到公众网站' : '',
      steps.includes('file') ? `向${filesWith}备案` : '',
    ].filter(Boolean);
    if (what.length === 0) return null;
    const text = `审核目录第 ${version.number} 版已经批准，请${what.join('，并')}。`;
    return { text, to: { permission: 'catalogue:examine' } };
  },
};

const versionIn = ({ data }: CatalogueEvent, { versions }: Catalogue) =>
  versions.find(({ number }) => number === data['number']);
