import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { momentText } from './account.ts';
import './admin.css';
import { sizeText } from '../../parts/size.ts';
import { Moment } from './moment.tsx';

type Backup = {
  readonly backupId: string;
  readonly at: string;
  readonly standing: 'running' | 'done' | 'failed';
  readonly sizeBytes: number | null;
  readonly seconds: number | null;
  readonly problem: string | null;
  readonly path: string;
  readonly askedBy: string | null;
};

/** Backups: made now, made before, and how to come back from one. */
export function BackupsPage() {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const pages = usePages<Backup>('/api/backups');
  const isRunning = pages.items.some(({ standing }) => standing === 'running');
  useRenewal(isRunning);
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      await ask('/api/backups', { method: 'POST' });
      message.success('已开始备份，在后台进行，可以离开本页。');
      await queryClient.invalidateQueries({ queryKey: ['/api/backups'] });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHead
        title="备份"
        lead="把全部数据备份到服务器的数据文件夹。备份时照常办案。"
        actions={
          <>
            <ExportButton name="备份" columns={columns} pages={pages} />
            <Button
              type="primary"
              loading={isBusy}
              disabled={isRunning}
              onClick={() => void start()}
            >
              {isRunning ? '正在备份' : '立即备份'}
            </Button>
          </>
        }
      />
      {error !== null && <ProblemNotice error={error} />}
      <RecordList
        caption="备份"
        columns={columns}
        pages={pages}
        rowKey={({ backupId }) => backupId}
        empty={
          <NothingHere title="还没有在这里备份过。">
            <p>请点“立即备份”。在服务器上用命令或者定时任务做的备份不列在这里。</p>
          </NothingHere>
        }
      />
      <HowToRestore />
    </>
  );
}

/** Looks again every second while a backup runs. */
function useRenewal(isRunning: boolean): void {
  const queryClient = useQueryClient();
  useQuery({
    queryKey: ['backups-renewal'],
    queryFn: async () => {
      await queryClient.invalidateQueries({ queryKey: ['/api/backups'] });
      return Date.now();
    },
    enabled: isRunning,
    refetchInterval: 1000,
    staleTime: 0,
  });
}

const words = { running: '正在进行', done: '已完成', failed: '没有做成' } as const;
const looks = { running: 'tag--warn', done: 'tag--ok', failed: 'tag--late' } as const;

const columns: readonly Column<Backup>[] = [
  {
    key: 'at',
    title: '时间',
    isHead: true,
    text: ({ at }) => momentText(at),
    cell: ({ at }) => <Moment at={at} />,
  },
  {
    key: 'standing',
    title: '结果',
    text: ({ standing, problem }) => `${words[standing]}${problem ?? ''}`,
    cell: ({ standing, problem }) => (
      <>
        <span className={`tag ${looks[standing]}`}>{words[standing]}</span> {problem}
      </>
    ),
  },
  {
    key: 'size',
    title: '大小',
    align: 'end',
    text: ({ sizeBytes }) => sizeText(sizeBytes),
    cell: ({ sizeBytes }) => sizeText(sizeBytes),
  },
  {
    key: 'seconds',
    title: '用时',
    align: 'end',
    text: ({ seconds }) => (seconds === null ? '' : `${seconds} 秒`),
    cell: ({ seconds }) => (seconds === null ? '' : `${seconds} 秒`),
  },
  {
    key: 'path',
    title: '在数据文件夹里',
    text: ({ path }) => path,
    cell: ({ path }) => <code>{path}</code>,
  },
  {
    key: 'askedBy',
    title: '由谁',
    text: ({ askedBy }) => askedBy ?? '',
    cell: ({ askedBy }) => askedBy,
  },
];

function HowToRestore() {
  return (
    <section className="panel">
      <h2>怎样恢复</h2>
      <ol>
        <li>在服务器上取走备份文件和旁边的 .key 密钥，分开存放；不能从网页下载。</li>
        <li>停止明法，准备一个空的数据文件夹。恢复不覆盖已有的数据。</li>
        <li>
          执行 <code>MINGFA_DATA=/新的/数据文件夹 ./mingfa restore 备份文件</code>
        </li>
        <li>
          执行 <code>./mingfa verify</code>，核验全部历史记录，再启动。
        </li>
      </ol>
      <p className="soft">没有真的恢复过的备份不算备份，请定期演练一次。</p>
    </section>
  );
}
