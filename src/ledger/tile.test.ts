import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64, toHex } from './base64.ts';
import { sha256 } from './hash.store.ts';
import { bundleOf, entriesOf, hashInTile, tileAddress, tilePath } from './tile.ts';

describe('tiles have the addresses of C2SP tlog-tiles', () => {
  test.each([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/1/x001/000.p/7', { level: 1, index: 1000, width: 7 }],
    ['tile/63/999.p/255', { level: 63, index: 999, width: 255 }],
    ['tile/entries/x012/345.p/1', { level: 'entries' as const, index: 12_345, width: 1 }],
  ])('given %s, then it is read and written the same', (path, address) => {
    expect(tileAddress(path)).toEqual(address);
    expect(tilePath(address)).toBe(path);
  });

  test('given any address, then its path leads back to it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
        fc.integer({ min: 0, max: 999_999_999_999 }),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          expect(tileAddress(tilePath({ level, index, width }))).toEqual({ level, index, width });
        },
      ),
    );
  });

  test.each([
    'tile/0/067/',
    'tile/0/67',
    'tile/00/067',
    'tile/64/067',
    'tile/0/x000/067',
    'tile/0/x001/x067',
    'tile/0/067.p/0',
    'tile/0/067.p/256',
    'tile/0/067.p/07',
    'tile/0/067.p/',
    'tile/-1/067',
    'tile/data/067',
    'tile/0/../067',
    '/tile/0/067',
    'tile/0/001/067',
    '',
  ])('given %s, then it is no tile', (path) => {
    expect(tileAddress(path)).toBeNull();
  });

  test('given a node beyond the tile, then there is no hash', () => {
    const tile = { level: 0, index: 0, hashes: new Uint8Array(3 * 32) };
    expect(() => hashInTile({ level: 0, index: 0, at: 2, count: 2 }, tile, sha256)).toThrow(
      RangeError,
    );
  });
});

describe('bundles hold entries behind their lengths', () => {
  test('given entries, then the bundle has two bytes of length before each', () => {
    expect(toHex(bundleOf([Buffer.of(1, 2), Buffer.alloc(0), Buffer.alloc(257, 9)]))).toBe(
      `0002010200000101${'09'.repeat(257)}`,
    );
  });

  test('given any entries, then they come out again; given a cut bundle, then nothing does', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (entries) => {
        const bundle = bundleOf(entries);
        expect(entriesOf(bundle)?.map(toHex)).toEqual(entries.map(toHex));
        if (bundle.length > 0) expect(entriesOf(bundle.slice(0, -1))).toBeNull();
      }),
    );
  });
});

describe('base64 is that of everybody else', () => {
  test('given any bytes, then text and bytes agree with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(toBase64(bytes)).toBe(text);
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
  });

  test.each(['A', 'AA', 'AA=', 'AB==', 'AA==AA==', 'AA\n=', '-_8=', '===='])(
    'given %j, then it is refused',
    (text) => {
      expect(fromBase64(text)).toBeNull();
    },
  );
});
