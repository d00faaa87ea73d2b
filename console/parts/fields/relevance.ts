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
