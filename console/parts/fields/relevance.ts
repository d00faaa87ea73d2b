// Which fields belong to a form as it stands, as the procedure says, so that nobody reads past what does not concern the
// case. The server alone decides what is missing: a field that it asks for is shown in any case.

import type { FieldOffer, Typed } from './field-offer.ts';

/** Whether a field belongs to the form as it stands; what does not is neither shown nor sent. */
export function isShown(field: FieldOffer, beside: Typed): boolean {
  return Object.entries(field.when ?? {}).every(([name, values]) => {
    const value = beside[name];
    const standing: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.some((wanted) => standing.includes(wanted));
  });
}

/** Whether a field must be filled in as the form stands. */
export function isNeeded(field: FieldOffer, beside: Typed): boolean {
  return field.required || (field.neededThen === true && isShown(field, beside));
}

/** Whether a field leaves nothing to choose and may be left out: the body's rules set no choices for it. */
export function offersNothing({ type, required, options }: FieldOffer): boolean {
  const isChoice = type === 'choice' || type === 'choices' || type === 'summary';
  return isChoice && !required && Object.keys(options ?? {}).length === 0;
}
