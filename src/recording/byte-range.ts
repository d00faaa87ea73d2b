/** Part of a file: from a byte up to and including another. */
export type ByteRange = { readonly first: number; readonly last: number };

/**
 * The part of a file that a `Range` header asks for.
 *
 * What cannot be read, names several parts or another unit asks for nothing in particular (RFC 9110, 14.2): the whole is
 * sent then.
 *
 * @param sizeBytes - of the file, at least 1
 * @returns null for the whole file; `beyond` when the file has no byte of what is asked for
 */
export function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | null | 'beyond' {
  const parts = asked.exec(header?.trim() ?? '');
  const [, from = '', until = ''] = parts ?? [];
  if (parts === null || from + until === '') return null;
  return from === '' ? lastBytes(Number(until), sizeBytes) : bytesFrom(from, until, sizeBytes);
}

const asked = /^bytes=(\d{0,15})-(\d{0,15})$/;

function bytesFrom(from: string, until: string, sizeBytes: number): ReturnType<typeof rangeOf> {
  const end = sizeBytes - 1;
  const first = Number(from);
  if (until !== '' && Number(until) < first) return null;
  if (first > end) return 'beyond';
  return { first, last: until === '' ? end : Math.min(Number(until), end) };
}

function lastBytes(length: number, sizeBytes: number): ByteRange | 'beyond' {
  return length === 0 ? 'beyond' : { first: Math.max(sizeBytes - length, 0), last: sizeBytes - 1 };
}
