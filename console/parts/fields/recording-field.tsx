import { createContext, useContext, useId } from 'react';
import { FieldFrame, type FieldPlace, useControl } from './field-frame.tsx';
import { textIn } from './field-offer.ts';
import { useFormState, valueAt } from './form-state.ts';

const NumbersContext = createContext<readonly string[]>([]);

/** Says which recordings the case has files of, for the forms below. */
export const RecordingNumbers = NumbersContext.Provider;

/** The number of a recording: typed, or chosen from those that were uploaded. */
export function RecordingNumberField(place: FieldPlace) {
  const { typed, change } = useFormState();
  const { aria } = useControl(place);
  const numbers = useContext(NumbersContext);
  const list = useId();
  const value = textIn(valueAt(typed, place.path));
  return (
    <FieldFrame {...place} note={noteOn(value, numbers)}>
      <input
        {...aria}
        className="input"
        type="text"
        autoComplete="off"
        list={list}
        value={value}
        onChange={({ target }) => change(place.path, target.value)}
      />
      <datalist id={list}>
        {numbers.map((number) => (
          <option key={number} value={number}>
            {number}
          </option>
        ))}
      </datalist>
    </FieldFrame>
  );
}

/** Whether the file is there already; it may come later. */
function noteOn(value: string, numbers: readonly string[]): string {
  if (value.trim() === '') return '';
  return numbers.includes(value.trim())
    ? '这个编号的文件已经上传。'
    : '这个编号还没有文件，请在案件的“音像记录”中上传。';
}
