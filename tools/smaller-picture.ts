// Pictures of pages hold few colours; stored with a palette they take a third of the room. A PNG file is a signature
// followed by chunks (length, name, content, checksum). The content of all IDAT chunks together is one zlib stream of
// rows; each row starts with the filter that was applied to it (0 none, 1 left, 2 above, 3 mean, 4 Paeth).

import { crc32, deflateSync, inflateSync } from 'node:zlib';

type Pixels = { readonly width: number; readonly height: number; readonly colours: Uint32Array };

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const paletteSize = 256;

/**
 * The same picture with at most 256 colours: the most frequent ones, the others as the nearest of these.
 *
 * @param png - eight bits a channel, without interlacing, as browsers take pictures
 * @throws Error when it is stored in another way
 */
export function smallerPicture(png: Buffer): Buffer {
  const { width, height, colours } = pixelsOf(png);
  const palette = paletteOf(colours);
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf(colours[y * width + x] ?? 0);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const table = Buffer.alloc(palette.length * 3);
  for (const [index, colour] of palette.entries()) table.writeUIntBE(colour, index * 3, 3);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function chunksOf(png: Buffer): readonly { readonly name: string; readonly content: Buffer }[] {
  const found = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    found.push({ name, content: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

function pixelsOf(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const head = chunks[0]?.content;
  if (!png.subarray(0, 8).equals(signature) || head === undefined) throw new Error('not a PNG');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9] ?? -1];
  if (head[8] !== 8 || channels === undefined || head[12] !== 0)
    throw new Error('a PNG stored in a way that is not known here');
  const stored = chunks.filter(({ name }) => name === 'IDAT').map(({ content }) => content);
  const bytes = unfiltered(inflateSync(Buffer.concat(stored)), { width, height, channels });
  const colours = new Uint32Array(width * height);
  for (const index of colours.keys()) colours[index] = bytes.readUIntBE(index * channels, 3);
  return { width, height, colours };
}

type Shape = { readonly width: number; readonly height: number; readonly channels: number };

function unfiltered(filtered: Buffer, { width, height, channels }: Shape): Buffer {
  const length = width * channels;
  const bytes = Buffer.alloc(length * height);
  // Beyond the left and the upper edge all is nought.
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (bytes[y * length + x] ?? 0));
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const told = filtered[y * (length + 1) + 1 + x] ?? 0;
      const before = x - channels;
      bytes[y * length + x] =
        told + presumed(filter, at(before, y), at(x, y - 1), at(before, y - 1));
    }
  }
  return bytes;
}

function presumed(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [left, above, corner].map((each) => Math.abs(left + above - corner - each));
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
  return (b ?? 0) <= (c ?? 0) ? above : corner;
}

/** The most frequent colours; of colours that hardly differ only one, so that rare ones keep a place. */
function paletteOf(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const sorted = [...counts].toSorted((one, other) => other[1] - one[1] || one[0] - other[0]);
  const palette: number[] = [];
  for (const [colour] of sorted) {
    if (palette.length === paletteSize) break;
    if (palette.every((chosen) => distance(chosen, colour) > 40)) palette.push(colour);
  }
  return palette;
}

function distance(one: number, other: number): number {
  const part = (shift: number) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map<number, number>();
  return (colour) => {
    const before = known.get(colour);
    if (before !== undefined) return before;
    let nearest = 0;
    for (const [index, chosen] of palette.entries())
      if (distance(chosen, colour) < distance(palette[nearest] ?? 0, colour)) nearest = index;
    known.set(colour, nearest);
    return nearest;
  };
}
