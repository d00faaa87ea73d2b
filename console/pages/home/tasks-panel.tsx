import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Task, taskSummaryQuery } from '../../api/cases.ts';
import { usePages } from '../../api/pages.ts';
import { may, useMe } from '../../api/session.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { TaskClocks, TaskLink } from '../cases/task-columns.tsx';
import { TaskSummaryStrip } from '../cases/task-summary-strip.tsx';

const shown = 8;

/** What waits for the person, the most pressing first; one click opens the form. */
export function TasksPanel() {
  const { items, isPending, error } = usePages<Task>(
    '/api/tasks',
    { limit: shown },
    { refetchOnMount: 'always' },
  );
  const { data: summary } = useQuery(taskSummaryQuery);
  return (
    <section className="panel" aria-labelledby="home-tasks">
      <div className="panel-head">
        <h2 id="home-tasks">等我办理</h2>
        <Link to="/tasks" search={{}}>
          全部待办
        </Link>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {summary !== undefined && summary.overdue + summary.today + summary.soon > 0 && (
        <TaskSummaryStrip />
      )}
      {!isPending && error === null && items.length === 0 && <NoTasks />}
      <ul className="task-list">
        {items.slice(0, shown).map((task) => (
          <TaskLine key={`${task.caseId}/${task.command}`} task={task} />
        ))}
      </ul>
    </section>
  );
}

function TaskLine({ task }: { readonly task: Task }) {
  const { title, caseNumber, partyName } = task;
  return (
    <li>
      <div>
        <TaskLink task={task} />
        <div className="small soft">
          {[title, caseNumber, partyName].filter(Boolean).join(' · ')}
        </div>
      </div>
      <TaskClocks task={task} />
    </li>
  );
}

function NoTasks() {
  const me = useMe();
  return (
    <NothingHere title="现在没有等您办理的事">
      <p>
        有新的事会出现在这里和右上角的通知里。
        {may(me, 'case:open') && (
          <>
            收到新的线索，请<Link to="/cases/new">登记线索</Link>。
          </>
        )}
      </p>
    </NothingHere>
  );
}
