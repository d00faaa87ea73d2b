import type { ReactNode } from 'react';
import { FieldFrame, type FieldPlace, useControl } from './field-frame.tsx';
import { chosenIn } from './field-offer.ts';
import { idOf, useFormState, valueAt } from './form-state.ts';

/** More than these are chosen from a closed list. */
const mostInSight = 8;

/** Yes or no; nothing is chosen beforehand. */
export function FlagField(place: FieldPlace) {
  const { typed, change } = useFormState();
  const value = valueAt(typed, place.path);
  return (
    <FieldFrame {...place} isSet>
      <div className="choices choices--row">
        {[true, false].map((one) => (
          <label key={String(one)} className="choice">
            <input
              type="radio"
              name={idOf(place.path)}
              checked={value === one}
              onChange={() => change(place.path, one)}
            />
            {one ? '是' : '否'}
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

/** One of several. */
export function ChoiceField(place: FieldPlace) {
  const options = Object.entries(place.field.options ?? {});
  if (options.length === 0) return <NoChoice {...place} />;
  return options.length > mostInSight ? (
    <SelectField {...place} options={options} />
  ) : (
    <RadioField {...place} options={options} />
  );
}

/** Codes and titles. */
export type Options = readonly (readonly [code: string, title: string])[];
type OptionsProps = FieldPlace & { readonly options: Options };
type SelectProps = OptionsProps & { readonly below?: ReactNode };

/** Many stand in columns, short ones side by side, long ones below one another. */
function layOut(options: Options): string {
  if (options.every(([, title]) => title.length <= 10)) return 'choices--row';
  return options.length > mostInSight ? 'choices--columns' : '';
}

function RadioField({ options, ...place }: OptionsProps) {
  const { typed, change } = useFormState();
  const value = valueAt(typed, place.path);
  return (
    <FieldFrame {...place} isSet>
      <div className={`choices ${layOut(options)}`}>
        {options.map(([code, title]) => (
          <label key={code} className="choice">
            <input
              type="radio"
              name={idOf(place.path)}
              checked={value === code}
              onChange={() => change(place.path, code)}
            />
            {title}
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

/** One of many, in the closed list that every browser and phone knows. */
export function SelectField({ options, below, ...place }: SelectProps) {
  const { typed, change } = useFormState();
  const { aria } = useControl(place);
  const value = valueAt(typed, place.path);
  return (
    <FieldFrame {...place}>
      <select
        className="input"
        {...aria}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) =>
          change(place.path, event.target.value === '' ? undefined : event.target.value)
        }
      >
        <option value="">请选择</option>
        {options.map(([code, title]) => (
          <option key={code} value={code}>
            {title}
          </option>
        ))}
      </select>
      {below}
    </FieldFrame>
  );
}

/** Any of several. */
export function ChoicesField(place: FieldPlace) {
  const { typed, change } = useFormState();
  const options = Object.entries(place.field.options ?? {});
  const chosen = chosenIn(valueAt(typed, place.path));
  if (options.length === 0) return <NoChoice {...place} />;
  return (
    <FieldFrame {...place} isSet>
      <CheckBoxes
        options={options}
        chosen={chosen}
        onChange={(codes) => change(place.path, codes)}
      />
      {place.field.name === 'materials' && chosen.length < options.length && (
        <button
          type="button"
          className="text-button small"
          onClick={() => change(place.path, Object.keys(place.field.options ?? {}))}
        >
          全部选上
        </button>
      )}
    </FieldFrame>
  );
}

type CheckBoxesProps = {
  readonly options: Options;
  readonly chosen: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
};

/** Boxes to tick; the order of the options is kept. */
export function CheckBoxes({ options, chosen, onChange }: CheckBoxesProps) {
  const toggle = (code: string) =>
    onChange(
      chosen.includes(code)
        ? chosen.filter((one) => one !== code)
        : [...options.map(([one]) => one), ...chosen].filter(
            (one, at, all) => (chosen.includes(one) || one === code) && all.indexOf(one) === at,
          ),
    );
  return (
    <div className={`choices ${layOut(options)}`}>
      {options.map(([code, title]) => (
        <label key={code} className="choice">
          <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
          {title}
        </label>
      ))}
    </div>
  );
}

function NoChoice(place: FieldPlace) {
  return (
    <FieldFrame {...place} isSet>
      <p className="soft">本机关的规则没有设定可选的项，这里留空。</p>
    </FieldFrame>
  );
}
