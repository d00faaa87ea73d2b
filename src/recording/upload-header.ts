const nameMax = 200;

/**
 * The name of a file as it is kept: without folders, control characters and halves of characters.
 *
 * @param given - as the sender's machine calls it
 */
export function plainFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const shown = last
    .toWellFormed()
    .replaceAll(/[\p{C}\uFFFD]/gu, '')
    .trim();
  const cut = Array.from(shown)
    .slice(0, nameMax / 2)
    .join('');
  return cut === '' || /^\.+$/.test(cut) ? '未命名' : cut;
}

/**
 * The value of a key in a tus `Upload-Metadata` header, still in base64; empty when it is not there.
 *
 * @param header - pairs of key and base64 text, separated by commas
 */
export function encodedMetadata(header: string | undefined, key: string): string {
  const pairs = (header ?? '').split(',').map((pair) => pair.trim().split(/\s+/));
  return pairs.find(([name]) => name === key)?.[1] ?? '';
}
