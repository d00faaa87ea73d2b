// A field of a form as the server offers it, for tests of the console.

import type { FieldOffer } from './field-offer.ts';

/** A plain field of one line that need not be filled in, with what differs. */
export const aField = (name: string, given: Partial<FieldOffer> = {}): FieldOffer => ({
  name,
  title: name,
  type: 'line',
  required: false,
  private: false,
  options: null,
  fields: null,
  ...given,
});

/** One that has to be filled in. */
export const aNeededField = (name: string, given: Partial<FieldOffer> = {}): FieldOffer =>
  aField(name, { required: true, ...given });
