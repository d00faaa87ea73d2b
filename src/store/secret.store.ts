import { join } from 'node:path';
import {
  KeyRefused,
  type KeyTrouble,
  type LedgerKey,
  openLedgerKey,
  readLedgerKey,
} from '../ledger/index.store.ts';
import { type Refusal, Refused } from '../rules/index.ts';
import { storeRefusals } from './refusals.store.ts';

/** What only this installation knows: the key that signs checkpoints, and the key that marks rows. */
export type Secret = LedgerKey;

/** Where the installation keeps its secret and the newest checkpoint. */
export function secretFolder(dataFolder: string): string {
  return join(dataFolder, 'secret');
}

/**
 * Reads the installation's secret, making it on first use.
 *
 * @throws Refused (`store.secret-open`, `store.secret-unusable`) when others may read it, or it is no key
 */
export function openSecret(dataFolder: string): Secret {
  return orRefused(() => openLedgerKey(secretFolder(dataFolder)));
}

/**
 * Reads the installation's secret, for commands that check and must not make one.
 *
 * @throws Refused as `openSecret`, and (`store.secret-missing`) when there is none
 */
export function readSecret(dataFolder: string): Secret {
  return orRefused(() => readLedgerKey(secretFolder(dataFolder)));
}

const refusalFor: Record<KeyTrouble, (path: string) => Refusal> = {
  missing: storeRefusals.secretMissing,
  'open-to-others': storeRefusals.secretOpen,
  'is-a-link': storeRefusals.secretUnusable,
  'holds-no-key': storeRefusals.secretUnusable,
};

function orRefused(open: () => LedgerKey): LedgerKey {
  try {
    return open();
  } catch (error) {
    if (error instanceof KeyRefused) throw new Refused(refusalFor[error.trouble](error.path));
    throw error;
  }
}
