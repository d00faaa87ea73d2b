import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

/** One's own account, notifications and help. */
export const meRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/me',
    component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
  }),
] as const;
