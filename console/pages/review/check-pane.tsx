import { hasRole, useMe } from '../../api/session.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { type CaseDetail, type CaseOption, clausesOf } from '../workspace/case-file.ts';
import { CommandPanel } from '../workspace/command-panel.tsx';
import type { Done } from '../workspace/outcome.tsx';
import { Acts, MoreActs, OthersTurn, Reasons } from './act-pane.tsx';
import { sortActs } from './course.ts';
import { OpinionSheet } from './opinion-sheet.tsx';
import { RecordLink } from './record-link.tsx';
import { RecordingFold } from './recording-fold.tsx';
import type { ReviewFile } from './review-file.ts';
import { AfterOpinion } from './round-section.tsx';

type CheckPaneProps = {
  readonly detail: CaseDetail;
  readonly file: ReviewFile | undefined;
  readonly options: readonly CaseOption[];
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
};

const opining = 'giveOpinion';

/** The check list: to be filled in by who reviews, to be read by everybody else. */
export function CheckPane({ detail, file, options, onDone, onClose }: CheckPaneProps) {
  const { caseId } = detail;
  const { mine, more, others } = sortActs(options);
  const option = options.find(({ command }) => command === opining);
  const isOpen = option?.open === true;
  return (
    <>
      {file !== undefined && <Told caseId={caseId} file={file} isBrief={isOpen} />}
      <RecordingFold caseId={caseId} />
      <Acts
        caseId={caseId}
        options={mine.filter(({ command }) => command !== opining)}
        isPrimary={!isOpen}
      />
      <MoreActs caseId={caseId} options={more} />
      {isOpen ? (
        <>
          {file !== undefined && <Kinds file={file} />}
          <CommandPanel
            detail={detail}
            command={opining}
            onDone={onDone}
            onClose={onClose}
            takesFocus={false}
          />
        </>
      ) : (
        <>
          <OthersTurn options={others} />
          {file !== undefined && <ToRead caseId={caseId} file={file} option={option} />}
        </>
      )}
    </>
  );
}

type ToldProps = { readonly caseId: string; readonly file: ReviewFile };

/** What the reader has to know first: what changed since, and why somebody may not review; a form tells its own notes. */
function Told({ caseId, file, isBrief }: ToldProps & { readonly isBrief: boolean }) {
  const { staleReasons, mayReview, whyNot, notes } = file;
  const me = useMe();
  return (
    <>
      <Stale caseId={caseId} reasons={staleReasons} />
      {!mayReview && whyNot.length > 0 && hasRole(me, 'reviewer') && (
        <p className="notice">您不能审核本案：{whyNot.join('；')}</p>
      )}
      {(isBrief ? [] : notes).map((note) => (
        <p key={note} className="notice small">
          {note}
        </p>
      ))}
    </>
  );
}

type ToReadProps = ToldProps & { readonly option: CaseOption | undefined };

/** The opinion that was given, and what became of it; before it, what will be checked. */
function ToRead({ caseId, file, option }: ToReadProps) {
  const round = file.rounds.at(-1);
  if (round === undefined || round.opinion === null) return <ToCheck file={file} option={option} />;
  return (
    <>
      <OpinionSheet caseId={caseId} opinion={round.opinion} />
      <AfterOpinion caseId={caseId} round={round} />
    </>
  );
}

type StaleProps = { readonly caseId: string; readonly reasons: ReviewFile['staleReasons'] };

/** What has changed since the review saw the case. */
function Stale({ caseId, reasons }: StaleProps) {
  if (reasons.length === 0) return null;
  return (
    <div className="notice">
      <strong>送审之后有变化，审核意见不再有效，须重新送审：</strong>
      <ul className="plain">
        {reasons.map(({ sequence, text }) => (
          <li key={sequence}>
            {text}（<RecordLink caseId={caseId} sequence={sequence} />）
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each kind of opinion is given for. */
function Kinds({ file }: { readonly file: ReviewFile }) {
  const told = file.kinds.filter(({ conditions }) => conditions.length > 0);
  if (told.length === 0) return null;
  return (
    <details className="room-kinds">
      <summary>各种审核意见的情形</summary>
      <dl>
        {told.map(({ code, title, conditions, clauses }) => (
          <div key={code}>
            <dt>{title}</dt>
            <dd>
              {conditions.join('；')}
              <ClauseList clauses={clausesOf(clauses, file.clauses)} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type ToCheckProps = Omit<ToReadProps, 'caseId'>;

/** What will be checked, and why the opinion cannot be given yet. */
function ToCheck({ file, option }: ToCheckProps) {
  const behind = [...new Set(file.checklist.flatMap(({ clauses }) => clauses))];
  return (
    <>
      {option !== undefined && (
        <details className="room-closed">
          <summary>现在为什么不能出具审核意见</summary>
          <Reasons option={option} />
        </details>
      )}
      <h2>审核内容</h2>
      <ol className="review-findings">
        {file.checklist.map(({ code, title }, at) => (
          <li key={code}>
            {at + 1}. {title}
          </li>
        ))}
      </ol>
      <ClauseList clauses={clausesOf(behind, file.clauses)} />
    </>
  );
}
