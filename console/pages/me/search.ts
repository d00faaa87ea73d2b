/** Parts of the page of one's own account. */
export const meParts = ['account', 'security', 'notifications', 'drafts'] as const;

/** Which part is open. */
export type MeSearch = { readonly part?: (typeof meParts)[number] | undefined };

/** Reads which part is open. */
export function meSearch({ part }: Readonly<Record<string, unknown>>): MeSearch {
  const known = meParts.find((one) => one === part);
  return known === undefined ? {} : { part: known };
}
