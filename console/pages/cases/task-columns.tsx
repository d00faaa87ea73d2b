import { Link } from '@tanstack/react-router';
import type { Task } from '../../api/cases.ts';
import { placeOfAct } from '../../parts/act-place.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import type { Column } from '../../parts/record-list.tsx';
import { clocksOf } from './task-clocks.ts';

/** What the list of tasks shows of each. */
export const taskColumns: readonly Column<Task>[] = [
  {
    key: 'command',
    title: '要办的事',
    isHead: true,
    cell: (task) => <TaskLink task={task} />,
    text: ({ commandTitle }) => commandTitle,
  },
  {
    key: 'clock',
    title: '期限',
    cell: (task) =>
      clocksOf(task).length === 0 ? (
        <span className="soft">没有期限</span>
      ) : (
        <TaskClocks task={task} />
      ),
    text: (task) => clocksOf(task).map(clockText).join('；'),
  },
  {
    key: 'case',
    title: '案件',
    cell: ({ title, caseNumber }) => (
      <>
        {title}
        {caseNumber !== null && <div className="small soft">{caseNumber}</div>}
      </>
    ),
    text: ({ title }) => title,
  },
  {
    key: 'party',
    title: '当事人',
    cell: ({ partyName }) => partyName,
    text: ({ partyName }) => partyName ?? '',
  },
  {
    key: 'role',
    title: '以何身份',
    cell: ({ roleTitle }) => roleTitle,
    text: ({ roleTitle }) => roleTitle,
  },
  {
    key: 'since',
    title: '等待自',
    cell: ({ since }) => <time dateTime={since}>{since.slice(0, 10)}</time>,
    text: ({ since }) => since.slice(0, 16).replace('T', ' '),
  },
];

/** Leads to the form in one click. */
export function TaskLink({ task }: { readonly task: Task }) {
  return (
    <Link
      {...placeOfAct(task.command)}
      params={{ caseId: task.caseId }}
      data-row-link=""
      aria-label={`${task.commandTitle}：${task.title}`}
    >
      {task.commandTitle}
    </Link>
  );
}

/** What is due: first the task itself, then the case where something else of it is more pressing. */
export function TaskClocks({ task }: { readonly task: Task }) {
  const clocks = clocksOf(task);
  if (clocks.length === 0) return null;
  return (
    <div className="small">
      {clocks.map(({ clock, isOfCase }) => (
        <div key={String(isOfCase)}>
          <ClockNotice clock={clock} of={isOfCase ? '本案期限：' : ''} />
        </div>
      ))}
    </div>
  );
}

const clockText = ({ clock, isOfCase }: ReturnType<typeof clocksOf>[number]) =>
  `${isOfCase ? '本案期限：' : ''}${clock.title} ${clock.words ?? ''}`;
