import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ClauseList } from '../../parts/clause-link.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type CaseDetail, clausesOf } from '../workspace/case-file.ts';
import { ReviewClockNotice } from './desk-columns.tsx';
import type { ReviewFile } from './review-file.ts';

type RoomHeadProps = { readonly detail: CaseDetail; readonly file: ReviewFile | undefined };

/** What is to be decided: about whom, what is proposed, why it is reviewed, how much time is left. */
export function RoomHead({ detail, file }: RoomHeadProps) {
  const { caseId, title, caseNumber, partyName, departmentName } = detail;
  const round = file?.rounds.at(-1);
  return (
    <div className="room-head">
      <PageHead
        title={title}
        lead={
          <>
            {[caseNumber, departmentName].filter(Boolean).join(' · ')}{' '}
            {file !== undefined && (
              <span className="case-standing">
                {file.round > 0 && `第 ${file.round} 轮 · `}
                {file.standingTitle}
              </span>
            )}
          </>
        }
        actions={
          <>
            <Link to="/review" search={{}} className="button-link">
              回到审核列表
            </Link>
            <Link to="/cases/$caseId" params={{ caseId }} className="button-link">
              打开案件
            </Link>
          </>
        }
      />
      <dl className="room-facts">
        <Fact title="当事人">{partyName}</Fact>
        <Fact title="拟处罚">{round?.penaltyText}</Fact>
        {file !== undefined && file.round > 0 && (
          <Fact title="审核期限">
            <ReviewClockNotice clock={file.clock} hasBegun={round?.receivedAt !== null} />
            <ClockCourse file={file} />
          </Fact>
        )}
        {file !== undefined && (
          <>
            {file.timeLeft !== null && (
              <Fact title="办案期限">
                <CaseTime file={file} />
              </Fact>
            )}
            <Fact title="送审情形" isWide={hasTriggers(file)}>
              <ScopeWords file={file} />
            </Fact>
          </>
        )}
      </dl>
    </div>
  );
}

const hasTriggers = ({ scope: { confirmed, proposals } }: ReviewFile) =>
  confirmed.length + proposals.length > 0;

type FactProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Takes a line of its own. */
  readonly isWide?: boolean;
};

function Fact({ title, children, isWide = false }: FactProps) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <div className={isWide ? 'room-fact--wide' : undefined}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How long the case itself may still take; while there is no review yet, whether that suffices for one. */
function CaseTime({ file: { timeLeft, round } }: { readonly file: ReviewFile }) {
  if (timeLeft === null) return null;
  if (round === 0) return timeLeft.text;
  const { caseDueOn, workdays } = timeLeft;
  return (
    <>
      {workdays === 0 ? '没有剩余的工作日' : `还有 ${workdays} 个工作日`}{' '}
      <span className="soft">{caseDueOn}</span>
    </>
  );
}

/** What stopped and lengthened the clock. */
function ClockCourse({ file }: { readonly file: ReviewFile }) {
  const { pauses = [], extensions = [] } = file.clock ?? {};
  const said = [
    ...pauses
      .filter(({ after, until }) => until !== after)
      .map(({ after, until }) =>
        until === null ? `自 ${after} 起中止` : `${after} 至 ${until} 中止`,
      ),
    ...extensions.map((period) => `已延长 ${period}`),
  ];
  return said.length === 0 ? null : <div className="small soft">{said.join('；')}</div>;
}

type ScopeWordsProps = { readonly file: ReviewFile };

/** Why the case is reviewed: what people confirmed, what the program noticed and nobody has answered. */
function ScopeWords({ file }: ScopeWordsProps) {
  const { confirmed, proposals, open } = file.scope;
  const why = new Map(proposals.map(({ code, reason }) => [code, reason]));
  const unasked = new Set(open.map(({ code }) => code));
  const certain = proposals.filter(
    ({ code }) => !unasked.has(code) && !confirmed.some((one) => one.code === code),
  );
  if (confirmed.length + open.length + certain.length === 0) return scopeGround(file);
  return (
    <ul className="plain">
      {[...confirmed, ...certain].map(({ code, title }) => (
        <li key={code}>
          {title}
          {why.has(code) && <span className="soft">（{why.get(code)}）</span>}
        </li>
      ))}
      {open.map(({ code, title, reason }) => (
        <li key={code}>
          <span className="tag tag--warn">程序提示</span> {title}
          <span className="soft">（{reason}）</span>
        </li>
      ))}
      <li>
        <ClauseList clauses={clausesOf(file.scope.clauses, file.clauses)} />
      </li>
    </ul>
  );
}

function scopeGround({ scope, required }: ReviewFile): string {
  if (scope.mode === 'every') return '本机关的决定一律须经审核';
  if (scope.voluntary) return '自愿送审';
  return required ? '须经法制审核' : '没有发现须审核的情形';
}
