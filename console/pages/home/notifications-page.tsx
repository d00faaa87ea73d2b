import './home.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Checkbox } from 'antd';
import { problemIn } from '../../api/client.ts';
import { markRead, type Notification, unreadQuery } from '../../api/notifications.ts';
import { usePages } from '../../api/pages.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { NotificationLine } from '../../parts/notification-line.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';

const columns: readonly Column<Notification>[] = [
  {
    key: 'text',
    title: '通知',
    isHead: true,
    cell: (notification) => <NotificationLine notification={notification} />,
    text: ({ text }) => text,
  },
];
const fileColumns: readonly Column<Notification>[] = [
  {
    key: 'at',
    title: '时间',
    cell: () => null,
    text: ({ at }) => at.slice(0, 19).replace('T', ' '),
  },
  { key: 'kind', title: '种类', cell: () => null, text: ({ kindTitle }) => kindTitle },
  ...columns,
  {
    key: 'read',
    title: '已读',
    cell: () => null,
    text: ({ readAt }) => (readAt === null ? '否' : '是'),
  },
];

/** Everything the person was told, the latest first. */
export function NotificationsPage() {
  const { unread: onlyUnread = false } = useSearch({ from: '/notifications' });
  const navigate = useNavigate({ from: '/notifications' });
  const pages = usePages<Notification>('/api/notifications', onlyUnread ? { unread: true } : {});
  return (
    <>
      <PageHead
        title="通知"
        lead={
          <>
            需要您知道的事。哪些事用邮件或者推送告诉您，在<Link to="/me">账户和通知设置</Link>里选。
          </>
        }
        actions={
          <>
            <ReadAll />
            <ExportButton name="通知" columns={fileColumns} pages={pages} />
          </>
        }
      />
      <div className="filters">
        <Checkbox
          checked={onlyUnread}
          onChange={({ target }) =>
            void navigate({ search: target.checked ? { unread: true } : {}, replace: true })
          }
        >
          只看未读
        </Checkbox>
      </div>
      <RecordList
        caption="通知"
        columns={columns}
        pages={pages}
        rowKey={({ notificationId }) => notificationId}
        empty={
          <NothingHere title={onlyUnread ? '没有未读的通知' : '还没有通知'}>
            <p>有事等您办、案件有变化或者期限将到时，会通知您。</p>
          </NothingHere>
        }
      />
    </>
  );
}

function ReadAll() {
  const { data } = useQuery(unreadQuery);
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const unread = data?.unread ?? 0;
  const readAll = () =>
    markRead(queryClient, { all: true }).then(
      () => message.success('全部通知已标为已读。'),
      (error: unknown) => message.error(problemIn(error).detail),
    );
  return (
    <Button disabled={unread === 0} onClick={() => void readAll()}>
      全部标为已读
    </Button>
  );
}
