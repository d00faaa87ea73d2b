// Every page of the console. Pages come when they are first opened; what a person may open is decided by the server,
// the navigation only leaves out what would be refused.

import { createRouter } from '@tanstack/react-router';
import { adminRoutes } from '../pages/admin/routes.tsx';
import { caseRoutes } from '../pages/cases/routes.tsx';
import { homeRoutes } from '../pages/home/routes.tsx';
import { meRoutes } from '../pages/me/routes.tsx';
import { reviewRoutes } from '../pages/review/routes.tsx';
import { ruleRoutes } from '../pages/rules/routes.tsx';
import { workspaceRoutes } from '../pages/workspace/routes.tsx';
import { PageFault } from './no-such-page.tsx';
import { rootRoute } from './root-route.tsx';

/** The addresses of the console. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...homeRoutes,
    ...caseRoutes,
    ...workspaceRoutes,
    ...reviewRoutes,
    ...ruleRoutes,
    ...meRoutes,
    ...adminRoutes,
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultErrorComponent: PageFault,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
