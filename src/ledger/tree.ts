// The Merkle tree of RFC 6962, section 2.1 (the same tree as in RFC 9162).
//
//   empty tree    SHA-256 of nothing
//   one leaf      SHA-256(0x00 ‖ entry)
//   n leaves      SHA-256(0x01 ‖ root of the first k ‖ root of the rest), k the largest power of two below n
//
// The prefixes keep a leaf from ever passing as a node. An entry of ours is the 32-byte commitment of one event. A
// *node* is a complete subtree: (level, index) covers the leaves from index · 2^level up to (index + 1) · 2^level, and
// once it is complete it never changes. Every other subtree, such as the ragged right edge of a tree whose size is no
// power of two, is a range of leaves whose root is folded from nodes. Proofs, tiles and roots all rest on these two.
//
// Sizes pass 2^32, so halves are taken with division; bit operators would cut them off.

import type { Sha256 } from './sha256.ts';

/** Bytes of one hash. */
export const hashSize = 32;

/** A complete subtree of 2^level leaves, counted from the left. */
export type Node = { readonly level: number; readonly index: number };

/** Leaves from `from` (inclusive) to `to` (exclusive); a subtree of some tree, so `from` is aligned. */
export type Range = { readonly from: number; readonly to: number };

/**
 * The hash of two subtrees side by side.
 *
 * @param left - 32 bytes
 * @param right - 32 bytes
 */
export function hashChildren(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + 2 * hashSize);
  input[0] = 0x01;
  input.set(left, 1);
  input.set(right, 1 + hashSize);
  return digest(input, sha256);
}

/** The hash of one entry. */
export function hashEntry(entry: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return digest(input, sha256);
}

/** The root of the tree without leaves. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return digest(new Uint8Array(0), sha256);
}

function digest(input: Uint8Array, sha256: Sha256): Uint8Array {
  const out = new Uint8Array(hashSize);
  sha256(input, out, 0);
  return out;
}

/** The largest power of two below `n`, for `n` of at least 2. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The complete subtrees a range is made of, from left to right; empty for an empty range. */
export function nodesOf(range: Range): Node[] {
  const nodes: Node[] = [];
  let from = range.from;
  while (from < range.to) {
    let level = 0;
    while (from + 2 ** (level + 1) <= range.to && from % 2 ** (level + 1) === 0) level += 1;
    nodes.push({ level, index: from / 2 ** level });
    from += 2 ** level;
  }
  return nodes;
}

/**
 * The root over a range of leaves.
 *
 * @param hashOf - gives the hash of any of `nodesOf(range)`
 */
export function rootOf(
  range: Range,
  hashOf: (node: Node) => Uint8Array,
  sha256: Sha256,
): Uint8Array {
  let root: Uint8Array | undefined;
  for (const node of nodesOf(range).toReversed()) {
    root = root === undefined ? hashOf(node) : hashChildren(hashOf(node), root, sha256);
  }
  return root ?? emptyRoot(sha256);
}

/** Whether two hashes are the same; hashes in the log are public, so time tells nothing. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
