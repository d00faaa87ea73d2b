import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { caseQueryIn } from './case-query.ts';
import { overdueQueryIn } from './overdue.ts';
import { taskQueryIn } from './task-query.ts';

/** Lists of cases and what waits in them. */
export const caseRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases',
    validateSearch: caseQueryIn,
    component: lazyRouteComponent(() => import('./case-list-page.tsx'), 'CaseListPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/tasks',
    validateSearch: taskQueryIn,
    component: lazyRouteComponent(() => import('./tasks-page.tsx'), 'TasksPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/overdue',
    validateSearch: overdueQueryIn,
    component: lazyRouteComponent(() => import('./overdue-page.tsx'), 'OverduePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/figures',
    component: lazyRouteComponent(() => import('./figures-page.tsx'), 'FiguresPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/handover',
    component: lazyRouteComponent(() => import('./handover-page.tsx'), 'HandoverPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/deputies',
    component: lazyRouteComponent(() => import('./deputies-page.tsx'), 'DeputiesPage'),
  }),
] as const;
