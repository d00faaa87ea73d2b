import './cases.css';
import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ask, problemIn } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/session.ts';
import { asPages, useItems } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { type Deputy, lendable, standingTitles } from './deputy.ts';
import { DeputyDialog } from './deputy-dialog.tsx';

/** Who stands in for the person, and for whom the person stands in. */
export function DeputiesPage() {
  const me = useMe();
  const [isAppointing, setAppointing] = useState(false);
  const read = useItems<Deputy>('/api/deputies');
  const pages = asPages(read.data ?? [], {
    path: '/api/deputies',
    error: read.error,
    isPending: read.isPending,
  });
  const mayLend = hasRole(me, ...lendable);
  return (
    <>
      <PageHead
        title="代理"
        lead="您不在时，请本单位的人代您履行职责。代理人以自己的名义办理，记录里写明是谁办的。"
        actions={
          <>
            <ExportButton name="代理" columns={columns} pages={pages} rows={pages.items} />
            {mayLend && (
              <Button
                type="primary"
                icon={<PlusOutlined aria-hidden />}
                onClick={() => setAppointing(true)}
              >
                委托代理人
              </Button>
            )}
          </>
        }
      />
      <RecordList
        caption="代理"
        columns={columns}
        pages={pages}
        rowKey={({ deputyId }) => deputyId}
        empty={
          <NothingHere title="没有代理">
            <p>
              {mayLend
                ? '休假、出差前，在这里委托代理人，说明代理哪些职责、从哪天到哪天。执法人员的办案和法制审核不能代理，请移交案件或者另行指派。'
                : '有人委托您代理时，会列在这里。'}
            </p>
          </NothingHere>
        }
      />
      {isAppointing && <DeputyDialog onClose={() => setAppointing(false)} />}
    </>
  );
}

const columns: readonly Column<Deputy>[] = [
  {
    key: 'who',
    title: '代理',
    isHead: true,
    cell: ({ principal, deputy }) => `${deputy.name}代${principal.name}`,
    text: ({ principal, deputy }) => `${deputy.name}代${principal.name}`,
  },
  {
    key: 'roles',
    title: '职责',
    cell: ({ roleTitles }) => roleTitles.join('、'),
    text: ({ roleTitles }) => roleTitles.join('、'),
  },
  {
    key: 'term',
    title: '期间',
    cell: ({ from, until }) => (
      <>
        <time dateTime={from}>{from}</time> 至 <time dateTime={until}>{until}</time>
      </>
    ),
    text: ({ from, until }) => `${from} 至 ${until}`,
  },
  { key: 'reason', title: '事由', cell: ({ reason }) => reason, text: ({ reason }) => reason },
  {
    key: 'standing',
    title: '状态',
    cell: ({ standing, endedAt }) => (
      <>
        {standingTitles[standing]}
        {endedAt !== null && (
          <div className="small soft">提前于 {endedAt.slice(0, 16).replace('T', ' ')}</div>
        )}
      </>
    ),
    text: ({ standing }) => standingTitles[standing],
  },
  { key: 'end', title: '办理', cell: (deputy) => <EndButton deputy={deputy} /> },
];

function EndButton({
  deputy: { deputyId, principal, deputy, standing },
}: {
  readonly deputy: Deputy;
}) {
  const { modal, message } = App.useApp();
  const queryClient = useQueryClient();
  if (standing === 'ended') return null;
  const name = `${deputy.name}代${principal.name}`;
  const end = async () => {
    try {
      await ask(`/api/deputies/${deputyId}/ending`, { method: 'POST', body: {} });
      message.success(`“${name}”已经结束。`);
    } catch (error) {
      message.error(problemIn(error).detail);
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['/api/deputies'] });
      await queryClient.invalidateQueries({ queryKey: ['session'] });
    }
  };
  const confirm = () =>
    void modal.confirm({
      title: `结束“${name}”？`,
      content: '立即生效，代理人不再有这些职责。已经办理的事不受影响。',
      okText: '结束代理',
      okButtonProps: { danger: true },
      onOk: end,
    });
  return (
    <Button size="small" aria-label={`结束：${name}`} onClick={confirm}>
      结束
    </Button>
  );
}
