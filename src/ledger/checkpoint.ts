// Checkpoints (C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint): the text that is signed for a tree.
//
//   <origin: names the log, for ever>
//   <size: decimal, no leading zeros>
//   <base64 of the root>
//
// Whoever keeps one checkpoint can later ask for a consistency proof and see whether the log still contains all that
// it contained then.

import { fromBase64, toBase64 } from './base64.ts';
import { hashSize } from './tree.ts';

/** What a checkpoint says about a tree. */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/** The text of a checkpoint, ready to be signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the text of a checkpoint; lines after the third are allowed and passed over. Null when it is none. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, encoded] = text.split('\n');
  if (!text.endsWith('\n') || !origin || size === undefined || encoded === undefined) return null;
  const root = fromBase64(encoded);
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) return null;
  return root?.length === hashSize ? { origin, size: Number(size), root } : null;
}
