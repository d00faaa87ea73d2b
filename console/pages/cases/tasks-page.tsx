import './cases.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef } from 'react';
import { type Task, taskSummaryQuery, urgencyOf } from '../../api/cases.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RecordList } from '../../parts/record-list.tsx';
import { useKept, useLongList } from './long-list.ts';
import { useRowKeys } from './row-keys.ts';
import { taskColumns } from './task-columns.tsx';
import { TaskSummaryStrip } from './task-summary-strip.tsx';

/** Everything that waits for the person, the most pressing first. */
export function TasksPage() {
  const { urgency, command } = useSearch({ from: '/tasks' });
  const pages = useLongList<Task>('/api/tasks');
  const { drawn, kept, isCut } = useKept(
    pages,
    (task) =>
      (urgency === undefined || urgencyOf(task.nextClock) === urgency) &&
      (command === undefined || task.command === command),
  );
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  return (
    <>
      <PageHead
        title="我的待办"
        lead="点要办的事，直接打开要填写的表。最急的在前。"
        actions={<ExportButton name="我的待办" columns={taskColumns} pages={pages} rows={kept} />}
      />
      <TaskSummaryStrip isOn={urgency} />
      <CommandChoice isOn={command} />
      <div ref={list}>
        <RecordList
          caption="我的待办"
          columns={taskColumns}
          pages={drawn}
          rowKey={(task) => `${task.caseId}/${task.command}`}
          empty={<NoTasks isNarrowed={urgency !== undefined || command !== undefined} />}
        />
      </div>
      {isCut && <p className="soft">这里只列最急的 1000 项，办完后其余的会接着出现。</p>}
      <p className="small soft wide-only">
        键盘：上下方向键或者 <kbd>j</kbd> <kbd>k</kbd> 在待办之间移动，<kbd>Enter</kbd> 打开，
        <kbd>?</kbd> 查看全部快捷键。
      </p>
    </>
  );
}

/** Narrows the list to one thing to do. */
function CommandChoice({ isOn }: { readonly isOn: string | undefined }) {
  const { data } = useQuery(taskSummaryQuery);
  const navigate = useNavigate({ from: '/tasks' });
  const kinds = data?.byCommand ?? [];
  if (kinds.length < 2 && isOn === undefined) return null;
  const choose = (command: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, command }), replace: true });
  return (
    <fieldset className="chips">
      <legend className="unseen">按要办的事筛选</legend>
      {kinds.map(({ command, title, count }) => (
        <Button
          key={command}
          size="small"
          aria-pressed={command === isOn}
          type={command === isOn ? 'primary' : 'default'}
          onClick={() => choose(command === isOn ? undefined : command)}
        >
          {title} {count}
        </Button>
      ))}
    </fieldset>
  );
}

function NoTasks({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <NothingHere title="没有符合条件的待办">
        <Link to="/tasks" search={{}}>
          查看全部待办
        </Link>
      </NothingHere>
    );
  return (
    <NothingHere title="没有等您办理的事">
      <p>
        有新的事会出现在这里和右上角的通知里。也可以<Link to="/cases">查看案件</Link>。
      </p>
    </NothingHere>
  );
}
