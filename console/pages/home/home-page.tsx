import './home.css';
import { Link } from '@tanstack/react-router';
import { hasRole, type Me, may, useMe } from '../../api/session.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { WaitingAccounts } from '../admin/waiting-accounts.tsx';
import { StaffingWarning } from '../review/people-staffing.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { CataloguePanel } from './catalogue-panel.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { GuidePanel } from './guide-panel.tsx';
import { LatePanel } from './late-panel.tsx';
import { MarksPanel } from './marks-panel.tsx';
import { ReviewPanel } from './review-panel.tsx';
import { StandingPanel } from './standing-panel.tsx';
import { TasksPanel } from './tasks-panel.tsx';
import { WorkLinks } from './work-links.tsx';

/** What waits for the person, what is late below, what changed; for the three administrators, their own work. */
export function HomePage() {
  const me = useMe();
  return (
    <>
      <PageHead title={`${me.name}，您好`} lead={<WhoAndWhere me={me} />} />
      {may(me, 'case:read') ? <CaseWork me={me} /> : <Administration me={me} />}
    </>
  );
}

function WhoAndWhere({ me }: { readonly me: Me }) {
  const where = [me.agencyName, me.departmentName].filter(Boolean).join(' · ');
  const roles = me.roles.map(({ title }) => title).join('、');
  return (
    <>
      {[where, roles].filter(Boolean).join(' · ')}
      {(me.standsInFor ?? []).map(({ principalName, roleTitles, until }) => (
        <span key={principalName} className="home-deputy">
          代{principalName}履行{roleTitles.join('、')}职责，至 {until}（
          <Link to="/deputies">查看代理</Link>）
        </span>
      ))}
      {typeof me.lastSignInAt === 'string' && (
        <span className="home-last">
          上次登录 {me.lastSignInAt.slice(0, 16).replace('T', ' ')}，不是您本人的，请修改密码
        </span>
      )}
    </>
  );
}

function CaseWork({ me }: { readonly me: Me }) {
  const looksBelow = hasRole(me, 'department-head', 'leader', 'supervisor', 'office');
  return (
    <>
      <GuidePanel />
      {hasRole(me, 'reviewer', 'leader') && <StaffingWarning />}
      <div className="columns">
        <div>
          {may(me, 'case:act') && <TasksPanel />}
          {hasRole(me, 'reviewer', 'leader') && <ReviewPanel />}
          {may(me, 'catalogue:read') && <CataloguePanel />}
          {looksBelow && <LatePanel />}
          <ChangesPanel />
        </div>
        <MarksPanel />
      </div>
      {hasRole(me, 'department-head', 'leader', 'supervisor') && <FiguresPanel />}
    </>
  );
}

function Administration({ me }: { readonly me: Me }) {
  return (
    <>
      {may(me, 'account:grant') && <WaitingAccounts />}
      <GuidePanel />
      {may(me, 'settings:technical') && <StandingPanel />}
      <WorkLinks />
      {may(me, 'audit:read') && <AuditPanel />}
      {me.roles.length === 0 && (
        <p className="notice">您还没有角色，看不到案件。请联系安全管理员授予角色。</p>
      )}
    </>
  );
}
