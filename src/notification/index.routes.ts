/** The face of notification for routes. */
export { type NotificationDeps, notificationRoutes } from './notification.routes.ts';
