import { Link } from '@tanstack/react-router';
import { App } from 'antd';
import { type CaseMark, usePinned, useRecent } from '../../api/case-marks.ts';
import { problemIn } from '../../api/client.ts';
import { NotificationsBrief } from './notifications-brief.tsx';

/** What the person wants at hand: news, pinned cases, cases opened last. */
export function MarksPanel() {
  const { marks: recent } = useRecent();
  return (
    <div>
      <NotificationsBrief />
      <Pinned />
      <section className="panel" aria-labelledby="home-recent">
        <h2 id="home-recent">最近打开的案件</h2>
        {recent.length === 0 ? (
          <p className="soft">打开过的案件会列在这里，方便再找。</p>
        ) : (
          <MarkList marks={recent.slice(0, 8)} />
        )}
      </section>
    </div>
  );
}

function Pinned() {
  const { marks } = usePinned();
  return (
    <section className="panel" aria-labelledby="home-pinned">
      <h2 id="home-pinned">置顶的案件</h2>
      {marks.length === 0 ? (
        <p className="soft">
          在<Link to="/cases">案件</Link>列表里点案件名称前的星形，就会放在这里。
        </p>
      ) : (
        <MarkList marks={marks} mayRelease />
      )}
    </section>
  );
}

type MarkListProps = {
  readonly marks: readonly CaseMark[];
  readonly mayRelease?: boolean;
};

function MarkList({ marks, mayRelease = false }: MarkListProps) {
  return (
    <ul className="mark-list">
      {marks.map((mark) => (
        <li key={mark.caseId}>
          <div>
            <Link to="/cases/$caseId" params={{ caseId: mark.caseId }}>
              {mark.title}
            </Link>
            {mark.caseNumber !== null && <div className="small soft">{mark.caseNumber}</div>}
          </div>
          {mayRelease && <ReleaseButton mark={mark} />}
        </li>
      ))}
    </ul>
  );
}

function ReleaseButton({ mark: { caseId, title } }: { readonly mark: CaseMark }) {
  const { release } = usePinned();
  const { message } = App.useApp();
  const letGo = () =>
    release(caseId).catch((error: unknown) => message.error(problemIn(error).detail));
  return (
    <button
      type="button"
      className="more"
      aria-label={`移除置顶：${title}`}
      onClick={() => void letGo()}
    >
      移除
    </button>
  );
}
