import type { ReactNode } from 'react';
import { ClauseList } from '../../parts/clause-link.tsx';
import { clausesOf, momentText } from '../workspace/case-file.ts';
import { RecordLink } from './record-link.tsx';
import type { Candidate, Done, ReviewFile } from './review-file.ts';

type DutySectionProps = { readonly caseId: string; readonly file: ReviewFile };

/** Who may review the case, who answers for what, and who else had a part in it. */
export function DutySection({ caseId, file }: DutySectionProps) {
  return (
    <>
      <People people={file.people} />
      <Responsibilities caseId={caseId} file={file} />
      <OthersInvolved caseId={caseId} file={file} />
    </>
  );
}

function People({ people }: { readonly people: readonly Candidate[] }) {
  return (
    <section className="panel" aria-labelledby="review-people">
      <h2 id="review-people">审核人员</h2>
      {people.length === 0 && (
        <p className="soft">
          没有可以列出的审核人员。审核人员由办公室在“执法主体和人员”里登记，只有审核人员、负责人和办公室看得到。
        </p>
      )}
      <ul className="plain review-people">
        {people.map((one) => (
          <Person key={one.accountId} person={one} />
        ))}
      </ul>
    </section>
  );
}

function Person({ person }: { readonly person: Candidate }) {
  const { name, post, qualified, conflicts, notes, sharedDepartment } = person;
  const mayReview = qualified && conflicts.length === 0;
  const told = [...(qualified ? [] : ['没有审核资格或者资格已过期']), ...conflicts];
  return (
    <li>
      <strong>{name}</strong>
      {post !== '' && <span className="small soft">{post}</span>}
      <span className={`tag tag--${mayReview ? 'ok' : 'late'}`}>
        {mayReview ? '可以审核' : '不能审核'}
      </span>
      {told.length > 0 && <span>{told.join('；')}</span>}
      {/* The notes say more of it than the mark. */}
      {sharedDepartment && notes.length === 0 && (
        <span className="small soft">与承办人同一内设机构，只作提示</span>
      )}
      {notes.length > 0 && <span className="small soft">{notes.join('；')}</span>}
    </li>
  );
}

// Who acted need not be who answers: names stand with what they did.
function Responsibilities({ caseId, file }: DutySectionProps) {
  return (
    <section className="panel" aria-labelledby="review-duties">
      <h2 id="review-duties">谁对什么负责</h2>
      {file.responsibilities.length === 0 && (
        <p className="soft">本机关的规则没有写明各环节的责任。</p>
      )}
      <dl className="review-duties">
        {file.responsibilities.map(({ code, title, bearer, clauses, acts }) => (
          <div key={code}>
            <dt>{title}</dt>
            <dd>
              {`由${bearer}负责`}
              <ul className="plain small">
                {acts.map((act) => (
                  <li key={act.sequence}>
                    {act.title} <span className="soft">{act.byName}</span>{' '}
                    <RecordLink caseId={caseId} sequence={act.sequence} />
                  </li>
                ))}
                {acts.length === 0 && <li className="soft">还没有办理</li>}
              </ul>
              <ClauseList clauses={clausesOf(clauses, file.clauses)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A joint decision, a transfer and a discussion, where there were any. */
function OthersInvolved({ caseId, file: { joint, transfer, discussion } }: DutySectionProps) {
  if (joint === null && transfer === null && discussion === null) return null;
  return (
    <section className="panel" aria-label="共同决定、移送和集体讨论">
      {joint !== null && (
        <Matter
          caseId={caseId}
          done={joint}
          title={`共同决定：${joint.leadsTitle}牵头，与${joint.others.join('、')}`}
          facts={[
            ['依据', joint.basis],
            ...joint.participation.map(({ body, opinion }) => [`${body}的意见`, opinion] as const),
            [
              '牵头机关的审核结果',
              joint.result === null
                ? ''
                : `${joint.result.outcomeTitle}（${joint.result.document}）`,
            ],
          ]}
        />
      )}
      {transfer !== null && (
        <Matter
          caseId={caseId}
          done={transfer}
          title={`移送${transfer.receiver}：${transfer.groundTitle}`}
          facts={[
            ['移送日期', transfer.transferredOn],
            ['移送材料', transfer.materials],
            ['回执', repliedText(transfer.received)],
            ['受理', repliedText(transfer.answered)],
            ['退回', repliedText(transfer.returned)],
            ['现在', transfer.isOut ? '移送在外，本机关暂不办理' : '没有移送在外'],
          ]}
        />
      )}
      {discussion !== null && (
        <Matter
          caseId={caseId}
          done={discussion}
          title={`集体讨论（${discussion.heldOn}）`}
          facts={[
            ['参加人员', discussion.participants.join('、')],
            ['各人意见', [discussion.views, ...discussion.eachView].filter(Boolean).join('\n')],
            ['不同意见', discussion.dissent],
            ['结论', discussion.conclusion],
            ['签名', discussion.signed ? '参加人员已签名' : '还没有签名'],
          ]}
        />
      )}
    </section>
  );
}

const repliedText = (replied: { readonly on: string; readonly text: string } | null) =>
  replied === null ? '' : [replied.on, replied.text].filter(Boolean).join(' ');

type MatterProps = {
  readonly caseId: string;
  readonly title: ReactNode;
  readonly done: Done;
  readonly facts: readonly (readonly [title: string, text: string])[];
};

function Matter({ caseId, title, done, facts }: MatterProps) {
  return (
    <div className="review-entry">
      <h3>{title}</h3>
      <p className="small soft">
        {[done.byName, momentText(done.at)].filter(Boolean).join(' · ')}{' '}
        <RecordLink caseId={caseId} sequence={done.sequence} />
      </p>
      <dl className="review-facts">
        {facts.map(
          ([name, text]) =>
            text !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
