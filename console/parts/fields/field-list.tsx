import type { ReactNode } from 'react';
import { ChecklistField } from './checklist-field.tsx';
import { ChoiceField, ChoicesField, FlagField } from './choice-fields.tsx';
import { CounselField } from './counsel-field.tsx';
import { errorsAt, errorTextAt } from './field-errors.ts';
import {
  EarlierButton,
  FieldFrame,
  type FieldPlace,
  FieldTitle,
  FilledNote,
} from './field-frame.tsx';
import { type FieldOffer, plainTitle } from './field-offer.ts';
import { besideOf, useFormState, valueAt } from './form-state.ts';
import { IdentityField } from './identity-field.tsx';
import { SummaryField } from './item-fields.tsx';
import { OfficerField, OfficersField } from './officer-fields.tsx';
import { RecordingNumberField } from './recording-field.tsx';
import { isNeeded, isShown, offersNothing } from './relevance.ts';
import {
  CountField,
  DateField,
  LineField,
  LinesField,
  MoneyField,
  ProseField,
} from './text-fields.tsx';
import './fields.css';

type FieldListProps = {
  readonly fields: readonly FieldOffer[];
  /** Path of the group; empty for the form. */
  readonly path?: string;
  readonly groupType: string;
};

/** The fields of a form or of a group, as far as they belong to it as it stands. */
export function FieldList({ fields, path = '', groupType }: FieldListProps) {
  const { typed, errors } = useFormState();
  return fields.map((field) => {
    const at = `${path}/${field.name}`;
    // What the server asks for is shown whatever the form thinks of it.
    const isAsked = errorsAt(errors, at).length > 0;
    if (!isAsked && (!isShown(field, besideOf(typed, at)) || offersNothing(field))) return null;
    return <OneField key={field.name} field={field} path={at} groupType={groupType} />;
  });
}

const controls: Readonly<Record<string, (place: FieldPlace) => ReactNode>> = {
  line: LineField,
  prose: ProseField,
  lines: LinesField,
  date: DateField,
  money: MoneyField,
  count: CountField,
  flag: FlagField,
  choice: ChoiceField,
  choices: ChoicesField,
  officer: OfficerField,
  officers: OfficersField,
  counsel: CounselField,
  summary: SummaryField,
  checklist: ChecklistField,
};

function OneField(place: FieldPlace) {
  const { field, groupType } = place;
  if (field.fields !== null) return <GroupField {...place} fields={field.fields} />;
  if (field.check === 'identity') return <IdentityField {...place} />;
  if (groupType === 'recording' && field.name === 'reference')
    return <RecordingNumberField {...place} />;
  const Control = controls[field.type];
  if (Control !== undefined) return <Control {...place} />;
  return (
    <FieldFrame {...place}>
      <p className="field-error">这一项须用新版本的办案系统填写，请刷新页面。</p>
    </FieldFrame>
  );
}

type GroupFieldProps = FieldPlace & { readonly fields: readonly FieldOffer[] };

/** Fields that belong together; a group that may be left out is opened first. */
function GroupField({ fields, ...place }: GroupFieldProps) {
  const { field, path } = place;
  const { typed, errors, change } = useFormState();
  const mustBeFilled = isNeeded(field, besideOf(typed, path));
  const isOpen =
    mustBeFilled || valueAt(typed, path) !== undefined || errorsAt(errors, path).length > 0;
  return (
    <fieldset className="field-group" data-path={path}>
      <legend>
        <FieldTitle {...place} />
      </legend>
      <div className="group-ways">
        {!mustBeFilled && (
          <label className="choice">
            <input
              type="checkbox"
              checked={isOpen}
              onChange={(event) => change(path, event.target.checked ? {} : undefined)}
            />
            填写{plainTitle(field)}
          </label>
        )}
        <EarlierButton field={field} path={path} />
      </div>
      <FilledNote path={path} />
      {errorTextAt(errors, path) !== '' && (
        <p className="field-error">{errorTextAt(errors, path)}</p>
      )}
      {isOpen && <FieldList fields={fields} path={path} groupType={field.type} />}
    </fieldset>
  );
}
