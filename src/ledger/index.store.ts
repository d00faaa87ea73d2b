export { commitment, leafHash, mac, macKeyFrom, newSalt, sha256 } from './hash.store.ts';
