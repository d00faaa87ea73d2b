import { hashSize, type Tile, tileWidth, widthAt } from '../ledger/index.ts';
import type { Check } from './ledger-check.store.ts';
import { sameBytes } from './ledger-row.store.ts';
import { readTiles } from './ledger-tile.store.ts';

/** Compares tiles as they must be with tiles as they are. */
export async function compareTiles(check: Check, expected: readonly Tile[]): Promise<void> {
  const stored = new Map(
    (await readTiles(check.client, expected)).map((tile) => [keyOf(tile), tile.hashes]),
  );
  for (const tile of expected) {
    const hashes = stored.get(keyOf(tile));
    const { level, index } = tile;
    if (hashes === undefined) check.report({ what: 'tile-missing', level, index });
    else if (!sameBytes(hashes, tile.hashes)) check.report({ what: 'tile-changed', level, index });
  }
}

function keyOf({ level, index }: { level: number; index: number }): string {
  return `${level}/${index}`;
}

/** Reports tiles beyond the log, and tiles whose width is not what their bytes say. */
export async function checkExtraTiles(check: Check, size: number): Promise<void> {
  const { rows } = await check.client.query<{ level: number; index: string; width: number }>(
    `select level, tile_index::text as index, width from mingfa.ledger_tile
     where octet_length(hashes) <> width * ${hashSize}
        or level < 0 or level > 8 or tile_index < 0
        or tile_index * ${tileWidth} >= floor($1::numeric / power(${tileWidth}::numeric, level))
     order by level, tile_index limit 1000`,
    [size],
  );
  for (const { level, index } of rows) {
    const tile = { level, index: Number(index) };
    const isExtra = level < 0 || tile.index < 0 || widthAt(tile, size) === 0;
    check.report({ what: isExtra ? 'tile-added' : 'tile-changed', ...tile });
  }
}
