import { FieldFrame, type FieldPlace } from './field-frame.tsx';
import { textIn } from './field-offer.ts';
import { idOf, useFormState, valueAt } from './form-state.ts';
import { rowsFor } from './text-rows.ts';

/** A summary: one text for each item that must be published. */
export function SummaryField(place: FieldPlace) {
  const { typed, change } = useFormState();
  return (
    <FieldFrame {...place} isSet>
      {Object.entries(place.field.options ?? {}).map(([code, title]) => {
        const path = `${place.path}/${code}`;
        return (
          <div key={code} className="field" data-path={path}>
            <label className="field-title" htmlFor={idOf(path)}>
              {title}
            </label>
            <textarea
              className="input prose"
              rows={rowsFor(textIn(valueAt(typed, path)))}
              id={idOf(path)}
              value={textIn(valueAt(typed, path))}
              onChange={(event) => change(path, event.target.value)}
            />
          </div>
        );
      })}
    </FieldFrame>
  );
}
