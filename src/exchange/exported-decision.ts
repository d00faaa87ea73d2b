import type { PublicField } from '../disclosure/index.ts';

/** A published decision as it is read for an export. */
export type PublishedDecision = {
  readonly body: string;
  readonly decisionNumber: string | null;
  readonly caseName: string;
  readonly partyName: string | null;
  readonly facts: string | null;
  readonly law: string | null;
  readonly punishment: string | null;
  readonly penaltyKinds: readonly string[];
  readonly amountFen: number | null;
  readonly decidedOn: string;
  readonly publishedAt: string;
  /** Day since which a corrected text stands there; null while nothing was corrected. */
  readonly correctedOn: string | null;
  readonly fields: readonly PublicField[];
  /** Text of the decision where the full form is published. */
  readonly document: string | null;
};

/** One row of an export: a text for each heading, null where nothing is public. */
export type ExportedRow = Readonly<Record<string, string | null>>;

const columns: Readonly<Record<string, (decision: PublishedDecision) => string | null>> = {
  单位: ({ body }) => body,
  决定书文号: ({ decisionNumber }) => decisionNumber,
  案件名称: ({ caseName }) => caseName,
  当事人: ({ partyName }) => partyName,
  违法事实: (decision) => decision.facts ?? fieldOf(decision, ['main-facts', 'facts']),
  处罚依据: (decision) => decision.law ?? fieldOf(decision, ['kind-and-basis', 'law']),
  处罚内容: punishmentOf,
  决定日期: ({ decidedOn }) => decidedOn,
  公开时间: ({ publishedAt }) => publishedAt,
  更正日期: ({ correctedOn }) => correctedOn,
  公示内容: listed,
  决定书: ({ document }) => document,
};

/** The headings; those that an import understands are called as it calls them. */
export const exportHeadings: readonly string[] = Object.keys(columns);

/** What of a decision is exported: what is public of it, and nothing else. */
export function exportedRow(decision: PublishedDecision): ExportedRow {
  return Object.fromEntries(
    Object.entries(columns).map(([heading, value]) => [heading, value(decision)]),
  );
}

/** One cell of a comma-separated table; a text that a spreadsheet would run as a formula is kept a text. */
export function csvCell(value: string | null): string {
  const text = value ?? '';
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The value of the first of these fields that is public. */
function fieldOf({ fields }: PublishedDecision, codes: readonly string[]): string | null {
  return fields.find(({ code }) => codes.includes(code))?.value ?? null;
}

/** The words of the decision, else of its summary, else its kinds and its fine. */
function punishmentOf(decision: PublishedDecision): string | null {
  const told =
    decision.punishment ?? fieldOf(decision, ['conclusion', 'punishment', 'kind-and-basis']);
  if (told !== null) return told;
  const { penaltyKinds, amountFen } = decision;
  const fine = amountFen === null || amountFen === 0 ? [] : [`罚款${amountFen / 100}元`];
  const kinds = penaltyKinds.filter((kind) => fine.length === 0 || kind !== '罚款');
  return [...kinds, ...fine].join('，') || null;
}

/** The published fields in their order; what ends a value already is not said twice. */
function listed({ fields }: PublishedDecision): string | null {
  const told = fields.map(
    ({ title, value }) => `${title}：${value.replace(/[。；;，、\s]+$/u, '')}`,
  );
  return told.join('；') || null;
}
