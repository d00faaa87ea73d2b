// The ledger's key.
//
// One Ed25519 key, made at the first start, lies in `<secret folder>/ledger.key` (PKCS#8 PEM, readable by its owner
// only, in a folder open to its owner only). It signs checkpoints, and the key of the row marks is derived from it.
// Losing it means that no further checkpoint can be signed; giving it away means that the database can be rewritten
// unnoticed by everybody who keeps no checkpoint of their own. It is therefore no part of the database or its dumps.

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { toBase64, toHex } from './base64.ts';
import { macKeyFrom } from './hash.store.ts';
import { isKeyName, type NoteSigner, type NoteVerifier } from './note.ts';

/** What the server needs of its key. */
export type LedgerKey = {
  /** The Ed25519 private key itself. */
  readonly signingKey: KeyObject;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Buffer;
  /** Key of the row marks, 32 bytes. */
  readonly macKey: Buffer;
  /** Signs notes under a name, which is the origin of the log. */
  readonly signerFor: (name: string) => NoteSigner;
};

/** Why the key file cannot be trusted as it lies there. */
export type KeyTrouble = 'missing' | 'open-to-others' | 'is-a-link' | 'holds-no-key';

/** Says that the key file cannot be trusted as it lies there. */
export class KeyRefused extends Error {
  readonly path: string;
  readonly trouble: KeyTrouble;

  constructor(path: string, trouble: KeyTrouble) {
    super(`${path}: ${trouble}`);
    this.name = 'KeyRefused';
    this.path = path;
    this.trouble = trouble;
  }
}

const keyFile = 'ledger.key';

/**
 * Reads the key, or makes it at the first start.
 *
 * Two processes that start together end with the same key: the file is linked into place, and the later one reads it.
 *
 * @param folder - the secret folder; made if it does not exist
 * @throws KeyRefused when others may read folder or file, or when the file holds no Ed25519 key
 */
export function openLedgerKey(folder: string): LedgerKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  requireMode(folder, 0o700);
  const path = join(folder, keyFile);
  if (!exists(path)) makeKey(folder, path);
  return readKey(path);
}

/**
 * Reads a key that must be there already, for commands that check rather than start.
 *
 * @throws KeyRefused when it is missing or cannot be trusted
 */
export function readLedgerKey(folder: string): LedgerKey {
  const path = join(folder, keyFile);
  if (!exists(path)) throw new KeyRefused(path, 'missing');
  requireMode(folder, 0o700);
  return readKey(path);
}

function readKey(path: string): LedgerKey {
  requireMode(path, 0o600);
  return keyFromPem(readFileSync(path, 'utf8'), path);
}

function makeKey(folder: string, path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomUUID()}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    fchmodSync(file, 0o600);
    writeSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // link refuses to replace a file, which rename would do silently.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(folder);
}

/** Makes the names in a folder durable. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function requireMode(path: string, mode: number): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) throw new KeyRefused(path, 'is-a-link');
  if ((found.mode & 0o777 & ~mode) !== 0) throw new KeyRefused(path, 'open-to-others');
}

function keyFromPem(pem: string, path: string): LedgerKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    // The cause may quote what the file holds, so it is not passed on.
    throw new KeyRefused(path, 'holds-no-key');
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new KeyRefused(path, 'holds-no-key');
  }
  const secret = rawOf(privateKey, 'd');
  const publicKey = rawOf(createPublicKey(privateKey), 'x');
  return {
    signingKey: privateKey,
    publicKey,
    macKey: macKeyFrom(secret),
    signerFor: (name) => ({
      name,
      keyId: keyIdOf(name, publicKey),
      sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey),
    }),
  };
}

function rawOf(key: KeyObject, part: 'd' | 'x'): Buffer {
  return Buffer.from(key.export({ format: 'jwk' })[part] as string, 'base64url');
}

/**
 * Checks notes against a public key.
 *
 * @param publicKey - raw, 32 bytes
 * @throws RangeError when the name may not stand in a note
 */
export function verifierFor(name: string, publicKey: Uint8Array): NoteVerifier {
  if (!isKeyName(name)) throw new RangeError(`no key name: ${name}`);
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return {
    name,
    keyId: keyIdOf(name, publicKey),
    verify: (text, signature) => verify(null, Buffer.from(text, 'utf8'), key, signature),
  };
}

/** The public key as it is handed on: `<name>+<key id>+<base64 of 0x01 ‖ key>`. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  const encoded = toBase64(Buffer.concat([Buffer.of(0x01), publicKey]));
  return `${name}+${toHex(keyIdOf(name, publicKey))}+${encoded}`;
}

/** Reads a handed-on public key; null when it is none, or when its key id does not belong to it. */
export function readVerifierKey(text: string): NoteVerifier | null {
  const [, name, , encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  const publicKey = bytes.subarray(1);
  if (bytes.length !== 33 || bytes[0] !== 0x01) return null;
  return verifierKey(name, publicKey) === text ? verifierFor(name, publicKey) : null;
}

function keyIdOf(name: string, publicKey: Uint8Array): Buffer {
  const input = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(0x01), publicKey]);
  return hash('sha256', input, 'buffer').subarray(0, 4);
}
