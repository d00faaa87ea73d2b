import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkProof, type EventProof } from './event-proof.ts';

const hash = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (commitment: Uint8Array) => hash(Uint8Array.of(0), commitment);

/** Root of leaves and the path to one of them, as RFC 9162, 2.1.1 and 2.1.3.1 define them. */
function treeOf(leaves: readonly Buffer[], place: number): { root: Buffer; path: Buffer[] } {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return { root: only, path: [] };
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const isLeft = place < split;
  const left = treeOf(leaves.slice(0, split), isLeft ? place : 0);
  const right = treeOf(leaves.slice(split), isLeft ? 0 : place - split);
  const root = hash(Uint8Array.of(1), left.root, right.root);
  const path = isLeft ? [...left.path, right.root] : [...right.path, left.root];
  return { root, path };
}

function aProof(size: number, place: number): EventProof {
  const salt = hash(Buffer.from('salt')).subarray(0, 16);
  const event = JSON.stringify({ kind: 'filingApproved', sequence: 3, data: { opinion: '同意' } });
  const commitment = hash(salt, Buffer.from(event));
  const leaves = Array.from({ length: size }, (_, at) =>
    leafOf(at === place ? commitment : Buffer.from(`leaf ${at}`)),
  );
  const { root, path } = treeOf(leaves, place);
  return {
    leafIndex: place,
    leafHash: leafOf(commitment).toString('hex'),
    commitment: commitment.toString('hex'),
    salt: salt.toString('hex'),
    event,
    treeSize: size,
    rootHash: root.toString('hex'),
    hashes: path.map((one) => one.toString('hex')),
    checkpoint: `ledger\n${size}\n${root.toString('base64')}\n\n— ledger signature\n`,
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
        expect(await holding(aProof(size, place))).toEqual(sound);
  });

  test('given a changed text, then it does not match its commitment', async () => {
    const proof = aProof(7, 4);
    const event = proof.event.replace('同意', '不同意');
    expect(await holding({ ...proof, event })).toEqual([true, false, true, true, true]);
  });

  test('given the proof of another event, then it is not what the page shows', async () => {
    const proof = aProof(7, 4);
    const steps = await holding(proof, { ...seenOf(proof), sequence: 4, commitment: 'ab' });
    expect(steps).toEqual([false, false, true, true, true]);
  });

  test('given another place, a missing or a surplus hash, then no root comes of it', async () => {
    const proof = aProof(7, 4);
    const wrong: readonly EventProof[] = [
      { ...proof, leafIndex: 5 },
      { ...proof, leafIndex: 7 },
      { ...proof, hashes: proof.hashes.slice(1) },
      { ...proof, hashes: [...proof.hashes, proof.rootHash] },
    ];
    for (const one of wrong) expect((await holding(one))[3]).toBe(false);
  });

  test('given a checkpoint of another ledger, then it does not agree', async () => {
    const proof = aProof(7, 4);
    const { checkpoint } = aProof(8, 4);
    expect((await holding({ ...proof, checkpoint }))[4]).toBe(false);
    expect((await holding({ ...proof, checkpoint: 'ledger\n7\n' }))[4]).toBe(false);
  });
});
