import { type CaseQuery, caseQueryIn } from './case-query.ts';

/** A question that a person kept under a name. */
export type SavedView = { readonly name: string; readonly query: CaseQuery };

/** All kept questions, and the one that opens first. */
export type SavedViews = { readonly views: readonly SavedView[]; readonly standard: string | null };

/** No view kept. */
export const noViews: SavedViews = { views: [], standard: null };

/** Longest name of a view. */
export const longestName = 30;
const mostViews = 30;

/** The views in what was stored, leaving out what is none. */
export function viewsIn(stored: unknown): SavedViews | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { views, standard } = stored as { views?: unknown; standard?: unknown };
  if (!Array.isArray(views)) return undefined;
  const kept = views.flatMap((one: unknown) => {
    const { name, query } = (one ?? {}) as { name?: unknown; query?: unknown };
    if (typeof name !== 'string' || typeof query !== 'object' || query === null) return [];
    return { name, query: caseQueryIn(query as Record<string, unknown>) };
  });
  const isThere = kept.some(({ name }) => name === standard);
  return { views: kept, standard: isThere ? (standard as string) : null };
}

/** What is wrong with a name for a view; null when nothing is. */
export function nameProblem(saved: SavedViews, name: string, before: string | null): string | null {
  const wanted = name.trim();
  if (wanted === '') return '请填写视图的名称。';
  if (wanted.length > longestName) return `名称不超过 ${longestName} 个字。`;
  if (wanted !== before && saved.views.some((view) => view.name === wanted))
    return '已有同名的视图，请换一个名称。';
  if (before === null && saved.views.length >= mostViews)
    return `最多保存 ${mostViews} 个视图，请先删除不用的。`;
  return null;
}

/** The views with one more. */
export function withView(saved: SavedViews, view: SavedView): SavedViews {
  const others = saved.views.filter(({ name }) => name !== view.name);
  return { ...saved, views: [...others, view] };
}

/** The views with one called differently. */
export function renamed(saved: SavedViews, before: string, name: string): SavedViews {
  return {
    views: saved.views.map((view) => (view.name === before ? { ...view, name } : view)),
    standard: saved.standard === before ? name : saved.standard,
  };
}

/** The views without one. */
export function withoutView(saved: SavedViews, name: string): SavedViews {
  return {
    views: saved.views.filter((view) => view.name !== name),
    standard: saved.standard === name ? null : saved.standard,
  };
}

/** The views with another that opens first; null for all cases. */
export function withStandard(saved: SavedViews, name: string | null): SavedViews {
  return { ...saved, standard: name };
}
