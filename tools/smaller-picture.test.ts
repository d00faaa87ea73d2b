import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallerPicture } from './smaller-picture.ts';

/** Two rows of three pixels, each row with the filter named; checksums are not read. */
function aPicture(rows: readonly (readonly number[])[]): Buffer {
  const head = Buffer.from([0, 0, 0, 3, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colours of a picture with a palette, row by row. */
function coloursOf(png: Buffer): readonly (readonly string[])[] {
  const at = (name: string) => png.indexOf(name);
  const content = (name: string) =>
    png.subarray(at(name) + 4, at(name) + 4 + png.readUInt32BE(at(name) - 4));
  const palette = content('PLTE').toString('hex').match(/.{6}/g) ?? [];
  const width = png.readUInt32BE(16);
  const bytes = [...inflateSync(content('IDAT'))];
  return Array.from({ length: png.readUInt32BE(20) }, (_, y) =>
    bytes
      .slice(y * (width + 1) + 1, (y + 1) * (width + 1))
      .map((index) => palette[index] ?? 'none'),
  );
}

const white = [255, 255, 255];

test('given rows stored with each filter, when made smaller, then the colours are the same', () => {
  const picture = aPicture([
    [0, ...white, 200, 0, 0, 0, 0, 100],
    [1, ...white, 1, 1, 1, 0, 0, 0],
    [2, 0, 0, 0, 200, 0, 0, 0, 0, 0],
    [4, 0, 0, 0, 56, 0, 0, 0, 0, 0],
  ]);

  expect(coloursOf(smallerPicture(picture))).toEqual([
    ['ffffff', 'c80000', '000064'],
    ['ffffff', '000000', '000000'],
    ['ffffff', 'c80000', '000000'],
    ['ffffff', '000000', '000000'],
  ]);
});

test('given colours that hardly differ, when made smaller, then they are one', () => {
  const picture = aPicture([[0, ...white, 254, 255, 255, ...white]]);

  expect(coloursOf(smallerPicture(picture))).toEqual([['ffffff', 'ffffff', 'ffffff']]);
});

test('given something else, when made smaller, then it is refused', () => {
  expect(() => smallerPicture(Buffer.from('no picture at all, but long enough'))).toThrow();
});
