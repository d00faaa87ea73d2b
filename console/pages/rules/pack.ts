/** A version of a rule pack, as the list of packs shows it. */
export type Pack = {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly issuer: string | null;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
  readonly inForceFrom: string | null;
  readonly inForceUntil: string | null;
  readonly draft: boolean;
  readonly extends: readonly string[];
  readonly note: string | null;
  readonly clauseCount: number;
  readonly ruleCount: number;
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
};

/** The name of a pack where it is chosen. */
export function packName({ title, draft }: Pick<Pack, 'title' | 'draft'>): string {
  return draft && !title.includes('征求意见稿') ? `${title}（征求意见稿）` : title;
}

/** From when until when a version is in force, in words. */
export function forceWords({ inForceFrom, inForceUntil, draft, ...pack }: Pack): string {
  // What everything else rests on is made of many laws, each with a day of its own.
  if (pack.extends.length === 0) return '各法律、文件自各自的施行日期起适用';
  const from = inForceFrom === null ? '施行日期未定' : `${inForceFrom} 起施行`;
  const until = inForceUntil === null ? '' : `，${inForceUntil} 失效`;
  return draft ? `征求意见稿，${from}${until}` : `${from}${until}`;
}

/** The list with one entry a place up or down; unchanged at its ends. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
