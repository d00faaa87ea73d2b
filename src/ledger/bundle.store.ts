// A proof that leaves the house: events, and what shows that they are in the ledger.
//
//   {
//     "format": "mingfa-proof-1",
//     "key": "<the log's public key, as in signed notes>",
//     "checkpoint": "<signed checkpoint>",
//     "events": [{
//       "index": <leaf, from 0>,
//       "salt": "<16 bytes in hexadecimal>",
//       "text": "<the event text, exactly as it was hashed>",
//       "proof": ["<32 bytes in base64>", …]            inclusion proof, from the bottom up
//     }],
//     "earlier": { "checkpoint": "<an older one>", "proof": ["…"] }     optional: consistency proof
//   }
//
// To check it by other means: verify the signature of the checkpoint (Ed25519 over everything up to the empty line) with a
// key that was obtained elsewhere; for each event take SHA-256(0x00 ‖ SHA-256(salt ‖ text)), climb with the proof, and
// compare with the root in the checkpoint. docs/ledger.md does this with openssl and twenty lines of Python.

import { hash } from 'node:crypto';
import { fromBase64 } from './base64.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { leafHash, sha256 } from './hash.store.ts';
import { readVerifierKey } from './key.store.ts';
import { type NoteVerifier, openNote } from './note.ts';
import { includes, isConsistent } from './proof.ts';

/** A proof as it is downloaded. */
export type ProofBundle = {
  readonly format: 'mingfa-proof-1';
  readonly key: string;
  readonly checkpoint: string;
  readonly events: readonly ProvedEvent[];
  readonly earlier?: { readonly checkpoint: string; readonly proof: readonly string[] };
};

/** One event of a proof. */
export type ProvedEvent = {
  readonly index: number;
  readonly salt: string;
  readonly text: string;
  readonly proof: readonly string[];
};

/** What is wrong with a proof, in its parts; empty when it proves what it says. */
export type BundleReport = {
  readonly isProved: boolean;
  readonly problems: readonly string[];
  /** Size of the tree that the checkpoint signs; null when the signature does not hold. */
  readonly size: number | null;
};

/**
 * Checks a proof without any database.
 *
 * @param given - as parsed from JSON; anything
 * @param trustedKey - the log's public key, obtained elsewhere than from the proof
 */
export function verifyBundle(given: unknown, trustedKey: string): BundleReport {
  const key = readVerifierKey(trustedKey);
  if (key === null) return report(['给出的公钥格式不对，应形如“名称+8位十六进制+Base64”。']);
  if (!isBundle(given)) return report(['文件不是“mingfa-proof-1”格式的证明，或缺少字段。']);
  const checkpoint = openWith(given.checkpoint, key);
  if (checkpoint === null) return report(['检查点的签名与给出的公钥不符。']);
  const problems = [
    ...(given.key === trustedKey ? [] : ['证明里写的公钥不是给出的公钥。']),
    ...given.events.flatMap((event, n) => eventProblems(event, n, checkpoint)),
    ...earlierProblems(given.earlier, checkpoint, key),
  ];
  return report(problems, checkpoint.size);
}

function report(problems: readonly string[], size: number | null = null): BundleReport {
  return { isProved: problems.length === 0, problems, size };
}

function openWith(note: string, key: NoteVerifier): Checkpoint | null {
  const text = openNote(note, [key]);
  return text === null ? null : parseCheckpoint(text);
}

function eventProblems(event: ProvedEvent, n: number, { size, root }: Checkpoint): string[] {
  const salt = /^[0-9a-f]{32}$/.test(event.salt) ? Buffer.from(event.salt, 'hex') : null;
  const proof = hashesOf(event.proof);
  if (salt === null || proof === null) return [`第 ${n + 1} 个事件的盐值或证明格式不对。`];
  const committed = hash(
    'sha256',
    Buffer.concat([salt, Buffer.from(event.text, 'utf8')]),
    'buffer',
  );
  const claim = { index: event.index, size, root, leafHash: leafHash(committed) };
  return includes(claim, proof, sha256)
    ? []
    : [`第 ${n + 1} 个事件（第 ${event.index} 号叶）不在签署过的链上，或内容已被改动。`];
}

function earlierProblems(
  earlier: ProofBundle['earlier'],
  now: Checkpoint,
  key: NoteVerifier,
): string[] {
  if (earlier === undefined) return [];
  const then = openWith(earlier.checkpoint, key);
  if (then === null) return ['早先检查点的签名与给出的公钥不符。'];
  const proof = hashesOf(earlier.proof);
  const claim = {
    first: then.size,
    second: now.size,
    firstRoot: then.root,
    secondRoot: now.root,
  };
  return proof !== null && isConsistent(claim, proof, sha256)
    ? []
    : [`规模 ${then.size} 的早先检查点不是现在这条链的开头。`];
}

function hashesOf(texts: readonly string[]): Uint8Array[] | null {
  const hashes = texts.map(fromBase64).filter((bytes) => bytes?.length === 32);
  return hashes.length === texts.length ? (hashes as Uint8Array[]) : null;
}

function isBundle(given: unknown): given is ProofBundle {
  if (!isRecord(given)) return false;
  const { format, key, checkpoint, events, earlier } = given;
  return (
    format === 'mingfa-proof-1' &&
    typeof key === 'string' &&
    typeof checkpoint === 'string' &&
    Array.isArray(events) &&
    events.every(isProvedEvent) &&
    (earlier === undefined ||
      (isRecord(earlier) && typeof earlier['checkpoint'] === 'string' && isTexts(earlier['proof'])))
  );
}

function isProvedEvent(given: unknown): boolean {
  if (!isRecord(given)) return false;
  const { index, salt, text, proof } = given;
  return (
    typeof index === 'number' &&
    typeof salt === 'string' &&
    typeof text === 'string' &&
    isTexts(proof)
  );
}

function isTexts(given: unknown): boolean {
  return Array.isArray(given) && given.every((text) => typeof text === 'string');
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null;
}
