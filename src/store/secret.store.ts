import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { macKeyFrom } from '../ledger/index.store.ts';

/** What only this installation knows. */
export type Secret = {
  /** Ed25519 key that signs the ledger's checkpoints. */
  readonly signingKey: KeyObject;
  /** 32 bytes; marks the rows that the server wrote itself. */
  readonly macKey: Buffer;
};

/** Where the installation's secret lies in a data folder. */
export function secretFile(dataFolder: string): string {
  return join(dataFolder, 'secret', 'ledger.key');
}

/**
 * Reads the installation's secret, making it on first use.
 *
 * Several server processes may share a data folder; the first to put the file in place wins and all use that one.
 */
export function openSecret(dataFolder: string): Secret {
  const path = secretFile(dataFolder);
  mkdirSync(join(dataFolder, 'secret'), { recursive: true, mode: 0o700 });
  const pem = readIfThere(path) ?? make(path);
  const signingKey = createPrivateKey(pem);
  const seed = Buffer.from(signingKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  return { signingKey, macKey: macKeyFrom(seed) };
}

function make(path: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8');
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
