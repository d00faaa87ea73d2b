// A loading that was cut off goes on: ids are the same each time, and what is there already is no mistake.

import { createHash } from 'node:crypto';
import { Refused } from '../rules/index.ts';

/** Does something that an earlier, interrupted loading may have done already. */
export async function once(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused) || !error.refusals.every(({ code }) => alreadyDone.has(code)))
      throw error;
  }
}

const alreadyDone = new Set([
  'register.agency-name-taken',
  'register.id-taken',
  'register.draft-not-open',
  'register.officer-known',
  'register.certificate-number-taken',
  'access.role-already-granted',
  'reviewer.designated-already',
]);

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** An id that is the same at every loading. */
export function idOf(prefix: string, name: string): string {
  const hex = digest(`mingfa demonstration ${prefix} ${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
