import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import {
  type CaseDetail,
  type CaseOption,
  type CaseOptions,
  clausesOf,
  optionsQuery,
} from './case-file.ts';

/** What may be done: first what the case waits for, then what else is open, then what is not and why. */
export function ActSection({ detail }: { readonly detail: CaseDetail }) {
  const { data, error } = useQuery(optionsQuery(detail.caseId));
  const [isMineOnly, setMineOnly] = useState(false);
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  const { awaited, mine, more, closed } = sortOptions(data.options);
  return (
    <section aria-label="办理">
      <label className="choice case-mine-only">
        <input
          type="checkbox"
          checked={isMineOnly}
          onChange={(event) => setMineOnly(event.target.checked)}
        />
        只看轮到我的
      </label>
      <div className="panel">
        <h2>等着办理</h2>
        {mine.length === 0 && (
          <p className="soft">
            {awaited.length === 0 ? '案件现在不等着谁办理。' : '现在没有轮到您的事项。'}
          </p>
        )}
        <ActList options={mine} detail={detail} isPrimary />
        {!isMineOnly && <WaitingList options={awaited.filter(({ open }) => !open)} known={data} />}
      </div>
      {more.length > 0 && (
        <div className="panel">
          <h2>还可以办理</h2>
          <ByStep options={more} detail={detail} />
        </div>
      )}
      {!isMineOnly && <ClosedList options={closed} known={data} detail={detail} />}
      <PhoneBar mine={mine} detail={detail} />
    </section>
  );
}

function sortOptions(options: readonly CaseOption[]) {
  const awaited = options.filter((option) => option.awaited);
  return {
    awaited,
    mine: awaited.filter(({ open }) => open),
    more: options.filter((option) => option.open && !option.awaited),
    closed: options.filter((option) => !option.open && !option.awaited),
  };
}

type ActListProps = {
  readonly options: readonly CaseOption[];
  readonly detail: CaseDetail;
  readonly isPrimary?: boolean;
};

function ActList({ options, detail, isPrimary = false }: ActListProps) {
  if (options.length === 0) return null;
  return (
    <ul className="case-acts">
      {options.map((option) => (
        <li key={option.command}>
          <ActLink option={option} detail={detail} isPrimary={isPrimary} />
          {option.done && <span className="soft small">已办过</span>}
        </li>
      ))}
    </ul>
  );
}

function ActLink({
  option,
  detail,
  isPrimary = false,
}: Omit<ActListProps, 'options'> & {
  readonly option: CaseOption;
}) {
  return (
    <Link
      to="/cases/$caseId"
      params={{ caseId: detail.caseId }}
      search={{ do: option.command }}
      className={isPrimary ? 'button-link button-link--primary' : 'button-link'}
    >
      {option.title}
    </Link>
  );
}

function stepTitle(detail: CaseDetail, step: string): string {
  return detail.steps.find(({ id }) => id === step)?.title ?? '';
}

function ByStep({ options, detail }: Omit<ActListProps, 'isPrimary'>) {
  const usualFirst = [...options].sort((one, other) => Number(other.usual) - Number(one.usual));
  const steps = [...new Set(options.map(({ step }) => step))];
  return steps.map((step) => (
    <div key={step} className="case-acts-step">
      <h3>{stepTitle(detail, step)}</h3>
      <ActList options={usualFirst.filter((option) => option.step === step)} detail={detail} />
    </div>
  ));
}

type ReasonsProps = { readonly options: readonly CaseOption[]; readonly known: CaseOptions };

/** What others are to do. */
function WaitingList({ options, known }: ReasonsProps) {
  if (options.length === 0) return null;
  return (
    <ul className="plain-list case-waiting">
      {options.map((option) => (
        <li key={option.command}>
          等<strong>{option.roleTitles.join('或者')}</strong>办理“{option.title}”
          <details>
            <summary className="small">为什么不是我</summary>
            <Reasons option={option} known={known} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Reasons({ option, known }: { readonly option: CaseOption; readonly known: CaseOptions }) {
  return option.refusals.map((refusal) => (
    <div key={`${refusal.code}${refusal.text}`} className="case-reason">
      <p>{refusal.text}</p>
      <ClauseList clauses={clausesOf(refusal.clauses, known.clauses)} />
    </div>
  ));
}

function ClosedList({ options, known, detail }: ReasonsProps & { readonly detail: CaseDetail }) {
  const steps = [...new Set(options.map(({ step }) => step))];
  if (options.length === 0) return null;
  return (
    <details className="panel case-closed">
      <summary>
        <h2>现在不能办理（{options.length} 项）</h2>
      </summary>
      <div className="case-closed-steps">
        {steps.map((step) => (
          <div key={step} className="case-acts-step">
            <h3>{stepTitle(detail, step)}</h3>
            <ul className="plain-list">
              {options
                .filter((option) => option.step === step)
                .map((option) => (
                  <li key={option.command}>
                    <details>
                      <summary>
                        {option.title}
                        {option.done && <span className="soft small">（已办理）</span>}
                      </summary>
                      <Reasons option={option} known={known} />
                    </details>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </details>
  );
}

/** What is my turn, always under the thumb. */
function PhoneBar({ mine, detail }: { mine: readonly CaseOption[]; detail: CaseDetail }) {
  const [first] = mine;
  if (first === undefined) return null;
  return (
    <div className="case-phone-bar">
      <ActLink option={first} detail={detail} isPrimary />
    </div>
  );
}
