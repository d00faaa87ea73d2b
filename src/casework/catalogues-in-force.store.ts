import type { Database } from '../store/index.store.ts';
import type { ReviewCatalogue } from './review-catalogue.ts';

/** The approved versions of a body's review catalogue, oldest first. */
export async function readCatalogues(
  db: Pick<Database, 'pool'>,
  agencyId: string,
): Promise<readonly ReviewCatalogue[]> {
  const { rows } = await db.pool.query<ReviewCatalogue>({
    name: 'casework-review-catalogues',
    text: `select number, in_force_from::text as "from", items from mingfa.review_catalogue_version
      where agency_id = $1 order by number`,
    values: [agencyId],
  });
  return rows;
}
