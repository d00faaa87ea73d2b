// The file of a backup.
//
// It is a tar file (ustar), so that it can be looked into with common tools:
//
//   mingfa-backup.json            format, moment, applied migrations, tables with their columns, sequences
//   data/<table>.<number>.gz      rows as COPY writes them; the parts of a table one after the other
//   jobs.gz                       waiting jobs, one JSON text a line
//   manifest.json                 every entry before it with its length and SHA-256; rows of each table
//   manifest.sig                  Ed25519 signature of the installation's key over the manifest
//
// The installation's secret is not in it.

import { hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** One entry of a tar file. */
export type Entry = { readonly name: string; readonly content: Buffer };

/** What the manifest says of an entry. */
export type Listed = { readonly name: string; readonly sizeBytes: number; readonly sha256: string };

const blockBytes = 512;
const longestEntryBytes = 256 * 1024 * 1024;

/** Writes entries one after the other. */
export class BackupWriter {
  readonly listed: Listed[] = [];
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(name: string, content: Buffer): Promise<void> {
    const padding = Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes);
    await this.#file.writev([header(name, content.length), content, padding]);
    this.listed.push({ name, sizeBytes: content.length, sha256: hash('sha256', content) });
  }

  /** Writes the end of the tar file and flushes it to disk. */
  async finish(): Promise<void> {
    await this.#file.write(Buffer.alloc(2 * blockBytes));
    await this.#file.sync();
    await this.#file.close();
  }
}

/** Says that a file is not a whole tar file of ours; holds the name of the last entry that was. */
export class NotABackup extends Error {
  readonly after: string;

  constructor(after: string) {
    super('not a backup');
    this.name = 'NotABackup';
    this.after = after;
  }
}

/**
 * Reads the entries in order, one at a time in memory.
 *
 * @throws NotABackup where the file is cut or is no tar file
 */
export async function* readEntries(path: string): AsyncGenerator<Entry> {
  const file = await open(path, 'r');
  let last = '';
  try {
    for (let at = 0; ; ) {
      const head = await readBytes(file, at, blockBytes);
      if (head === null) throw new NotABackup(last);
      if (head.every((byte) => byte === 0)) return;
      const { name, size } = readHeader(head, last);
      const content = await readBytes(file, at + blockBytes, size);
      if (content === null) throw new NotABackup(last);
      last = name;
      yield { name, content };
      at += blockBytes + Math.ceil(size / blockBytes) * blockBytes;
    }
  } finally {
    await file.close();
  }
}

async function readBytes(file: FileHandle, position: number, size: number): Promise<Buffer | null> {
  const bytes = Buffer.alloc(size);
  for (let filled = 0; filled < size; ) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, position + filled);
    if (bytesRead === 0) return null;
    filled += bytesRead;
  }
  return bytes;
}

function header(name: string, size: number): Buffer {
  const head = Buffer.alloc(blockBytes);
  if (Buffer.byteLength(name) > 100) throw new Error('the name of an entry is too long');
  head.write(name, 0);
  head.write('0000600\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  head.write(`${checksum(head).toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

/** The sum of all bytes, those of the checksum itself counted as spaces. */
function checksum(head: Buffer): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function readHeader(head: Buffer, last: string): { name: string; size: number } {
  const text = (from: number, to: number) => head.toString('utf8', from, to).split('\0')[0] ?? '';
  const size = Number.parseInt(text(124, 136), 8);
  const isOurs =
    text(257, 263) === 'ustar' && Number.parseInt(text(148, 156), 8) === checksum(head);
  if (!isOurs || !(size >= 0 && size <= longestEntryBytes)) throw new NotABackup(last);
  return { name: text(0, 100), size };
}
