// What the search offers: the server finds cases, documents, rules and people; pages of the console and what may be done
// in the open case are found here by name.

import type { EntryGroup } from './navigation.ts';

/** Something the server found. */
export type Found = {
  readonly kind: string;
  readonly title: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly detail: string;
    readonly caseId: string | null;
    readonly agencyId: string | null;
  }[];
};

/** Something to do in the open case. */
export type Doable = { readonly command: string; readonly title: string; readonly open: boolean };

/** Where a choice leads; or the text to look for again. */
export type Goal =
  | { readonly to: string; readonly search?: Readonly<Record<string, string>> }
  | { readonly text: string };

/** One line of the list. */
export type Choice = {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly goal: Goal;
};

/** Lines under one heading. */
export type ChoiceGroup = { readonly title: string; readonly choices: readonly Choice[] };

const most = 8;

/** What the server found, each line with the page it opens; pages are named by the console itself. */
export function foundChoices(found: readonly Found[]): readonly ChoiceGroup[] {
  return found
    .filter(({ kind }) => kind !== 'page')
    .map(({ kind, title, items }) => ({
      title,
      choices: items.map(({ id, title: name, detail, caseId, agencyId }) => ({
        key: `${kind}/${id}`,
        title: name,
        detail,
        goal: goalOf(kind, id, { caseId, agencyId }),
      })),
    }))
    .filter(({ choices }) => choices.length > 0);
}

type Place = { readonly caseId: string | null; readonly agencyId: string | null };

function goalOf(kind: string, id: string, { caseId, agencyId }: Place): Goal {
  if (caseId !== null)
    return kind === 'document'
      ? { to: `/cases/${caseId}`, search: { part: 'events' } }
      : { to: `/cases/${caseId}` };
  if (kind === 'clause') return { to: `/clauses/${encodeURIComponent(id)}` };
  if (kind === 'rule') return { to: '/rules/compare', search: { text: id } };
  if (agencyId === null) return { to: '/admin/agencies' };
  return { to: `/admin/agencies/${agencyId}`, search: { tab: 'officers' } };
}

/** Pages of the console that the person may open, by name. */
export function pageChoices(groups: readonly EntryGroup[], text: string): ChoiceGroup {
  const choices = groups
    .flatMap(({ title, entries }) => entries.map((entry) => ({ ...entry, group: title })))
    .filter(({ title, group }) => holds(text, title, group))
    .map(({ to, title, group }) => ({
      key: `page/${to}`,
      title,
      detail: group,
      goal: { to },
    }));
  return { title: '页面', choices: choices.slice(0, most) };
}

/** What may be done in the open case, by name; what is open now comes first. */
export function commandChoices(
  caseId: string,
  doables: readonly Doable[],
  text: string,
): ChoiceGroup {
  const fitting = doables.filter(({ title }) => holds(text, title));
  const ordered = [...fitting.filter(({ open }) => open), ...fitting.filter(({ open }) => !open)];
  return {
    title: '办理这件案件',
    choices: ordered.slice(0, most).map(({ command, title, open }) => ({
      key: `command/${command}`,
      title,
      detail: open ? '现在可以办理' : '现在不能办理，打开看原因',
      goal: { to: `/cases/${caseId}`, search: { do: command } },
    })),
  };
}

/** Every word stands somewhere in the texts. */
function holds(text: string, ...among: readonly string[]): boolean {
  const all = among.join('\n').toLowerCase();
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  return words.length > 0 && words.every((word) => all.includes(word));
}

/** The case in an address; null elsewhere. */
export function caseIn(pathname: string): string | null {
  return /\/cases\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$)/.exec(pathname)?.[1] ?? null;
}

/** Where an arrow leads in the list: round the ends, and to the first or last from outside. */
export function moved(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (at < 0) return by === 1 ? 0 : count - 1;
  return (at + by + count) % count;
}

/** The last searches, the newest first, each once. */
export function withSearch(searches: readonly string[], text: string): readonly string[] {
  return [text, ...searches.filter((one) => one !== text)].slice(0, most);
}

/** The searches in what was stored. */
export function searchesIn(stored: unknown): readonly string[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return stored.filter((one) => typeof one === 'string' && one !== '').slice(0, most);
}
