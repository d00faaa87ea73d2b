import { createContext, useContext } from 'react';
import type { FieldError, FieldOffer, Typed, TypedValue } from './field-offer.ts';
import type { Shown } from './submitted.ts';

/** What the fields of one form share. */
export type FormState = {
  /** Name of the form, by which rules about its fields are found. */
  readonly name: string;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly change: (path: string, value: TypedValue) => void;
  readonly shown: Shown;
  /** Whether a field that the procedure leaves open is needed as the form stands. */
  readonly needed: Shown;
  /** What was written in the same field of an earlier act; null where there is none. */
  readonly earlier: (field: FieldOffer, groupType: string) => Earlier | null;
};

/** What an earlier act says in a field of the same name. */
export type Earlier = { readonly from: string; readonly value: TypedValue };

const FormContext = createContext<FormState | null>(null);

/** Gives the fields below the form they belong to. */
export const FormProvider = FormContext.Provider;

/** The form that a field belongs to. */
export function useFormState(): FormState {
  const state = useContext(FormContext);
  if (state === null) throw new Error('a field stands outside a form');
  return state;
}

/** Puts a value at a path, leaving everything else as it is. */
export function withValue(typed: Typed, path: string, value: TypedValue): Typed {
  const [name = '', ...rest] = path.split('/').slice(1);
  if (rest.length === 0) return { ...typed, [name]: value };
  const inner = typed[name];
  const group = typeof inner === 'object' && !Array.isArray(inner) ? (inner as Typed) : {};
  return { ...typed, [name]: withValue(group, `/${rest.join('/')}`, value) };
}

/** What stands at a path. */
export function valueAt(typed: Typed, path: string): TypedValue {
  let value: TypedValue = typed;
  for (const name of path.split('/').slice(1)) {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = (value as Typed)[name];
  }
  return value;
}

/** Id of the control of a field. */
export function idOf(path: string): string {
  return `field${path.replaceAll('/', '-')}`;
}
