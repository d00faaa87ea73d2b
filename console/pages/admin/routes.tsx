import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

/** What the three administrators and the office keep. */
export const adminRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/guide',
    component: lazyRouteComponent(() => import('./guide-page.tsx'), 'GuidePage'),
  }),
] as const;
