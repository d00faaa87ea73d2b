const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0] as const;
    const bits = group[0] * 65536 + group[1] * 256 + group[2];
    const used = Math.min(3, bytes.length - at) + 1;
    for (let n = 0; n < 4; n += 1) text += n < used ? digits[(bits >> (18 - 6 * n)) & 63] : '=';
  }
  return text;
}

/** Reads base64 back; null unless it is exactly what `toBase64` would write. */
export function fromBase64(text: string): Uint8Array | null {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) return null;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    let bits = 0;
    for (let n = 0; n < 4; n += 1) {
      const digit = text[at + n] as string;
      bits = bits * 64 + Math.max(0, digits.indexOf(digit));
    }
    for (let n = 0; n < 3 && to + n < bytes.length; n += 1)
      bytes[to + n] = (bits >> (16 - 8 * n)) & 255;
  }
  return toBase64(bytes) === text ? bytes : null;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
