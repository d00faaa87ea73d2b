import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { figuresQuery, procedureQuery } from '../../api/cases.ts';
import { hasRole, may, useMe } from '../../api/session.ts';
import { TextFilter } from '../../parts/text-filter.tsx';
import type { CaseQuery } from './case-query.ts';
import { colleaguesQuery } from './colleague.ts';

type FiltersProps = {
  readonly query: CaseQuery;
  readonly onChange: (change: Readonly<Record<string, unknown>>) => void;
};

const standings = [
  { value: 'open', label: '办理中' },
  { value: 'decided', label: '已决定' },
  { value: 'closed', label: '已结案' },
  { value: 'archived', label: '已归档' },
];
const orders = [
  { value: 'opened', label: '最近登记的在前' },
  { value: 'due', label: '最先到期的在前' },
];

/** What narrows the list of cases. */
export function CaseFilters({ query, onChange }: FiltersProps) {
  const { data: procedure } = useQuery(procedureQuery);
  const me = useMe();
  const steps = procedure?.steps.map(({ id, title }) => ({ value: id, label: title })) ?? [];
  const later = ['variant', 'departmentId', 'handler', 'openedFrom', 'openedUntil'] as const;
  const isOpen = later.some((name) => query[name] !== undefined);
  const flag = (name: 'mine' | 'awaitsMe' | 'overdue', title: string) => (
    <Checkbox
      checked={query[name] === true}
      onChange={({ target }) => onChange({ [name]: target.checked })}
    >
      {title}
    </Checkbox>
  );
  return (
    <search className="case-filters" aria-label="筛选案件">
      <div className="filters">
        <TextFilter
          text={query.text ?? ''}
          placeholder="案号、案件名称、当事人"
          onText={(text) => onChange({ text })}
        />
        <Choice title="状态" name="standing" options={standings} {...{ query, onChange }} />
        <Choice title="步骤" name="step" options={steps} {...{ query, onChange }} />
        <Choice
          title="排序"
          name="order"
          options={orders}
          none="最近登记的在前"
          {...{ query, onChange }}
        />
        <div className="filter-flags">
          {may(me, 'case:act') && flag('awaitsMe', '等我办理')}
          {hasRole(me, 'officer') && flag('mine', '我承办的')}
          {flag('overdue', '有期限已过')}
        </div>
      </div>
      <details className="filter-more" open={isOpen || undefined}>
        <summary>更多条件</summary>
        <MoreFilters query={query} onChange={onChange} />
      </details>
    </search>
  );
}

function MoreFilters({ query, onChange }: FiltersProps) {
  const { data: procedure } = useQuery(procedureQuery);
  const variants = Object.entries(procedure?.variants ?? {}).map(([value, label]) => ({
    value,
    label,
  }));
  return (
    <div className="filters">
      <Choice title="程序" name="variant" options={variants} {...{ query, onChange }} />
      <Choice
        title="承办机构"
        name="departmentId"
        options={useDepartments()}
        {...{ query, onChange }}
      />
      <Choice title="承办人" name="handler" options={useHandlers()} {...{ query, onChange }} />
      <Day title="登记自" name="openedFrom" {...{ query, onChange }} />
      <Day title="登记至" name="openedUntil" {...{ query, onChange }} />
    </div>
  );
}

/** Departments within the scope of the person; with the name of the body where there are several. */
function useDepartments(): readonly Option[] {
  const { data } = useQuery(figuresQuery);
  const departments = data?.departments ?? [];
  const isOneBody = new Set(departments.map(({ agencyId }) => agencyId)).size === 1;
  return departments.flatMap(({ departmentId, departmentName, agencyName }) => {
    if (departmentId === null) return [];
    const name = departmentName ?? '';
    return { value: departmentId, label: isOneBody ? name : `${agencyName} · ${name}` };
  });
}

/** Officers of the own body; for who looks into other bodies, the officers of these who have cases. */
function useHandlers(): readonly Option[] {
  const isAbove = hasRole(useMe(), 'supervisor');
  const { data: officers = [] } = useQuery({ ...colleaguesQuery('officer'), enabled: !isAbove });
  const { data: figures } = useQuery({ ...figuresQuery, enabled: isAbove });
  if (!isAbove) return officers.map(({ accountId, name }) => ({ value: accountId, label: name }));
  return (figures?.handlers ?? []).map(({ id, name, agencyName }) => ({
    value: id,
    label: `${name} · ${agencyName}`,
  }));
}

type Option = { readonly value: string; readonly label: string };

type ChoiceProps = FiltersProps & {
  readonly title: string;
  readonly name: keyof CaseQuery;
  readonly options: readonly Option[];
  readonly none?: string;
};

function Choice({ title, name, options, none = '全部', query, onChange }: ChoiceProps) {
  const chosen = query[name];
  return (
    <Labelled title={title}>
      {(id) => (
        <Select
          id={id}
          className="filter-choice"
          placeholder={none}
          value={typeof chosen === 'string' ? chosen : null}
          options={[...options]}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          onChange={(value: string | null | undefined) => onChange({ [name]: value ?? '' })}
        />
      )}
    </Labelled>
  );
}

type DayProps = FiltersProps & {
  readonly title: string;
  readonly name: 'openedFrom' | 'openedUntil';
};

function Day({ title, name, query, onChange }: DayProps) {
  return (
    <Labelled title={title}>
      {(id) => (
        <Input
          id={id}
          type="date"
          value={query[name] ?? ''}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
      )}
    </Labelled>
  );
}

function Labelled({
  title,
  children,
}: {
  readonly title: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{title}</label>
      {children(id)}
    </div>
  );
}
