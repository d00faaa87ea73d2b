import { beforeEach } from 'vitest';

/** Skips every test of the file with the reason, which the run tells at its end; none when there is no reason. */
export function skipWithout(reason: string | null): void {
  beforeEach(({ skip }) => {
    if (reason !== null) skip(reason);
  });
}
