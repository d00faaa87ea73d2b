import { describe, expect, test } from 'vitest';
import { checkProof, type EventProof } from './event-proof.ts';

async function hash(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}
const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (some: Uint8Array) =>
  Array.from(some, (byte) => byte.toString(16).padStart(2, '0')).join('');
const leafOf = (commitment: Uint8Array) => hash(Uint8Array.of(0), commitment);

type Tree = { readonly root: Uint8Array; readonly path: readonly Uint8Array[] };

/** Root of leaves and the path to one of them, as RFC 9162, 2.1.1 and 2.1.3.1 define them. */
async function treeOf(leaves: readonly Uint8Array[], place: number): Promise<Tree> {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return { root: only, path: [] };
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const isLeft = place < split;
  const left = await treeOf(leaves.slice(0, split), isLeft ? place : 0);
  const right = await treeOf(leaves.slice(split), isLeft ? 0 : place - split);
  const root = await hash(Uint8Array.of(1), left.root, right.root);
  return { root, path: isLeft ? [...left.path, right.root] : [...right.path, left.root] };
}

async function aProof(size: number, place: number): Promise<EventProof> {
  const salt = bytes('sixteen bytes!!!');
  const event = JSON.stringify({ kind: 'filingApproved', sequence: 3, data: { opinion: '同意' } });
  const commitment = await hash(salt, bytes(event));
  const contents = Array.from({ length: size }, (_, at) =>
    at === place ? commitment : bytes(`leaf ${at}`),
  );
  const { root, path } = await treeOf(await Promise.all(contents.map(leafOf)), place);
  return {
    leafIndex: place,
    leafHash: hex(await leafOf(commitment)),
    commitment: hex(commitment),
    salt: hex(salt),
    event,
    treeSize: size,
    rootHash: hex(root),
    hashes: path.map(hex),
    checkpoint: `ledger\n${size}\n${btoa(String.fromCharCode(...root))}\n\n— ledger signature\n`,
  };
}

const seenOf = ({ commitment }: EventProof) => ({
  sequence: 3,
  kind: 'filingApproved',
  commitment,
});
const holding = async (proof: EventProof, seen = seenOf(proof)) =>
  (await checkProof(proof, seen)).map(({ holds }) => holds);
const sound = [true, true, true, true, true];

describe('an event is checked against the ledger in the browser', () => {
  test('given every place in ledgers of one to twenty leaves, then each step holds', async () => {
    for (let size = 1; size <= 20; size += 1)
      for (let place = 0; place < size; place += 1)
        expect(await holding(await aProof(size, place))).toEqual(sound);
  });

  test('given a changed text, then it does not match its commitment', async () => {
    const proof = await aProof(7, 4);
    const event = proof.event.replace('同意', '不同意');
    expect(await holding({ ...proof, event })).toEqual([true, false, true, true, true]);
  });

  test('given the proof of another event, then it is not what the page shows', async () => {
    const proof = await aProof(7, 4);
    const steps = await holding(proof, { ...seenOf(proof), sequence: 4, commitment: 'ab' });
    expect(steps).toEqual([false, false, true, true, true]);
  });

  test('given another place, a missing or a surplus hash, then no root comes of it', async () => {
    const proof = await aProof(7, 4);
    const wrong: readonly EventProof[] = [
      { ...proof, leafIndex: 5 },
      { ...proof, leafIndex: 7 },
      { ...proof, hashes: proof.hashes.slice(1) },
      { ...proof, hashes: [...proof.hashes, proof.rootHash] },
    ];
    for (const one of wrong) expect((await holding(one))[3]).toBe(false);
  });

  test('given a checkpoint of another ledger, then it does not agree', async () => {
    const proof = await aProof(7, 4);
    const { checkpoint } = await aProof(8, 4);
    expect((await holding({ ...proof, checkpoint }))[4]).toBe(false);
    expect((await holding({ ...proof, checkpoint: 'ledger\n7\n' }))[4]).toBe(false);
  });
});
