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
import { chmod, link, lstat, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { toBase64, toHex } from './base64.ts';
import { macKeyFrom } from './hash.store.ts';
import { isKeyName, type NoteSigner, type NoteVerifier } from './note.ts';

/** What the server needs of its key. */
export type LedgerKey = {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Buffer;
  /** Key of the row marks, 32 bytes. */
  readonly macKey: Buffer;
  /** Signs notes under a name, which is the origin of the log. */
  readonly signerFor: (name: string) => NoteSigner;
};

/** Says that the key file cannot be trusted as it lies there; `fix` is the command that mends it. */
export class KeyRefused extends Error {
  readonly path: string;
  readonly fix: string;

  constructor(path: string, why: string, fix: string) {
    super(`${path}: ${why}`);
    this.name = 'KeyRefused';
    this.path = path;
    this.fix = fix;
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
export async function openLedgerKey(folder: string): Promise<LedgerKey> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await requireMode(folder, 0o700);
  const path = join(folder, keyFile);
  if (!(await exists(path))) await makeKey(folder, path);
  await requireMode(path, 0o600);
  return keyFromPem(await readFile(path, 'utf8'), path);
}

/**
 * Reads a key that must be there already, for commands that check rather than start.
 *
 * @throws KeyRefused when it is missing or cannot be trusted
 */
export async function readLedgerKey(folder: string): Promise<LedgerKey> {
  const path = join(folder, keyFile);
  if (!(await exists(path))) throw new KeyRefused(path, 'missing', '');
  await requireMode(folder, 0o700);
  await requireMode(path, 0o600);
  return keyFromPem(await readFile(path, 'utf8'), path);
}

async function makeKey(folder: string, path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await chmod(draft, 0o600);
    await file.sync();
  } finally {
    await file.close();
  }
  // link refuses to replace a file, which rename would do silently.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  await syncFolder(folder);
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found !== null;
}

async function requireMode(path: string, mode: number): Promise<void> {
  const found = await lstat(path);
  const octal = `0${mode.toString(8)}`;
  if (found.isSymbolicLink()) throw new KeyRefused(path, 'is a symbolic link', '');
  if ((found.mode & 0o777 & ~mode) !== 0) {
    throw new KeyRefused(path, `is open to others; ${octal} is needed`, `chmod ${octal} '${path}'`);
  }
}

function keyFromPem(pem: string, path: string): LedgerKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    // The cause may quote what the file holds, so it is not passed on.
    throw new KeyRefused(path, 'holds no private key', '');
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new KeyRefused(path, 'holds no Ed25519 key', '');
  }
  const secret = rawOf(privateKey, 'd');
  const publicKey = rawOf(createPublicKey(privateKey), 'x');
  return {
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
