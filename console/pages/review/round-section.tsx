import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { momentText } from '../workspace/case-file.ts';
import { OpinionSheet } from './opinion-sheet.tsx';
import { RecordLink } from './record-link.tsx';
import {
  type Answer,
  comparisonQuery,
  type Dispute,
  type Done,
  type ReviewFile,
  type Round,
} from './review-file.ts';
import { ChangedText, WordChanges } from './word-changes.tsx';

type RoundSectionProps = { readonly caseId: string; readonly file: ReviewFile };

/** The rounds of the review side by side, and what changed between two of them. */
export function RoundSection({ caseId, file }: RoundSectionProps) {
  const { rounds } = file;
  if (rounds.length === 0)
    return (
      <NothingHere title="还没有送审">
        <p>承办机构送审以后，这里列出每一轮送审的内容、意见和处理。</p>
      </NothingHere>
    );
  return (
    <>
      {rounds.length > 1 && <Comparing caseId={caseId} rounds={rounds} />}
      <div className="review-rounds">
        {rounds.map((round) => (
          <RoundCard key={round.round} caseId={caseId} round={round} />
        ))}
      </div>
    </>
  );
}

type ComparingProps = { readonly caseId: string; readonly rounds: readonly Round[] };

/** What changed from one round to another. */
function Comparing({ caseId, rounds }: ComparingProps) {
  const last = rounds.length;
  const [from, setFrom] = useState(last - 1);
  const [until, setUntil] = useState(last);
  const { data, error } = useQuery(comparisonQuery(caseId, from, until));
  return (
    <section className="panel" aria-labelledby="review-comparison">
      <h2 id="review-comparison">两轮送审的不同</h2>
      <div className="filters">
        <RoundChoice title="从" rounds={rounds} chosen={from} onChoose={setFrom} />
        <RoundChoice title="到" rounds={rounds} chosen={until} onChoose={setUntil} />
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && <WordChanges caseId={caseId} comparison={data} />}
    </section>
  );
}

type RoundChoiceProps = {
  readonly title: string;
  readonly rounds: readonly Round[];
  readonly chosen: number;
  readonly onChoose: (round: number) => void;
};

function RoundChoice({ title, rounds, chosen, onChoose }: RoundChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{title}</label>
      <select
        id={id}
        className="input"
        value={chosen}
        onChange={({ target }) => onChoose(Number(target.value))}
      >
        {rounds.map(({ round, submittedAt }) => (
          <option key={round} value={round}>
            第 {round} 轮（{submittedAt.slice(0, 10)}）
          </option>
        ))}
      </select>
    </div>
  );
}

const outcomes: Readonly<Record<string, string>> = {
  passed: '通过',
  stale: '通过后内容有变化',
  'not-passed': '未通过',
};

/** Whether the case goes on although the opinion did not pass. */
const isOverruled = ({ opinion, outcome }: Round) =>
  outcome === 'passed' && opinion !== null && opinion.outcome !== 'passed';

type RoundCardProps = { readonly caseId: string; readonly round: Round };

function RoundCard({ caseId, round }: RoundCardProps) {
  const { opinion, outcome } = round;
  return (
    <section className="panel" aria-label={`第 ${round.round} 轮`}>
      <h2>
        第 {round.round} 轮
        {outcome !== null && (
          <span className={`tag tag--${outcome === 'passed' ? 'ok' : 'late'}`}>
            {isOverruled(round) ? '经争议决定，同意作出决定' : (outcomes[outcome] ?? outcome)}
          </span>
        )}
      </h2>
      <Submitted caseId={caseId} round={round} />
      <CourseOf caseId={caseId} round={round} />
      {opinion !== null && <OpinionSheet caseId={caseId} opinion={opinion} />}
      <AfterOpinion caseId={caseId} round={round} />
      <TimeTaken round={round} />
    </section>
  );
}

