import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Account, momentText, roleWords } from './account.ts';
import { AccountActions } from './account-actions.tsx';
import { AccountPlace } from './account-place.tsx';
import { AccountRoles } from './account-roles.tsx';
import './admin.css';
import { OpenSessions } from './open-sessions.tsx';
import '../../parts/form.css';

/** One account: where the person works, what the person may do, how the person signs in. */
export function AccountPage() {
  const { accountId } = useParams({ from: '/admin/accounts/$accountId' });
  const { data: account, error } = useQuery({
    queryKey: ['/api/accounts', accountId],
    queryFn: ({ signal }) => ask<Account>(`/api/accounts/${accountId}`, { signal }),
  });
  if (error !== null && account === undefined)
    return (
      <>
        <PageHead title="账户" />
        <ProblemNotice error={error} />
      </>
    );
  if (account === undefined) return <PageHead title="账户" />;
  return <AccountSheet account={account} />;
}

function AccountSheet({ account }: { readonly account: Account }) {
  const me = useMe();
  const isOwn = me.accountId === account.accountId;
  return (
    <>
      <PageHead
        title={account.displayName}
        lead={
          isOwn
            ? '这是您自己的账户，请由另一位管理员办理；自己的密码和第二因素在“账户和通知设置”里改。'
            : roleWords(account.roles) || '尚未授予角色'
        }
      />
      <div className="columns">
        <div>
          <section className="panel">
            <h2>基本情况</h2>
            <dl className="facts">
              {factsOf(account).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
          <AccountRoles account={account} mayGrant={may(me, 'account:grant') && !isOwn} />
          <section className="panel">
            <h2>登录会话</h2>
            <OpenSessions accountId={account.accountId} />
          </section>
        </div>
        <div>
          <AccountPlace account={account} mayMove={may(me, 'account:manage') && !isOwn} />
          {!isOwn && <AccountActions account={account} />}
        </div>
      </div>
    </>
  );
}

function factsOf(account: Account): readonly (readonly [string, string])[] {
  return [
    ['登录名', account.userName],
    ['状态', account.disabled ? '已停用' : '可用'],
    ['密码', account.mustChangePassword ? '还在用初始密码，登录后须先更换' : '本人设定'],
    ['第二因素', account.hasSecondFactor ? '已启用' : '没有启用'],
    ['建立时间', momentText(account.createdAt)],
    ['最近登录', momentText(account.lastSignInAt) || '从未登录'],
  ];
}
