// The right edge of a growing tree, kept in tiles.
//
// A tile is a run of up to 256 hashes of one tile level: tile level 0 holds leaf hashes, tile level 1 the roots of full
// level-0 tiles, and so on, so that tile level t holds the nodes of tree level 8 · t (C2SP tlog-tiles). Only the last
// tile of a level is open; everything to its left is full and final. The edge is therefore one open tile per level, no
// matter how large the tree is: appending needs nothing else, and neither does the root.
//
// An open tile is one flat buffer of 511 hashes: 256 of the tile itself, then the 128 parents of its pairs, then 64,
// and so on up to the root of the full tile. A parent is hashed when its second child arrives, so a leaf costs one
// hash for itself and, on average, one for the tree; the root at any size costs at most eight more per level. Two
// siblings lie side by side, so their 64 bytes are copied once, behind a prefix byte, and nothing is allocated.

import type { Sha256 } from './sha256.ts';
import { emptyRoot, hashChildren, hashSize } from './tree.ts';

/** Hashes in a full tile. */
export const tileWidth = 256;

/** Hashes of one tile level; `hashes.length / 32` is the width, 1 to 256. */
export type Tile = { readonly level: number; readonly index: number; readonly hashes: Uint8Array };

type OpenTile = { readonly hashes: Uint8Array; count: number; index: number };

/** Appends leaves and knows the root, in memory that does not grow with the tree. */
export class TreeEdge {
  readonly #sha256: Sha256;
  readonly #onFull: (tile: Tile) => void;
  readonly #levels: OpenTile[] = [];
  readonly #pair = new Uint8Array(1 + 2 * hashSize);
  readonly #leaf = new Uint8Array(1 + hashSize);
  #size = 0;

  /**
   * @param onFull - is given each tile once, when its last hash arrives; the bytes are the receiver's to keep
   */
  constructor(sha256: Sha256, onFull: (tile: Tile) => void) {
    this.#sha256 = sha256;
    this.#onFull = onFull;
    this.#pair[0] = 0x01;
  }

  /**
   * Takes up a tree again from its open tiles.
   *
   * @param size - leaves the tree has
   * @param open - the last tile of every level that is not full at this size; more hashes than that are ignored
   * @throws Error when a tile is missing or too narrow
   */
  static resume(
    size: number,
    open: readonly Tile[],
    sha256: Sha256,
    onFull: (tile: Tile) => void,
  ): TreeEdge {
    const edge = new TreeEdge(sha256, onFull);
    edge.#size = size;
    for (const { level, index, width } of openTiles(size)) {
      const tile = open.find((candidate) => candidate.level === level && candidate.index === index);
      if (tile === undefined || tile.hashes.length < width * hashSize) {
        throw new Error(
          `open tile ${level}/${index} of tree size ${size} is missing or too narrow`,
        );
      }
      const slot = edge.#slot(level);
      slot.index = index;
      for (let n = 0; n < width; n += 1) edge.#put(slot, tile.hashes, n * hashSize);
    }
    for (let level = 0, n = size; n > 0; level += 1) {
      n = Math.floor(n / tileWidth);
      edge.#slot(level).index = n;
    }
    return edge;
  }

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  /** Appends one entry of 32 bytes, such as a commitment. */
  appendEntry(entry: Uint8Array): void {
    this.#leaf.set(entry, 1);
    const slot = this.#slot(0);
    this.#sha256(this.#leaf, slot.hashes, slot.count * hashSize);
    this.#placed(0, slot);
  }

  /** Appends one leaf by its hash: 32 bytes at `offset` of `source`. */
  appendHash(source: Uint8Array, offset = 0): void {
    this.#append(0, source, offset);
  }

  /** The root over all leaves so far. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const { hashes, count } of this.#levels) {
      for (let depth = 0; depth < 8; depth += 1) {
        const nodes = count >> depth;
        if (nodes % 2 === 0) continue;
        const at = offsetOf(depth, nodes - 1);
        const node = hashes.slice(at, at + hashSize);
        root = root === undefined ? node : hashChildren(node, root, this.#sha256);
      }
    }
    return root ?? emptyRoot(this.#sha256);
  }

  /** The tiles that are not full yet, as they stand; empty ones are left out. */
  openTiles(): Tile[] {
    return this.#levels.flatMap(({ hashes, count, index }, level) =>
      count === 0 ? [] : [{ level, index, hashes: hashes.slice(0, count * hashSize) }],
    );
  }

  #slot(level: number): OpenTile {
    const known = this.#levels[level];
    if (known !== undefined) return known;
    const made = { hashes: new Uint8Array((2 * tileWidth - 1) * hashSize), count: 0, index: 0 };
    this.#levels[level] = made;
    return made;
  }

  #append(level: number, source: Uint8Array, offset: number): void {
    const slot = this.#slot(level);
    copy(source, offset, slot.hashes, slot.count * hashSize);
    this.#placed(level, slot);
  }

  // The hash for position `count` is in place: hash what it completes, and hand the tile over when it is full.
  #placed(level: number, slot: OpenTile): void {
    if (level === 0) this.#size += 1;
    this.#complete(slot);
    if (slot.count < tileWidth) return;
    this.#onFull({ level, index: slot.index, hashes: slot.hashes.slice(0, tileWidth * hashSize) });
    slot.count = 0;
    slot.index += 1;
    this.#append(level + 1, slot.hashes, offsetOf(8, 0));
  }

  #put(slot: OpenTile, source: Uint8Array, offset: number): void {
    copy(source, offset, slot.hashes, slot.count * hashSize);
    this.#complete(slot);
  }

  #complete(slot: OpenTile): void {
    let position = slot.count;
    slot.count += 1;
    for (let depth = 0; position % 2 === 1; depth += 1) {
      copyPair(slot.hashes, offsetOf(depth, position - 1), this.#pair);
      position = position >> 1;
      this.#sha256(this.#pair, slot.hashes, offsetOf(depth + 1, position));
    }
  }
}

/** Where the hash of a subtree of 2^depth of the tile's hashes lies in an open tile's buffer. */
function offsetOf(depth: number, index: number): number {
  return (2 * tileWidth - ((2 * tileWidth) >> depth) + index) * hashSize;
}

// Loops rather than subarray and set: a view for every hash costs more than copying its bytes.
function copy(source: Uint8Array, from: number, target: Uint8Array, to: number): void {
  for (let n = 0; n < hashSize; n += 1) target[to + n] = source[from + n] as number;
}

function copyPair(source: Uint8Array, from: number, pair: Uint8Array): void {
  for (let n = 0; n < 2 * hashSize; n += 1) pair[n + 1] = source[from + n] as number;
}

/** Names the tiles that are open in a tree of this size, lowest level first; empty for full or empty trees. */
export function openTiles(size: number): { level: number; index: number; width: number }[] {
  const tiles: { level: number; index: number; width: number }[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
    const width = count % tileWidth;
    if (width > 0) tiles.push({ level, index: Math.floor(count / tileWidth), width });
  }
  return tiles;
}
