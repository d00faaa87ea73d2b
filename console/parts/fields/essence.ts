import { type FieldOffer, plainTitle } from './field-offer.ts';
import { capitalsOf, yuanText } from './money.ts';
import type { Submitted } from './submitted.ts';

/** One thing that a person looks at once more before sending. */
export type Essential = { readonly title: string; readonly text: string };

/**
 * What in a form decides: the choices and the amounts that will be sent, in the order of the form, as they are read.
 *
 * @param data - what `submittedOf` made of the form
 */
export function essenceOf(fields: readonly FieldOffer[], data: Submitted): readonly Essential[] {
  return fields.flatMap((field) => {
    const sent = data[field.name];
    if (field.fields !== null) return isSubmitted(sent) ? essenceOf(field.fields, sent) : [];
    const text = essential(field, sent);
    return text === '' ? [] : [{ title: plainTitle(field), text }];
  });
}

const isSubmitted = (sent: unknown): sent is Submitted =>
  typeof sent === 'object' && sent !== null && !Array.isArray(sent);

/** The words of a choice or an amount; empty for everything else. */
function essential({ type, options }: FieldOffer, sent: unknown): string {
  if (type === 'money') return typeof sent === 'number' ? amountText(sent) : '';
  if (type !== 'choice' && type !== 'choices') return '';
  const codes: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  return codes
    .map((code) => options?.[String(code)] ?? '')
    .filter((title) => title !== '')
    .join('、');
}

const amountText = (fen: number) => `${yuanText(fen)}（${capitalsOf(fen)}）`;
