import { StarFilled, StarOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { type CaseMark, usePinned } from '../../api/case-marks.ts';
import type { CaseEntry } from '../../api/cases.ts';
import { problemIn } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';

/** What lists of cases show of each. */
export const caseColumns: readonly Column<CaseEntry>[] = [
  {
    key: 'title',
    title: '案件',
    isHead: true,
    cell: (entry) => <CaseName entry={entry} />,
    text: ({ title }) => title,
  },
  {
    key: 'step',
    title: '步骤',
    cell: ({ stepTitle, standing, standingTitle }) => (
      <>
        <span className="nowrap">{stepTitle}</span>
        {standing !== 'open' && <div className="small soft">{standingTitle}</div>}
      </>
    ),
    text: ({ stepTitle }) => stepTitle,
  },
  {
    key: 'awaiting',
    title: '等待办理',
    cell: ({ awaiting }) => <AwaitingList awaiting={awaiting} />,
    text: ({ awaiting }) => awaiting.map(({ title }) => title).join('、'),
  },
  {
    key: 'handlers',
    title: '承办人',
    cell: (entry) => <WhoHandles entry={entry} />,
    text: ({ handlers }) => handlers.map(({ name }) => name).join('、'),
  },
  {
    key: 'clock',
    title: '最近的期限',
    cell: ({ nextClock }) => nextClock !== null && <ClockNotice clock={nextClock} />,
    text: ({ nextClock }) =>
      nextClock === null ? '' : `${nextClock.title} ${nextClock.words ?? ''}`,
  },
  {
    key: 'opened',
    title: '登记',
    cell: ({ openedAt }) => <time dateTime={openedAt}>{openedAt.slice(0, 10)}</time>,
    text: ({ openedAt }) => openedAt.slice(0, 10),
  },
];

const inFile = (
  key: string,
  title: string,
  text: (entry: CaseEntry) => string,
): Column<CaseEntry> => ({ key, title, text, cell: text });

/** What stands in an exported file: what stands beside a name on the screen has columns of its own there. */
export const caseFileColumns: readonly Column<CaseEntry>[] = [
  inFile('number', '案号', ({ caseNumber }) => caseNumber ?? ''),
  ...caseColumns,
  inFile('party', '当事人', ({ partyName }) => partyName ?? ''),
  inFile('standing', '状态', ({ standingTitle }) => standingTitle),
  inFile('agency', '执法主体', ({ agencyName }) => agencyName),
  inFile('department', '承办机构', ({ departmentName }) => departmentName ?? ''),
  inFile('due', '期限届满', ({ nextClock }) =>
    (nextClock?.dueOn ?? nextClock?.dueAt ?? '').slice(0, 10),
  ),
];

/** The body stands beside the department only for those who look into others. */
function WhoHandles({ entry }: { readonly entry: CaseEntry }) {
  const { agencyId } = useMe();
  const { handlers, departmentName } = entry;
  const body = entry.agencyId === agencyId ? null : entry.agencyName;
  return (
    <>
      <NamesInLine names={handlers.map(({ name }) => name)} />
      <div className="small soft">{[body, departmentName].filter(Boolean).join(' · ')}</div>
    </>
  );
}

/** Names that break between one another, not within. */
function NamesInLine({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span className="soft">尚未指派</span>;
  return names.map((name, index) => (
    <span key={name} className={name.length <= 8 ? 'nowrap' : undefined}>
      {name}
      {index < names.length - 1 && '、'}
      <wbr />
    </span>
  ));
}

function AwaitingList({ awaiting }: Pick<CaseEntry, 'awaiting'>) {
  const [first, ...others] = awaiting;
  if (first === undefined) return null;
  return (
    <>
      {first.title}
      <div className="small soft">
        {first.roleTitles.join('、')}
        {others.length > 0 && `，另有 ${others.length} 项`}
      </div>
    </>
  );
}

function CaseName({ entry }: { readonly entry: CaseEntry }) {
  const { caseId, title, caseNumber, partyName } = entry;
  return (
    <div className="case-name">
      <PinButton mark={{ caseId, title, caseNumber }} />
      <div>
        <Link to="/cases/$caseId" params={{ caseId }}>
          {title}
        </Link>
        <div className="small soft">{[caseNumber, partyName].filter(Boolean).join(' · ')}</div>
      </div>
    </div>
  );
}

/** Keeps a case on the home page, or lets it go. */
export function PinButton({ mark }: { readonly mark: CaseMark }) {
  const { isPinned, pin, release } = usePinned();
  const { message } = App.useApp();
  const isIn = isPinned(mark.caseId);
  const turn = () => {
    const done = isIn ? release(mark.caseId) : pin(mark);
    done.catch((error: unknown) => message.error(problemIn(error).detail));
  };
  return (
    <Button
      type="text"
      size="small"
      className="pin"
      aria-pressed={isIn}
      aria-label={`置顶：${mark.title}`}
      title={isIn ? '不再置顶' : '置顶到首页'}
      icon={isIn ? <StarFilled /> : <StarOutlined />}
      onClick={turn}
    />
  );
}
