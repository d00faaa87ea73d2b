import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { ask } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { asPages, useWhole } from '../../api/whole.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { FilterField } from '../../parts/filter-field.tsx';
import '../../parts/form.css';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { RecordList } from '../../parts/record-list.tsx';
import type { Agency } from '../admin/agency.ts';
import { type Catalogue, catalogueAt, type Version, type VersionDetail } from './catalogue.ts';
import './catalogue.css';
import { compiledColumns, compiledFileColumns } from './catalogue-columns.tsx';
import { StandingTags } from './catalogue-versions.tsx';
import { bodiesBelow } from './catalogues.ts';

/** The review catalogues of the bodies below, to read. */
export function CataloguesPage() {
  const me = useMe();
  const { agencyId } = useSearch({ from: '/review/catalogues' });
  const navigate = useNavigate({ from: '/review/catalogues' });
  const { data, error } = useWhole<Agency>('/api/agencies');
  const below = bodiesBelow(data ?? [], me.agencyId ?? '');
  return (
    <>
      <PageHead title="下级审核目录" lead="下级单位批准、公开和备案的法制审核目录，只供查看。" />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && below.length === 0 && (
        <NothingHere title="没有下级单位。">
          <p>上下级关系由系统管理员在“执法主体和人员”登记。</p>
        </NothingHere>
      )}
      {below.length > 0 && (
        <search className="filters">
          <FilterField title="下级单位">
            {(id) => (
              <Select
                id={id}
                className="catalogue-body"
                placeholder="请选择"
                value={agencyId ?? null}
                options={below.map((one) => ({ value: one.agencyId, label: one.name }))}
                showSearch={{ optionFilterProp: 'label' }}
                popupMatchSelectWidth={false}
                onChange={(chosen: string | null) =>
                  void navigate({ search: chosen === null ? {} : { agencyId: chosen } })
                }
              />
            )}
          </FilterField>
        </search>
      )}
      {agencyId !== undefined && <BodyCatalogue agencyId={agencyId} />}
    </>
  );
}

function BodyCatalogue({ agencyId }: { readonly agencyId: string }) {
  const { version } = useSearch({ from: '/review/catalogues' });
  const { data, error } = useQuery({
    queryKey: [catalogueAt, 'of', agencyId],
    queryFn: ({ signal }) => ask<Catalogue>(catalogueAt, { query: { agencyId }, signal }),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <p className="soft">正在读取……</p>;
  const shown = version ?? data.inForce ?? data.versions[0]?.number;
  return (
    <>
      <section className="panel" aria-labelledby="versions">
        <h2 id="versions">{data.agencyName}</h2>
        <p>{leadOf(data)}</p>
        <ClauseList clauses={data.asked.clauses} />
        <ul className="task-list">
          {data.versions.map((one) => (
            <VersionLine key={one.number} catalogue={data} version={one} />
          ))}
        </ul>
      </section>
      {shown !== undefined && <VersionItems agencyId={agencyId} number={shown} />}
    </>
  );
}

function leadOf({ inForce, items, versions }: Catalogue): string {
  const waiting = items.filter(({ standing }) => standing === 'reported').length;
  const now =
    inForce !== null
      ? `今天施行的是第 ${inForce} 版。`
      : versions.length === 0
        ? '还没有汇编。'
        : '还没有施行的一版。';
  return waiting === 0 ? now : `${now}有 ${waiting} 项等待审核。`;
}

type VersionLineProps = { readonly catalogue: Catalogue; readonly version: Version };

function VersionLine({ catalogue: { agencyId, asked }, version }: VersionLineProps) {
  const { number, itemCount, approvedAt, inForceFrom, filed } = version;
  const facts = [
    approvedAt === null ? '' : `${approvedAt.slice(0, 10)} 批准`,
    inForceFrom === null ? '' : `自 ${inForceFrom} 起施行`,
    filed === null ? '' : `备案文号 ${filed.receiptNumber}`,
  ];
  return (
    <li>
      <div>
        <Link to="/review/catalogues" search={{ agencyId, version: number }}>
          第 {number} 版
        </Link>
        （{itemCount} 项）
        <div className="small soft">{facts.filter(Boolean).join(' · ')}</div>
      </div>
      <span className="catalogue-tags">
        <StandingTags version={version} asked={asked} />
      </span>
    </li>
  );
}

type VersionItemsProps = { readonly agencyId: string; readonly number: number };

function VersionItems({ agencyId, number }: VersionItemsProps) {
  const path = `${catalogueAt}/versions/${number}`;
  const { data, error, isPending } = useQuery({
    queryKey: [path, agencyId],
    queryFn: ({ signal }) => ask<VersionDetail>(path, { query: { agencyId }, signal }),
  });
  const items = data?.items ?? [];
  const pages = asPages(items, { path, error, isPending });
  const publicPath = data?.version.publicPath ?? null;
  return (
    <section aria-labelledby="items">
      <div className="panel-head">
        <h2 id="items">第 {number} 版的事项</h2>
        <div className="page-actions">
          {publicPath !== null && <a href={publicPath}>在公众网站上查看</a>}
          <ExportButton
            name={`${data?.agencyName ?? ''}审核目录第${number}版`}
            columns={compiledFileColumns}
            pages={pages}
            rows={items}
          />
        </div>
      </div>
      <div className="catalogue-items">
        <RecordList
          caption={`第 ${number} 版的事项`}
          columns={compiledColumns}
          pages={pages}
          rowKey={({ itemId }) => itemId}
          empty={<NothingHere title="这一版没有事项。" />}
        />
      </div>
    </section>
  );
}
