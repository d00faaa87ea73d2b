import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import { ask, problemIn } from '../api/client.ts';
import { type Pages, readAll } from '../api/pages.ts';
import type { Column } from './record-list.tsx';

type ExportButtonProps<T> = {
  /** Name of the list, and of the file. */
  readonly name: string;
  readonly columns: readonly Column<T>[];
  readonly pages: Pages<T>;
  /** What is exported when the page holds the whole list already; otherwise it is read to its end. */
  readonly rows?: readonly T[];
};

const most = 20_000;

/** Saves the whole list as it is filtered, as a spreadsheet or as text; that it was exported is recorded. */
export function ExportButton<T>({ name, columns, pages, rows }: ExportButtonProps<T>) {
  const { message } = App.useApp();
  const [read, setRead] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const save = async (format: 'xlsx' | 'csv') => {
    stop.current = new AbortController();
    setRead(0);
    try {
      const limits = { most, signal: stop.current.signal, onRead: setRead };
      const { items, isWhole } =
        rows === undefined ? await readAll<T>(pages, limits) : { items: rows, isWhole: true };
      await ask('/api/exports', {
        method: 'POST',
        body: { list: listOf(pages.path), format, rows: items.length },
      });
      const { saveTable } = await import('./save-table.ts');
      await saveTable({ name, format, columns, rows: items });
      message.success(
        isWhole
          ? `已导出 ${items.length} 条。`
          : `已导出前 ${most} 条；更多的请缩小范围后分次导出。`,
      );
    } catch (error) {
      if (stop.current.signal.aborted) message.info('已停止导出。');
      else message.error(problemIn(error).detail);
    } finally {
      setRead(null);
    }
  };
  // An empty list says itself why it is empty; a file of it would say less.
  if (rows?.length === 0 || (rows === undefined && !pages.isPending && pages.items.length === 0))
    return null;
  if (read !== null)
    return (
      <Button onClick={() => stop.current?.abort()}>正在导出，已读 {read} 条，点此停止</Button>
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: 'Excel 表格（XLSX）', onClick: () => void save('xlsx') },
          { key: 'csv', label: '逗号分隔文本（CSV）', onClick: () => void save('csv') },
        ],
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden />}>导出</Button>
    </Dropdown>
  );
}

/** The list as the record of exports names it: its address, where letters that cannot stand there are left out. */
function listOf(path: string): string {
  return path
    .replace(/^\/api\//, '')
    .replaceAll('/', '.')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '')
    .slice(0, 100)
    .replace(/^[^a-z]*$/, 'list');
}
