// Where hashes lie for readers (C2SP tlog-tiles, https://c2sp.org/tlog-tiles).
//
//   tile/<L>/<N>          full tile: 256 hashes of tile level L, one after another, 8,192 bytes
//   tile/<L>/<N>.p/<W>    partial tile: the first W of them, 1 ≤ W ≤ 255
//   tile/entries/<N>      the 256 entries under tile 0/<N>, each behind its length in two bytes, big end first
//   tile/entries/<N>.p/<W>
//
// <N> is written in groups of three digits, every group but the last behind an x: 1234067 is x001/x234/067. Nothing
// else is a path, so that every tile has exactly one address and caches hold it once.

import { type Tile, tileWidth } from './edge.ts';
import type { Sha256 } from './sha256.ts';
import { hashChildren, hashSize, type Node } from './tree.ts';

/** The address of a tile or of a bundle of entries; width 256 means full. */
export type TileAddress = {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
};

/** The path of a tile, relative to the root of the log. */
export function tilePath({ level, index, width }: TileAddress): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

const pathForm = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Reads a path back; null for anything that is not exactly the path of one tile. */
export function tileAddress(path: string): TileAddress | null {
  const [, level, groups, width] = pathForm.exec(path) ?? [];
  if (level === undefined || groups === undefined) return null;
  const address: TileAddress = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  const isTile =
    (address.level === 'entries' || address.level < 64) &&
    address.width >= 1 &&
    tilePath(address) === path;
  return isTile ? address : null;
}

/** How many hashes a tile has in a tree of `size` leaves: 0 when it is not there, 256 when it is full. */
export function widthAt(tile: { level: number; index: number }, size: number): number {
  const count = Math.floor(size / tileWidth ** tile.level) - tile.index * tileWidth;
  return Math.max(0, Math.min(tileWidth, count));
}

/** Where a node is found: the tile, and the run of `count` hashes in it, from `at`, whose root it is. */
export type NodePlace = {
  readonly level: number;
  readonly index: number;
  readonly at: number;
  readonly count: number;
};

/** The tile that holds a node. */
export function placeOf(node: Node): NodePlace {
  const count = 2 ** (node.level % 8);
  const position = node.index * count;
  return {
    level: Math.floor(node.level / 8),
    index: Math.floor(position / tileWidth),
    at: position % tileWidth,
    count,
  };
}

/**
 * The hash of a node, from the tile that holds it.
 *
 * @throws RangeError when the tile is too narrow
 */
export function hashInTile(place: NodePlace, tile: Tile, sha256: Sha256): Uint8Array {
  const end = place.at + place.count;
  if (tile.hashes.length < end * hashSize) {
    throw new RangeError(`tile ${tile.level}/${tile.index} has no hash ${end - 1}`);
  }
  if (place.count === 1) return tile.hashes.slice(place.at * hashSize, end * hashSize);
  const middle = place.count / 2;
  const left = hashInTile({ ...place, count: middle }, tile, sha256);
  const right = hashInTile({ ...place, at: place.at + middle, count: middle }, tile, sha256);
  return hashChildren(left, right, sha256);
}

/** The bytes of a bundle of entries. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Takes a bundle apart again; null when the lengths do not add up. */
export function entriesOf(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const length = (bundle[at] as number) * 256 + (bundle[at + 1] as number);
    entries.push(bundle.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return at === bundle.length ? entries : null;
}
