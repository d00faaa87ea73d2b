// Compares the review catalogues with their events: which decisions must be reviewed hangs on the version in force.

import { hash } from 'node:crypto';
import { installationId } from '../access/index.ts';
import { comparable } from '../ledger/index.ts';
import type { FurtherLook } from '../store/index.store.ts';
import { catalogueStream } from './catalogue.store.ts';
import {
  type Catalogue,
  type CatalogueEvent,
  type CatalogueVersion,
  type CompiledItem,
  emptyCatalogue,
  evolveCatalogue,
} from './catalogue.ts';
import { catalogueTable } from './catalogue-table.ts';

type Look = FurtherLook & { readonly agencyId: string };
type Row = Readonly<Record<string, unknown>>;
type Kept = { readonly number: number; readonly row: Row };

/** What of an item is public. */
export type PublicPart = (item: CompiledItem) => object;

/** Names every catalogue that is not what its events made it, and every version of it, approved or public, alike. */
export async function checkCatalogues(
  { client, report }: FurtherLook,
  publicPart: PublicPart,
): Promise<void> {
  const { rows } = await client.query<{ agencyId: string }>({
    text: `select agency_id::text as "agencyId" from mingfa.agency
      union select agency_id::text from mingfa.review_catalogue
      union select agency_id::text from mingfa.review_catalogue_version
      union select agency_id::text from public_site.review_catalogue order by 1`,
  });
  for (const { agencyId } of rows) {
    const look = { client, report, agencyId };
    const catalogue = await foldedCatalogue(look);
    await checkState(look, catalogue);
    await checkVersions(look, catalogue);
    await checkSite(look, catalogue, publicPart);
  }
}

async function foldedCatalogue({ client, agencyId }: Look): Promise<Catalogue> {
  const { rows } = await client.query<CatalogueEvent>({
    text: `select kind, data - 'agencyId' as data, actor_id as by,
        to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as at
      from mingfa.event where agency_id = $1 and stream_id = $2 order by sequence`,
    values: [installationId, catalogueStream(agencyId)],
  });
  return rows.reduce(evolveCatalogue, emptyCatalogue);
}

async function checkState({ client, report, agencyId }: Look, catalogue: Catalogue): Promise<void> {
  const { rows } = await client.query<{ version: number; state: unknown }>({
    text: 'select version, state from mingfa.review_catalogue where agency_id = $1 and version > 0',
    values: [agencyId],
  });
  const { version = 0, state = emptyCatalogue } = rows[0] ?? {};
  const columns = [
    ...(version === catalogue.version ? [] : ['version']),
    ...(comparable(state) === comparable(catalogue) ? [] : ['state']),
  ];
  if (columns.length > 0)
    report({ what: 'register-changed', register: 'catalogue', agencyId, id: agencyId, columns });
}

async function checkVersions(look: Look, catalogue: Catalogue): Promise<void> {
  const { rows } = await look.client.query<Kept>({
    text: `select number, jsonb_build_object('items', items, 'copy', copy, 'digest', encode(digest, 'hex'),
        'in_force_from', in_force_from::text) as row
      from mingfa.review_catalogue_version where agency_id = $1`,
    values: [look.agencyId],
  });
  const approved = catalogue.versions.filter(({ standing }) => standing === 'approved');
  compare(look, 'catalogue-version', rows, new Map(approved.map((one) => [one.number, told(one)])));
}

async function checkSite(look: Look, catalogue: Catalogue, publicPart: PublicPart): Promise<void> {
  const { rows } = await look.client.query<Kept>({
    text: `select number, jsonb_build_object('items', items, 'copy', copy, 'digest', digest,
        'in_force_from', in_force_from::text) as row
      from public_site.review_catalogue where agency_id = $1`,
    values: [look.agencyId],
  });
  const published = catalogue.versions.filter((one) => one.published !== null);
  const wanted = published.map(
    (one) => [one.number, { ...told(one), items: one.items.map(publicPart) }] as const,
  );
  compare(look, 'catalogue-on-site', rows, new Map(wanted));
}

/** What is kept of an approved version. */
function told({ items, inForceFrom }: CatalogueVersion): Row {
  const copy = catalogueTable(items);
  const digest = hash('sha256', copy, 'hex');
  return { items, copy, digest, in_force_from: inForceFrom };
}

function compare(
  { agencyId, report }: Look,
  register: 'catalogue-version' | 'catalogue-on-site',
  kept: readonly Kept[],
  wanted: ReadonlyMap<number, Row>,
): void {
  const rows = new Map(kept.map(({ number, row }) => [number, row]));
  for (const number of new Set([...rows.keys(), ...wanted.keys()])) {
    const columns = differing(rows.get(number), wanted.get(number));
    if (columns.length > 0)
      report({ what: 'register-changed', register, agencyId, id: String(number), columns });
  }
}

function differing(row: Row | undefined, wanted: Row | undefined): readonly string[] {
  if (row === undefined) return ['missing'];
  if (wanted === undefined) return ['unknown'];
  return Object.entries(wanted)
    .filter(([column, value]) => comparable(row[column] ?? null) !== comparable(value))
    .map(([column]) => column);
}
