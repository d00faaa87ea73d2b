export { commitment, leafHash, mac, macKeyFrom, newSalt, sha256 } from './hash.store.ts';
export {
  KeyRefused,
  type KeyTrouble,
  type LedgerKey,
  openLedgerKey,
  readLedgerKey,
  readVerifierKey,
  syncFolder,
  verifierFor,
  verifierKey,
} from './key.store.ts';
