/**
 * When signing in is closed for a while.
 *
 * Counted from the attempts alone, and by the name that was typed, whether or not such an account exists: a name that
 * nobody has is locked as soon as one that somebody has, and the lock tells nothing.
 */

/** One try to sign in. A pending try is being compared; it counts for nothing, but others may have to wait for it. */
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

/** A comparison takes a fraction of a second. One that is older was cut off and will never have an outcome. */
const COMPARED_WITHIN_MILLIS = 30_000;

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
  const { until } = countWrong(attempts);
  return until > now ? until : null;
}

/**
 * Whether one more try for a name may be compared now.
 *
 * Those that are being compared might all be wrong, so no more are let in at once than may still be wrong. Who must wait
 * is not counted: a right password never closes its own name.
 *
 * @param attempts - tries for this name, oldest first
 * @param now - milliseconds
 */
export function hasRoomForName(attempts: readonly Attempt[], now: number): boolean {
  const { wrong } = countWrong(attempts);
  const recent = wrong.filter((at) => now - at < lockoutLimits.windowMillis);
  return recent.length + comparing(attempts, now) < lockoutLimits.perName;
}

function countWrong(attempts: readonly Attempt[]): {
  readonly wrong: readonly number[];
  readonly until: number;
} {
  let wrong: number[] = [];
  let until = 0;
  for (const { at, outcome } of attempts) {
    if (outcome === 'succeeded' || outcome === 'cleared') wrong = [];
    if (outcome === 'cleared') until = 0;
    if (outcome !== 'failed') continue;
    wrong = [...wrong.filter((earlier) => at - earlier < lockoutLimits.windowMillis), at];
    if (wrong.length >= lockoutLimits.perName) {
      until = at + lockoutLimits.lockMillis;
      wrong = [];
    }
  }
  return { wrong, until };
}

const comparing = (attempts: readonly Attempt[], now: number) =>
  attempts.filter(({ at, outcome }) => outcome === 'pending' && now - at < COMPARED_WITHIN_MILLIS)
    .length;

/**
 * Until when an address is closed, in milliseconds; null when it is open.
 *
 * Right tries do not start the count again here, else one own account would open the door to guess all others.
 *
 * @param attempts - tries from this address, oldest first
 * @param now - milliseconds
 */
export function addressClosedUntil(attempts: readonly Attempt[], now: number): number | null {
  const oldest = recentlyWrong(attempts, now).at(-lockoutLimits.perAddress);
  return oldest === undefined ? null : oldest.at + lockoutLimits.windowMillis;
}

/**
 * Whether one more try from an address may be compared now, as `hasRoomForName`.
 *
 * @param attempts - tries from this address, oldest first
 * @param now - milliseconds
 */
export function hasRoomForAddress(attempts: readonly Attempt[], now: number): boolean {
  const wrong = recentlyWrong(attempts, now).length;
  return wrong + comparing(attempts, now) < lockoutLimits.perAddress;
}

const recentlyWrong = (attempts: readonly Attempt[], now: number) =>
  attempts.filter(
    ({ at, outcome }) => outcome === 'failed' && now - at < lockoutLimits.windowMillis,
  );
