import { Link } from '@tanstack/react-router';
import { hasRole, useMe } from '../../api/session.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';
import { type DeskEntry, type ReviewClock, warningWords } from './desk.ts';

/** What the desk shows of each case. */
export const deskColumns: readonly Column<DeskEntry>[] = [
  {
    key: 'case',
    title: '案件',
    isHead: true,
    cell: (entry) => <CaseName entry={entry} />,
    text: ({ title }) => title,
  },
  {
    key: 'clock',
    title: '审核期限',
    cell: ({ clock, receivedAt }) => (
      <ReviewClockNotice clock={clock} hasBegun={receivedAt !== null} />
    ),
    text: ({ clock }) => (clock === null ? '' : `${clock.words} ${clock.dueOn ?? ''}`.trim()),
  },
  {
    key: 'penalty',
    title: '拟处罚',
    cell: ({ penaltyText }) => penaltyText,
    text: ({ penaltyText }) => penaltyText,
  },
  {
    key: 'weight',
    title: '轻重',
    cell: (entry) => <Weight entry={entry} />,
    text: ({ weightReasons }) => weightReasons.join('；'),
  },
  {
    key: 'standing',
    title: '审核进度',
    cell: (entry) => <Standing entry={entry} />,
    text: ({ standingTitle, round }) => `第 ${round} 轮 ${standingTitle}`,
  },
  {
    key: 'reviewer',
    title: '审核人员',
    cell: (entry) => <Reviewer entry={entry} />,
    text: ({ reviewerName, takenByName }) => reviewerName ?? takenByName ?? '',
  },
];

const plain = (
  key: string,
  title: string,
  text: (entry: DeskEntry) => string | number,
): Column<DeskEntry> => ({ key, title, text, cell: text });

/** What stands in an exported file: one thing in a column. */
export const deskFileColumns: readonly Column<DeskEntry>[] = [
  ...deskColumns,
  plain('number', '案号', ({ caseNumber }) => caseNumber ?? ''),
  plain('party', '当事人', ({ partyName }) => partyName ?? ''),
  plain('department', '承办机构', ({ departmentName }) => departmentName ?? ''),
  plain('submitted', '送审日期', ({ submittedAt }) => submittedAt?.slice(0, 10) ?? ''),
  plain('received', '起算日期', ({ receivedAt }) => receivedAt?.slice(0, 10) ?? ''),
  plain('triggers', '送审情形', ({ triggers }) => triggers.join('；')),
  plain('case-due', '办案期限', ({ caseDueOn }) => caseDueOn ?? ''),
];

function CaseName({ entry }: { readonly entry: DeskEntry }) {
  const { caseId, title, caseNumber, partyName, departmentName } = entry;
  return (
    <>
      <Link to="/review/$caseId" params={{ caseId }} data-row-link="">
        {title}
      </Link>
      <div className="small soft">
        {[caseNumber, partyName, departmentName].filter(Boolean).join(' · ')}
      </div>
    </>
  );
}

type ReviewClockNoticeProps = {
  readonly clock: ReviewClock | null;
  /** False while the materials are not yet accepted as complete. */
  readonly hasBegun: boolean;
};

/** The clock of a review in words; the colour and the warning only repeat them. */
export function ReviewClockNotice({ clock, hasBegun }: ReviewClockNoticeProps) {
  if (clock === null)
    return <span className="soft">{hasBegun ? '规则没有规定期限' : '材料完备后起算'}</span>;
  const { dueOn } = clock;
  const warning = warningWords(clock);
  return (
    <>
      <ClockNotice clock={{ ...clock, title: '', dueAt: null, dueOn }} />
      {warning !== '' && <div className="small tone-warn">{warning}</div>}
    </>
  );
}

/** Why a case is heavy. The number by which the desk is ordered says nothing to people. */
function Weight({ entry: { weightReasons } }: { readonly entry: DeskEntry }) {
  if (weightReasons.length === 0) return <span className="soft">一般</span>;
  return <span className="small">{weightReasons.join('；')}</span>;
}

function Standing({ entry }: { readonly entry: DeskEntry }) {
  const { standingTitle, round, next, submittedAt } = entry;
  return (
    <>
      <span className="nowrap">{standingTitle}</span>
      <div className="small soft">
        {round > 1 && `第 ${round} 轮，`}
        {submittedAt !== null && (
          <span className="nowrap">
            <time dateTime={submittedAt}>{submittedAt.slice(0, 10)}</time> 送审
          </span>
        )}
      </div>
      {next.length > 0 && (
        <div className="small">可以办理：{next.map(({ title }) => title).join('、')}</div>
      )}
    </>
  );
}

function Reviewer({ entry }: { readonly entry: DeskEntry }) {
  const { reviewerName, takenByName, mayReview, whyNot } = entry;
  const isReviewer = hasRole(useMe(), 'reviewer');
  return (
    <>
      {reviewerName ?? takenByName ?? <span className="soft">尚未分派</span>}
      {isReviewer && !mayReview && whyNot.length > 0 && (
        <div className="small tone-warn">您不能审核本案：{whyNot.join('；')}</div>
      )}
    </>
  );
}
