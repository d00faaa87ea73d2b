export {
  canonicalJson,
  type Json,
  NotCanonical,
  type NotCanonicalReason,
} from './canonical-json.ts';
export { type CommittedEvent, eventText } from './event-text.ts';
export type { Sha256 } from './sha256.ts';
