import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { may, useMe } from '../../api/session.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type CaseDetail, type CaseOption, type CaseOptions, optionsQuery } from './case-file.ts';
import { ClosedSection, Reasons } from './closed-section.tsx';

/** What may be done: first what the case waits for, then what else is open, then what is not and why. */
export function ActSection({ detail }: { readonly detail: CaseDetail }) {
  const { data, error } = useQuery(optionsQuery(detail.caseId));
  const mayAct = may(useMe(), 'case:act');
  const [isMineOnly, setMineOnly] = useState(false);
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  const { awaited, mine, more, aside, closed } = sortOptions(data.options);
  return (
    <section aria-label="办理">
      {mayAct && <MineOnly isOn={isMineOnly} onChange={setMineOnly} />}
      <div className="panel">
        <h2>等着办理</h2>
        {mine.length === 0 && <NothingMine isAwaited={awaited.length > 0} mayAct={mayAct} />}
        <ActList options={mine} detail={detail} isPrimary />
        {!isMineOnly && (
          <WaitingList
            options={awaited.filter(({ open }) => !open)}
            known={data}
            tellsWhy={mayAct}
          />
        )}
      </div>
      {more.length > 0 && (
        <div className="panel">
          <h2>还可以办理</h2>
          <ByStep options={more} detail={detail} />
        </div>
      )}
      {aside.length > 0 && <AsideList options={aside} detail={detail} />}
      {mayAct && !isMineOnly && <ClosedSection options={closed} known={data} detail={detail} />}
      <PhoneBar mine={mine} detail={detail} />
    </section>
  );
}

type MineOnlyProps = { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };

function MineOnly({ isOn, onChange }: MineOnlyProps) {
  return (
    <label className="choice case-mine-only">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      只看轮到我的
    </label>
  );
}

type NothingMineProps = { readonly isAwaited: boolean; readonly mayAct: boolean };

function NothingMine({ isAwaited, mayAct }: NothingMineProps) {
  if (!isAwaited) return <p className="soft">案件现在不等着谁办理；还在走的期限见“期限”。</p>;
  return mayAct ? <p className="soft">现在没有轮到您的事项。</p> : null;
}

function sortOptions(options: readonly CaseOption[]) {
  const awaited = options.filter((option) => option.awaited);
  const others = options.filter((option) => option.open && !option.awaited);
  return {
    awaited,
    mine: awaited.filter(({ open }) => open),
    more: others.filter((option) => option.aside !== true),
    aside: others.filter((option) => option.aside === true),
    closed: options.filter((option) => !option.open && !option.awaited),
  };
}

type ActListProps = {
  readonly options: readonly CaseOption[];
  readonly detail: CaseDetail;
  readonly isPrimary?: boolean;
  /** False where it is plain that it was done before. */
  readonly tellsDone?: boolean;
};

function ActList({ options, detail, isPrimary = false, tellsDone = true }: ActListProps) {
  if (options.length === 0) return null;
  return (
    <ul className="case-acts">
      {options.map((option) => (
        <li key={option.command}>
          <ActLink option={option} detail={detail} isPrimary={isPrimary} />
          {tellsDone && option.done && (
            <span className="soft small">{isPrimary ? '再次办理' : '已办过'}</span>
          )}
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

/** What does not belong to the course of the case, such as who handles it; out of the way until it is wanted. */
function AsideList({ options, detail }: Omit<ActListProps, 'isPrimary'>) {
  return (
    <details className="panel case-closed">
      <summary>
        <h2>其他事项</h2>{' '}
        <span className="soft">{options.map(({ title }) => title).join('、')}</span>
      </summary>
      <ActList options={options} detail={detail} tellsDone={false} />
    </details>
  );
}

type WaitingListProps = {
  readonly options: readonly CaseOption[];
  readonly known: CaseOptions;
  /** Not for those who only look on: nothing here could be theirs. */
  readonly tellsWhy: boolean;
};

/** What others are to do. */
function WaitingList({ options, known, tellsWhy }: WaitingListProps) {
  if (options.length === 0) return null;
  return (
    <ul className="plain-list case-waiting">
      {options.map((option) => (
        <li key={option.command}>
          等<strong>{option.roleTitles.join('或者')}</strong>办理“{option.title}”
          {tellsWhy && (
            <details>
              <summary className="small">为什么不是我</summary>
              <Reasons option={option} known={known} />
            </details>
          )}
        </li>
      ))}
    </ul>
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
