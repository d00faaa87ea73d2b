import type { FieldError } from '../../parts/fields/field-offer.ts';

/** Moves to the first field that has something wrong with it, in the order of the page. */
export function focusFirstError(form: HTMLElement | null, errors: readonly FieldError[]): void {
  const places = [...(form?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
  const paths = new Set(errors.map(({ path }) => path));
  const first = places.find((place) => paths.has(place.dataset['path'] ?? ''));
  const control = first?.querySelector<HTMLElement>('input, textarea, select');
  control?.focus({ preventScroll: true });
  // A group may be taller than the screen: what is wrong with it has to be seen.
  const words = first?.querySelector<HTMLElement>('.field-error');
  (words ?? first)?.scrollIntoView({ block: 'center' });
}
