import { errorTextAt } from './field-errors.ts';
import { FieldFrame, type FieldPlace } from './field-frame.tsx';
import { groupIn, isGroup, type Typed, textIn } from './field-offer.ts';
import { idOf, useFormState, valueAt } from './form-state.ts';
import { sequenceIn, usePlacePicker } from './place-picker.ts';

/** What can be concluded of an item. */
export const conclusions = [
  ['ok', '合格'],
  ['problem', '有问题'],
  ['not-applicable', '不涉及'],
] as const;

/** A list to check: each item with its conclusion, its ground and the record of the case where it shows. */
export function ChecklistField(place: FieldPlace) {
  const { typed } = useFormState();
  const picker = usePlacePicker();
  const options = place.field.options ?? {};
  const value = valueAt(typed, place.path);
  const group = isGroup(value) ? value : {};
  const asked = picker?.askedFor(problemsOf(Object.keys(options), group)) ?? '';
  return (
    <FieldFrame {...place} isSet>
      <p className="checklist-progress small">{progressOf(Object.keys(options), group)}</p>
      <ol className="checklist">
        {Object.entries(options).map(([code, title], at) => (
          <CheckItem key={code} path={`${place.path}/${code}`} title={title} number={at + 1} />
        ))}
      </ol>
      <p className="small checklist-asked" role="status">
        {asked}
      </p>
    </FieldFrame>
  );
}

/** The items that were found to have a problem. */
function problemsOf(codes: readonly string[], typed: Typed): readonly string[] {
  return codes.filter((code) => textIn(groupIn(typed, code)['conclusion']) === 'problem');
}

/** How far a check list has come, in words. */
export function progressOf(codes: readonly string[], typed: Typed): string {
  const drawn = codes.map((code) => textIn(groupIn(typed, code)['conclusion']));
  const done = drawn.filter((conclusion) => conclusion !== '').length;
  const problems = problemsOf(codes, typed).length;
  const open = done === codes.length ? '全部已有结论' : `已有结论 ${done}/${codes.length} 项`;
  return problems === 0 ? `${open}。` : `${open}，其中 ${problems} 项有问题。`;
}

type CheckItemProps = {
  readonly path: string;
  readonly title: string;
  readonly number: number;
};

function CheckItem({ path, title, number }: CheckItemProps) {
  const { typed, change, errors } = useFormState();
  const picker = usePlacePicker();
  const conclusion = textIn(valueAt(typed, `${path}/conclusion`));
  const ground = textIn(valueAt(typed, `${path}/ground`));
  const error = errorTextAt(errors, path);
  const isDrawn = conclusion !== '';
  const asksGround =
    (isDrawn && (conclusion !== 'ok' || picker !== null)) || ground !== '' || error !== '';
  return (
    <li data-path={path} data-check-item={conclusion === '' ? 'open' : conclusion}>
      <fieldset aria-invalid={error !== ''} aria-describedby={`${idOf(path)}-error`}>
        <legend>
          {number}. {title}
        </legend>
        <div className="checklist-row">
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
          {isDrawn && <CheckPlace path={path} title={title} />}
        </div>
        {asksGround && (
          <textarea
            className="input prose"
            rows={1}
            data-ground=""
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

/** Where in the case it shows: the number of a record, taken from what lies beside the form where something does. */
function CheckPlace({ path, title }: { readonly path: string; readonly title: string }) {
  const { typed, change } = useFormState();
  const picker = usePlacePicker();
  const place = textIn(valueAt(typed, `${path}/place`));
  const named = sequenceIn(place);
  const shown = picker?.shown ?? null;
  return (
    <div className="checklist-place">
      <label>
        <span className="small soft">记录号</span>{' '}
        <input
          className="input"
          inputMode="numeric"
          autoComplete="off"
          maxLength={60}
          aria-label={`${title}：材料在案卷中的记录号`}
          value={place}
          onChange={(event) => change(`${path}/place`, event.target.value)}
        />
      </label>
      {picker !== null && shown !== null && shown !== named && (
        <button
          type="button"
          className="text-button small"
          data-take-place=""
          aria-label={`引用 ${shown}：正在看的记录，作为“${title}”的材料位置`}
          onClick={() => change(`${path}/place`, String(shown))}
        >
          引用 {shown}
        </button>
      )}
      {picker !== null && named !== null && named !== shown && (
        <button
          type="button"
          className="text-button small"
          data-open-place=""
          aria-label={`打开记录 ${named}`}
          onClick={() => picker.show(named)}
        >
          打开
        </button>
      )}
    </div>
  );
}
