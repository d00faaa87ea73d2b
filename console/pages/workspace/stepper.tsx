import type { CaseStep } from './case-file.ts';

const words = { done: '已办', current: '正在办理', ahead: '尚未到', skipped: '没有经过' } as const;

/** How far the case has come through its procedure; on a phone only where it stands. */
export function Stepper({ steps }: { readonly steps: readonly CaseStep[] }) {
  const at = steps.findIndex(({ standing }) => standing === 'current');
  const isOver = at === -1;
  const next = steps[at + 1];
  return (
    <section aria-label="办理步骤" className="case-progress">
      <p className="case-progress-brief">
        {isOver ? (
          '各步骤已办完'
        ) : (
          <>
            第 {at + 1} 步，共 {steps.length} 步：<strong>{steps[at]?.title}</strong>
            {next !== undefined && <span className="soft">，其后 {next.title}</span>}
          </>
        )}
      </p>
      <ol className="case-steps">
        {steps.map(({ id, title, standing }) => (
          <li
            key={id}
            className={`case-step case-step--${standing}`}
            aria-current={standing === 'current' ? 'step' : undefined}
          >
            <span className="case-step-title">{title}</span>
            <span className="unseen">（{words[standing]}）</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
