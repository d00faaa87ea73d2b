import type { CivilDate, ClauseId, Rules } from '../rules/index.ts';

/** A factor by which an item is drawn up. */
export type CatalogueFactor = 'class' | 'level' | 'field' | 'amount' | 'other';

/** What the body's packs ask of its review catalogue. */
export type CatalogueRule = {
  /** Factors that each item must state. */
  readonly factors: readonly CatalogueFactor[];
  /** Whether each item must say in words what makes the decision a major one. */
  readonly standards: boolean;
  /** Whether the review office examines what departments report, so that nobody examines the own report. */
  readonly isExamined: boolean;
  readonly publish: boolean;
  /** Whether the flow chart of review is made public with it. */
  readonly flowChart: boolean;
  /** Office with which it is filed; null when the packs ask for no filing. */
  readonly fileWith: string | null;
  readonly clauses: readonly ClauseId[];
  /** The pack that sets it. */
  readonly pack: string;
};

/** Something to choose, by code. */
export type Choice = { readonly code: string; readonly title: string };

/** What an item is put together from. */
export type CatalogueChoices = {
  readonly actKinds: readonly Choice[];
  readonly levels: readonly Choice[];
  readonly amountKinds: readonly Choice[];
  readonly penaltyKinds: readonly Choice[];
  /** Cases of the pack's scope; empty where every decision is reviewed. */
  readonly triggers: readonly Choice[];
};

const factorTitles: Readonly<Record<CatalogueFactor, string>> = {
  class: '行政执法行为类别',
  level: '执法层级',
  field: '所属领域',
  amount: '涉案金额',
  other: '其他情况',
};

/** What people call a factor. */
export const factorTitle = (factor: CatalogueFactor): string => factorTitles[factor];

const levels: readonly Choice[] = [
  { code: 'province', title: '省级' },
  { code: 'city', title: '市级' },
  { code: 'county', title: '县级' },
  { code: 'township', title: '乡镇、街道' },
];

const amountKinds: readonly Choice[] = [
  { code: 'fine', title: '罚款' },
  { code: 'taken', title: '罚没' },
  { code: 'involved', title: '涉案金额' },
];

/**
 * What the packs of a body ask of its review catalogue on a day.
 *
 * @returns null when no pack sets it
 * @source sao-2018-118-12; kaifu-3.3-b; kaifu-3.3-d; anze-L9-2; anze-L9-3; yueqing-2.2.1-7
 */
export function catalogueRule(rules: Rules, on: CivilDate): CatalogueRule | null {
  const rule = rules.get('review.catalogue', on);
  if (rule === null || typeof rule.value !== 'object' || rule.value === null) return null;
  const value = rule.value as Readonly<Record<string, unknown>>;
  const factors = Array.isArray(value['factors']) ? value['factors'].map(String) : [];
  return {
    factors: factors.filter((one): one is CatalogueFactor => Object.hasOwn(factorTitles, one)),
    standards: value['standards'] === true,
    isExamined: value['by'] === 'review-office',
    publish: value['publish'] === true,
    flowChart: value['flowChart'] === true,
    fileWith: typeof value['fileWith'] === 'string' ? value['fileWith'] : null,
    clauses: rule.clauses,
    pack: rule.pack,
  };
}

/**
 * What items of a body's catalogue can be put together from on a day.
 *
 * @param penaltyKinds - titles by code, as the procedure lists them
 * @source sao-2018-118-6; sao-2018-118-12
 */
export function catalogueChoices(
  rules: Rules,
  on: CivilDate,
  penaltyKinds: Readonly<Record<string, string>>,
): CatalogueChoices {
  return {
    actKinds: choicesIn(rules.get('procedure.kinds', on)?.value),
    levels,
    amountKinds,
    penaltyKinds: Object.entries(penaltyKinds).map(([code, title]) => ({ code, title })),
    triggers: triggersOf(rules, on),
  };
}

function triggersOf(rules: Rules, on: CivilDate): readonly Choice[] {
  const value = rules.get('review.scope', on)?.value as
    | { readonly mode?: unknown; readonly triggers?: unknown }
    | undefined;
  return value?.mode === 'every' ? [] : choicesIn(value?.triggers);
}

function choicesIn(value: unknown): readonly Choice[] {
  const list: readonly Readonly<Record<string, unknown>>[] = Array.isArray(value) ? value : [];
  return list.map((one) => ({ code: String(one['code']), title: String(one['title']) }));
}

/** The title of a code; the code itself where the list does not know it. */
export function titleOf(choices: readonly Choice[], code: string): string {
  return choices.find((one) => one.code === code)?.title ?? code;
}
