/**
 * How all decisions are divided for search engines.
 *
 * A sitemap may hold fifty thousand addresses. Ids are spread evenly, so the first two bytes of an id decide its part:
 * the parts are of one size, are read by one range of the key each, and a decision stays in its part while others come.
 * The number of parts is a power of two and stands in the address, so that an old address still means what it meant.
 */

const aimed = 25_000;
const mostParts = 4096;

/**
 * Into how many parts so many decisions are divided.
 *
 * @param decisions - how many are public
 * @returns a power of two, at least 1
 */
export function partsFor(decisions: number): number {
  let parts = 1;
  while (parts < mostParts && decisions / parts > aimed) parts *= 2;
  return parts;
}

/** The name of a part in its address. */
export function partName(part: number, parts: number): string {
  return `decisions-${parts}-${part}`;
}

/**
 * What ids the named part holds.
 *
 * @returns the first two bytes of its ids, both ends included; null when there is no such part
 */
export function rangeOfPart(name: string): { readonly from: number; readonly to: number } | null {
  const [, parts = Number.NaN, part = Number.NaN] =
    /^decisions-([1-9]\d{0,3})-(0|[1-9]\d{0,3})$/.exec(name)?.map(Number) ?? [];
  const isPower = Number.isInteger(Math.log2(parts)) && parts <= mostParts;
  if (!isPower || !(part < parts)) return null;
  const size = 65_536 / parts;
  return { from: part * size, to: (part + 1) * size - 1 };
}
