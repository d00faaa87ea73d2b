import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { newestQuery } from '../../api/notifications.ts';
import { NotificationLine } from '../../parts/notification-line.tsx';

/** The newest that the person has not read; nothing when all is read. */
export function NotificationsBrief() {
  const { data } = useQuery(newestQuery);
  const unread = data?.items.filter(({ readAt }) => readAt === null).slice(0, 3) ?? [];
  if (unread.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="home-told">
      <div className="panel-head">
        <h2 id="home-told">未读通知</h2>
        <Link to="/notifications" search={{}}>
          全部通知
        </Link>
      </div>
      {unread.map((notification) => (
        <NotificationLine key={notification.notificationId} notification={notification} />
      ))}
    </section>
  );
}
