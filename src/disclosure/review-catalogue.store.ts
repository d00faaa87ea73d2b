// Review catalogues on the public site: published versions, and of their items only what is listed here.

import type pg from 'pg';
import type { CivilDate, Instant } from '../rules/index.ts';
import { introduceBody, type Queryable } from './publication.store.ts';
import type { PublicBasis } from './publication.ts';

/** An item of a review catalogue as the public reads it. */
export type PublicCatalogueItem = {
  readonly no: number;
  readonly title: string;
  readonly actKindTitle: string;
  readonly levelTitle: string;
  /** Null when it is not limited to a field. */
  readonly field: string | null;
  readonly words: string;
  readonly standard: string;
  readonly triggerTitle: string;
  readonly basis: string;
  readonly departmentName: string;
};

/** A box of the flow chart of review as the public reads it. */
export type PublicFlowNode = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'start' | 'act' | 'question' | 'end';
  readonly who: string;
  readonly clock: string;
  readonly notes: readonly string[];
};

/** The flow chart of review in public. */
export type PublicFlow = {
  readonly nodes: readonly PublicFlowNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly title: string }[];
};

/** A version of a review catalogue that is to be public. */
export type CatalogueToPublish = {
  readonly agencyId: string;
  readonly bodyName: string;
  readonly ruleTitle: string | null;
  readonly number: number;
  readonly inForceFrom: CivilDate;
  readonly publishedAt: Instant;
  /** SHA-256 of the copy, in hex. */
  readonly digest: string;
  readonly items: readonly PublicCatalogueItem[];
  readonly copy: string;
  /** Null where the rule pack does not ask for it in public. */
  readonly flow: PublicFlow | null;
  readonly basis: readonly PublicBasis[];
};

/** Puts a version of a review catalogue on the public site; one that is there stays as it is. */
export async function publishReviewCatalogue(
  db: Queryable,
  catalogue: CatalogueToPublish,
): Promise<void> {
  const { agencyId, bodyName: name, ruleTitle } = catalogue;
  await introduceBody(db, { agencyId, name, ruleTitle });
  await db.query(
    `insert into public_site.review_catalogue
       (agency_id, number, in_force_from, published_at, digest, items, copy, flow, basis)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      agencyId,
      catalogue.number,
      catalogue.inForceFrom,
      catalogue.publishedAt,
      catalogue.digest,
      JSON.stringify(catalogue.items.map(publicCatalogueItem)),
      catalogue.copy,
      catalogue.flow === null ? null : JSON.stringify(publicFlow(catalogue.flow)),
      JSON.stringify(catalogue.basis),
    ],
  );
}

/** Named one by one: what is not named here is not public. */
export function publicCatalogueItem(item: PublicCatalogueItem): PublicCatalogueItem {
  const { no, title, actKindTitle, levelTitle, field, words } = item;
  const { standard, triggerTitle, basis, departmentName } = item;
  return {
    no,
    title,
    actKindTitle,
    levelTitle,
    field,
    words,
    standard,
    triggerTitle,
    basis,
    departmentName,
  };
}

function publicFlow({ nodes, edges }: PublicFlow): PublicFlow {
  return {
    nodes: nodes.map(({ id, title, kind, who, clock, notes }) => ({
      id,
      title,
      kind,
      who,
      clock,
      notes,
    })),
    edges: edges.map(({ from, to, title }) => ({ from, to, title })),
  };
}

/** A published version of a review catalogue. */
export type CatalogueOnSite = Omit<CatalogueToPublish, 'copy'>;

/** A version without its items, for the list of versions. */
export type CatalogueVersionOnSite = Pick<
  CatalogueToPublish,
  'number' | 'inForceFrom' | 'publishedAt'
>;

const today = "(now() at time zone 'Asia/Shanghai')::date";
const instant = (column: string) =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`;

/**
 * The published version in force today, or the one of a number; null when there is none.
 *
 * Before the first one is in force, the first one is given: it is public already.
 */
export async function readReviewCatalogue(
  pool: pg.Pool,
  asked: { readonly agencyId: string; readonly number: number | null },
): Promise<CatalogueOnSite | null> {
  const { rows } = await pool.query<CatalogueOnSite>({
    name: 'read-public-review-catalogue',
    text: `select c.agency_id as "agencyId", b.name as "bodyName", b.rule_title as "ruleTitle", c.number,
        c.in_force_from::text as "inForceFrom", ${instant('c.published_at')} as "publishedAt", c.digest, c.items, c.flow,
        c.basis
      from public_site.review_catalogue c join public_site.body b on b.agency_id = c.agency_id
      where c.agency_id = $1 and ($2::int is null or c.number = $2)
      order by (c.in_force_from <= ${today}) desc, case when c.in_force_from <= ${today} then -c.number else c.number end
      limit 1`,
    values: [asked.agencyId, asked.number],
  });
  return rows[0] ?? null;
}

/** The published versions of a body, newest first. */
export async function readCatalogueVersions(
  pool: pg.Pool,
  agencyId: string,
): Promise<readonly CatalogueVersionOnSite[]> {
  const { rows } = await pool.query<CatalogueVersionOnSite>({
    name: 'read-public-catalogue-versions',
    text: `select number, in_force_from::text as "inForceFrom", ${instant('published_at')} as "publishedAt"
      from public_site.review_catalogue where agency_id = $1 order by number desc limit 100`,
    values: [agencyId],
  });
  return rows;
}

/** The table of a published version as it was approved, with its number; null when there is none. */
export async function readCatalogueCopy(
  pool: pg.Pool,
  asked: { readonly agencyId: string; readonly number: number },
): Promise<string | null> {
  const { rows } = await pool.query<{ readonly copy: string }>({
    name: 'read-public-catalogue-copy',
    text: 'select copy from public_site.review_catalogue where agency_id = $1 and number = $2',
    values: [asked.agencyId, asked.number],
  });
  return rows[0]?.copy ?? null;
}