/** What became of an opinion: the second level, the answer of the handling department, a dispute and its end. */
export function AfterOpinion({ caseId, round }: RoundCardProps) {
  const { countersigned, answer, dispute } = round;
  return (
    <>
      {countersigned !== null && (
        <Entry
          caseId={caseId}
          title={countersigned.agreed ? '把关：同意' : '把关：不同意，退回审核'}
          done={countersigned}
        >
          {countersigned.opinion}
        </Entry>
      )}
      {answer !== null && <AnswerOf caseId={caseId} answer={answer} />}
      {round.adopted === true && (
        <p className="review-entry">承办机构没有提出异议，视为采纳，已改正后再次送审。</p>
      )}
      {dispute !== null && <DisputeOf caseId={caseId} dispute={dispute} />}
    </>
  );
}

function TimeTaken({ round: { workdays, isLate } }: Pick<RoundCardProps, 'round'>) {
  if (workdays === null) return null;
  return (
    <p className="small soft">
      审核用时 {workdays} 个工作日
      {isLate === true && <strong className="tone-late">，超过期限</strong>}
    </p>
  );
}

type EntryProps = {
  readonly caseId: string;
  readonly title: ReactNode;
  readonly done: Done;
  readonly children?: ReactNode;
};

/** Something done in a round: what, by whom, when, and where it stands in the file. */
function Entry({ caseId, title, done, children }: EntryProps) {
  return (
    <div className="review-entry">
      <h3>{title}</h3>
      <p className="small soft">
        {[done.byName, momentText(done.at)].filter(Boolean).join(' · ')}{' '}
        <RecordLink caseId={caseId} sequence={done.sequence} />
      </p>
      {children !== undefined && children !== '' && <div className="review-prose">{children}</div>}
    </div>
  );
}

function Submitted({ caseId, round }: RoundCardProps) {
  const { submittedSequence, submittedAt, submittedBy, penaltyText, materials } = round;
  const done = { sequence: submittedSequence, at: submittedAt, byName: submittedBy };
  return (
    <Entry caseId={caseId} title="送审" done={done}>
      <dl className="review-facts">
        <div>
          <dt>拟处罚</dt>
          <dd>{penaltyText || '没有写明'}</dd>
        </div>
        {materials.length > 0 && (
          <div>
            <dt>材料</dt>
            <dd>
              {materials.map(({ code, title, missing }) => (
                <span key={code} className="review-material">
                  {title}
                  {missing && <span className="tag tag--late">没有提交</span>}
                </span>
              ))}
            </dd>
          </div>
        )}
        <Long title="事实" text={round.words.facts} />
        <Long title="证据" text={round.words.evidence} />
        <Long title="法律依据" text={round.words.basis} />
        <Long title="裁量理由" text={round.words.discretion} />
        <Long title="承办机构审查意见" text={round.handlingReview} />
        <Long title="送审时的代拟稿" text={round.submittedDraft} />
        {round.draft !== round.submittedDraft && <Long title="更正后的代拟稿" text={round.draft} />}
      </dl>
    </Entry>
  );
}

