import { sha256 } from '../ledger/index.store.ts';
import { hashSize, type Tile, TreeEdge, tileWidth } from '../ledger/index.ts';
import type { Check } from './ledger-check.store.ts';
import {
  type CheckpointRow,
  type EventAnswer,
  type EventRow,
  eventColumns,
  eventOf,
  isLeafOurs,
  type LeafAnswer,
  type LeafRow,
  leafColumns,
  leafOf,
  nameKey,
  sameBytes,
  spoiledColumns,
} from './ledger-row.store.ts';
import { readTiles } from './ledger-tile.store.ts';
import type { SignedRoots } from './ledger-verify-checkpoints.store.ts';
import { compareTiles } from './ledger-verify-tiles.store.ts';

const batchSize = 1024;

// A leaf that is not to be believed is remembered until its event is found; beyond this the map is not damaged but gone.
const mostDoubtful = 200_000;

type Pair = { readonly leaf: LeafRow; readonly event: EventRow | null };

/**
 * Walks the log leaf by leaf, with the event of each.
 *
 * @returns whether the end of the log was cut off
 */
export async function checkLeaves(check: Check, signed: SignedRoots): Promise<boolean> {
  const walk = new Walk(check, signed);
  await walk.start();
  let after = '-1';
  for (;;) {
    const { rows } = await check.client.query<LeafAnswer & EventAnswer>(
      `select ${leafColumns}, ${eventColumns}
       from mingfa.ledger_leaf l left join mingfa.event e on e.log_id = l.log_id
       where l.leaf_index > $1::bigint order by l.leaf_index limit ${batchSize}`,
      [after],
    );
    const pairs = rows.map((row) => ({ leaf: leafOf(row), event: eventOf(row) }));
    await walk.take(pairs);
    check.progress(Math.min(walk.next, signed.size), signed.size);
    if (rows.length < batchSize) break;
    after = rows.at(-1)?.l_index ?? after;
  }
  return walk.finish();
}

/** The tree as it is built again, leaf after leaf. */
class Walk {
  readonly #check: Check;
  readonly #signed: SignedRoots;
  readonly #checkpoints: AsyncGenerator<CheckpointRow>;
  readonly #edge: TreeEdge;
  #full: Tile[] = [];
  #checkpoint: CheckpointRow | null = null;
  #tiles = new Map<number, Tile>();
  /** Sizes at which a leaf says that a checkpoint was signed. */
  #expectedSize = 0;
  #lastGoodSize = 0;
  #isForked = false;
  /** A leaf whose hash nothing knows any more; from there the tree cannot be built. */
  #isBroken = false;
  /** The leaf that is next in the tree. */
  next = 0;

  constructor(check: Check, signed: SignedRoots) {
    this.#check = check;
    this.#signed = signed;
    this.#checkpoints = signed.rows();
    this.#edge = new TreeEdge(sha256, (tile) => this.#full.push(tile));
  }

  async start(): Promise<void> {
    await this.#nextCheckpoint();
    await this.#compareRoots();
  }

