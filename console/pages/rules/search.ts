// What the addresses of the rule pages hold besides the path; nonsense is left out.

type Typed = Readonly<Record<string, unknown>>;

/** Parts of a pack's page. */
export const packTabs = ['clauses', 'rules'] as const;

/** The systems to which clauses belong, as the API names them. */
export const systemTitles = {
  publicity: '行政执法公示',
  record: '执法全过程记录',
  review: '重大执法决定法制审核',
  procedure: '执法程序',
  organisation: '组织和保障',
  platform: '信息化平台',
} as const;

/** What is open and sought on a pack's page. */
export type PackSearch = {
  readonly tab?: (typeof packTabs)[number] | undefined;
  readonly text?: string | undefined;
  readonly system?: string | undefined;
};

/** Reads what is open and sought on a pack's page. */
export function packSearch({ tab, text, system }: Typed): PackSearch {
  const open = packTabs.find((one) => one === tab);
  const words = typeof text === 'string' || typeof text === 'number' ? String(text).trim() : '';
  return {
    ...(open === undefined ? {} : { tab: open }),
    ...(words === '' ? {} : { text: words.slice(0, 100) }),
    ...(typeof system === 'string' && Object.hasOwn(systemTitles, system) ? { system } : {}),
  };
}

/** Reads what is sought on the page that compares the packs. */
export function compareSearch({ text }: Typed): { readonly text?: string } {
  const words = typeof text === 'string' ? text.trim() : '';
  return words === '' ? {} : { text: words.slice(0, 100) };
}
