/**
 * SHA-256, handed in by the shell.
 *
 * It writes the 32 bytes of the digest of `input` to `out` at `offset`. The form is chosen for speed: a digest that
 * becomes an object of its own costs three times the hashing.
 */
export type Sha256 = (input: Uint8Array, out: Uint8Array, offset: number) => void;
