/** The store face of notification. */
export { type Told, tell } from './telling.store.ts';
