import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { usePages } from '../../api/pages.ts';
import { may, useMe } from '../../api/session.ts';
import { useWhole } from '../../api/whole.ts';
import { ChoiceFilter } from '../../parts/choice-filter.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { FilterField } from '../../parts/filter-field.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { type Account, allRoles, momentText, roleTexts, roleWords } from './account.ts';
import { AccountMaking } from './account-making.tsx';
import './admin.css';
import type { Agency } from './agency.ts';
import { Moment } from './moment.tsx';
import { accountSearch, standingQuery } from './search.ts';

/** Who may sign in, in which roles. */
export function AccountsPage() {
  const me = useMe();
  const search = useSearch({ from: '/admin/accounts' });
  const [isMaking, setMaking] = useState(false);
  const agencies = useWhole<Agency>('/api/agencies');
  const { standing, ...query } = search;
  const pages = usePages<Account>('/api/accounts', {
    ...query,
    ...standingQuery(standing),
  });
  const columns = columnsFor(new Map(agencies.data?.map((one) => [one.agencyId, one.name])));
  return (
    <>
      <PageHead
        title="账户和角色"
        lead={
          may(me, 'account:manage')
            ? '建立、停用账户，重置密码。新账户没有角色，由安全管理员授予。'
            : '授予和收回角色，解除锁定，结束会话。账户由系统管理员建立。'
        }
        actions={
          <>
            <ExportButton name="账户" columns={columns} pages={pages} />
            {may(me, 'account:manage') && (
              <Button type="primary" onClick={() => setMaking(true)}>
                建立账户
              </Button>
            )}
          </>
        }
      />
      <AccountFilters agencies={agencies.data ?? []} />
      <RecordList
        caption="账户"
        columns={columns}
        pages={pages}
        rowKey={({ accountId }) => accountId}
        empty={
          <NothingHere title="没有符合条件的账户。">
            <p>请放宽上面的条件，或者建立新的账户。</p>
          </NothingHere>
        }
      />
      {isMaking && (
        <AccountMaking
          agencies={agencies.data ?? []}
          shownAgencyId={search.agencyId}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  );
}

function columnsFor(agencyNames: ReadonlyMap<string, string>): readonly Column<Account>[] {
  const agency = ({ agencyId }: Account) =>
    agencyId === null ? '本系统' : (agencyNames.get(agencyId) ?? '');
  return [
    {
      key: 'displayName',
      title: '姓名',
      isHead: true,
      text: ({ displayName }) => displayName,
      cell: ({ accountId, displayName }) => (
        <Link to="/admin/accounts/$accountId" params={{ accountId }}>
          {displayName}
        </Link>
      ),
    },
    {
      key: 'userName',
      title: '登录名',
      text: ({ userName }) => userName,
      cell: ({ userName }) => userName,
    },
    { key: 'agency', title: '所在单位', text: agency, cell: agency },
    {
      key: 'roles',
      title: '角色',
      text: ({ roles }) => roleWords(roles),
      cell: ({ roles }) =>
        roles.length === 0 ? <span className="tag tag--warn">尚未授予</span> : roleWords(roles),
    },
    {
      key: 'standing',
      title: '状态',
      text: standingWords,
      cell: (account) => <StandingTag account={account} />,
    },
    {
      key: 'lastSignInAt',
      title: '最近登录',
      text: ({ lastSignInAt }) => momentText(lastSignInAt),
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? '从未登录' : <Moment at={lastSignInAt} />,
    },
  ];
}

function standingWords({ disabled, mustChangePassword, resetPending }: Account): string {
  if (disabled) return '已停用';
  if (resetPending) return '重置密码待确认';
  return mustChangePassword ? '尚未更换初始密码' : '可用';
}

function StandingTag({ account }: { readonly account: Account }) {
  const look = account.disabled ? 'late' : account.mustChangePassword ? 'warn' : 'ok';
  return <span className={`tag tag--${look}`}>{standingWords(account)}</span>;
}

function AccountFilters({ agencies }: { readonly agencies: readonly Agency[] }) {
  const search = useSearch({ from: '/admin/accounts' });
  const navigate = useNavigate({ from: '/admin/accounts' });
  const put = (change: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  return (
    <search className="filters">
      <FilterField title="登录名或者姓名">
        {(id) => (
          <Input.Search
            id={id}
            allowClear
            defaultValue={search.text ?? ''}
            onSearch={(text) => put({ text: text.trim() || undefined })}
          />
        )}
      </FilterField>
      <ChoiceFilter
        title="所在单位"
        isLong
        value={search.agencyId}
        onChange={(agencyId) => put({ agencyId })}
        options={agencies.map(({ agencyId, name }) => ({ value: agencyId, label: name }))}
      />
      <ChoiceFilter
        title="角色"
        value={search.role}
        onChange={(role) => put({ role })}
        options={[
          { value: 'none', label: '尚未授予角色' },
          ...allRoles.map((role) => ({ value: role, label: roleTexts[role].title })),
        ]}
      />
      <ChoiceFilter
        title="状态"
        value={search.standing}
        onChange={(standing) => put({ standing: accountSearch({ standing }).standing })}
        options={[
          { value: 'active', label: '可用' },
          { value: 'disabled', label: '已停用' },
          { value: 'reset', label: '重置密码待确认' },
        ]}
      />
    </search>
  );
}
