import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { comparisonSearchIn, flowSearchIn } from './catalogue-search.ts';
import { cataloguesSearchIn } from './catalogues.ts';
import { deskQueryIn } from './desk.ts';
import { figuresSearchIn } from './figures.ts';
import { roomSearchIn } from './room-search.ts';

/** Legal review: the desk, the reading room of one case, the figures. */
export const reviewRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review',
    validateSearch: deskQueryIn,
    component: lazyRouteComponent(() => import('./desk-page.tsx'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/figures',
    validateSearch: figuresSearchIn,
    component: lazyRouteComponent(() => import('./figures-page.tsx'), 'FiguresPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/catalogue',
    component: lazyRouteComponent(() => import('./catalogue-page.tsx'), 'CataloguePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/catalogue/comparison',
    validateSearch: comparisonSearchIn,
    component: lazyRouteComponent(
      () => import('./catalogue-comparison-page.tsx'),
      'CatalogueComparisonPage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/catalogue/$number',
    component: lazyRouteComponent(
      () => import('./catalogue-version-page.tsx'),
      'CatalogueVersionPage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/catalogues',
    validateSearch: cataloguesSearchIn,
    component: lazyRouteComponent(() => import('./catalogues-page.tsx'), 'CataloguesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/flow',
    validateSearch: flowSearchIn,
    component: lazyRouteComponent(() => import('./flow-page.tsx'), 'FlowPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/people',
    component: lazyRouteComponent(() => import('./people-page.tsx'), 'ReviewersPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/counsel',
    component: lazyRouteComponent(() => import('./people-counsel-page.tsx'), 'CounselPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/asked',
    component: lazyRouteComponent(() => import('./people-asked-page.tsx'), 'AskedPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/asked/$caseId/$sequence',
    component: lazyRouteComponent(() => import('./people-asked-page.tsx'), 'AskedCasePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/review/$caseId',
    validateSearch: roomSearchIn,
    component: lazyRouteComponent(() => import('./room-page.tsx'), 'RoomPage'),
  }),
] as const;
