import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { markRead, type Notification } from '../api/notifications.ts';
import { placeOfAct } from './act-place.ts';

type NotificationLineProps = {
  readonly notification: Notification;
  /** Told when the person follows the link. */
  readonly onGo?: () => void;
};

/** One thing the person was told; its link opens the case, at the form if there is something to do. */
export function NotificationLine({ notification, onGo }: NotificationLineProps) {
  const { notificationId, kindTitle, text, at, readAt } = notification;
  const queryClient = useQueryClient();
  const read = () => {
    if (readAt === null) void markRead(queryClient, { ids: [notificationId] });
  };
  const go = () => {
    read();
    onGo?.();
  };
  return (
    <div className={readAt === null ? 'told told--unread' : 'told'}>
      <div className="small soft">
        {readAt === null && <strong className="told-new">未读</strong>} {kindTitle} ·{' '}
        <time dateTime={at}>{at.slice(0, 16).replace('T', ' ')}</time>
      </div>
      <div>
        <ToldText notification={notification} go={go} />
      </div>
      <FailedDeliveries notification={notification} />
      {readAt === null && (
        <button type="button" className="more" onClick={read} aria-label={`标为已读：${text}`}>
          标为已读
        </button>
      )}
    </div>
  );
}

function FailedDeliveries({ notification: { deliveries = [] } }: NotificationLineProps) {
  return deliveries
    .filter(({ standing }) => standing === 'failed')
    .map(({ channelTitle, detail }) => (
      <div key={channelTitle} className="small tone-late">
        {channelTitle}没有送到{detail === null ? '' : `：${detail}`}
      </div>
    ));
}

type ToldTextProps = { readonly notification: Notification; readonly go: () => void };

/** What was told, as a link to where it is dealt with; who is asked for help has no way to the case itself. */
function ToldText({ notification, go }: ToldTextProps) {
  const { kind, text, caseId, command } = notification;
  if (kind === 'counsel-asked')
    return (
      <Link to="/review/asked" onClick={go}>
        {text}
      </Link>
    );
  if (kind === 'review-catalogue')
    return (
      <Link to="/review/catalogue" onClick={go}>
        {text}
      </Link>
    );
  if (caseId === null) return text;
  return (
    <Link {...placeOfAct(command)} params={{ caseId }} onClick={go}>
      {text}
    </Link>
  );
}
