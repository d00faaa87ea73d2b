import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { accountSearch, agencySearch } from './search.ts';

const getParentRoute = () => rootRoute;

/** What the three administrators and the office keep. */
export const adminRoutes = [
  createRoute({
    getParentRoute,
    path: '/guide',
    component: lazyRouteComponent(() => import('./guide-page.tsx'), 'GuidePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/agencies',
    component: lazyRouteComponent(() => import('./agencies-page.tsx'), 'AgenciesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/agencies/$agencyId',
    validateSearch: agencySearch,
    component: lazyRouteComponent(() => import('./agency-page.tsx'), 'AgencyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/accounts',
    validateSearch: accountSearch,
    component: lazyRouteComponent(() => import('./accounts-page.tsx'), 'AccountsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/accounts/$accountId',
    component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/sessions',
    component: lazyRouteComponent(() => import('./open-sessions.tsx'), 'SessionsPage'),
  }),
] as const;
