import { usePages } from '../../api/pages.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { momentText } from './account.ts';
import './admin.css';
import { Moment } from './moment.tsx';

type Job = {
  readonly jobId: string;
  readonly taskTitle: string;
  readonly standing: 'running' | 'waiting' | 'failing' | 'given-up';
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly runAt: string;
  readonly lastError: string | null;
};

const words = {
  running: '正在做',
  waiting: '等候',
  failing: '没有做成，还会再试',
  'given-up': '不再自动重试',
} as const;
const looks = { running: '', waiting: '', failing: 'tag--warn', 'given-up': 'tag--late' } as const;

/** What the background still has to do, and what it could not. */
export function JobsPage() {
  const pages = usePages<Job>('/api/jobs');
  return (
    <>
      <PageHead
        title="后台任务"
        lead="提醒、备份、公示到期等由后台办理。没有做成的会自动再试；查明原因后可以立即重试。"
        actions={<ExportButton name="后台任务" columns={columns} pages={pages} />}
      />
      <RecordList
        caption="后台任务"
        columns={columns}
        pages={pages}
        rowKey={({ jobId }) => jobId}
        empty={<NothingHere title="没有等候的任务，也没有没做成的。" />}
      />
    </>
  );
}

const columns: readonly Column<Job>[] = [
  {
    key: 'task',
    title: '任务',
    isHead: true,
    text: ({ taskTitle }) => taskTitle,
    cell: ({ taskTitle }) => taskTitle,
  },
  {
    key: 'standing',
    title: '现状',
    text: ({ standing }) => words[standing],
    cell: ({ standing }) => <span className={`tag ${looks[standing]}`}>{words[standing]}</span>,
  },
  {
    key: 'attempts',
    title: '已试',
    align: 'end',
    text: ({ attempts, maxAttempts }) => `${attempts}/${maxAttempts}`,
    cell: ({ attempts, maxAttempts }) => `${attempts}/${maxAttempts}`,
  },
  {
    key: 'runAt',
    title: '下次时间',
    text: ({ runAt }) => momentText(runAt),
    cell: ({ runAt }) => <Moment at={runAt} />,
  },
  {
    key: 'lastError',
    title: '上次没成的原因',
    text: ({ lastError }) => lastError ?? '',
    cell: ({ lastError }) => lastError,
  },
  {
    key: 'actions',
    title: '办理',
    cell: ({ jobId, taskTitle, standing }) =>
      standing === 'failing' || standing === 'given-up' ? (
        <ActButton
          title="立即重试"
          label={`立即重试：${taskTitle}`}
          done="已安排重试。"
          path={`/api/jobs/${jobId}/retrying`}
        />
      ) : null,
  },
];
