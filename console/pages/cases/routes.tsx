import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

/** Lists of cases and what waits in them. */
export const caseRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases',
    component: lazyRouteComponent(() => import('./case-list-page.tsx'), 'CaseListPage'),
  }),
] as const;
