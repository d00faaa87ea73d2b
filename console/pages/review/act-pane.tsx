import { Link } from '@tanstack/react-router';
import { ClausesById } from '../../parts/clause-by-id.tsx';
import type { CaseOption } from '../workspace/case-file.ts';
import { sortActs } from './course.ts';
import type { ReviewFile } from './review-file.ts';
import { searchOf } from './room-search.ts';

type ActsProps = { readonly caseId: string; readonly options: readonly CaseOption[] };

/** Everything that may be done in the review, in the order of its course, and what may not and why. */
export function ActPane({ caseId, options, file }: ActsProps & { readonly file?: ReviewFile }) {
  const { mine, more, others, closed } = sortActs(options);
  return (
    <>
      {file !== undefined && <Course steps={file.course} />}
      <h2>等我办理</h2>
      {mine.length === 0 && <p className="soft">现在没有轮到您的审核事项。</p>}
      <Acts caseId={caseId} options={mine} isPrimary />
      <OthersTurn options={others} />
      {more.length > 0 && (
        <>
          <h2>还可以办理</h2>
          <Acts caseId={caseId} options={more} />
        </>
      )}
      {closed.length > 0 && (
        <details className="room-closed">
          <summary>现在不能办理（{closed.length} 项）</summary>
          <ul className="plain">
            {closed.map((option) => (
              <li key={option.command}>
                <details>
                  <summary>
                    {option.title}
                    {option.done && <span className="small soft">（已办理）</span>}
                  </summary>
                  <Reasons option={option} />
                </details>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const words = { done: '已办', current: '正在进行', ahead: '尚未到', skipped: '没有经过' } as const;

/** How far the review has come. */
function Course({ steps }: { readonly steps: ReviewFile['course'] }) {
  return (
    <ol className="room-course" aria-label="审核的经过">
      {steps.map(({ id, title, standing }) => (
        <li
          key={id}
          className={`room-step room-step--${standing}`}
          aria-current={standing === 'current' ? 'step' : undefined}
        >
          {title}
          <span className="unseen">（{words[standing]}）</span>
        </li>
      ))}
    </ol>
  );
}

/** Leads to the forms of the acts, beside the materials. */
export function Acts({
  caseId,
  options,
  isPrimary = false,
}: ActsProps & { readonly isPrimary?: boolean }) {
  if (options.length === 0) return null;
  return (
    <ul className="room-acts">
      {options.map(({ command, title, done }) => (
        <li key={command}>
          <Link
            to="/review/$caseId"
            params={{ caseId }}
            search={(before: { readonly record?: number }) => searchOf(command, before)}
            className={isPrimary ? 'button-link button-link--primary' : 'button-link'}
            activeProps={{}}
          >
            {title}
          </Link>
          {done && <span className="small soft">{isPrimary ? '再次办理' : '已办过'}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What may be done besides, in one line. */
export function MoreActs({ caseId, options }: ActsProps) {
  if (options.length === 0) return null;
  return (
    <p className="small room-more">
      <span className="soft">还可以：</span>
      {options.map(({ command, title }) => (
        <Link
          key={command}
          to="/review/$caseId"
          params={{ caseId }}
          search={(before: { readonly record?: number }) => searchOf(command, before)}
          activeProps={{}}
        >
          {title}
        </Link>
      ))}
    </p>
  );
}

/** What others are to do. */
export function OthersTurn({ options }: { readonly options: readonly CaseOption[] }) {
  if (options.length === 0) return null;
  return (
    <ul className="plain room-others">
      {options.map((option) => (
        <li key={option.command}>
          等<strong>{option.roleTitles.join('或者')}</strong>办理“{option.title}”
          <details>
            <summary className="small">为什么不是我</summary>
            <Reasons option={option} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** Why an act is closed, with the clauses. */
export function Reasons({ option }: { readonly option: CaseOption }) {
  return option.refusals.map(({ code, text, clauses }) => (
    <div key={`${code}${text}`} className="room-reason">
      <p>{text}</p>
      <ClausesById ids={clauses} />
    </div>
  ));
}
