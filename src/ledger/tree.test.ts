import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTiles, type Tile, TreeEdge } from './edge.ts';
import { sha256 } from './hash.store.ts';
import {
  type ConsistencyClaim,
  consistencyRanges,
  type InclusionClaim,
  includes,
  inclusionRanges,
  isConsistent,
} from './proof.ts';
import { hashInTile, placeOf, widthAt } from './tile.ts';
import { hashEntry, type Node, nodesOf, type Range, rootOf, splitOf } from './tree.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// The definition of RFC 6962, written down without any cleverness.
function plainRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0] as Buffer;
  const k = splitOf(leaves.length);
  return createHash('sha256')
    .update('\x01')
    .update(plainRoot(leaves.slice(0, k)))
    .update(plainRoot(leaves.slice(k)))
    .digest();
}

const leafOf = (n: number) => createHash('sha256').update(`leaf ${n}`).digest();
const leavesOf = (size: number) => Array.from({ length: size }, (_, n) => leafOf(n));

/** A log as readers see it: tiles by address, and nothing else. */
function aLog(size: number) {
  const tiles = new Map<string, Tile>();
  const keep = (tile: Tile) => tiles.set(`${tile.level}/${tile.index}`, tile);
  const edge = new TreeEdge(sha256, keep);
  for (let n = 0; n < size; n += 1) edge.appendHash(leafOf(n));
  for (const tile of edge.openTiles()) keep(tile);
  const hashOf = (node: Node) => {
    const place = placeOf(node);
    const tile = tiles.get(`${place.level}/${place.index}`);
    if (tile === undefined) throw new Error(`no tile for ${JSON.stringify(node)}`);
    return hashInTile(place, tile, sha256);
  };
  const rootAt = (at: number) => rootOf({ from: 0, to: at }, hashOf, sha256);
  const prove = (ranges: Range[]) => ranges.map((range) => rootOf(range, hashOf, sha256));
  return { edge, tiles, rootAt, prove };
}

describe('the tree is that of RFC 6962', () => {
  // Entries and roots of the Certificate Transparency reference implementation.
  const entries = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  test('given the published entries, when they are appended, then each root is the published one', () => {
    const edge = new TreeEdge(sha256, () => {});
    const found = [hex(edge.root())];
    for (const entry of entries) {
      edge.appendHash(hashEntry(Buffer.from(entry, 'hex'), sha256));
      found.push(hex(edge.root()));
    }
    expect(found).toEqual(roots);
  });

  test('given any size, then the root is that of the definition, from the edge and from tiles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), (size) => {
        const log = aLog(size);
        const root = hex(plainRoot(leavesOf(size)));
        expect(hex(log.edge.root())).toBe(root);
        expect(hex(log.rootAt(size))).toBe(root);
      }),
      { numRuns: 40 },
    );
  });

  test('given entries of 32 bytes, then appending the entry or its hash is the same', () => {
    const [byEntry, byHash] = [new TreeEdge(sha256, () => {}), new TreeEdge(sha256, () => {})];
    for (let n = 0; n < 300; n += 1) {
      byEntry.appendEntry(leafOf(n));
      byHash.appendHash(hashEntry(leafOf(n), sha256));
    }
    expect(hex(byEntry.root())).toBe(hex(byHash.root()));
  });
});

