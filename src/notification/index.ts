/** The pure face of notification: what people are told of, and how. */
export { type DeliverySettings, nothingLeaves } from './delivery-settings.ts';
export {
  type NotificationKind,
  notificationKinds,
  notificationKindTitles,
} from './kind.ts';
export { notificationRefusalStatus } from './refusals.ts';
