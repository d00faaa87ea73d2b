import { Checkbox } from 'antd';
import type { CaseEntry } from '../../api/cases.ts';
import { useWhole } from '../../api/whole.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

type HandoverCasesProps = {
  readonly handlerId: string;
  readonly chosen: readonly CaseEntry[];
  readonly onChoose: (cases: readonly CaseEntry[]) => void;
};

/** The unfinished cases of an officer, to choose all or some. */
export function HandoverCases({ handlerId, chosen, onChoose }: HandoverCasesProps) {
  const open = useWhole<CaseEntry>('/api/cases', { handler: handlerId, standing: 'open' });
  const decided = useWhole<CaseEntry>('/api/cases', { handler: handlerId, standing: 'decided' });
  const error = open.error ?? decided.error;
  if (error !== null) return <ProblemNotice error={error} />;
  if (open.data === undefined || decided.data === undefined)
    return <p className="soft">正在读取名下的案件……</p>;
  const cases = [...open.data, ...decided.data];
  if (cases.length === 0)
    return (
      <NothingHere title="名下没有没办完的案件">
        <p>只有办理中和已决定、尚未结案的案件需要移交。请选择另一名移交人。</p>
      </NothingHere>
    );
  const ids = new Set(chosen.map(({ caseId }) => caseId));
  const turn = (one: CaseEntry, isIn: boolean) =>
    onChoose(isIn ? [...chosen, one] : chosen.filter(({ caseId }) => caseId !== one.caseId));
  return (
    <fieldset className="panel handover-cases">
      <legend>要移交的案件</legend>
      <Checkbox
        checked={ids.size === cases.length}
        indeterminate={ids.size > 0 && ids.size < cases.length}
        onChange={({ target }) => onChoose(target.checked ? cases : [])}
      >
        全部 {cases.length} 件
      </Checkbox>
      <ul className="plain">
        {cases.map((one) => (
          <li key={one.caseId}>
            <Checkbox
              checked={ids.has(one.caseId)}
              onChange={({ target }) => turn(one, target.checked)}
            >
              {one.title}{' '}
              <span className="small soft">
                {[one.caseNumber, one.stepTitle].filter(Boolean).join(' · ')}
              </span>
            </Checkbox>
            {one.nextClock !== null && (
              <div className="small">
                <ClockNotice clock={one.nextClock} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
