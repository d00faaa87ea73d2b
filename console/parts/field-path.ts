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
