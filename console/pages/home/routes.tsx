import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';

/** The first page of each role, and what the person was told. */
export const homeRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/notifications',
    validateSearch: (stored: Readonly<Record<string, unknown>>): { readonly unread?: boolean } =>
      stored['unread'] === true || stored['unread'] === 'true' ? { unread: true } : {},
    component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
  }),
] as const;
