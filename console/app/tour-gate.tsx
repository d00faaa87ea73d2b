import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { usePreference } from '../api/preferences.ts';
import { watchTour } from './tour-start.ts';

const Tour = lazy(async () => ({ default: (await import('./tour.tsx')).GuidedTour }));

/** Shows the tour on the first sign-in, on the home page, and again whenever it is asked for. */
export function TourGate() {
  const { value, isReady, keep } = usePreference('tour', seenIn);
  const [isWanted, setWanted] = useState(false);
  const isHome = /^(?:\/console)?\/?$/.test(useLocation().pathname);
  useEffect(() => watchTour(() => setWanted(true)), []);
  const isFirst = isReady && value !== true && isHome;
  const end = () => {
    setWanted(false);
    // That it was seen is worth no message; it would merely be shown once more.
    if (value !== true) keep(() => true).catch(() => undefined);
  };
  if (!isFirst && !isWanted) return null;
  return (
    <Suspense>
      <Tour onEnd={end} />
    </Suspense>
  );
}

function seenIn(stored: unknown): boolean | undefined {
  return stored === undefined || stored === null ? undefined : true;
}
