import { hash, hkdfSync, randomBytes } from 'node:crypto';
import { type CommittedEvent, eventText } from './event-text.ts';
import type { Sha256 } from './sha256.ts';

/**
 * SHA-256 for the tree.
 *
 * One-shot hashing into a latin1 string that is then copied costs a quarter of making a Buffer for every digest.
 */
export const sha256: Sha256 = (input, out, offset) => {
  Buffer.prototype.latin1Write.call(out, hash('sha256', input, 'binary'), offset, 32);
};

const saltSize = 16;
let salts = Buffer.alloc(0);

/** Sixteen random bytes, one set per event. They are drawn many at once: each draw costs as much as a hash. */
export function newSalt(): Buffer {
  if (salts.length === 0) salts = randomBytes(256 * saltSize);
  const salt = salts.subarray(0, saltSize);
  salts = salts.subarray(saltSize);
  return salt;
}

/**
 * What the ledger holds of one event: SHA-256(salt ‖ event text).
 *
 * @throws NotCanonical when a field would not come back from the database as it is now
 */
export function commitment(salt: Uint8Array, event: CommittedEvent): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(eventText(event), 'utf8')]), 'buffer');
}

/** RFC 6962 leaf hash of a commitment: SHA-256(0x00 ‖ commitment). */
export function leafHash(committed: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([leafPrefix, committed]), 'buffer');
}

const leafPrefix = Buffer.of(0x00);

/**
 * The mark by which the server knows its own rows: HMAC-SHA256 (RFC 2104) over the commitment.
 *
 * Made of two one-shot hashes, because createHmac takes ten times as long to take the key in.
 *
 * @param key - 32 bytes from `macKeyFrom`
 */
export function mac(key: Uint8Array, committed: Uint8Array): Buffer {
  const pads = padsOf(key);
  const inner = hash('sha256', Buffer.concat([pads.inner, committed]), 'buffer');
  return hash('sha256', Buffer.concat([pads.outer, inner]), 'buffer');
}

const blockSize = 64;
const knownPads = new WeakMap<Uint8Array, { readonly inner: Buffer; readonly outer: Buffer }>();

/** A process has one key, and marks every row with it. */
function padsOf(key: Uint8Array) {
  const known = knownPads.get(key);
  if (known !== undefined) return known;
  const pads = { inner: padded(key, 0x36), outer: padded(key, 0x5c) };
  knownPads.set(key, pads);
  return pads;
}

function padded(key: Uint8Array, pad: number): Buffer {
  if (key.length > blockSize) throw new RangeError('a key longer than a block');
  const block = Buffer.alloc(blockSize, pad);
  for (const [at, byte] of key.entries()) block[at] = byte ^ pad;
  return block;
}

/**
 * The key of `mac`, derived by HKDF-SHA256, so that one secret serves both purposes without either revealing the other.
 *
 * @param secret - the 32-byte seed of the ledger's signing key
 */
export function macKeyFrom(secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'mingfa ledger row mac v1', 32));
}
