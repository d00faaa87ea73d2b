import {
  type CaseView,
  type Fact,
  isObject,
  type JsonObject,
  objectOf,
  offeredTo,
  optionsOf,
  type Penalty,
  textOf,
  viewAt,
  yuanText,
} from '../casework/index.ts';

// What a review is told with: the state leaves long prose out, so the events in full come along.

/** An event in full. */
export type FullRecord = { readonly data: JsonObject; readonly actorName: string | null };

/** A case and its events in full, by their sequence. */
export type Told = {
  readonly view: CaseView;
  readonly records: ReadonlyMap<number, FullRecord>;
};

/** What an event holds in full; what the state remembers of it where the event did not come along. */
export const fullOf = ({ records }: Told, fact: Fact): JsonObject =>
  records.get(fact.sequence)?.data ?? fact.data;

/** Who did something; empty for what the program did or where the name is not known. */
export const nameOf = ({ records }: Told, fact: Fact): string =>
  records.get(fact.sequence)?.actorName ?? '';

/** When and by whom something was done, and where it stands in the file. */
export const doneOf = (told: Told, fact: Fact) => ({
  sequence: fact.sequence,
  at: fact.at,
  byName: nameOf(told, fact),
});

/** The title of what was chosen in a field of an event, by the list of its day; the code where it is on none. */
export function chosen(told: Told, kind: string, fact: Fact, field: string): string {
  const code = textOf(fact.data, field);
  const spec = told.view.procedure.causes.get(kind)?.fields.find(({ name }) => name === field);
  if (spec === undefined) return code;
  return offeredTo(viewAt(told.view, fact.sequence), spec)[code] ?? code;
}

/** Titles of a list of the body by code, as of the day of the view; empty when no pack sets it. */
export function titlesUnder(view: CaseView, key: string): ReadonlyMap<string, string> {
  return new Map((optionsOf(view, key) ?? []).map(({ code, title }) => [code, title]));
}

/** An item of a check list as it was concluded. */
export type Finding = {
  readonly code: string;
  readonly title: string;
  readonly conclusion: string;
  readonly conclusionTitle: string;
  readonly ground: string;
  readonly place: string;
};

const conclusions: Readonly<Record<string, string>> = {
  ok: '合格',
  problem: '有问题',
  'not-applicable': '不涉及',
};

/** The conclusions of an opinion, in the order of the list of its day. */
export function findingsOf(told: Told, opinion: Fact): readonly Finding[] {
  const titles = titlesUnder(viewAt(told.view, opinion.sequence), 'review.checklist');
  const given = objectOf(fullOf(told, opinion), 'checklist');
  const codes = [...titles.keys(), ...Object.keys(given).filter((code) => !titles.has(code))];
  return codes.flatMap((code) => {
    const item = given[code];
    if (!isObject(item)) return [];
    const conclusion = textOf(item, 'conclusion');
    return {
      code,
      title: titles.get(code) ?? code,
      conclusion,
      conclusionTitle: conclusions[conclusion] ?? conclusion,
      ground: textOf(item, 'ground'),
      place: textOf(item, 'place'),
    };
  });
}

const confiscations = ['confiscate-gains', 'confiscate-goods'];

/** A penalty in words, such as `警告；罚款 5,000 元`; empty for none. */
export function penaltyText(view: CaseView, penalty: Penalty | null): string {
  if (penalty === null) return '';
  const titles = kindTitles(view);
  const { kinds, fineFen, confiscatedFen } = penalty;
  const first = kinds.find((kind) => confiscations.includes(kind));
  const sumOf = (kind: string) => {
    if (kind === 'fine') return fineFen;
    return kind === first ? confiscatedFen : 0;
  };
  return kinds
    .map((kind) => {
      const title = titles[kind] ?? kind;
      return sumOf(kind) > 0 ? `${title} ${yuanText(sumOf(kind))}` : title;
    })
    .join('；');
}

const kindTitles = ({ procedure }: CaseView): Readonly<Record<string, string>> =>
  procedure.types['penalty']?.find(({ name }) => name === 'kinds')?.options ?? {};
