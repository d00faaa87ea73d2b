// Appending to the ledger, over the two raw hash calls that each leaf needs at the least.
//
// The raw call is the fastest that Node offers: one-shot SHA-256 over 65 bytes, answered as a latin1 string. Appending is
// what the sealer does: hash the commitment to a leaf, put it into its tile, hash every node that becomes complete, and
// hand on every full tile. Both take turns in small parts of one run, so that whatever else the machine does falls on
// both; the figure is the median of the ratios.

import { hash, randomBytes } from 'node:crypto';
import { sha256 } from '../../src/ledger/index.store.ts';
import { TreeEdge } from '../../src/ledger/index.ts';
import type { Figure } from '../../tools/bench.ts';

const raw = Buffer.alloc(65, 7);

/** Measures; `quick` takes a tenth of the leaves. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const leaves = quick ? 100_000 : 1_000_000;
  const rounds = 20;
  const part = leaves / rounds;
  const entries = Array.from({ length: 4096 }, () => randomBytes(32));
  let tiles = 0;
  const edge = new TreeEdge(sha256, () => {
    tiles += 1;
  });
  append(edge, entries, part / 4);
  hashTwice(part / 4);

  const ratios: number[] = [];
  let seconds = 0;
  for (let round = 0; round < rounds; round += 1) {
    const bare = timed(() => hashTwice(part));
    const appended = timed(() => append(edge, entries, part));
    seconds += appended;
    ratios.push(bare / appended);
    await new Promise((resume) => setImmediate(resume));
  }
  edge.root();
  const perSecond = Math.round(leaves / seconds).toLocaleString('en');
  return [
    {
      name: '日志追加叶子，比每叶两次哈希',
      value: median(ratios),
      target: 0.45,
      unit: '×',
      compared: `${leaves.toLocaleString('en')} 个叶子，每秒 ${perSecond} 个，${tiles} 个满瓦片，${rounds} 轮取中`,
      better: 'higher',
    },
  ];
}

function append(edge: TreeEdge, entries: readonly Buffer[], count: number): void {
  for (let n = 0; n < count; n += 1) edge.appendEntry(entries[n % entries.length] as Buffer);
}

function hashTwice(count: number): void {
  for (let n = 0; n < count; n += 1) {
    hash('sha256', raw, 'binary');
    hash('sha256', raw, 'binary');
  }
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
