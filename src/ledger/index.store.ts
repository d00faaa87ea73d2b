export {
  type ProofBundle,
  type ProvedEvent,
  verifyBundle,
} from './bundle.store.ts';
export { commitment, leafHash, mac, newSalt, sha256 } from './hash.store.ts';
export {
  KeyRefused,
  type KeyTrouble,
  type LedgerKey,
  openLedgerKey,
  readLedgerKey,
  syncFolder,
  verifierFor,
  verifierKey,
} from './key.store.ts';
