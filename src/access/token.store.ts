import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database, Secret } from '../store/index.store.ts';

/** What a digest or key is for; two purposes never share a value. */
export type Purpose = 'session' | 'csrf' | 'user-name' | 'identity' | 'recovery-code' | 'set-up';

const keys = new WeakMap<Secret, Buffer>();

/** The key of access, derived from the installation's secret, so that access never touches the ledger's own keys. */
export function accessKey(db: Pick<Database, 'secret'>): Buffer {
  const known = keys.get(db.secret);
  if (known !== undefined) return known;
  const made = Buffer.from(
    hkdfSync('sha256', db.secret.macKey, Buffer.alloc(0), 'mingfa access v1', 32),
  );
  keys.set(db.secret, made);
  return made;
}

/** 32 random bytes as text for a cookie, a header or a printed line. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Keyed digest: the database alone does not give away short inputs such as identity numbers. */
export function digestFor(db: Pick<Database, 'secret'>, purpose: Purpose, text: string): Buffer {
  return createHmac('sha256', accessKey(db)).update(`${purpose}\0${text}`).digest();
}

/** The CSRF token of a session, computed from its token: nothing to keep, nothing to go stale. */
export function csrfTokenOf(db: Pick<Database, 'secret'>, sessionToken: string): string {
  return digestFor(db, 'csrf', sessionToken).toString('base64url');
}

/** Whether two texts are equal, in time that does not depend on where they differ. */
export function isSameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** Random letters that nobody confuses when reading them aloud: no I, L, O, U, 0, 1. */
export function randomLetters(count: number): string {
  const usable = Math.floor(256 / LETTERS.length) * LETTERS.length;
  let text = '';
  while (text.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < usable && text.length < count) text += LETTERS[byte % LETTERS.length];
    }
  }
  return text;
}
