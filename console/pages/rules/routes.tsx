import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

/** The law as this installation applies it. */
export const ruleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/rules',
    component: lazyRouteComponent(() => import('./packs-page.tsx'), 'PacksPage'),
  }),
] as const;
