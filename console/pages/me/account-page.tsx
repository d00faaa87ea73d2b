import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useMe } from '../../api/session.ts';
import { PasswordForm } from '../../app/password-change.tsx';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { roleTexts } from '../admin/account.ts';
import { Drafts } from './drafts.tsx';
import './me.css';
import { Notifications } from './notifications.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { meParts } from './search.ts';
import { SecondFactor } from './second-factor.tsx';

/** One's own account: who one is here, how one signs in, what one wants to be told, what is kept. */
export function AccountPage() {
  const { part = 'account' } = useSearch({ from: '/me' });
  const navigate = useNavigate({ from: '/me' });
  return (
    <>
      <PageHead title="账户和通知设置" />
      <Tabs
        activeKey={part}
        destroyOnHidden
        onChange={(key) =>
          void navigate({ search: { part: meParts.find((one) => one === key) }, replace: true })
        }
        items={[
          { key: 'account', label: '我的账户', children: <OwnAccount /> },
          { key: 'security', label: '密码和登录', children: <Security /> },
          { key: 'notifications', label: '提醒', children: <Notifications /> },
          { key: 'drafts', label: '草稿和设置', children: <Drafts /> },
        ]}
      />
    </>
  );
}

function OwnAccount() {
  const me = useMe();
  const facts = [
    ['姓名', me.name],
    ['登录名', me.userName],
    ['单位', me.agencyName ?? '本系统'],
    ['内设机构', me.departmentName ?? '没有'],
    ['上一次登录', me.lastSignInAt?.slice(0, 16).replace('T', ' ') ?? '这是第一次'],
  ] as const;
  return (
    <>
      <section className="panel">
        <h2>基本情况</h2>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="small soft">姓名、单位有变动，请找系统管理员。</p>
      </section>
      <section className="panel">
        <h2>角色和能做的事</h2>
        {me.roles.length === 0 && <p>还没有角色，请找安全管理员授予。</p>}
        <dl className="facts">
          {me.roles.map(({ role, title }) => (
            <div key={role}>
              <dt>{title}</dt>
              <dd>{roleTexts[role].may}</dd>
            </div>
          ))}
        </dl>
        {(me.standsInFor ?? []).map((one) => (
          <p key={one.principalName}>
            代 {one.principalName} 行使{one.roleTitles.join('、')}的职责，至 {one.until}。
          </p>
        ))}
      </section>
    </>
  );
}

function Security() {
  return (
    <>
      <section className="panel narrow">
        <h2>修改密码</h2>
        <p className="soft">修改后所有登录都会结束，用新密码重新登录。</p>
        <PasswordForm />
      </section>
      <SecondFactor />
      <OwnSessions />
    </>
  );
}
