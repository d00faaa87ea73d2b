import type { Role } from '../../api/session.ts';

/** One step of the first-run guide, as the server computes it. */
export type GuideItem = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly who: Role;
  readonly whoTitle: string;
  readonly standing: 'done' | 'open' | 'waiting';
  /** What is still open before it, and who does that. */
  readonly waitsFor: readonly { readonly title: string; readonly whoTitle: string }[];
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

/** What the link of a step says; empty where there is nothing for the person to open: a step of others, or one that waits. */
export function goWords({ standing }: Pick<GuideItem, 'standing'>, isMine: boolean): string {
  if (standing === 'done') return '去查看';
  return standing === 'open' && isMine ? '去办理' : '';
}

/** What a waiting step waits for, in one sentence; empty for the others. */
export function waitWords({ waitsFor }: Pick<GuideItem, 'waitsFor'>): string {
  if (waitsFor.length === 0) return '';
  const all = waitsFor.map(({ title, whoTitle }) => `“${title}”（${whoTitle}）`);
  return `先要办好${all.join('、')}，才能办这一步。`;
}

/** Which part of a body's page a step is about. */
const tabs: Readonly<Record<string, 'packs' | 'departments' | 'officers'>> = {
  packs: 'packs',
  departments: 'departments',
  officers: 'officers',
};

/** Who looks: the body the person works for, and what is open to the person. */
export type GuideReader = {
  readonly agencyId: string | null;
  readonly may: (permission: string) => boolean;
};

/**
 * Where a step is done.
 *
 * People of a body come straight to the right part of its page; null where there is nothing for the person to open.
 */
export function guideLink(item: GuideItem, { agencyId, may }: GuideReader) {
  const place = places.find(({ link }) => link.to === item.path);
  if (item.id === 'administrators' || place === undefined || !may(place.permission)) return null;
  const tab = tabs[item.id];
  if (tab !== undefined && agencyId !== null)
    return { to: '/admin/agencies/$agencyId', params: { agencyId }, search: { tab } } as const;
  if (item.id === 'roles') return { to: '/admin/accounts', search: { role: 'none' } } as const;
  return place.link;
}

/** Pages to which a step may lead, and what opens them. */
const places = [
  { link: { to: '/admin/accounts', search: {} }, permission: 'account:read' },
  { link: { to: '/admin/agencies' }, permission: 'register:read' },
  { link: { to: '/admin/calendar' }, permission: 'rule:read' },
  { link: { to: '/cases/new' }, permission: 'case:open' },
  { link: { to: '/cases' }, permission: 'case:read' },
] as const;

/** What can be done now and by whom, in one sentence; what is the person's own stands first. */
export function nextWords(items: readonly GuideItem[], isMine: (who: Role) => boolean): string {
  const open = items.filter(({ standing }) => standing === 'open');
  const mine = open.filter(({ who }) => isMine(who)).map(({ title }) => title);
  const others = open
    .filter(({ who }) => !isMine(who))
    .map(({ title, whoTitle }) => `${title}（${whoTitle}）`);
  const own = mine.length === 0 ? '' : `接下来请您：${mine.join('、')}。`;
  return others.length === 0 ? own : `${own}现在等别人办：${others.join('、')}。`;
}
