import { createContext, useContext } from 'react';

/** The records that lie open beside a form, so that a conclusion can point at one of them. */
export type PlacePicker = {
  /** Number of the record that is looked at; null while none is. */
  readonly shown: number | null;
  /** Opens a record beside the form. */
  readonly show: (sequence: number) => void;
  /** What the problems of a check list ask for, in words; empty where nothing is to be said. */
  readonly askedFor: (problems: readonly string[]) => string;
};

const PickerContext = createContext<PlacePicker | null>(null);

/** Says which records lie beside the forms below. */
export const PickerProvider = PickerContext.Provider;

/** The records beside the form; null where none lie there. */
export function usePlacePicker(): PlacePicker | null {
  return useContext(PickerContext);
}

/** The number of the record that a place names; null for what names none. */
export function sequenceIn(place: string): number | null {
  const found = /(?:^|#)\s*([1-9]\d{0,6})\s*$/u.exec(place.normalize('NFKC'));
  return found === null ? null : Number(found[1]);
}
