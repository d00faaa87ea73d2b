import { BellOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Badge, Button } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { problemIn } from '../api/client.ts';
import { markRead, newestQuery, unreadQuery } from '../api/notifications.ts';
import { NotificationLine } from '../parts/notification-line.tsx';

/**
 * What the person was told lately, behind a bell with the number not yet read.
 *
 * The list stands right after the bell in the page, so that the tab key goes on into it.
 */
export function Bell() {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  useNews(data?.unread);
  const place = useRef<HTMLDivElement>(null);
  const bell = useRef<HTMLButtonElement>(null);
  useLeaving(isOpen, place, (byKey) => {
    setOpen(false);
    if (byKey) bell.current?.focus();
  });
  return (
    <div className="bell-place" ref={place}>
      <Badge count={unread} overflowCount={99} size="small" offset={[-8, 8]}>
        <Button
          ref={bell}
          type="text"
          icon={<BellOutlined />}
          aria-expanded={isOpen}
          aria-label={unread === 0 ? '通知，没有未读' : `通知，${unread} 条未读`}
          data-tour="bell"
          onClick={() => setOpen(!isOpen)}
        />
      </Badge>
      {isOpen && <Newest unread={unread} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Something new was told: the short list and what waits are no longer as they were. */
function useNews(unread: number | undefined): void {
  const queryClient = useQueryClient();
  const known = useRef<number>(undefined);
  useEffect(() => {
    const isNews = known.current !== undefined && known.current !== unread;
    known.current = unread;
    if (!isNews) return;
    void queryClient.invalidateQueries({ queryKey: newestQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ['/api/tasks'] });
  }, [unread, queryClient]);
}

/** Tells when the person turned to something else: by Esc, by a click or with the tab key. */
function useLeaving(
  isOpen: boolean,
  place: RefObject<HTMLElement | null>,
  onLeave: (byKey: boolean) => void,
): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onLeave(true);
    };
    const turn = ({ target }: Event) => {
      if (target instanceof Node && place.current?.contains(target) === false) onLeave(false);
    };
    document.addEventListener('keydown', press);
    document.addEventListener('pointerdown', turn);
    document.addEventListener('focusin', turn);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('pointerdown', turn);
      document.removeEventListener('focusin', turn);
    };
  });
}

function Newest({ unread, onClose }: { readonly unread: number; readonly onClose: () => void }) {
  const { data, error } = useQuery(newestQuery);
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const readAll = () =>
    markRead(queryClient, { all: true }).catch((refused: unknown) =>
      message.error(problemIn(refused).detail),
    );
  return (
    <section className="bell" aria-label="最新的通知">
      {error !== null && <p role="alert">{problemIn(error).detail}</p>}
      {data?.items.length === 0 && <p className="soft">还没有通知。</p>}
      {data?.items.map((one) => (
        <NotificationLine key={one.notificationId} notification={one} onGo={onClose} />
      ))}
      <div className="bell-end">
        <Link to="/notifications" search={{}} onClick={onClose}>
          全部通知
        </Link>
        {unread > 0 && (
          <Button type="link" size="small" onClick={() => void readAll()}>
            全部标为已读
          </Button>
        )}
      </div>
    </section>
  );
}
