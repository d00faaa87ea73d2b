import type { FieldError, FieldOffer } from './field-offer.ts';

type Named = { readonly field: string; readonly text: string };

/**
 * Puts what the server says of fields beside the fields that the form has.
 *
 * @param named - by JSON pointer, dotted or plain name
 * @returns those that belong to a field, by its path; those that belong to none are left to the summary
 */
export function placeErrors(
  fields: readonly FieldOffer[],
  named: readonly Named[],
): { readonly placed: readonly FieldError[]; readonly homeless: readonly string[] } {
  const placed: FieldError[] = [];
  const homeless: string[] = [];
  for (const { field, text } of named) {
    const path = nearest(fields, partsOf(field));
    if (path === '') homeless.push(text);
    else placed.push({ path, text });
  }
  return { placed, homeless };
}

function partsOf(field: string): readonly string[] {
  const parts = field.startsWith('/') ? field.slice(1).split('/') : field.split('.');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The path of the innermost field that is there; empty when there is none. */
function nearest(fields: readonly FieldOffer[], parts: readonly string[]): string {
  const [name, ...rest] = parts;
  const field = fields.find((one) => one.name === name);
  if (field === undefined) return '';
  const inner = rest.length === 0 ? '' : within(field, rest);
  return `/${field.name}${inner}`;
}

function within(field: FieldOffer, rest: readonly string[]): string {
  if (field.fields !== null) return nearest(field.fields, rest);
  const [code] = rest;
  return code !== undefined && Object.hasOwn(field.options ?? {}, code) ? `/${code}` : '';
}

/** The errors of one field and of what lies within it. */
export function errorsAt(errors: readonly FieldError[], path: string): readonly FieldError[] {
  return errors.filter((error) => error.path === path || error.path.startsWith(`${path}/`));
}

/** The errors that are left when somebody has changed a value: those within it and those on what holds it are gone. */
export function forgiven(errors: readonly FieldError[], path: string): readonly FieldError[] {
  const isWithin = (inner: string, outer: string) =>
    inner === outer || inner.startsWith(`${outer}/`);
  return errors.filter((error) => !isWithin(error.path, path) && !isWithin(path, error.path));
}

/** What stands beside one field. */
export function errorTextAt(errors: readonly FieldError[], path: string): string {
  return errors
    .filter((error) => error.path === path)
    .map(({ text }) => text)
    .join('');
}