function Long({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function CourseOf({ caseId, round }: RoundCardProps) {
  const {
    reviewer,
    accepted,
    supplements,
    explanations,
    pauses,
    extensionRequests,
    extension,
    meeting,
  } = round;
  return (
    <>
      {reviewer !== null && (
        <Entry caseId={caseId} title={`分派给 ${reviewer.name}`} done={reviewer}>
          {reviewer.notes.join('；')}
        </Entry>
      )}
      {supplements.map((one) => (
        <Entry key={one.sequence} caseId={caseId} title="要求补充材料" done={one}>
          {one.missing}
          <AnswerLine caseId={caseId} answered={one.answered} awaited="等待补充">
            {[one.materials.join('、'), one.note].filter(Boolean).join('：')}
          </AnswerLine>
          {one.draftChange.length > 0 && (
            <>
              <h4>代拟稿的更正</h4>
              <ChangedText pieces={one.draftChange} />
            </>
          )}
        </Entry>
      ))}
      {accepted !== null && <Entry caseId={caseId} title="材料完备" done={accepted} />}
      {explanations.map((one) => (
        <Entry key={one.sequence} caseId={caseId} title="要求说明" done={one}>
          {one.question}
          <AnswerLine caseId={caseId} answered={one.answered} awaited="等待说明">
            {one.answer}
          </AnswerLine>
        </Entry>
      ))}
      {pauses.map((one) => (
        <Entry key={one.sequence} caseId={caseId} title={`中止：${one.groundTitle}`} done={one}>
          {one.reason}
          <AnswerLine caseId={caseId} answered={one.answered} awaited="还没有恢复">
            {one.result}
          </AnswerLine>
        </Entry>
      ))}
      {extensionRequests.map((one) => (
        <Entry key={one.sequence} caseId={caseId} title="申请延长审核期限" done={one}>
          {one.reason}
          {(one.answered !== null || (extension === null && round.outcome === null)) && (
            <AnswerLine caseId={caseId} answered={one.answered} awaited="等待负责人决定">
              {`不批准：${one.declined}`}
            </AnswerLine>
          )}
        </Entry>
      ))}
      {extension !== null && (
        <Entry caseId={caseId} title="批准延长审核期限" done={extension}>
          {extension.reason}
        </Entry>
      )}
      {meeting !== null && (
        <Entry caseId={caseId} title={`会议审核（${meeting.heldOn}）`} done={meeting}>
          <p className="small soft">
            {[meeting.groundTitle, `参加：${meeting.participants.join('、')}`]
              .filter(Boolean)
              .join('；')}
          </p>
          {meeting.minutes}
        </Entry>
      )}
    </>
  );
}

type AnswerLineProps = {
  readonly caseId: string;
  readonly answered: Done | null;
  readonly awaited: string;
  readonly children: ReactNode;
};

function AnswerLine({ caseId, answered, awaited, children }: AnswerLineProps) {
  if (answered === null) return <p className="tone-warn small">{awaited}</p>;
  return (
    <p className="review-reply">
      {children}{' '}
      <span className="small soft">
        {[answered.byName, momentText(answered.at)].filter(Boolean).join(' · ')}{' '}
        <RecordLink caseId={caseId} sequence={answered.sequence} />
      </span>
    </p>
  );
}

function AnswerOf({ caseId, answer }: { readonly caseId: string; readonly answer: Answer }) {
  return (
    <Entry caseId={caseId} title={`承办机构：${answer.responseTitle}`} done={answer}>
      {answer.handling}
      {answer.handled.length > 0 && (
        <ul>
          {answer.handled.map(({ code, title, text }) => (
            <li key={code}>
              {title}：{text}
            </li>
          ))}
        </ul>
      )}
    </Entry>
  );
}

function DisputeOf({ caseId, dispute }: { readonly caseId: string; readonly dispute: Dispute }) {
  const { consulted, decided, isOpen, lastInstance } = dispute;
  return (
    <>
      {consulted !== null && (
        <Entry
          caseId={caseId}
          title={consulted.agreed ? `协商一致：${consulted.outcomeTitle}` : '协商没有一致'}
          done={consulted}
        >
          {consulted.record}
        </Entry>
      )}
      {decided !== null && (
        <Entry caseId={caseId} title={`争议决定：${decided.outcomeTitle}`} done={decided}>
          {decided.record}
          {decided.participants.length > 0 && (
            <p className="small soft">参加：{decided.participants.join('、')}</p>
          )}
          {decided.dissent !== '' && <p>不同意见：{decided.dissent}</p>}
        </Entry>
      )}
      {isOpen && lastInstance !== '' && (
        <p className="tone-warn">争议没有解决，最后由：{lastInstance}。</p>
      )}
    </>
  );
}