  async take(pairs: readonly Pair[]): Promise<void> {
    this.#check.counted(pairs.filter(({ event }) => event !== null).length);
    const last = Math.min(pairs.at(-1)?.leaf.leafIndex ?? 0, this.#signed.size - 1);
    await this.#loadTiles(last);
    for (const pair of pairs) {
      if (pair.leaf.leafIndex >= this.#signed.size) {
        this.#takeExtra(pair);
        continue;
      }
      while (this.next < pair.leaf.leafIndex) await this.#takeMissing();
      await this.#takePair(pair);
    }
    await this.#flush();
  }

  async finish(): Promise<boolean> {
    const { size } = this.#signed;
    const from = this.next;
    await this.#loadTiles(Math.min(size - 1, from + batchSize));
    const isCut = from < size && this.#tileHash(from) === null;
    if (isCut) {
      this.#check.report({ what: 'log-truncated', from, to: size });
      this.#isBroken = true;
    }
    while (this.next < size && !this.#isBroken) {
      await this.#loadTiles(Math.min(size - 1, this.next + tileWidth));
      await this.#takeMissing();
    }
    await this.#flush();
    if (!this.#isBroken) await compareTiles(this.#check, this.#edge.openTiles());
    return isCut;
  }

  /** A row where no leaf can be: it says nothing about the tree. */
  #takeExtra({ leaf, event }: Pair): void {
    this.#check.report({ what: 'leaf-added', leafIndex: leaf.leafIndex });
    if (event !== null) this.#judgeAlone(event);
  }

  /** A leaf without a row; the tile still knows its hash, and its event is looked for by that. */
  async #takeMissing(): Promise<void> {
    const index = this.next;
    await this.#loadTiles(index);
    const hash = this.#tileHash(index);
    this.#check.report({ what: 'leaf-missing', leafIndex: index });
    if (hash !== null) this.#doubt(hash, index);
    await this.#append(hash);
  }

  async #takePair({ leaf, event }: Pair): Promise<void> {
    if (!isLeafOurs(this.#check.key.macKey, leaf)) {
      await this.#loadTiles(leaf.leafIndex);
      const hash = this.#tileHash(leaf.leafIndex) ?? leaf.leafHash;
      this.#check.report({ what: 'leaf-changed', leafIndex: leaf.leafIndex });
      this.#doubt(hash, leaf.leafIndex);
      if (event !== null) this.#judgeAlone(event);
      await this.#append(hash);
      return;
    }
    this.#check.sealedUpTo = leaf.logId;
    this.#expectCheckpoint(leaf);
    await this.#judge(leaf, event);
    await this.#append(leaf.leafHash);
  }

  /** An event judged by its own mark, because its leaf says nothing. */
  #judgeAlone(event: EventRow): void {
    const spoiled = spoiledColumns(this.#check.key.macKey, event);
    if (spoiled.length > 0) this.#check.accuse('event-changed', event, spoiled);
    else this.#check.doubtful.delete(event.leafHash.toString('hex'));
  }

