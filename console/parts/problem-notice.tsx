import { type ReactNode, useEffect, useRef } from 'react';
import { problemIn } from '../api/client.ts';
import { ClauseList } from './clause-link.tsx';

type ProblemNoticeProps = {
  readonly error: unknown;
  /** What the person can do about it, besides what the server says. */
  readonly children?: ReactNode;
  /** Says what failed where the server's own heading would mislead. */
  readonly title?: string;
  /** Errors that stand beside their fields already. */
  readonly hideFields?: boolean;
};

/** What the server refused, why, by which clause and what to do next; shown where the person is looking. */
export function ProblemNotice({ error, title, children, hideFields = false }: ProblemNoticeProps) {
  const problem = problemIn(error);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [error]);
  const reasons = problem.refusals.filter(
    ({ text }) => !hideFields || !problem.errors.some((one) => one.text === text),
  );
  const texts = reasons.length > 0 ? reasons.map(({ text }) => text) : [problem.detail];
  return (
    <div className="problem" role="alert" tabIndex={-1} ref={place}>
      <strong>{title ?? problem.title}</strong>
      {hideFields && reasons.length === 0 && problem.errors.length > 0 ? (
        <p>有 {problem.errors.length} 处需要改正，见各项下面的说明。</p>
      ) : (
        [...new Set(texts)].map((text) => <p key={text}>{text}</p>)
      )}
      {reasons.length === 0 && <Remedy detail={problem.detail} remedy={problem.remedy} />}
      {problem.clauses.length > 0 && <ClauseList clauses={problem.clauses} isBrief />}
      {children}
    </div>
  );
}

/** What to do next, unless the reason has said it already. */
function Remedy({ detail, remedy }: { readonly detail: string; readonly remedy: string }) {
  return remedy === '' || detail.includes(remedy) ? null : <p>{remedy}</p>;
}
