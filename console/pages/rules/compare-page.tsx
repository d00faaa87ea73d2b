import { useSearch } from '@tanstack/react-router';
import { Checkbox, Input, Switch } from 'antd';
import { useState } from 'react';
import type { Clause } from '../../api/client.ts';
import { asPages } from '../../api/whole.ts';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { FilterField } from '../../parts/filter-field.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import {
  type Cell,
  type ComparedRow,
  type Comparison,
  type ComparisonFilter,
  cellText,
  rowsWith,
} from './rule.ts';
import './rules.css';
import { useComparison } from './use-comparison.ts';

const national = 'national';

/** The packs beside each other, rule by rule. */
export function ComparePage() {
  const [on, setOn] = useState('');
  // Who comes from the search sees the rule that was found.
  const { text = '' } = useSearch({ from: '/rules/compare' });
  const { data, error, isPending, clauses } = useComparison(on === '' ? undefined : on);
  const packs = data?.packs ?? [];
  const [filter, setFilter] = useState<Partial<ComparisonFilter>>({});
  const local = packs.map(({ id }) => id).filter((id) => id !== national);
  const wanted: ComparisonFilter = {
    packs: local,
    text,
    subject: null,
    onlyDifferences: false,
    ...filter,
  };
  const rows = rowsWith(data?.rows ?? [], wanted);
  const columns = columnsFor(
    packs.filter(({ id }) => wanted.packs.includes(id)),
    clauses,
  );
  const pages = asPages(rows, { path: '/api/rule-comparison', error, isPending });
  return (
    <>
      <PageHead
        title="规则对照"
        lead="同一件事，各规则包怎么规定。没有规定的如实写“未规定”，系统不猜。每一格都有出处。"
        actions={<ExportButton name="规则对照" columns={columns} pages={pages} rows={rows} />}
      />
      <CompareFilters
        comparison={data}
        wanted={wanted}
        put={(change) => setFilter({ ...filter, ...change })}
        on={on}
        putOn={setOn}
      />
      <div className="compare">
        <RecordList
          caption="规则对照"
          columns={columns}
          pages={pages}
          rowKey={({ key }) => key}
          empty={
            <NothingHere title="没有符合条件的规则。">
              <p>请换几个字，或者关掉“只看不同”。</p>
            </NothingHere>
          }
        />
      </div>
    </>
  );
}

type CompareFiltersProps = {
  readonly comparison: Comparison | undefined;
  readonly wanted: ComparisonFilter;
  readonly put: (change: Partial<ComparisonFilter>) => void;
  readonly on: string;
  readonly putOn: (on: string) => void;
};

function CompareFilters({ comparison, wanted, put, on, putOn }: CompareFiltersProps) {
  const subjects = new Map(comparison?.rows.map((row) => [row.subject, row.subjectTitle]));
  return (
    <search>
      <div className="filters">
        <FilterField title="规则或者内容">
          {(id) => (
            <Input
              id={id}
              allowClear
              value={wanted.text}
              onChange={({ target }) => put({ text: target.value })}
            />
          )}
        </FilterField>
        <ChoiceFilter
          title="类别"
          value={wanted.subject ?? undefined}
          onChange={(subject) => put({ subject: subject ?? null })}
          options={[...subjects].map(([value, label]) => ({ value, label }))}
        />
        <FilterField title="按哪一天的规定">
          {(id) => (
            <Input
              id={id}
              type="date"
              value={on === '' ? (comparison?.on ?? '') : on}
              onChange={({ target }) => putOn(target.value)}
            />
          )}
        </FilterField>
        <span className="switch">
          <Switch
            id="only-differences"
            checked={wanted.onlyDifferences}
            onChange={(onlyDifferences) => put({ onlyDifferences })}
          />
          <label htmlFor="only-differences">只看不同</label>
        </span>
      </div>
      <fieldset className="pack-choice">
        <legend className="unseen">对照哪些规则包</legend>
        <Checkbox.Group
          value={[...wanted.packs]}
          onChange={(chosen) =>
            put({
              packs: (comparison?.packs ?? [])
                .map(({ id }) => id)
                .filter((id) => chosen.includes(id)),
            })
          }
          options={(comparison?.packs ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        />
      </fieldset>
    </search>
  );
}

function columnsFor(
  packs: Comparison['packs'],
  clauses: ReadonlyMap<string, Clause>,
): readonly Column<ComparedRow>[] {
  const rule: Column<ComparedRow> = {
    key: 'title',
    title: '规则',
    isHead: true,
    text: ({ title, subjectTitle }) => `${subjectTitle}：${title}`,
    cell: ({ title, subjectTitle }) => (
      <>
        <span className="small soft">{subjectTitle}</span>
        <br />
        {title}
      </>
    ),
  };
  const beside = packs.map(
    ({ id, title, draft }): Column<ComparedRow> => ({
      key: id,
      title: draft && !title.includes('征求意见稿') ? `${title}（征求意见稿）` : title,
      text: ({ cells }) => cellText(cells[id], clauses),
      cell: ({ cells }) => <CellText cell={cells[id]} packId={id} clauses={clauses} />,
    }),
  );
  return [rule, ...beside];
}

type CellTextProps = {
  readonly cell: Cell | undefined;
  readonly packId: string;
  readonly clauses: ReadonlyMap<string, Clause>;
};

function CellText({ cell, packId, clauses }: CellTextProps) {
  if (cell === undefined) return null;
  const cited = cell.clauses.flatMap((id) => clauses.get(id) ?? []);
  return (
    <div className={cell.pack === null ? 'soft' : ''}>
      {cell.text}
      {cell.pack !== null && cell.pack !== packId && (
        <span className="small soft"> 本地没有规定，适用国家规定。</span>
      )}
      {cell.ours && <span className="small soft"> 数字是本机关补定的，不是原文。</span>}
      <ClauseList clauses={cited} />
    </div>
  );
}
