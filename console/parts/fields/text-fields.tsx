import type { ChangeEvent } from 'react';
import { FieldFrame, type FieldPlace, useControl } from './field-frame.tsx';
import { type FieldOffer, textIn } from './field-offer.ts';
import { useFormState, valueAt } from './form-state.ts';
import { capitalsOf, fenOf } from './money.ts';

type Edited = ChangeEvent<HTMLInputElement | HTMLTextAreaElement>;

/** The text in a field and how it is changed. */
function useText(place: FieldPlace) {
  const { typed, change } = useFormState();
  const { aria } = useControl(place);
  const value = textIn(valueAt(typed, place.path));
  return {
    value,
    set: (text: string) => change(place.path, text),
    props: { ...aria, value, onChange: (event: Edited) => change(place.path, event.target.value) },
  };
}

/** One line of text. */
export function LineField(place: FieldPlace) {
  const { props } = useText(place);
  return (
    <FieldFrame {...place}>
      <input className="input" type="text" autoComplete="off" {...props} />
    </FieldFrame>
  );
}

/** As much text as it takes; the place grows with it. */
export function ProseField(place: FieldPlace) {
  const { props } = useText(place);
  return (
    <FieldFrame {...place}>
      <textarea className="input prose" rows={3} {...props} />
    </FieldFrame>
  );
}

/** A list, one item a line. */
export function LinesField(place: FieldPlace) {
  const { props } = useText(place);
  return (
    <FieldFrame {...place} note="每行一项，也可以用顿号分开。">
      <textarea className="input prose" rows={3} {...props} />
    </FieldFrame>
  );
}

/** A day; today is one click away and never chosen unasked. */
export function DateField(place: FieldPlace) {
  const { props, set } = useText(place);
  return (
    <FieldFrame {...place}>
      <span className="with-button">
        <input className="input input--date" type="date" max="9999-12-31" {...props} />
        {mayBeToday(place.field) && (
          <button
            type="button"
            className="plain-button"
            title={`${place.field.title}填今天`}
            onClick={() => set(todayInBeijing())}
          >
            今天
          </button>
        )}
      </span>
    </FieldFrame>
  );
}

/** What lies ahead, and birthdays, are not today. */
function mayBeToday({ future, name }: FieldOffer): boolean {
  return future !== true && name !== 'bornOn';
}

/** The present civil day in Beijing; only proposed, the server decides whether a day may stand. */
export function todayInBeijing(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

/** An amount in yuan, repeated in capitals. */
export function MoneyField(place: FieldPlace) {
  const { props, value } = useText(place);
  const fen = fenOf(value);
  return (
    <FieldFrame {...place} note={fen === null ? '' : `大写：${capitalsOf(fen)}`}>
      <span className="with-button">
        <input
          className="input input--short"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          {...props}
        />
        元
      </span>
    </FieldFrame>
  );
}

/** A whole number. */
export function CountField(place: FieldPlace) {
  const { props } = useText(place);
  return (
    <FieldFrame {...place}>
      <input
        className="input input--short"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        {...props}
      />
    </FieldFrame>
  );
}
