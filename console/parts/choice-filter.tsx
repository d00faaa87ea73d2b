import './form.css';
import { Select } from 'antd';
import { FilterField } from './filter-field.tsx';

/** What can be chosen. */
type FilterChoice = { readonly value: string; readonly label: string };

type ChoiceFilterProps = {
  readonly title: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** In groups where there are many. */
  readonly options: readonly (
    | FilterChoice
    | { readonly label: string; readonly options: readonly FilterChoice[] }
  )[];
  /** For long lists of long names: wider, and one may type. */
  readonly isLong?: boolean;
};

/** A filter by one of several values; without one, all are shown. */
export function ChoiceFilter({ title, value, onChange, options, isLong }: ChoiceFilterProps) {
  return (
    <FilterField title={title}>
      {(id) => (
        <Select
          id={id}
          allowClear
          {...(isLong === true
            ? { showSearch: { optionFilterProp: 'label' }, popupMatchSelectWidth: false }
            : {})}
          className={isLong === true ? 'filter-wide' : 'filter'}
          placeholder="全部"
          value={value ?? null}
          onChange={(chosen: string | null | undefined) => onChange(chosen ?? undefined)}
          options={options.map((one) =>
            'options' in one ? { ...one, options: [...one.options] } : one,
          )}
        />
      )}
    </FilterField>
  );
}
