/**
 * Where a form holds the field that the server names.
 *
 * @param field - a JSON pointer ('/people/0/name'), a dotted name ('party.name') or a plain one
 */
export function fieldPath(field: string): (string | number)[] {
  const parts = field.startsWith('/') ? field.slice(1).split('/') : field.split('.');
  return parts
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * The field of a form beside which a refusal can stand: the one that is named, or the one that holds it (of a list of
 * choices a single one is refused).
 *
 * @param held - where the form has fields
 * @returns null when the form has no such field and the refusal must stand above it
 */
export function fieldFor(
  field: string,
  held: readonly (readonly (string | number)[])[],
): (string | number)[] | null {
  const path = fieldPath(field);
  const isOnTheWay = (name: readonly (string | number)[]) =>
    name.length > 0 && name.every((part, index) => String(part) === String(path[index]));
  const [nearest] = held.filter(isOnTheWay).toSorted((a, b) => b.length - a.length);
  return nearest === undefined ? null : [...nearest];
}
