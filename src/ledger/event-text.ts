// What an event commits to.
//
// The commitment of an event is SHA-256(salt ‖ event text): 16 random bytes, then the UTF-8 bytes of the canonical JSON
// of the eight fields below and of nothing else. The ledger shows commitments only. Without the salt nobody can test
// a guess about a case against the public log; with salt and event text anyone can see that the event is in it.

import { canonicalJson, type Json, NotCanonical } from './canonical-json.ts';

/** The part of an event that its commitment covers. */
export type CommittedEvent = {
  /** Lower-case UUID, as PostgreSQL writes it. */
  readonly agencyId: string;
  readonly streamId: string;
  /** From 1, without gaps within a stream. */
  readonly sequence: number;
  readonly kind: string;
  /** Beijing time with milliseconds: 2026-09-28T09:00:00.000+08:00. */
  readonly at: string;
  /** Null for what the program did by itself. */
  readonly actorId: string | null;
  readonly data: Json;
  readonly clauses: readonly string[];
};

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/;

/**
 * The text that is hashed together with the salt.
 *
 * The forms of identifiers and instants are checked because the database would give other spellings back in its own
 * form, and an honest event would later look altered.
 *
 * @throws NotCanonical when a field would not come back from the database as it is now
 */
export function eventText(event: CommittedEvent): string {
  check(uuidForm.test(event.agencyId), '/agencyId');
  check(uuidForm.test(event.streamId), '/streamId');
  check(event.actorId === null || uuidForm.test(event.actorId), '/actorId');
  check(instantForm.test(event.at), '/at');
  check(Number.isSafeInteger(event.sequence) && event.sequence >= 1, '/sequence');
  const { agencyId, streamId, sequence, kind, at, actorId, data, clauses } = event;
  return canonicalJson({ agencyId, streamId, sequence, kind, at, actorId, data, clauses });
}

function check(holds: boolean, pointer: string): void {
  if (!holds) throw new NotCanonical('bad-form', pointer);
}
