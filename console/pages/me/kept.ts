/** A draft as the list shows it. */
export type KeptDraft = {
  readonly key: string;
  /** The case it belongs to; null for a new one. */
  readonly caseId: string | null;
  /** The command it fills in, by its id; null for a new case. */
  readonly command: string | null;
  readonly savedAt: string;
};

/** The drafts among everything a person keeps, the latest first. */
export function draftsIn(items: Readonly<Record<string, unknown>>): readonly KeptDraft[] {
  return Object.entries(items)
    .filter(([key, value]) => key.startsWith('draft.') && value !== null)
    .map(([key, value]) => {
      const { savedAt } = (value ?? {}) as { savedAt?: unknown };
      const [, caseId, command] = /^draft\.([0-9a-f-]{36})\.(.+)$/.exec(key) ?? [];
      return {
        key,
        caseId: caseId ?? null,
        command: command === undefined ? null : camel(command),
        savedAt: typeof savedAt === 'string' ? savedAt : '',
      };
    })
    .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
}

/** The id of a command from its form in addresses. */
function camel(kebab: string): string {
  return kebab.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
