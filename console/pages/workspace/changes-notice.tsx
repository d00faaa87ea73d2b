import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Change } from '../../api/client.ts';
import { momentText } from './case-file.ts';

/** Who did what meanwhile, in words. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="plain-list">
      {changes.map(({ sequence, title, at, actorName }) => (
        <li key={sequence}>
          {actorName ?? '系统'}于 <time dateTime={at}>{momentText(at)}</time> 办理了“{title}”。
        </li>
      ))}
    </ul>
  );
}

type ChangesNoticeProps = {
  readonly changes: readonly Change[];
  readonly onRenew: () => void;
  readonly children?: ReactNode;
};

/** Tells the second of two people what the first has done; the page changes when he says so. */
export function ChangesNotice({ changes, onRenew, children }: ChangesNoticeProps) {
  return (
    <div role="status" className="case-changes">
      {changes.length > 0 && (
        <div className="notice">
          <strong>案件有新的办理</strong>
          <ChangeList changes={changes} />
          {children}
          <Button size="small" onClick={onRenew}>
            刷新
          </Button>
        </div>
      )}
    </div>
  );
}
