import type { CatalogueAmount } from '../casework/index.ts';
import type { ClauseId, Refusal } from '../rules/index.ts';
import type { CatalogueContent, CatalogueItem, CompiledItem } from './catalogue.ts';
import {
  type CatalogueChoices,
  type CatalogueFactor,
  type CatalogueRule,
  type Choice,
  factorTitle,
  titleOf,
} from './catalogue-rule.ts';

// An item states the factors the pack asks for. What is absent is not stated; null says that the factor does not matter
// for this item, which is a statement too.

/** An item as it comes from a form. */
export type CatalogueReport = {
  readonly title: string;
  readonly actKind: string;
  readonly level?: string | null;
  readonly field?: string | null;
  readonly amount?: CatalogueAmount | null;
  readonly penaltyKinds?: readonly string[];
  readonly trigger?: string | null;
  readonly basis: string;
  readonly standard?: string;
  readonly other?: string;
};

/** The law behind the questions: what the packs ask, and what can be chosen. */
export type CatalogueLaw = { readonly rule: CatalogueRule; readonly choices: CatalogueChoices };

const unstatedContent = {
  level: null,
  field: null,
  amount: null,
  penaltyKinds: [],
  trigger: null,
  standard: '',
  other: '',
} as const;

/** The content of a report as it is kept. */
export function contentOf(report: CatalogueReport): CatalogueContent {
  const { title, field, basis, standard, other, ...rest } = { ...unstatedContent, ...report };
  return {
    ...rest,
    title: title.trim(),
    field: field?.trim() ?? null,
    basis: basis.trim(),
    standard: standard.trim(),
    other: other.trim(),
  };
}

/**
 * What is wrong with a report; empty when it may be kept.
 *
 * @source sao-2018-118-12; kaifu-3.3-b; anze-L9-2
 */
export function reportRefusals(
  report: CatalogueReport,
  { rule, choices }: CatalogueLaw,
): readonly Refusal[] {
  return [
    ...rule.factors.flatMap((factor) => unstated(report, factor, rule.clauses)),
    ...unknownChoices(report, choices, rule.clauses),
    ...amountRefusals(report.amount, rule.clauses),
    ...(rule.standards && (report.standard ?? '').trim() === ''
      ? [
          refusal(
            'review.catalogue-standard',
            '请写明该事项属于重大决定的标准，例如“对法人罚款十万元以上”。',
            rule.clauses,
            'standard',
          ),
        ]
      : []),
  ];
}

const fieldOfFactor: Readonly<Record<CatalogueFactor, keyof CatalogueReport | null>> = {
  class: 'actKind',
  level: 'level',
  field: 'field',
  amount: 'amount',
  // Where there are no other circumstances, there is nothing to state.
  other: null,
};

function unstated(
  report: CatalogueReport,
  factor: CatalogueFactor,
  clauses: readonly ClauseId[],
): readonly Refusal[] {
  const field = fieldOfFactor[factor];
  if (field === null) return [];
  // A level always is some level; a field or an amount may not matter.
  const isStated = field === 'level' ? (report.level ?? null) !== null : field in report;
  if (isStated && report[field] !== undefined) return [];
  const text = `请填写“${factorTitle(factor)}”；本机关的规则要求按这一因素确定应审事项。`;
  return [{ code: 'review.catalogue-factor', text, clauses, field }];
}

function unknownChoices(
  report: CatalogueReport,
  choices: CatalogueChoices,
  clauses: readonly ClauseId[],
): readonly Refusal[] {
  const asked: readonly (readonly [keyof CatalogueReport, readonly string[], readonly Choice[]])[] =
    [
      ['actKind', [report.actKind], choices.actKinds],
      ['level', (report.level ?? null) === null ? [] : [report.level ?? ''], choices.levels],
      ['penaltyKinds', report.penaltyKinds ?? [], choices.penaltyKinds],
      ['trigger', triggerAsked(report, choices), choices.triggers],
    ];
  return asked
    .filter(([, codes, known]) => codes.some((code) => !known.some((one) => one.code === code)))
    .map(([field]) =>
      refusal('review.catalogue-choice', '请从本机关规则列明的选项中选择。', clauses, field),
    );
}

/** Where the pack lists cases of major decisions, an item belongs to one of them; elsewhere to none. */
const triggerAsked = ({ trigger }: CatalogueReport, { triggers }: CatalogueChoices) =>
  triggers.length === 0 && (trigger ?? null) === null ? [] : [trigger ?? ''];

function amountRefusals(
  amount: CatalogueAmount | null | undefined,
  clauses: readonly ClauseId[],
): readonly Refusal[] {
  if (amount === null || amount === undefined) return [];
  if (amount.citizenFen !== null || amount.organisationFen !== null) return [];
  return [
    refusal(
      'review.catalogue-threshold',
      '请至少填写对公民或者对单位的一项起点金额；不以金额为标准的请选“不以金额为标准”。',
      clauses,
      'amount',
    ),
  ];
}

function refusal(code: string, text: string, clauses: readonly ClauseId[], field: string): Refusal {
  return { code, text, clauses, field };
}

/** An item as a version holds it. */
export function compiledItem(
  item: CatalogueItem,
  place: { readonly no: number; readonly departmentName: string },
  choices: CatalogueChoices,
): CompiledItem {
  const { title, actKind, level, field, trigger, penaltyKinds, amount, other } = item;
  const { itemId, departmentId, basis, standard } = item;
  return {
    no: place.no,
    itemId,
    departmentId,
    departmentName: place.departmentName,
    title,
    actKind,
    actKindTitle: titleOf(choices.actKinds, actKind),
    level,
    levelTitle: level === null ? '' : titleOf(choices.levels, level),
    field,
    trigger,
    triggerTitle: trigger === null ? '' : titleOf(choices.triggers, trigger),
    penaltyKinds,
    amount,
    other,
    basis,
    standard,
    words: standardWords(item, choices),
  };
}

/** The factors of an item that decide about a case, in words, such as 罚款 10 万元以上. */
export function standardWords(
  { penaltyKinds, amount, other }: CatalogueContent,
  choices: CatalogueChoices,
): string {
  const kinds = penaltyKinds.map((code) => titleOf(choices.penaltyKinds, code));
  const counted = amount === null ? '' : amountWords(amount, choices);
  // 罚款 10 万元以上 says that it is a fine.
  const isSaid = amount?.of === 'fine' && penaltyKinds.join() === 'fine';
  const parts = [isSaid ? '' : kinds.join('、'), counted, other];
  return parts.filter((part) => part !== '').join('，') || '不论金额和处罚种类';
}

function amountWords(
  { of, citizenFen, organisationFen }: CatalogueAmount,
  choices: CatalogueChoices,
): string {
  const title = titleOf(choices.amountKinds, of);
  if (citizenFen === organisationFen) return `${title} ${moneyWords(citizenFen ?? 0)}以上`;
  const parts = [
    citizenFen === null ? '' : `对公民${title} ${moneyWords(citizenFen)}以上`,
    organisationFen === null ? '' : `对法人或者其他组织${title} ${moneyWords(organisationFen)}以上`,
  ];
  return parts.filter((part) => part !== '').join('，');
}

/** An amount as people say it: 10 万元, 5000 元, 12.5 万元. */
export function moneyWords(fen: number): string {
  const yuan = fen / 100;
  const isRound = yuan >= 10_000 && Number.isInteger(yuan / 100);
  return isRound ? `${yuan / 10_000} 万元` : `${yuan} 元`;
}
