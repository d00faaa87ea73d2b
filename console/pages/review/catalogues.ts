import type { Agency } from '../admin/agency.ts';

/** Which body's catalogue is read, and which version of it; the one in force when no number is given. */
export type CataloguesSearch = {
  readonly agencyId?: string | undefined;
  readonly version?: number | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the address, leaving out what names no body and no version. */
export function cataloguesSearchIn(search: Readonly<Record<string, unknown>>): CataloguesSearch {
  const { agencyId, version } = search;
  return {
    ...(typeof agencyId === 'string' && uuid.test(agencyId) ? { agencyId } : {}),
    ...(Number.isInteger(version) && Number(version) > 0 ? { version: Number(version) } : {}),
  };
}

/** A body as far as its place is concerned. */
type Placed = Pick<Agency, 'agencyId' | 'parentId'>;

/** Every body below one, at any depth, in the order of the list. */
export function bodiesBelow<T extends Placed>(all: readonly T[], agencyId: string): readonly T[] {
  const above = new Map(all.map((one) => [one.agencyId, one.parentId]));
  const isBelow = ({ parentId }: Placed) => {
    const seen = new Set<string>();
    for (let at = parentId; at !== null && !seen.has(at); at = above.get(at) ?? null) {
      if (at === agencyId) return true;
      seen.add(at);
    }
    return false;
  };
  return all.filter(isBelow);
}
