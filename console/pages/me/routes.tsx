import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { meSearch } from './search.ts';

const getParentRoute = () => rootRoute;

/** One's own account, notifications and help. */
export const meRoutes = [
  createRoute({
    getParentRoute,
    path: '/me',
    validateSearch: meSearch,
    component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/help',
    component: lazyRouteComponent(() => import('./help-page.tsx'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/help/$topic',
    component: lazyRouteComponent(() => import('./help-page.tsx'), 'HelpTopicPage'),
  }),
] as const;
