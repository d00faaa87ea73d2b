import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { accountSearch, agencySearch, eventSearch, readingSearch } from './search.ts';

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
  createRoute({
    getParentRoute,
    path: '/admin/calendar',
    component: lazyRouteComponent(() => import('./calendar-page.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/backups',
    component: lazyRouteComponent(() => import('./backups-page.tsx'), 'BackupsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/jobs',
    component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/standing',
    component: lazyRouteComponent(() => import('./standing-page.tsx'), 'StandingPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit/events',
    validateSearch: eventSearch,
    component: lazyRouteComponent(() => import('./audit-events-page.tsx'), 'AuditEventsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit/readings',
    validateSearch: readingSearch,
    component: lazyRouteComponent(() => import('./audit-readings-page.tsx'), 'AuditReadingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/imports',
    component: lazyRouteComponent(() => import('./imports-page.tsx'), 'ImportsPage'),
  }),
] as const;
