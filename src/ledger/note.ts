// Signed notes (C2SP signed-note, https://c2sp.org/signed-note).
//
//   <text: lines, each ended by a newline>
//   <empty line>
//   — <key name> <base64 of: 4 bytes key id ‖ signature>
//
// The signature is over the UTF-8 bytes of the text with its last newline. The key id of an Ed25519 key is the start of
// SHA-256(key name ‖ newline ‖ 0x01 ‖ public key): it tells which line to try, and by itself proves nothing. A public
// key is handed on as `<name>+<key id in hex>+<base64 of 0x01 ‖ public key>`. Lines of unknown keys are passed over, so
// that witnesses may add theirs.

import { fromBase64, toBase64 } from './base64.ts';

/** Signs the text of a note. */
export type NoteSigner = {
  /** Without spaces and plus signs. */
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  readonly sign: (text: string) => Uint8Array;
};

/** Checks one signature over the text of a note. */
export type NoteVerifier = {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly verify: (text: string, signature: Uint8Array) => boolean;
};

const dash = '\u2014';

/** Whether a name may stand in a signature line. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.isWellFormed() && !/[\s+\p{Cc}]/u.test(name);
}

/**
 * Signs a text.
 *
 * @param text - ends with a newline and holds no empty last line
 * @returns the whole note
 */
export function signNote(text: string, signer: NoteSigner): string {
  const signature = signer.sign(text);
  const bytes = new Uint8Array(4 + signature.length);
  bytes.set(signer.keyId);
  bytes.set(signature, 4);
  return `${text}\n${dash} ${signer.name} ${toBase64(bytes)}\n`;
}

/** A signature line of a note; not verified. */
export type NoteSignature = {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
};

/** A note taken apart; nothing in it is verified yet. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** Takes a note apart; null when it is no signed note. */
export function parseNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || !note.isWellFormed()) return null;
  // The line feed is the one control character a note may hold.
  if (/[^\P{Cc}\n]/u.test(note)) return null;
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const signature = parseSignature(line);
    if (signature === null) return null;
    signatures.push(signature);
  }
  return { text: note.slice(0, end + 1), signatures };
}

function parseSignature(line: string): NoteSignature | null {
  const [mark, name, encoded, ...more] = line.split(' ');
  if (mark !== dash || name === undefined || encoded === undefined || more.length > 0) return null;
  const bytes = fromBase64(encoded);
  if (bytes === null || bytes.length < 5 || !isKeyName(name)) return null;
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/**
 * The text of a note, if one of the keys signed it.
 *
 * @returns null when the note is malformed, when no known key signed it, or when a known key's signature is wrong
 */
export function openNote(note: string, keys: readonly NoteVerifier[]): string | null {
  const parsed = parseNote(note);
  if (parsed === null) return null;
  let isSigned = false;
  for (const { name, keyId, signature } of parsed.signatures) {
    const key = keys.find(
      (known) => known.name === name && known.keyId.every((byte, at) => byte === keyId[at]),
    );
    if (key === undefined) continue;
    if (!key.verify(parsed.text, signature)) return null;
    isSigned = true;
  }
  return isSigned ? parsed.text : null;
}
