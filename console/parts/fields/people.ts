import type { FieldOffer } from './field-offer.ts';

/** People who cannot be chosen for one reason. */
export type Unfit<Person> = { readonly why: string; readonly who: readonly Person[] };

/**
 * Sorts people into those who can be chosen in a field and those who cannot, as the server says.
 *
 * @param chosen - who stands in the field already is left among the others, to be taken out again
 */
export function sortPeople<Person extends { readonly accountId: string }>(
  people: readonly Person[],
  { unfit }: Pick<FieldOffer, 'unfit'>,
  chosen: readonly string[],
): { readonly fit: readonly Person[]; readonly unfit: readonly Unfit<Person>[] } {
  const whyNot = ({ accountId }: Person) =>
    chosen.includes(accountId) ? undefined : unfit?.[accountId];
  const reasons = new Set(people.flatMap((one) => whyNot(one) ?? []));
  return {
    fit: people.filter((one) => whyNot(one) === undefined),
    unfit: [...reasons].map((why) => ({ why, who: people.filter((one) => whyNot(one) === why) })),
  };
}