describe('the edge lets a log be taken up again', () => {
  test('given any cut, also at the bounds of tiles, when it is resumed, then tiles and root come out the same', () => {
    const bounds = fc.constantFrom(0, 1, 255, 256, 257, 511, 512, 65535, 65536, 65537, 65792);
    fc.assert(
      fc.property(bounds, fc.integer({ min: 0, max: 600 }), (first, more) => {
        const before = aLog(first);
        const whole = aLog(first + more);
        const tiles = new Map(before.tiles);
        const keep = (tile: Tile) => tiles.set(`${tile.level}/${tile.index}`, tile);
        const edge = TreeEdge.resume(first, before.edge.openTiles(), sha256, keep);
        expect(hex(edge.root())).toBe(hex(before.edge.root()));
        for (let n = first; n < first + more; n += 1) edge.appendHash(leafOf(n));
        for (const tile of edge.openTiles()) keep(tile);
        expect(hex(edge.root())).toBe(hex(whole.edge.root()));
        expect(tiles).toEqual(whole.tiles);
      }),
      { numRuns: 12 },
    );
  });

  test('given a wider tile than the size needs, then the rest of it is ignored', () => {
    const log = aLog(300);
    const edge = TreeEdge.resume(290, log.edge.openTiles(), sha256, () => {});
    expect(hex(edge.root())).toBe(hex(log.rootAt(290)));
  });

  test.each([
    ['missing', []],
    ['too narrow', [{ level: 0, index: 0, hashes: new Uint8Array(4 * 32) }]],
  ])('given an open tile that is %s, then resuming is refused', (_title, open) => {
    expect(() => TreeEdge.resume(5, open, sha256, () => {})).toThrow('missing or too narrow');
  });

  test('given a size, then its tiles are as wide as the protocol says', () => {
    const size = 256 * 256 + 3 * 256 + 7;
    expect(openTiles(size)).toEqual([
      { level: 0, index: 259, width: 7 },
      { level: 1, index: 1, width: 3 },
      { level: 2, index: 0, width: 1 },
    ]);
    expect(widthAt({ level: 0, index: 258 }, size)).toBe(256);
    expect(widthAt({ level: 0, index: 259 }, size)).toBe(7);
    expect(widthAt({ level: 0, index: 260 }, size)).toBe(0);
    expect(widthAt({ level: 1, index: 1 }, size)).toBe(3);
    expect(widthAt({ level: 3, index: 0 }, size)).toBe(0);
  });
});

const largest = 130;
const log = aLog(largest);
const roots = Array.from({ length: largest + 1 }, (_, size) => Buffer.from(log.rootAt(size)));

/** Every way to spoil a proof in one place. */
function spoiled(proof: readonly Uint8Array[]): Uint8Array[][] {
  const longer = [
    [...proof, leafOf(0)],
    [leafOf(0), ...proof],
  ];
  const flipped = (hash: Uint8Array, at: number) =>
    Buffer.from(hash.map((byte, n) => (n === at % 32 ? byte ^ 1 : byte)));
  return longer.concat(
    ...proof.map((hash, at) => [
      proof.toSpliced(at, 1),
      proof.toSpliced(at, 1, flipped(hash, at)),
      ...(at > 0 ? [proof.toSpliced(at - 1, 2, hash, proof[at - 1] as Uint8Array)] : []),
    ]),
  );
}

describe('inclusion proofs show that a leaf is in the tree', () => {
  const claimOf = (index: number, size: number): InclusionClaim => ({
    index,
    size,
    leafHash: leafOf(index),
    root: roots[size] as Buffer,
  });

  test(`given every leaf of every tree up to ${largest}, then its proof holds`, () => {
    for (let size = 1; size <= largest; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = log.prove(inclusionRanges(index, size));
        expect(includes(claimOf(index, size), proof, sha256), `${index} in ${size}`).toBe(true);
      }
    }
  });

  test('given a proof or claim that was tampered with, then it fails', () => {
    for (let size = 1; size <= largest; size += 7) {
      for (let index = 0; index < size; index += 1) {
        const claim = claimOf(index, size);
        const proof = log.prove(inclusionRanges(index, size));
        const wrong: InclusionClaim[] = [
          { ...claim, index: index + 1 },
          { ...claim, index: index - 1 },
          { ...claim, leafHash: leafOf(index + 1) },
          { ...claim, root: leafOf(0).fill(1) },
          { ...claim, size: index },
          { ...claim, index: Number.NaN },
        ];
        for (const other of wrong) expect(includes(other, proof, sha256)).toBe(false);
        for (const bad of spoiled(proof)) expect(includes(claim, bad, sha256)).toBe(false);
      }
    }
  });

  test('given a leaf outside the tree, then there is no proof', () => {
    expect(() => inclusionRanges(5, 5)).toThrow(RangeError);
    expect(() => inclusionRanges(-1, 5)).toThrow(RangeError);
    expect(() => inclusionRanges(0.5, 5)).toThrow(RangeError);
  });
});

