import { Link } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { may, useMe } from '../../api/session.ts';
import { asPages, useItems, useWhole } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { FilterField } from '../../parts/filter-field.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import type { Pack } from '../rules/pack.ts';
import './admin.css';
import { type Agency, type AgencyBranch, agenciesWith, natureTitles, treeOf } from './agency.ts';
import { AgencyDialog } from './agency-dialog.tsx';

/** The register of bodies: as a list and under their superiors. */
export function AgenciesPage() {
  const me = useMe();
  const [isRegistering, setRegistering] = useState(false);
  const [text, setText] = useState('');
  const [look, setLook] = useState<'list' | 'tree'>('list');
  const { data = [], error, isPending } = useWhole<Agency>('/api/agencies');
  const found = agenciesWith(data, text);
  const packs = useItems<Pack>('/api/packs');
  const columns = columnsFor(
    new Map(data.map(({ agencyId, name }) => [agencyId, name])),
    new Map(packs.data?.map((pack) => [pack.id, pack.title])),
  );
  const pages = asPages(found, { path: '/api/agencies', error, isPending });
  const mayRegister = may(me, 'register:agency');
  return (
    <>
      <PageHead
        title="执法主体和人员"
        lead="谁有执法资格、适用哪些规则、下设哪些机构、有哪些执法人员。这些登记依法公示。"
        actions={
          <>
            <ExportButton
              name="执法主体"
              columns={[...columns, ...fileOnly]}
              pages={pages}
              rows={found}
            />
            {mayRegister && (
              <Button type="primary" onClick={() => setRegistering(true)}>
                登记执法主体
              </Button>
            )}
          </>
        }
      />
      <search className="filters">
        <FilterField title="名称或者代码">
          {(id) => (
            <Input
              id={id}
              allowClear
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </FilterField>
        <Segmented
          aria-label="显示方式"
          value={look}
          onChange={setLook}
          options={[
            { value: 'list', label: '列表' },
            { value: 'tree', label: '上下级' },
          ]}
        />
      </search>
      {look === 'tree' && found.length > 0 ? (
        <section className="panel">
          <ul className="tree">
            {treeOf(found).map((branch) => (
              <Branch key={branch.agency.agencyId} branch={branch} />
            ))}
          </ul>
        </section>
      ) : (
        <RecordList
          caption="执法主体"
          columns={columns}
          pages={pages}
          rowKey={({ agencyId }) => agencyId}
          empty={<NoAgency isFiltered={data.length > 0} mayRegister={mayRegister} />}
        />
      )}
      {isRegistering && <AgencyDialog agencies={data} onClose={() => setRegistering(false)} />}
    </>
  );
}

type NoAgencyProps = { readonly isFiltered: boolean; readonly mayRegister: boolean };

function NoAgency({ isFiltered, mayRegister }: NoAgencyProps) {
  if (isFiltered)
    return (
      <NothingHere title="没有符合条件的执法主体。">
        <p>请换几个字再找。</p>
      </NothingHere>
    );
  return (
    <NothingHere title="还没有执法主体。">
      <p>{mayRegister ? '请点“登记执法主体”，从最上级的单位开始。' : '由系统管理员登记。'}</p>
    </NothingHere>
  );
}

function AgencyName({ agency }: { readonly agency: Agency }) {
  return (
    <Link to="/admin/agencies/$agencyId" params={{ agencyId: agency.agencyId }}>
      {agency.name}
    </Link>
  );
}

function Branch({ branch: { agency, below } }: { readonly branch: AgencyBranch }) {
  return (
    <li>
      <AgencyName agency={agency} />{' '}
      <span className="small soft">{natureTitles[agency.nature]}</span>{' '}
      {agency.standing === 'closed' && <span className="tag">已停止</span>}
      {below.length > 0 && (
        <ul>
          {below.map((branch) => (
            <Branch key={branch.agency.agencyId} branch={branch} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The local packs by name; the national one applies to everybody. */
function packsOf({ packs }: Agency, titles: ReadonlyMap<string, string>): string {
  const local = packs.filter((id) => id !== 'national').map((id) => titles.get(id) ?? id);
  return local.length === 0 ? '只适用国家规定' : local.join('、');
}

function columnsFor(
  names: ReadonlyMap<string, string>,
  packTitles: ReadonlyMap<string, string>,
): readonly Column<Agency>[] {
  const superior = ({ parentId }: Agency) => (parentId === null ? '' : (names.get(parentId) ?? ''));
  return [
    {
      key: 'name',
      title: '名称',
      isHead: true,
      text: ({ name }) => name,
      cell: (agency) => (
        <>
          <AgencyName agency={agency} />
          <div className="small soft">{natureTitles[agency.nature]}</div>
        </>
      ),
    },
    { key: 'superior', title: '上级单位', text: superior, cell: superior },
    {
      key: 'codes',
      title: '代码',
      cell: ({ regionCode, creditCode }) => (
        <>
          区划 {regionCode}
          {creditCode !== null && <div className="small soft nowrap">信用 {creditCode}</div>}
        </>
      ),
    },
    {
      key: 'packs',
      title: '规则包',
      text: (agency) => packsOf(agency, packTitles),
      cell: (agency) => packsOf(agency, packTitles),
    },
    {
      key: 'standing',
      title: '状态',
      text: standingWords,
      cell: (agency) => (
        <span className={`tag ${standingLook(agency)}`}>{standingWords(agency)}</span>
      ),
    },
  ];
}

const inFile = (key: string, title: string, text: (agency: Agency) => string): Column<Agency> => ({
  key,
  title,
  text,
  cell: text,
});

/** What stands in one column on the screen has columns of its own in an exported file. */
const fileOnly: readonly Column<Agency>[] = [
  inFile('nature', '性质', ({ nature }) => natureTitles[nature]),
  inFile('regionCode', '行政区划代码', ({ regionCode }) => regionCode),
  inFile('creditCode', '统一社会信用代码', ({ creditCode }) => creditCode ?? ''),
];

function standingWords({ standing, unconfirmedDrafts }: Agency): string {
  if (standing === 'closed') return '已停止';
  return unconfirmedDrafts.length > 0 ? '规则包待确认' : '正常';
}

function standingLook({ standing, unconfirmedDrafts }: Agency): string {
  if (standing === 'closed') return '';
  return unconfirmedDrafts.length > 0 ? 'tag--warn' : 'tag--ok';
}
