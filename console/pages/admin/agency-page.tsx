import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { App, Button, Tabs } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { useWhole } from '../../api/whole.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import './admin.css';
import { StaffingWarning } from '../review/people-staffing.tsx';
import { type Agency, natureTitles } from './agency.ts';
import { AgencyDialog } from './agency-dialog.tsx';
import { AgencyPacks } from './agency-packs.tsx';
import { Departments } from './departments.tsx';
import { Officers } from './officers.tsx';
import { OwnSettings } from './own-settings.tsx';
import { agencyTabs } from './search.ts';
import { useKeeper } from './use-keeper.ts';

/** One body with everything that is registered of it. */
export function AgencyPage() {
  const { agencyId } = useParams({ from: '/admin/agencies/$agencyId' });
  const { tab = 'entry' } = useSearch({ from: '/admin/agencies/$agencyId' });
  const navigate = useNavigate({ from: '/admin/agencies/$agencyId' });
  const { data: agency, error } = useQuery({
    queryKey: ['/api/agencies', agencyId],
    queryFn: ({ signal }) => ask<Agency>(`/api/agencies/${agencyId}`, { signal }),
  });
  if (agency === undefined)
    return (
      <>
        <PageHead title="执法主体" />
        {error !== null && <ProblemNotice error={error} />}
      </>
    );
  const items = [
    { key: 'entry', label: '基本情况', children: <Entry agency={agency} /> },
    { key: 'departments', label: '内设机构', children: <Departments agency={agency} /> },
    { key: 'officers', label: '人员和证件', children: <Officers agency={agency} /> },
    { key: 'packs', label: '规则包', children: <AgencyPacks agency={agency} /> },
    { key: 'settings', label: '自定期限', children: <OwnSettings agency={agency} /> },
  ];
  return (
    <>
      <PageHead title={agency.name} lead={leadOf(agency)} />
      <Tabs
        activeKey={tab}
        items={items}
        destroyOnHidden
        onChange={(key) =>
          void navigate({
            search: { tab: agencyTabs.find((one) => one === key) },
            replace: true,
          })
        }
      />
    </>
  );
}

function leadOf({ standing, unconfirmedDrafts }: Agency): string {
  if (standing === 'closed') return '已停止执法，登记只供查阅。';
  return unconfirmedDrafts.length > 0
    ? '适用的征求意见稿还没有确认，确认以前不能办案。见“规则包”。'
    : '正常执法。';
}

function Entry({ agency }: { readonly agency: Agency }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<'change' | 'close' | null>(null);
  const { data: agencies = [] } = useWhole<Agency>('/api/agencies');
  const mayKeep = useKeeper(agency, 'register:agency');
  const superior = agencies.find(({ agencyId }) => agencyId === agency.parentId);
  const facts = [
    ['名称', agency.name],
    ['简称', agency.shortName],
    ['主体性质', natureTitles[agency.nature]],
    ['行政区划代码', agency.regionCode],
    ['统一社会信用代码', agency.creditCode ?? '没有登记'],
    ['上级单位', superior?.name ?? '没有'],
  ] as const;
  return (
    <section className="panel">
      <StaffingWarning agencyId={agency.agencyId} />
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mayKeep && (
        <div className="form-end">
          <Button onClick={() => setAsked('change')}>变更登记</Button>
          <Button danger onClick={() => setAsked('close')}>
            停止执法
          </Button>
        </div>
      )}
      {asked === 'change' && (
        <AgencyDialog agencies={agencies} agency={agency} onClose={() => setAsked(null)} />
      )}
      {asked === 'close' && (
        <AskDialog
          title={`停止执法：${agency.name}`}
          consequence="停止后不能再办新案，登记不能再改，也不能恢复。下级单位和可用的账户须先调整或者停用，否则不能停止。以往的案件和公示照旧。"
          submitTitle="停止执法"
          wantsReason
          isDanger
          onClose={() => setAsked(null)}
          onSubmit={async (reason) => {
            await ask(`/api/agencies/${agency.agencyId}/closing`, {
              method: 'POST',
              body: { reason },
            });
            message.success('已停止。');
            await queryClient.invalidateQueries();
          }}
        />
      )}
    </section>
  );
}
