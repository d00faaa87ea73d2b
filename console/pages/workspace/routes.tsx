import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { caseSearchIn } from './case-search.ts';

/** One case: opening it, its page, the whole of it on paper. */
export const workspaceRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases/new',
    component: lazyRouteComponent(() => import('./new-case-page.tsx'), 'NewCasePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases/$caseId',
    validateSearch: caseSearchIn,
    component: lazyRouteComponent(() => import('./case-page.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases/$caseId/print',
    component: lazyRouteComponent(() => import('./print-page.tsx'), 'PrintPage'),
  }),
] as const;
