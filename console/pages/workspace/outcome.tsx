import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { type CaseDetail, type CaseOption, momentText, optionsQuery } from './case-file.ts';
import type { Performed } from './command-sending.ts';

/** What was done just now. */
export type Done = { readonly title: string; readonly performed: Performed };

type OutcomeProps = {
  readonly done: Done;
  readonly detail: CaseDetail;
  readonly onClose: () => void;
  /** The page on which the next form is opened. */
  readonly to?: '/cases/$caseId' | '/review/$caseId';
};

/** What was done, where the case stands now, what it waits for and from whom; it takes the focus. */
export function Outcome({ done, detail, onClose, to = '/cases/$caseId' }: OutcomeProps) {
  const place = useRef<HTMLDivElement>(null);
  const { data } = useQuery(optionsQuery(detail.caseId));
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [done]);
  const isFresh =
    detail.version >= done.performed.version && (data?.version ?? 0) >= done.performed.version;
  const last = done.performed.events.at(-1);
  return (
    <div className="outcome" role="status" tabIndex={-1} ref={place}>
      <p>
        <strong>已办理：{done.title}</strong>
        {last !== undefined && <span className="soft"> {momentText(last.at)}</span>}
      </p>
      {isFresh && <Next detail={detail} options={data?.options ?? []} onClose={onClose} to={to} />}
    </div>
  );
}

type NextProps = Required<Omit<OutcomeProps, 'done'>> & {
  readonly options: readonly CaseOption[];
};

function Next({ detail, options, onClose, to }: NextProps) {
  const awaited = options.filter((option) => option.awaited);
  const mine = awaited.filter(({ open }) => open);
  return (
    <>
      <p>
        案件在“{detail.stepTitle}”，{detail.standingTitle}。
        {awaited.length === 0 && '现在不等着谁办理。'}
      </p>
      <ul className="plain-list">
        {waitingFor(awaited.filter(({ open }) => !open)).map(([roles, titles]) => (
          <li key={roles}>
            等{roles}办理{titles.map((title) => `“${title}”`).join('、')}。
          </li>
        ))}
      </ul>
      <div className="case-outcome-next">
        {mine.map((option) => (
          <Link
            key={option.command}
            to={to}
            params={{ caseId: detail.caseId }}
            search={{ do: option.command }}
            className="button-link"
          >
            接着办理：{option.title}
          </Link>
        ))}
        {mine.length === 0 && (
          <Link to="/tasks" className="button-link">
            去我的待办
          </Link>
        )}
        <Button type="text" onClick={onClose}>
          知道了
        </Button>
      </div>
    </>
  );
}

/** What is awaited, by those of whom it is awaited. */
function waitingFor(options: readonly CaseOption[]): readonly (readonly [string, string[]])[] {
  const byRoles = new Map<string, string[]>();
  for (const { roleTitles, title } of options) {
    const roles = roleTitles.join('或者');
    byRoles.set(roles, [...(byRoles.get(roles) ?? []), title]);
  }
  return [...byRoles];
}
