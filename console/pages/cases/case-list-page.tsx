import './cases.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { CaseEntry } from '../../api/cases.ts';
import { usePages } from '../../api/pages.ts';
import { usePreference } from '../../api/preferences.ts';
import { may, useMe } from '../../api/session.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RecordList } from '../../parts/record-list.tsx';
import { caseColumns, caseFileColumns } from './case-columns.tsx';
import { CaseFilters } from './case-filters.tsx';
import { allCases, askedOf, type CaseQuery, changedQuery, filtersIn } from './case-query.ts';
import { viewsIn } from './saved-views.ts';
import { ViewBar } from './view-bar.tsx';

/** The cases a person may see, as the address asks for them. */
export function CaseListPage() {
  const query = useSearch({ from: '/cases' });
  const navigate = useNavigate({ from: '/cases' });
  const me = useMe();
  const isReady = useStandardView(query);
  const pages = usePages<CaseEntry>('/api/cases', askedOf(query), { enabled: isReady });
  const change = (next: Readonly<Record<string, unknown>>) =>
    void navigate({ search: changedQuery(query, next), replace: true });
  return (
    <>
      <PageHead
        title="案件"
        actions={
          <>
            <ExportButton name="案件" columns={caseFileColumns} pages={pages} />
            {may(me, 'case:open') && (
              <Link to="/cases/new" className="button-link button-link--primary">
                登记线索
              </Link>
            )}
          </>
        }
      />
      <ViewBar query={query} />
      <CaseFilters query={query} onChange={change} />
      <RecordList
        caption="案件"
        columns={caseColumns}
        pages={pages}
        rowKey={({ caseId }) => caseId}
        empty={<NoCases query={query} />}
      />
    </>
  );
}

/** Opens the view the person chose to begin with, when the address asks for nothing; true when the list may be read. */
function useStandardView(query: CaseQuery): boolean {
  const navigate = useNavigate({ from: '/cases' });
  const { value, isReady, isFailed } = usePreference('views.cases', viewsIn);
  const asksNothing = Object.keys(query).length === 0;
  const standard = value?.views.find(({ name }) => name === value.standard);
  const goes = asksNothing && standard !== undefined;
  useEffect(() => {
    if (goes) void navigate({ search: { ...standard.query, view: standard.name }, replace: true });
  }, [goes, standard, navigate]);
  return !asksNothing || isFailed || (isReady && !goes);
}

function NoCases({ query }: { readonly query: CaseQuery }) {
  const me = useMe();
  if (filtersIn(query) > 0)
    return (
      <NothingHere title="没有符合条件的案件">
        <p>可以少选几个条件，或者换一个说法。案号、案件名称和当事人都可以查找，至少两个字。</p>
        <Link to="/cases" search={{ view: allCases }} className="button-link">
          清除全部条件
        </Link>
      </NothingHere>
    );
  return (
    <NothingHere title="还没有案件">
      <p>
        {may(me, 'case:open')
          ? '从“登记线索”开始，登记后就会列在这里。'
          : '本单位登记线索后，权限范围内的案件会列在这里。'}
      </p>
    </NothingHere>
  );
}
