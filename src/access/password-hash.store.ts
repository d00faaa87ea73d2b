import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { normalPassword } from './password.ts';
import { randomLetters } from './token.store.ts';

// Argon2id is the package's own choice of variant; its constants cannot be imported by erasable TypeScript.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password with Argon2id: 19 MiB, two passes, one lane, a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), parameters);
}

/**
 * Whether a password belongs to a hash.
 *
 * Without a hash it does the same work on one that nobody knows the password of, so that a name that does not exist
 * takes as long as one that does.
 */
export async function isRightPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString('base64'));
  const right = await verify(stored ?? (await nobody), normalPassword(password));
  return right && stored !== null;
}

/** A random password to hand out: some 78 bits, easy to read aloud. */
export function newPassword(): string {
  return `${randomLetters(4)}-${randomLetters(4)}-${randomLetters(4)}-${randomLetters(4)}`;
}

let nobody: Promise<string> | undefined;
