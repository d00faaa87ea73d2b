import type pg from 'pg';
import { sha256 } from '../ledger/index.store.ts';
import {
  hashInTile,
  type Node,
  nodesOf,
  openTiles,
  placeOf,
  type Range,
  rootOf,
  type Tile,
} from '../ledger/index.ts';

/** A pool, or one connection of it inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

type Address = { readonly level: number; readonly index: number };

/** Reads tiles by address; those that are not there are left out. */
export async function readTiles(db: Queryable, wanted: readonly Address[]): Promise<Tile[]> {
  if (wanted.length === 0) return [];
  const { rows } = await db.query<{ level: number; tile_index: string; hashes: Buffer }>(
    `select level, tile_index::text, hashes from mingfa.ledger_tile
     join unnest($1::int[], $2::bigint[]) as wanted (level, tile_index) using (level, tile_index)`,
    [wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
  return rows.map(({ level, tile_index, hashes }) => ({
    level,
    index: Number(tile_index),
    hashes,
  }));
}

/** Writes tiles; one that is there already becomes wider. */
export async function writeTiles(db: Queryable, tiles: readonly Tile[]): Promise<void> {
  await db.query(
    `insert into mingfa.ledger_tile (level, tile_index, width, hashes)
     select level, tile_index, octet_length(hashes) / 32, hashes
     from unnest($1::int[], $2::bigint[], $3::bytea[]) as made (level, tile_index, hashes)
     on conflict (level, tile_index) do update
       set width = excluded.width, hashes = excluded.hashes where ledger_tile.width < excluded.width`,
    [
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ hashes }) => Buffer.from(hashes)),
    ],
  );
}

/** The tiles that are open in the tree of this size. */
export function readOpenTiles(db: Queryable, size: number): Promise<Tile[]> {
  return readTiles(db, openTiles(size));
}

/**
 * The roots over ranges of leaves, from tiles.
 *
 * @throws Error when a tile is missing or too narrow
 */
export async function rootsOf(db: Queryable, ranges: readonly Range[]): Promise<Uint8Array[]> {
  const places = ranges.flatMap(nodesOf).map(placeOf);
  const wanted = new Map(places.map((place) => [addressKey(place), place]));
  const tiles = new Map(
    (await readTiles(db, [...wanted.values()])).map((tile) => [addressKey(tile), tile]),
  );
  const hashOf = (node: Node): Uint8Array => {
    const place = placeOf(node);
    const tile = tiles.get(addressKey(place));
    if (tile === undefined) throw new Error(`ledger tile ${addressKey(place)} is missing`);
    return hashInTile(place, tile, sha256);
  };
  return ranges.map((range) => rootOf(range, hashOf, sha256));
}

function addressKey({ level, index }: Address): string {
  return `${level}/${index}`;
}
