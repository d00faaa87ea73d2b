import { useEffect, useState } from 'react';
import { type Pages, usePages } from '../../api/pages.ts';

const most = 1000;
const step = 50;

/** Reads a list on to its end in the background, up to a thousand rows, so that it can be filtered where it is. */
export function useLongList<T>(path: string): Pages<T> {
  const pages = usePages<T>(path, { limit: 200 }, { refetchOnMount: 'always' });
  const { hasMore, isReadingOn, error, items, readOn } = pages;
  const goesOn = hasMore && !isReadingOn && error === null && items.length < most;
  useEffect(() => {
    if (goesOn) readOn();
  });
  return pages;
}

/** The rows that a filter keeps, drawn a few at a time. */
export function useKept<T>(pages: Pages<T>, keeps: (row: T) => boolean) {
  const [shown, setShown] = useState(step);
  const kept = pages.items.filter(keeps);
  const drawn: Pages<T> = {
    ...pages,
    items: kept.slice(0, shown),
    total: kept.length,
    totalIsExact: !pages.hasMore,
    hasMore: kept.length > shown,
    isReadingOn: false,
    readOn: () => {
      setShown((count) => count + step);
      return undefined;
    },
  };
  return { drawn, kept, isCut: pages.hasMore && pages.items.length >= most };
}
