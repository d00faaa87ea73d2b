import type { ReactNode } from 'react';
import { ClauseList } from '../clause-link.tsx';
import { errorTextAt } from './field-errors.ts';
import { type FieldOffer, plainTitle } from './field-offer.ts';
import { besideOf, idOf, useFormState, valueAt } from './form-state.ts';
import { isNeeded } from './relevance.ts';

/** One field where it stands. */
export type FieldPlace = {
  readonly field: FieldOffer;
  readonly path: string;
  /** Type of the group around it; the name of the form for the outermost. */
  readonly groupType: string;
};

/** What a control needs so that its label, hint and error are read with it. */
export function useControl({ field, path }: Pick<FieldPlace, 'field' | 'path'>) {
  const { errors, typed } = useFormState();
  const error = errorTextAt(errors, path);
  const clauses = errors.flatMap((one) => (one.path === path ? (one.clauses ?? []) : []));
  const id = idOf(path);
  const describedBy = [
    field.hint ? `${id}-hint` : '',
    error === '' ? '' : `${id}-error`,
    `${id}-note`,
  ];
  return {
    id,
    error,
    clauses,
    aria: {
      id,
      'aria-required': isNeeded(field, besideOf(typed, path)),
      'aria-invalid': error !== '',
      'aria-describedby': describedBy.filter((one) => one !== '').join(' '),
    },
  };
}

type FieldFrameProps = FieldPlace & {
  readonly children: ReactNode;
  /** Several controls under one title. */
  readonly isSet?: boolean;
  /** What is said of the value, such as the amount in capitals. */
  readonly note?: ReactNode;
};

/** Title, hint and error around the control of a field. */
export function FieldFrame({ children, isSet = false, note, ...place }: FieldFrameProps) {
  const { field, path } = place;
  const { id, error, clauses, aria } = useControl(place);
  const inner = (
    <>
      {field.hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {children}
      <EarlierButton {...place} />
      <FilledNote path={path} />
      <div className="field-note" id={`${id}-note`}>
        {note}
      </div>
      {error !== '' && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <ClauseList clauses={clauses} isBrief />
    </>
  );
  if (isSet)
    return (
      <fieldset
        className="field"
        data-path={path}
        aria-describedby={aria['aria-describedby']}
        aria-invalid={error !== ''}
      >
        <legend className="field-title">
          <FieldTitle {...place} />
        </legend>
        {inner}
      </fieldset>
    );
  return (
    <div className="field" data-path={path}>
      <label className="field-title" htmlFor={id}>
        <FieldTitle {...place} />
      </label>
      {inner}
    </div>
  );
}

/** The title of a field, and whether it must be filled in. */
export function FieldTitle({ field, path }: Pick<FieldPlace, 'field' | 'path'>) {
  const { typed } = useFormState();
  const mustBeFilled = isNeeded(field, besideOf(typed, path));
  return (
    <>
      <span className={mustBeFilled ? 'is-required' : undefined}>{plainTitle(field)}</span>
      {!mustBeFilled && <span className="field-mark">（选填）</span>}
      {field.private && <span className="field-mark">（不公开）</span>}
    </>
  );
}

/** Takes over what an earlier act of the case says. */
export function EarlierButton({ field, path }: Pick<FieldPlace, 'field' | 'path'>) {
  const { earlier, change, typed } = useFormState();
  const found = earlier(field);
  // What stands there already need not be taken over.
  if (found === null || JSON.stringify(valueAt(typed, path)) === JSON.stringify(found.value))
    return null;
  return (
    <button type="button" className="text-button small" onClick={() => change(path, found.value)}>
      沿用“{found.from}”的内容
    </button>
  );
}

/** Says where a field was filled in from, as long as nobody has changed it. */
export function FilledNote({ path }: Pick<FieldPlace, 'path'>) {
  const { filled, typed } = useFormState();
  const found = filled[path];
  if (found === undefined || JSON.stringify(valueAt(typed, path)) !== JSON.stringify(found.value))
    return null;
  return (
    <p className="field-hint">
      {found.from === null ? '已按案卷拟好，请逐项核对、修改。' : `取自“${found.from}”，请核对。`}
    </p>
  );
}
