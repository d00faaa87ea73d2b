// Checks in the browser that what is shown of an event is what stands in the ledger (RFC 6962; C2SP checkpoints).
//
// commitment = SHA-256(salt ‖ text of the event); leaf = SHA-256(0x00 ‖ commitment); two neighbours make
// SHA-256(0x01 ‖ left ‖ right), up to the root that the signed checkpoint names.

/** What the server gives for checking; hashes and the salt in hexadecimal. */
export type EventProof = {
  readonly leafIndex: number;
  readonly leafHash: string;
  readonly commitment: string;
  readonly salt: string;
  /** The event in the one form in which it is hashed. */
  readonly event: string;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
};

/** What is checked against: the event as the page shows it. */
export type SeenEvent = {
  readonly sequence: number;
  readonly kind: string;
  readonly commitment: string;
};

/** One step of the check, and whether it held. */
export type ProofStep = {
  readonly title: string;
  readonly holds: boolean;
  readonly detail: string;
};

/** Whether the browser can compute hashes here. */
export function canHash(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** Goes through the proof step by step; later steps stand on earlier ones. */
export async function checkProof(
  proof: EventProof,
  seen: SeenEvent,
): Promise<readonly ProofStep[]> {
  const commitment = await sha256(bytesOf(proof.salt), new TextEncoder().encode(proof.event));
  const leaf = await sha256(Uint8Array.of(0), bytesOf(proof.commitment));
  const root = await rootFrom(proof, leaf);
  const note = checkpointOf(proof.checkpoint);
  return [
    {
      title: '记载的是这一项',
      holds: saysThis(proof.event, seen),
      detail: `第 ${seen.sequence} 项，${seen.kind}`,
    },
    {
      title: '内容与承诺值相符（SHA-256）',
      holds: commitment === proof.commitment && commitment === seen.commitment,
      detail: commitment,
    },
    {
      title: '承诺值是账本的这一叶',
      holds: leaf === proof.leafHash,
      detail: `第 ${proof.leafIndex} 叶，${leaf}`,
    },
    {
      title: '由这一叶和旁边的散列值算出账本的根',
      holds: root === proof.rootHash,
      detail: `${proof.hashes.length} 个散列值，${root ?? '算不出根'}`,
    },
    {
      title: '根与签名检查点一致',
      holds: note?.size === proof.treeSize && note.root === proof.rootHash,
      detail: note === null ? '检查点读不出来' : `账本共 ${note.size} 叶`,
    },
  ];
}

function saysThis(text: string, seen: SeenEvent): boolean {
  try {
    const { sequence, kind } = JSON.parse(text) as { sequence?: unknown; kind?: unknown };
    return sequence === seen.sequence && kind === seen.kind;
  } catch {
    return false;
  }
}

/** The root that a leaf leads to (RFC 9162, 2.1.3.2); null when the path does not fit the place. */
async function rootFrom(proof: EventProof, leaf: string): Promise<string | null> {
  let [place, last] = [proof.leafIndex, proof.treeSize - 1];
  if (place < 0 || place > last) return null;
  let hash = leaf;
  for (const beside of proof.hashes) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      hash = await pair(beside, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = await pair(hash, beside);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? hash : null;
}

const half = (number: number) => Math.floor(number / 2);
const pair = (left: string, right: string) =>
  sha256(Uint8Array.of(1), bytesOf(left), bytesOf(right));

/** Size and root in the text of a checkpoint: origin, size, root in base64, then signatures. */
function checkpointOf(text: string): { readonly size: number; readonly root: string } | null {
  const [, size = '', root = ''] = text.split('\n');
  if (!/^\d{1,15}$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return null;
  const bytes = Uint8Array.from(atob(root), (letter) => letter.charCodeAt(0));
  return { size: Number(size), root: hexOf(bytes) };
}

async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