describe('consistency proofs show that nothing before was changed', () => {
  const claimOf = (first: number, second: number): ConsistencyClaim => ({
    first,
    second,
    firstRoot: roots[first] as Buffer,
    secondRoot: roots[second] as Buffer,
  });

  test(`given every pair of sizes up to ${largest}, then the proof holds`, () => {
    for (let second = 0; second <= largest; second += 1) {
      for (let first = 0; first <= second; first += 1) {
        const proof = log.prove(consistencyRanges(first, second));
        const holds = isConsistent(claimOf(first, second), proof, sha256);
        expect(holds, `${first} in ${second}`).toBe(true);
      }
    }
  });

  test('given a proof or claim that was tampered with, then it fails', () => {
    for (let second = 1; second <= largest; second += 9) {
      for (let first = 0; first <= second; first += 1) {
        const claim = claimOf(first, second);
        const proof = log.prove(consistencyRanges(first, second));
        const wrong: ConsistencyClaim[] = [
          { ...claim, firstRoot: leafOf(0).fill(1) },
          { ...claim, secondRoot: leafOf(0).fill(1) },
          { ...claim, second: first - 1 },
          { ...claim, first: Number.NaN },
        ];
        // The empty tree begins every tree: there the second root is not looked at.
        for (const other of first === 0 ? wrong.toSpliced(1, 1) : wrong) {
          expect(isConsistent(other, proof, sha256), `${first} in ${second}`).toBe(false);
        }
        for (const bad of spoiled(proof)) expect(isConsistent(claim, bad, sha256)).toBe(false);
      }
    }
  });

  test('given roots without bytes and a proof of the wrong length, then it fails', () => {
    const none = new Uint8Array(0);
    const claim = { first: 1, second: 2, firstRoot: none, secondRoot: none };
    expect(isConsistent(claim, [leafOf(0), leafOf(1), leafOf(2)], sha256)).toBe(false);
  });

  test('given trees of more than one tile, then proofs hold across the bounds', () => {
    const large = aLog(66_300);
    const size = fc.oneof(fc.integer({ min: 1, max: 66_300 }), fc.constantFrom(255, 256, 65_536));
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const firstRoot = large.rootAt(first);
        const secondRoot = large.rootAt(second);
        const proof = large.prove(consistencyRanges(first, second));
        const claim = { first, second, firstRoot, secondRoot };
        expect(isConsistent(claim, proof, sha256)).toBe(true);
        const index = first - 1;
        const inclusion = large.prove(inclusionRanges(index, second));
        const holds = includes(
          { index, size: second, leafHash: leafOf(index), root: secondRoot },
          inclusion,
          sha256,
        );
        expect(holds).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('ranges are made of complete subtrees', () => {
  test('given sizes beyond 32 bits, then nothing is cut off', () => {
    const size = 2 ** 40 + 3;
    expect(nodesOf({ from: 0, to: size })).toEqual([
      { level: 40, index: 0 },
      { level: 1, index: 2 ** 39 },
      { level: 0, index: 2 ** 40 + 2 },
    ]);
    expect(inclusionRanges(2 ** 40 + 2, size)).toEqual([
      { from: 2 ** 40, to: 2 ** 40 + 2 },
      { from: 0, to: 2 ** 40 },
    ]);
    expect(placeOf({ level: 9, index: 300 })).toEqual({ level: 1, index: 2, at: 88, count: 2 });
  });
});
