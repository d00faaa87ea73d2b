import type { Role } from '../../api/session.ts';

/** One step of the first-run guide, as the server computes it. */
export type GuideItem = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly who: Role;
  readonly whoTitle: string;
  readonly standing: 'done' | 'open' | 'waiting';
  readonly path: string;
};

/** How a step stands, in words, and the colour that repeats it. */
export function guideWords(
  { standing }: GuideItem,
  isMine: boolean,
): { readonly words: string; readonly look: string } {
  if (standing === 'done') return { words: '已完成', look: 'tag--ok' };
  if (standing === 'waiting') return { words: '等前面的步骤', look: '' };
  return { words: isMine ? '现在办理' : '等待办理', look: 'tag--warn' };
}

/** Which part of a body's page a step is about. */
const tabs: Readonly<Record<string, 'packs' | 'departments' | 'officers'>> = {
  packs: 'packs',
  departments: 'departments',
  officers: 'officers',
};

/** Who looks: the body the person works for, and whether the registers are open to the person. */
export type GuideReader = { readonly agencyId: string | null; readonly mayKeep: boolean };

/**
 * Where a step is done.
 *
 * People of a body come straight to the right part of its page; null where there is nothing for the person to open.
 */
export function guideLink(item: GuideItem, { agencyId, mayKeep }: GuideReader) {
  const isKept = item.path.startsWith('/admin/');
  if (item.id === 'administrators' || (isKept && !mayKeep)) return null;
  const tab = tabs[item.id];
  if (tab !== undefined && agencyId !== null)
    return { to: '/admin/agencies/$agencyId', params: { agencyId }, search: { tab } } as const;
  if (item.id === 'roles') return { to: '/admin/accounts', search: { role: 'none' } } as const;
  return places.find(({ to }) => to === item.path) ?? null;
}

/** Pages to which a step may lead. */
const places = [
  { to: '/admin/accounts', search: {} },
  { to: '/admin/agencies' },
  { to: '/admin/calendar' },
  { to: '/cases/new' },
  { to: '/cases' },
] as const;
