const watchers = new Set<() => void>();

/** Shows the tour again, on whatever page the person is. */
export function startTour(): void {
  for (const start of watchers) start();
}

/** Tells whoever draws the tour that it is wanted. */
export function watchTour(start: () => void): () => void {
  watchers.add(start);
  return () => watchers.delete(start);
}
