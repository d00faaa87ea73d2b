/** What of a decision is handed to programs: what the list of decisions shows, and no more. */
export type ListedDecision = {
  readonly id: string;
  readonly agencyId: string;
  readonly bodyName: string;
  readonly decisionNumber: string | null;
  readonly caseName: string;
  readonly partyName: string | null;
  readonly punishment: string | null;
  readonly penaltyKinds: readonly string[];
  readonly decidedOn: string;
  readonly correctedOn: string | null;
};

const columns: readonly { readonly title: string; readonly of: (row: ListedDecision) => string }[] =
  [
    { title: '编号', of: ({ id }) => id },
    { title: '决定书文号', of: ({ decisionNumber }) => decisionNumber ?? '' },
    { title: '案件名称', of: ({ caseName }) => caseName },
    { title: '当事人', of: ({ partyName }) => partyName ?? '' },
    { title: '作出决定的机关', of: ({ bodyName }) => bodyName },
    { title: '处罚种类', of: ({ penaltyKinds }) => penaltyKinds.join('、') },
    { title: '处罚结果', of: ({ punishment }) => punishment ?? '' },
    { title: '决定日期', of: ({ decidedOn }) => decidedOn },
    { title: '更正日期', of: ({ correctedOn }) => correctedOn ?? '' },
  ];

/**
 * The first line of the table, with the mark by which spreadsheet programs know the encoding.
 */
export function tableHead(): string {
  return `\u{feff}${[...columns.map(({ title }) => title), '网址'].map(cell).join(',')}\r\n`;
}

/**
 * One decision as a line of the table.
 *
 * @param origin - of the site, without a slash at the end
 */
export function tableLine(row: ListedDecision, origin: string): string {
  const cells = [...columns.map(({ of }) => of(row)), addressOf(row, origin)];
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * One decision as a line of JSON.
 *
 * @param origin - of the site, without a slash at the end
 */
export function jsonLine(row: ListedDecision, origin: string): string {
  const { id, agencyId, bodyName, decisionNumber, caseName, partyName, punishment } = row;
  const { penaltyKinds, decidedOn, correctedOn } = row;
  const url = addressOf(row, origin);
  return `${JSON.stringify({ id, decisionNumber, caseName, partyName, agencyId, bodyName, penaltyKinds, punishment, decidedOn, correctedOn, url })}\n`;
}

function addressOf({ id }: ListedDecision, origin: string): string {
  return `${origin}/decisions/${id}`;
}

// A cell that begins like a formula would be carried out by a spreadsheet program; the apostrophe makes it a text.
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
