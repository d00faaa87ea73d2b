// Proofs over the tree (RFC 6962, sections 2.1.1 and 2.1.2) and their verification (RFC 9162, 2.1.3.2 and 2.1.4.2).
//
// An inclusion proof shows that one leaf is in the tree of a given size: the roots of the subtrees beside the way from
// the leaf to the root, from the bottom up. A consistency proof shows that the tree of one size is the beginning of
// the tree of another: nothing before was changed, removed or moved. Both are lists of ranges of leaves here; whoever
// holds hashes (a whole tree, or tiles) turns ranges into hashes by `rootOf`. Verification needs no tree.

import type { Sha256 } from './sha256.ts';
import { emptyRoot, hashChildren, type Range, sameHash, splitOf } from './tree.ts';

/**
 * The ranges whose roots prove that leaf `index` is in the tree of `size` leaves, from the bottom up.
 *
 * @throws RangeError unless 0 ≤ index < size
 */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  }
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.toReversed();
}

/**
 * The ranges whose roots prove that the tree of `first` leaves is the beginning of the tree of `second`.
 *
 * Empty for the same size, and for the empty tree, which begins every tree.
 *
 * @throws RangeError unless 0 ≤ first ≤ second
 */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!(Number.isSafeInteger(first) && first >= 0 && first <= second)) {
    throw new RangeError(`no consistency of ${first} with ${second}`);
  }
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let from = 0;
  let to = second;
  while (first !== to) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The old root itself is left out when it is a subtree of the new tree: the verifier has it.
  if (from !== 0) ranges.push({ from, to });
  return ranges.toReversed();
}

/** What an inclusion proof claims. */
export type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
};

/** Whether the proof shows the claim; never throws, whatever the numbers. */
export function includes(
  claim: InclusionClaim,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  const { index, size } = claim;
  if (!areSizes(index, size) || index >= size) return false;
  let node = index;
  let last = size - 1;
  let hash = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashChildren(sibling, hash, sha256);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = half(last);
      }
    } else {
      hash = hashChildren(hash, sibling, sha256);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameHash(hash, claim.root);
}

/** What a consistency proof claims. */
export type ConsistencyClaim = {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
};

/** Whether the proof shows that the first tree is the beginning of the second; never throws, whatever the numbers. */
export function isConsistent(
  claim: ConsistencyClaim,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  const { first, second, firstRoot, secondRoot } = claim;
  if (!areOrdered(first, second)) return false;
  if (first === 0 || first === second) {
    const expected = first === second ? secondRoot : emptyRoot(sha256);
    return proof.length === 0 && sameHash(firstRoot, expected);
  }
  // A tree that is a subtree of the new one needs no seed in the proof: the verifier has its root.
  const [seed, ...path] = splitsOnce(first) ? [firstRoot, ...proof] : proof;
  const roots = seed === undefined ? null : climb({ first, second, seed }, path, sha256);
  return roots !== null && sameHash(roots[0], firstRoot) && sameHash(roots[1], secondRoot);
}

type Climb = { readonly first: number; readonly second: number; readonly seed: Uint8Array };

/** Both roots that the path leads to from the subtree they share; null when the path has the wrong length. */
function climb(
  start: Climb,
  path: readonly Uint8Array[],
  sha256: Sha256,
): [Uint8Array, Uint8Array] | null {
  let node = start.first - 1;
  let last = start.second - 1;
  while (node % 2 === 1) {
    node = half(node);
    last = half(last);
  }
  let [first, second] = [start.seed, start.seed];
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      first = hashChildren(sibling, first, sha256);
      second = hashChildren(sibling, second, sha256);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = half(last);
      }
    } else {
      second = hashChildren(second, sibling, sha256);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 ? [first, second] : null;
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function splitsOnce(n: number): boolean {
  return n === 1 || splitOf(n) * 2 === n;
}

function areOrdered(first: number, second: number): boolean {
  return areSizes(first, second) && first <= second;
}

function areSizes(...sizes: number[]): boolean {
  return sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
}
