import { asPages, useItems } from '../../api/whole.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { momentText } from '../admin/account.ts';
import { browserWords } from '../admin/browser.ts';
import { Moment } from '../admin/moment.tsx';

type OwnSession = {
  readonly sessionId: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly address: string;
  readonly browser: string;
  readonly isThis: boolean;
};

const columns: readonly Column<OwnSession>[] = [
  {
    key: 'startedAt',
    title: '登录时间',
    isHead: true,
    cell: ({ startedAt, isThis }) => (
      <>
        <Moment at={startedAt} /> {isThis && <span className="tag tag--ok">现在这个</span>}
      </>
    ),
  },
  { key: 'lastSeenAt', title: '最近使用', cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
  { key: 'address', title: '网络地址', cell: ({ address }) => address },
  {
    key: 'browser',
    title: '浏览器',
    cell: ({ browser }) => <span title={browser}>{browserWords(browser)}</span>,
  },
  {
    key: 'ending',
    title: '办理',
    cell: ({ sessionId, startedAt, isThis }) =>
      isThis ? null : (
        <ActButton
          title="结束"
          label={`结束：${momentText(startedAt)} 的登录`}
          done="已结束。"
          method="DELETE"
          path={`/api/sessions/${sessionId}`}
        />
      ),
  },
];

/** Where the person is signed in, and how to end what is not the person. */
export function OwnSessions() {
  const { data = [], error, isPending } = useItems<OwnSession>('/api/sessions');
  return (
    <section>
      <h2>我的登录</h2>
      <p className="soft">有不认识的，先结束它，再修改密码。</p>
      <RecordList
        caption="我的登录"
        columns={columns}
        pages={asPages(data, { path: '/api/sessions', error, isPending })}
        rowKey={({ sessionId }) => sessionId}
        empty={<p className="soft">没有别的登录。</p>}
      />
    </section>
  );
}