  /** An event judged by the leaf that belongs to it. */
  async #judge(leaf: LeafRow, event: EventRow | null): Promise<void> {
    const isSame = event !== null && nameKey(event) === nameKey(leaf);
    if (isSame) {
      const spoiled = differences(this.#check.key.macKey, leaf, event);
      if (spoiled.length > 0) this.#check.accuse('event-changed', leaf, spoiled);
      return;
    }
    const elsewhere = await this.#findByName(leaf);
    if (elsewhere !== null) {
      const spoiled = differences(this.#check.key.macKey, leaf, elsewhere);
      if (spoiled.length > 0) this.#check.accuse('event-changed', leaf, ['log_id', ...spoiled]);
      else this.#check.accuse('event-reordered', leaf, ['log_id']);
    }
    if (event !== null) this.#judgeStranger(leaf, event, elsewhere !== null);
    else if (elsewhere === null) this.#check.accuse('event-missing', leaf);
  }

  /** What stands at a leaf's place under another name: the event renamed, another one moved here, or a forged one. */
  #judgeStranger(leaf: LeafRow, event: EventRow, isFound: boolean): void {
    if (spoiledColumns(this.#check.key.macKey, event).length === 0) {
      this.#check.accuse('event-reordered', event, ['log_id']);
      if (!isFound) this.#check.accuse('event-missing', leaf);
    } else if (isFound) {
      this.#check.accuse('event-added', event);
    } else {
      this.#check.accuse('event-changed', leaf, ['content']);
    }
  }

  async #findByName(name: LeafRow): Promise<EventRow | null> {
    const { rows } = await this.#check.client.query<EventAnswer>(
      `select ${eventColumns} from mingfa.event e
       where e.agency_id = $1 and e.stream_id = $2 and e.sequence = $3`,
      [name.agencyId, name.streamId, name.sequence],
    );
    return rows[0] === undefined ? null : eventOf(rows[0]);
  }

  #doubt(hash: Uint8Array, index: number): void {
    const { doubtful } = this.#check;
    if (doubtful.size < mostDoubtful) doubtful.set(Buffer.from(hash).toString('hex'), index);
  }

  async #append(hash: Uint8Array | null): Promise<void> {
    if (hash === null) this.#isBroken = true;
    this.next += 1;
    if (this.#isBroken || hash === null) return;
    this.#edge.appendHash(hash);
    await this.#compareRoots();
  }

  /** The batch that a leaf was sealed in must have left its checkpoint. */
  #expectCheckpoint(leaf: LeafRow): void {
    if (leaf.leafIndex + 1 === leaf.sealedSize) this.#expectedSize = leaf.sealedSize;
  }

  async #compareRoots(): Promise<void> {
    const size = this.#edge.size;
    const kept = this.#checkpoint?.size === size ? this.#checkpoint : null;
    if (kept !== null) {
      this.#compareRoot(kept.root);
      await this.#nextCheckpoint();
    }
    const { remembered } = this.#signed;
    if (remembered?.size === size) this.#compareRoot(remembered.root);
    if (kept === null) this.#missCheckpoint(size);
    if (size > 0) this.#expectedSize = -1;
  }

  /** A checkpoint that was signed at this size, as a leaf says, and is neither kept nor known to be damaged. */
  #missCheckpoint(size: number): void {
    const isExpected = this.#expectedSize === size && (size > 0 || this.#signed.isBegun);
    if (isExpected && !this.#signed.damaged.has(size))
      this.#check.report({ what: 'checkpoint-missing', size });
  }

  /** Told once: after a fork every later root differs as well. */
  #compareRoot(root: Uint8Array | null): void {
    const size = this.#edge.size;
    if (sameBytes(this.#edge.root(), root)) this.#lastGoodSize = size;
    else if (!this.#isForked) {
      this.#isForked = true;
      this.#check.report({ what: 'log-forked', from: this.#lastGoodSize, to: size });
    }
  }

  async #nextCheckpoint(): Promise<void> {
    const { value, done } = await this.#checkpoints.next();
    this.#checkpoint = done ? null : value;
  }

  /** Level-0 tiles up to the leaf, from the one that holds the next leaf on. */
  async #loadTiles(last: number): Promise<void> {
    const first = Math.floor(this.next / tileWidth);
    const wanted: { level: number; index: number }[] = [];
    for (let index = first; index * tileWidth <= last; index += 1) {
      if (!this.#tiles.has(index)) wanted.push({ level: 0, index });
    }
    for (const index of this.#tiles.keys()) if (index < first) this.#tiles.delete(index);
    for (const tile of await readTiles(this.#check.client, wanted.slice(0, 64)))
      this.#tiles.set(tile.index, tile);
  }

  #tileHash(leafIndex: number): Uint8Array | null {
    const at = (leafIndex % tileWidth) * hashSize;
    const hashes = this.#tiles.get(Math.floor(leafIndex / tileWidth))?.hashes;
    return hashes === undefined || hashes.length < at + hashSize
      ? null
      : hashes.subarray(at, at + hashSize);
  }

  async #flush(): Promise<void> {
    const full = this.#full;
    this.#full = [];
    await compareTiles(this.#check, full);
  }
}

/** The columns in which an event is not what its leaf sealed. */
function differences(macKey: Buffer, leaf: LeafRow, event: EventRow): readonly string[] {
  const spoiled = spoiledColumns(macKey, event);
  const isOther = !sameBytes(leaf.leafHash, event.leafHash);
  // Row and hashes rewritten together still lack a right mark, and are not what was sealed.
  if (isOther && !spoiled.includes('leaf_hash')) return ['content'];
  return leaf.recordedAt === event.recordedAt ? spoiled : [...spoiled, 'recorded_at'];
}
