/** The store face of notification. */
export { createNotifier, type Notifier, type NotifierDeps } from './notifier.store.ts';
export { type Told, tell } from './telling.store.ts';
