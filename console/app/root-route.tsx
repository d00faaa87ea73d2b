import { createRootRoute } from '@tanstack/react-router';
import { Frame } from './frame.tsx';
import { NoSuchPage } from './no-such-page.tsx';

/** What all pages stand in. */
export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NoSuchPage });
