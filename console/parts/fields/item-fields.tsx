import { errorTextAt } from './field-errors.ts';
import { FieldFrame, type FieldPlace } from './field-frame.tsx';
import { textIn } from './field-offer.ts';
import { idOf, useFormState, valueAt } from './form-state.ts';

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
              rows={1}
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

const conclusions = [
  ['ok', '合格'],
  ['problem', '有问题'],
  ['not-applicable', '不涉及'],
] as const;

/** A list to check: each item with its conclusion, and the ground where there is something to say. */
export function ChecklistField(place: FieldPlace) {
  return (
    <FieldFrame {...place} isSet>
      <ol className="checklist">
        {Object.entries(place.field.options ?? {}).map(([code, title]) => (
          <CheckItem key={code} path={`${place.path}/${code}`} title={title} />
        ))}
      </ol>
    </FieldFrame>
  );
}

function CheckItem({ path, title }: { readonly path: string; readonly title: string }) {
  const { typed, change, errors } = useFormState();
  const conclusion = valueAt(typed, `${path}/conclusion`);
  const ground = textIn(valueAt(typed, `${path}/ground`));
  const error = errorTextAt(errors, path);
  const asksGround = conclusion === 'problem' || conclusion === 'not-applicable' || ground !== '';
  return (
    <li data-path={path}>
      <fieldset aria-invalid={error !== ''} aria-describedby={`${idOf(path)}-error`}>
        <legend>{title}</legend>
        <div className="choices choices--row">
          {conclusions.map(([code, word]) => (
            <label key={code} className="choice">
              <input
                type="radio"
                name={idOf(path)}
                checked={conclusion === code}
                onChange={() => change(`${path}/conclusion`, code)}
              />
              {word}
            </label>
          ))}
        </div>
        {asksGround && (
          <textarea
            className="input prose"
            rows={1}
            aria-label={`${title}：理由`}
            placeholder={conclusion === 'problem' ? '问题和修改建议' : '理由'}
            value={ground}
            onChange={(event) => change(`${path}/ground`, event.target.value)}
          />
        )}
        <p className="field-error" id={`${idOf(path)}-error`} hidden={error === ''}>
          {error}
        </p>
      </fieldset>
    </li>
  );
}
