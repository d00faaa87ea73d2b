// What of the catalogue waits for the person who asks. What is open to a person the server says of each item and version.

import type { Catalogue, Item, Version, VersionStep } from './catalogue.ts';

/** Something to be done with the catalogue; the number of the version it concerns, null where it is about items. */
export type CatalogueTask = { readonly title: string; readonly number: number | null };

const stepTitles: Readonly<Partial<Record<VersionStep, (number: number) => string>>> = {
  approve: (number) => `批准第 ${number} 版`,
  publish: (number) => `公开第 ${number} 版`,
  file: (number) => `登记第 ${number} 版的备案`,
};

/** What waits for the person, in the order in which a catalogue comes about. */
export function catalogueTasks(
  catalogue: Pick<Catalogue, 'items' | 'versions' | 'mayCompile'>,
): readonly CatalogueTask[] {
  const { items, versions } = catalogue;
  const reported = openTo(items, 'reported', 'examine').length;
  const returned = openTo(items, 'returned', 'revise').length;
  const counted: readonly (readonly [boolean, string])[] = [
    [returned > 0, `修改后重新报送退回的 ${returned} 项`],
    [reported > 0, `审核报送的 ${reported} 项`],
    [isToCompile(catalogue), '汇编已经同意的事项'],
  ];
  return [
    ...counted.flatMap(([isSo, title]) => (isSo ? [{ title, number: null }] : [])),
    ...versions.filter(matters).flatMap(({ number, next }) =>
      next.flatMap((step) => {
        const title = stepTitles[step]?.(number);
        return title === undefined ? [] : [{ title, number }];
      }),
    ),
  ];
}

const openTo = (items: readonly Item[], standing: Item['standing'], step: Item['next'][number]) =>
  items.filter((item) => item.standing === standing && item.next.includes(step));

/** Versions that were superseded wait for nobody. */
const matters = ({ standing, isInForce, inForceUntil }: Version) =>
  standing === 'compiled' || isInForce || (standing === 'approved' && inForceUntil === null);

/** Whether something was accepted after the last version was compiled. */
function isToCompile({
  items,
  versions,
  mayCompile,
}: Pick<Catalogue, 'items' | 'versions' | 'mayCompile'>) {
  const last = versions.reduce((at, { compiledAt }) => (compiledAt > at ? compiledAt : at), '');
  return (
    mayCompile &&
    items.some(({ standing, finding }) => standing === 'accepted' && (finding?.at ?? '') > last)
  );
}
