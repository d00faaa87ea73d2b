import { useQuery } from '@tanstack/react-query';
import { capitalsOf, yuanText } from '../../parts/fields/money.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type CaseDetail, type CaseEvents, eventsQuery } from './case-file.ts';
import { Particulars } from './event-section.tsx';

/** What the case is about: lead, party, what was found, what was decided, money. */
export function FactSection({ detail }: { readonly detail: CaseDetail }) {
  const { data, error } = useQuery(eventsQuery(detail.caseId));
  return (
    <section aria-label="案情">
      {detail.identityWarnings.length > 0 && (
        <div className="notice">
          <strong>当事人的证件号码请核对</strong>
          {detail.identityWarnings.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      <Money money={detail.money} />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && <Facts events={data} />}
    </section>
  );
}

const told = [
  ['leadRegistered', '线索和当事人'],
  ['filingRequested', '立案理由'],
  ['investigationFinished', '查明的事实和处理建议'],
  ['opinionGiven', '法制审核意见'],
  ['decisionMade', '决定'],
  ['decisionServed', '送达'],
] as const;

/** The latest of each kind of act that says what the case is about. */
export function Facts({ events }: { readonly events: CaseEvents }) {
  return told.map(([kind, title]) => {
    const event = events.items.findLast((one) => one.kind === kind);
    return (
      event !== undefined && (
        <div key={kind} className="panel">
          <h2>{title}</h2>
          <Particulars items={event.particulars} />
        </div>
      )
    );
  });
}

/** Money of the case; nothing before a decision. */
export function Money({ money }: Pick<CaseDetail, 'money'>) {
  if (money === null) return null;
  const rows = [
    ['罚款', money.fineFen],
    ...(money.confiscatedFen > 0 ? [['没收款项', money.confiscatedFen] as const] : []),
    ['加处罚款', money.surchargeFen],
    ['已缴', money.paidFen],
    ['未缴余额', money.outstandingFen],
  ] as const;
  return (
    <div className="panel">
      <h2>款项</h2>
      <dl className="case-particulars case-particulars--money">
        {rows.map(([title, fen]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {yuanText(fen)} <span className="soft small">{capitalsOf(fen)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
