/**
 * When signing in is closed for a while.
 *
 * Counted from the attempts alone, and by the name that was typed, whether or not such an account exists: a name that
 * nobody has is locked as soon as one that somebody has, and the lock tells nothing.
 */

/** One try to sign in. A pending try counts as wrong until it is known to be right. */
export type Attempt = {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly outcome: 'failed' | 'pending' | 'succeeded' | 'incomplete' | 'cleared';
};

const MINUTE = 60_000;

/** Five wrong tries within fifteen minutes close a name for fifteen minutes; thirty close an address. */
export const lockoutLimits = {
  perName: 5,
  perAddress: 30,
  windowMillis: 15 * MINUTE,
  lockMillis: 15 * MINUTE,
} as const;

/** How far back attempts matter: a lock that began at the window's end still runs. */
export const ATTEMPT_MEMORY_MILLIS = lockoutLimits.windowMillis + lockoutLimits.lockMillis;

/**
 * Until when a name is closed, in milliseconds; null when it is open.
 *
 * Tries that were right start the count again; tries that stopped at the second factor neither count nor clear; an
 * administrator's clearing opens the name at once.
 *
 * @param attempts - tries for this name, oldest first
 * @param now - milliseconds
 */
export function lockedUntil(attempts: readonly Attempt[], now: number): number | null {
  let wrong: number[] = [];
  let until = 0;
  for (const { at, outcome } of attempts) {
    if (outcome === 'succeeded' || outcome === 'cleared') wrong = [];
    if (outcome === 'cleared') until = 0;
    if (outcome !== 'failed' && outcome !== 'pending') continue;
    wrong = [...wrong.filter((earlier) => at - earlier < lockoutLimits.windowMillis), at];
    if (wrong.length >= lockoutLimits.perName) {
      until = at + lockoutLimits.lockMillis;
      wrong = [];
    }
  }
  return until > now ? until : null;
}

/**
 * Until when an address is closed, in milliseconds; null when it is open.
 *
 * Right tries do not start the count again here, else one own account would open the door to guess all others.
 *
 * @param wrongAt - times of the wrong tries from this address, oldest first
 * @param now - milliseconds
 */
export function addressClosedUntil(wrongAt: readonly number[], now: number): number | null {
  const recent = wrongAt.filter((at) => now - at < lockoutLimits.windowMillis);
  const oldest = recent.at(-lockoutLimits.perAddress);
  return oldest === undefined ? null : oldest + lockoutLimits.windowMillis;
}
