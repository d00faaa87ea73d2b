import { createContext, useContext } from 'react';
import {
  type FieldError,
  type FieldOffer,
  isGroup,
  type Typed,
  type TypedValue,
} from './field-offer.ts';

/** What the fields of one form share. */
export type FormState = {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly change: (path: string, value: TypedValue) => void;
  /** What an earlier act says and may be taken over; null where there is nothing. */
  readonly earlier: (field: FieldOffer) => Earlier | null;
  /** What the form opened with, from an earlier act, by the path of the field. */
  readonly filled: Readonly<Record<string, Earlier>>;
};

/** What an earlier act says that a field asks for; without an act, what is drawn up from the whole case. */
export type Earlier = { readonly from: string | null; readonly value: TypedValue };

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

/** What stands in the fields beside a field. */
export function besideOf(typed: Typed, path: string): Typed {
  const group = valueAt(typed, path.slice(0, path.lastIndexOf('/')));
  return isGroup(group) ? group : {};
}

/** Id of the control of a field. */
export function idOf(path: string): string {
  return `field${path.replaceAll('/', '-')}`;
}
