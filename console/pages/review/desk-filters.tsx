import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { figuresQuery } from '../../api/cases.ts';
import { may, useMe } from '../../api/session.ts';
import { TextFilter } from '../../parts/text-filter.tsx';
import { type DeskOrder, type DeskQuery, deskOrders } from './desk.ts';

/** What narrows the desk, and its order. */
export function DeskFilters({ query }: { readonly query: DeskQuery }) {
  const navigate = useNavigate({ from: '/review' });
  const id = useId();
  const departments = useDepartments();
  const change = (next: DeskQuery) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <search className="filters" aria-label="筛选审核案件">
      <TextFilter
        text={query.text ?? ''}
        placeholder="案号、案件名称、当事人"
        onText={(text) => change({ text: text || undefined })}
      />
      <div>
        <label htmlFor={`${id}-order`}>排序</label>
        <select
          id={`${id}-order`}
          className="input"
          value={query.order ?? 'clock'}
          onChange={({ target }) => change({ order: target.value as DeskOrder })}
        >
          {Object.entries(deskOrders).map(([order, title]) => (
            <option key={order} value={order}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {(departments.length > 1 || query.department !== undefined) && (
        <div>
          <label htmlFor={`${id}-department`}>承办机构</label>
          <select
            id={`${id}-department`}
            className="input"
            value={query.department ?? ''}
            onChange={({ target }) => change({ department: target.value || undefined })}
          >
            <option value="">全部</option>
            {departments.map(({ departmentId, departmentName }) => (
              <option key={departmentId} value={departmentId ?? ''}>
                {departmentName}
              </option>
            ))}
          </select>
        </div>
      )}
    </search>
  );
}

/** Departments within the scope of the person. */
function useDepartments() {
  const { data } = useQuery({ ...figuresQuery, enabled: may(useMe(), 'statistics:read') });
  return (data?.departments ?? []).filter(({ departmentId }) => departmentId !== null);
}
