import { Link } from '@tanstack/react-router';
import { usePages } from '../../api/pages.ts';
import { may, useMe } from '../../api/session.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { momentText } from './account.ts';
import { browserWords } from './browser.ts';
import './admin.css';
import { Moment } from './moment.tsx';

type OpenSession = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly address: string;
  readonly browser: string;
};

const person: Column<OpenSession> = {
  key: 'displayName',
  title: '姓名',
  isHead: true,
  text: ({ displayName, userName }) => `${displayName}（${userName}）`,
  cell: ({ accountId, displayName, userName }) => (
    <>
      <Link to="/admin/accounts/$accountId" params={{ accountId }}>
        {displayName}
      </Link>{' '}
      <span className="soft">{userName}</span>
    </>
  ),
};

const facts: readonly Column<OpenSession>[] = [
  {
    key: 'startedAt',
    title: '登录时间',
    text: ({ startedAt }) => momentText(startedAt),
    cell: ({ startedAt }) => <Moment at={startedAt} />,
  },
  {
    key: 'lastSeenAt',
    title: '最近使用',
    text: ({ lastSeenAt }) => momentText(lastSeenAt),
    cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} />,
  },
  { key: 'address', title: '网络地址', text: ({ address }) => address, cell: (one) => one.address },
  {
    key: 'browser',
    title: '浏览器',
    text: ({ browser }) => browser,
    cell: ({ browser }) => <span title={browser}>{browserWords(browser)}</span>,
  },
];

const ending: Column<OpenSession> = {
  key: 'ending',
  title: '办理',
  cell: ({ accountId, displayName }) => (
    <ActButton
      title="结束此人的会话"
      label={`结束此人的会话：${displayName}`}
      done={`已结束${displayName}的全部会话。`}
      path={`/api/accounts/${accountId}/sessions-ending`}
    />
  ),
};

const nobody = (
  <NothingHere title="没有尚未结束的会话。">
    <p>有人登录后会列在这里。</p>
  </NothingHere>
);

/** Who is signed in now. */
export function SessionsPage() {
  const me = useMe();
  const pages = usePages<OpenSession>('/api/open-sessions');
  const columns = [person, ...facts, ...(may(me, 'account:grant') ? [ending] : [])];
  return (
    <>
      <PageHead
        title="登录会话"
        lead={
          may(me, 'account:grant')
            ? '现在登录着的人。发现可疑的地址或者浏览器，先结束会话，再请本人改密码。'
            : '现在登录着的人。结束会话由安全管理员办理。'
        }
        actions={<ExportButton name="登录会话" columns={columns} pages={pages} />}
      />
      <RecordList
        caption="尚未结束的会话"
        columns={columns}
        pages={pages}
        rowKey={({ sessionId }) => sessionId}
        empty={nobody}
      />
    </>
  );
}

/** The sessions of one account. */
export function OpenSessions({ accountId }: { readonly accountId: string }) {
  const pages = usePages<OpenSession>('/api/open-sessions', { accountId });
  const [started, ...rest] = facts;
  const columns = started === undefined ? facts : [{ ...started, isHead: true }, ...rest];
  return (
    <RecordList
      caption="尚未结束的会话"
      columns={columns}
      pages={pages}
      rowKey={({ sessionId }) => sessionId}
      empty={<p className="soft">现在没有登录。</p>}
    />
  );
}
