import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

/** One case. */
export const workspaceRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases/$caseId',
    component: lazyRouteComponent(() => import('./case-page.tsx'), 'CasePage'),
  }),
] as const;
