import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { compareSearch, packSearch } from './search.ts';

const getParentRoute = () => rootRoute;

/** The law as this installation applies it. */
export const ruleRoutes = [
  createRoute({
    getParentRoute,
    path: '/rules',
    component: lazyRouteComponent(() => import('./packs-page.tsx'), 'PacksPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/rules/compare',
    validateSearch: compareSearch,
    component: lazyRouteComponent(() => import('./compare-page.tsx'), 'ComparePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/rules/$packId',
    validateSearch: packSearch,
    component: lazyRouteComponent(() => import('./pack-page.tsx'), 'PackPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/clauses/$clauseId',
    component: lazyRouteComponent(() => import('./clause-page.tsx'), 'ClausePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/procedure',
    component: lazyRouteComponent(() => import('./procedure-page.tsx'), 'ProcedurePage'),
  }),
] as const;
