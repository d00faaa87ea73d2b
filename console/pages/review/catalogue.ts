import { queryOptions } from '@tanstack/react-query';
import { ask, type Clause } from '../../api/client.ts';
import { fenOf, yuanOf } from '../../parts/fields/money.ts';

/** A code and what people call it. */
export type Choice = { readonly code: string; readonly title: string };

/** From which amount on an item applies. */
export type Amount = {
  readonly of: 'fine' | 'taken' | 'involved';
  readonly citizenFen: number | null;
  readonly organisationFen: number | null;
};

/** Somebody's word, and when. */
export type Said = { readonly at: string; readonly by: string; readonly reason: string };

/** An item, in the register or in a version. */
export type ItemContent = {
  readonly itemId: string;
  readonly title: string;
  readonly actKind: string;
  readonly actKindTitle: string;
  readonly level: string | null;
  readonly levelTitle: string;
  readonly field: string | null;
  readonly amount: Amount | null;
  readonly penaltyKinds: readonly string[];
  readonly trigger: string | null;
  readonly triggerTitle: string;
  readonly basis: string;
  readonly standard: string;
  readonly other: string;
  readonly words: string;
  readonly departmentId: string;
  readonly departmentName: string;
};

/** An item of the register. */
export type Item = ItemContent & {
  readonly standing: 'reported' | 'accepted' | 'returned' | 'withdrawn';
  readonly standingTitle: string;
  readonly reportedAt: string;
  readonly reportedBy: string;
  readonly finding: Said | null;
  readonly withdrawal: Said | null;
  readonly next: readonly ('revise' | 'withdraw' | 'examine')[];
};

/** An item of a version. */
export type CompiledItem = ItemContent & { readonly no: number };

/** What may be done with a version. */
export type VersionStep = 'approve' | 'return' | 'publish' | 'file';

/** A version of the catalogue. */
export type Version = {
  readonly number: number;
  readonly standing: 'compiled' | 'returned' | 'approved';
  readonly standingTitle: string;
  readonly isInForce: boolean;
  readonly itemCount: number;
  readonly digest: string;
  readonly note: string;
  readonly compiledAt: string;
  readonly compiledBy: string;
  readonly returned: Said | null;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
  readonly inForceFrom: string | null;
  readonly inForceUntil: string | null;
  readonly publishedAt: string | null;
  readonly publicPath: string | null;
  readonly filed: {
    readonly at: string;
    readonly by: string;
    readonly receiptNumber: string;
    readonly receivedOn: string;
    readonly copySha256: string;
  } | null;
  readonly next: readonly VersionStep[];
  readonly waiting: readonly string[];
};

/** What the rules ask of the catalogue. */
export type AskedOfCatalogue = {
  readonly factors: readonly Choice[];
  readonly standards: boolean;
  readonly publish: boolean;
  readonly flowChart: boolean;
  readonly fileWith: string | null;
  readonly reviewOffice: string;
  readonly today: string;
  readonly clauses: readonly Clause[];
};

/** The catalogue of a body. */
export type Catalogue = {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly asked: AskedOfCatalogue;
  readonly choices: {
    readonly actKinds: readonly Choice[];
    readonly levels: readonly Choice[];
    readonly amountKinds: readonly Choice[];
    readonly penaltyKinds: readonly Choice[];
    readonly triggers: readonly Choice[];
  };
  readonly departments: readonly { readonly departmentId: string; readonly name: string }[];
  readonly items: readonly Item[];
  readonly versions: readonly Version[];
  readonly inForce: number | null;
  readonly mayCompile: boolean;
};

/** One version with its items. */
export type VersionDetail = {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly version: Version;
  readonly items: readonly CompiledItem[];
};

/** Where the catalogue is asked for. */
export const catalogueAt = '/api/review-catalogue';

/** The catalogue of the own body. */
export const catalogueQuery = queryOptions({
  queryKey: [catalogueAt],
  queryFn: ({ signal }) => ask<Catalogue>(catalogueAt, { signal }),
});

/** One version. */
export const versionQuery = (number: number) =>
  queryOptions({
    queryKey: [catalogueAt, 'versions', number],
    queryFn: ({ signal }) => ask<VersionDetail>(`${catalogueAt}/versions/${number}`, { signal }),
  });

/** What is typed of an item; amounts in yuan. */
export type TypedItem = {
  readonly departmentId?: string;
  readonly title: string;
  readonly actKind: string;
  readonly level?: string;
  readonly fieldLimit?: 'any' | 'one';
  readonly field?: string;
  readonly penaltyKinds?: readonly string[];
  readonly amount?: 'none' | Amount['of'];
  readonly citizenYuan?: string;
  readonly organisationYuan?: string;
  readonly trigger?: string;
  readonly standard?: string;
  readonly other?: string;
  readonly basis: string;
};

/** What is sent of what was typed. What was not stated is left out; null says that it does not matter. */
export function sentItem(typed: TypedItem): Readonly<Record<string, unknown>> {
  const { fieldLimit, field, amount, citizenYuan, organisationYuan, penaltyKinds, ...rest } = typed;
  return {
    ...Object.fromEntries(
      Object.entries(rest)
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => [name, oneLine(value)]),
    ),
    ...(penaltyKinds === undefined ? {} : { penaltyKinds }),
    ...(fieldLimit === undefined
      ? {}
      : { field: fieldLimit === 'any' ? null : oneLine(field ?? '') }),
    ...(amount === undefined
      ? {}
      : { amount: amount === 'none' ? null : sentAmount(amount, citizenYuan, organisationYuan) }),
  };
}

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ').trim();

const sentAmount = (of: Amount['of'], citizen = '', organisation = '') => ({
  of,
  citizenFen: positive(citizen),
  organisationFen: positive(organisation),
});

function positive(text: string): number | null {
  const fen = fenOf(text);
  return fen === null || fen === 0 ? null : fen;
}

/** What is wrong with an amount that was typed; null for an amount and for nothing. */
export function amountProblem(text = ''): string | null {
  if (text.trim() === '' || fenOf(text) !== null) return null;
  return '请填写金额，例如 50000 或者 5万。';
}

/** What is wrong with two amounts of which one must be there; null when nothing is. */
export function amountsProblem(citizen = '', organisation = ''): string | null {
  if (amountProblem(citizen) !== null || amountProblem(organisation) !== null) return null;
  return positive(citizen) === null && positive(organisation) === null
    ? '以金额为标准的，至少填写一个起点。'
    : null;
}

/** The level that the items of a body have, for the next one; undefined before the first. */
export const usualLevel = ({ items }: Pick<Catalogue, 'items'>): string | undefined =>
  items.find(({ level }) => level !== null)?.level ?? undefined;

/** An item as it is typed again. */
export function typedItem(item: Item): TypedItem {
  const { title, actKind, level, field, penaltyKinds, amount, trigger } = item;
  const { standard, other, basis } = item;
  return {
    title,
    actKind,
    basis,
    standard,
    other,
    penaltyKinds,
    ...(level === null ? {} : { level }),
    ...(trigger === null ? {} : { trigger }),
    ...(field === null ? { fieldLimit: 'any' } : { fieldLimit: 'one', field }),
    ...(amount === null
      ? { amount: 'none' }
      : {
          amount: amount.of,
          citizenYuan: yuanTyped(amount.citizenFen),
          organisationYuan: yuanTyped(amount.organisationFen),
        }),
  };
}

const yuanTyped = (fen: number | null) => (fen === null ? '' : yuanOf(fen).replace(/\.00$/, ''));
