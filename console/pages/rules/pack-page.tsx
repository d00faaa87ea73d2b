import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Input, Tabs } from 'antd';
import type { Clause } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { asPages, useItems } from '../../api/whole.ts';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { FilterField } from '../../parts/filter-field.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { forceWords, type Pack, packName } from './pack.ts';
import { PackWarnings } from './packs-page.tsx';
import type { ComparedRow } from './rule.ts';
import './rules.css';
import { packTabs, systemTitles } from './search.ts';
import { useComparison } from './use-comparison.ts';

/** One pack: where it comes from, its clauses, what it sets. */
export function PackPage() {
  const { packId } = useParams({ from: '/rules/$packId' });
  const { tab = 'clauses' } = useSearch({ from: '/rules/$packId' });
  const navigate = useNavigate({ from: '/rules/$packId' });
  const { data = [], error, isPending } = useItems<Pack>('/api/packs');
  const versions = data.filter(({ id }) => id === packId);
  const [latest] = versions.toReversed();
  if (latest === undefined)
    return (
      <>
        <PageHead title="规则包" />
        {error !== null && <ProblemNotice error={error} />}
        {!isPending && error === null && (
          <NothingHere title="没有这个规则包。">
            <p>
              请从<Link to="/rules">规则包列表</Link>里选择。
            </p>
          </NothingHere>
        )}
      </>
    );
  return (
    <>
      <PageHead title={packName(latest)} lead={latest.note ?? undefined} />
      {versions.map((version) => (
        <section key={version.folder} className="panel">
          <PackFacts pack={version} />
          <PackWarnings pack={version} />
        </section>
      ))}
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) =>
          void navigate({ search: { tab: packTabs.find((one) => one === key) }, replace: true })
        }
        items={[
          { key: 'clauses', label: '条款', children: <Clauses packId={packId} /> },
          { key: 'rules', label: '设定的规则', children: <PackRules packId={packId} /> },
        ]}
      />
    </>
  );
}

function PackFacts({ pack }: { readonly pack: Pack }) {
  const facts = [
    ['制定机关', pack.issuer ?? '没有载明'],
    ['文号', pack.documentNumber ?? '没有载明'],
    ['发布日期', pack.issuedOn ?? '没有载明'],
    ['施行', forceWords(pack)],
    ['没有规定的', pack.extends.length === 0 ? '不再看别的规则包' : '按国家规定'],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type ClauseEntry = {
  readonly id: string;
  readonly locator: string;
  readonly systemTitle: string;
  readonly kindTitle: string;
  readonly obligation: string;
  readonly actor: string;
  readonly trigger: string;
  readonly rules: readonly { readonly key: string; readonly title: string }[];
};

const clauseColumns: readonly Column<ClauseEntry>[] = [
  {
    key: 'locator',
    title: '位置',
    isHead: true,
    text: ({ locator }) => locator,
    cell: ({ id, locator }) => (
      <Link to="/clauses/$clauseId" params={{ clauseId: id }}>
        {locator}
      </Link>
    ),
  },
  {
    key: 'obligation',
    title: '要求（以我们的话概括，以原文为准）',
    text: ({ obligation }) => obligation,
    cell: ({ obligation }) => obligation,
  },
  { key: 'actor', title: '由谁', text: ({ actor }) => actor, cell: ({ actor }) => actor },
  {
    key: 'system',
    title: '制度',
    text: ({ systemTitle }) => systemTitle,
    cell: ({ systemTitle }) => <span className="nowrap">{systemTitle}</span>,
  },
  {
    key: 'rules',
    title: '设定的规则',
    text: ({ rules }) => rules.map(({ title }) => title).join('、'),
    cell: ({ rules }) => rules.map(({ title }) => title).join('、'),
  },
];

function Clauses({ packId }: { readonly packId: string }) {
  const { text, system } = useSearch({ from: '/rules/$packId' });
  const navigate = useNavigate({ from: '/rules/$packId' });
  const pages = usePages<ClauseEntry>(`/api/packs/${packId}/clauses`, { text, system });
  const put = (change: { text?: string | undefined; system?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <search className="filters">
        <FilterField title="编号、位置或者内容">
          {(id) => (
            <Input.Search
              id={id}
              allowClear
              defaultValue={text ?? ''}
              onSearch={(typed) => put({ text: typed.trim() || undefined })}
            />
          )}
        </FilterField>
        <ChoiceFilter
          title="制度"
          value={system}
          onChange={(chosen) => put({ system: chosen })}
          options={Object.entries(systemTitles).map(([value, label]) => ({ value, label }))}
        />
        <ExportButton name={`条款-${packId}`} columns={clauseColumns} pages={pages} />
      </search>
      <RecordList
        caption="条款"
        columns={clauseColumns}
        pages={pages}
        rowKey={({ id }) => id}
        empty={
          <NothingHere title="没有符合条件的条款。">
            <p>请换几个字，或者不选制度。</p>
          </NothingHere>
        }
      />
    </>
  );
}

function PackRules({ packId }: { readonly packId: string }) {
  const { data, error, isPending, clauses } = useComparison();
  const rows = (data?.rows ?? []).filter(({ cells }) => cells[packId]?.pack === packId);
  const pages = asPages(rows, { path: '/api/rule-comparison', error, isPending });
  const columns = ruleColumns(packId, clauses);
  return (
    <>
      <div className="filters">
        <ExportButton name={`规则-${packId}`} columns={columns} pages={pages} rows={rows} />
      </div>
      <RecordList
        caption="设定的规则"
        columns={columns}
        pages={pages}
        rowKey={({ key }) => key}
        empty={<NothingHere title="今天没有由它设定的规则。" />}
      />
    </>
  );
}

function ruleColumns(
  packId: string,
  clauses: ReadonlyMap<string, Clause>,
): readonly Column<ComparedRow>[] {
  return [
    {
      key: 'title',
      title: '规则',
      isHead: true,
      text: ({ title }) => title,
      cell: ({ title }) => title,
    },
    {
      key: 'subject',
      title: '类别',
      text: ({ subjectTitle }) => subjectTitle,
      cell: ({ subjectTitle }) => subjectTitle,
    },
    {
      key: 'text',
      title: '内容',
      text: ({ cells }) => cells[packId]?.text ?? '',
      cell: ({ cells }) => (
        <>
          {cells[packId]?.text}
          <ClauseList
            clauses={(cells[packId]?.clauses ?? []).flatMap((id) => clauses.get(id) ?? [])}
          />
        </>
      ),
    },
  ];
}
