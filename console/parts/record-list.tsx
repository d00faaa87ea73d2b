import { Button } from 'antd';
import { memo, type ReactNode } from 'react';
import type { Pages } from '../api/pages.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** A column: how a cell is drawn and, when the list can be exported, what stands in the file. */
export type Column<T> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Text in an exported file; the column is left out of it when absent. */
  readonly text?: (row: T) => string | number;
  /** Names the row; shown first and large on a phone. */
  readonly isHead?: boolean;
  readonly align?: 'end';
};

type RecordListProps<T> = {
  /** What the rows are, for those who cannot see the table. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly pages: Pages<T>;
  readonly rowKey: (row: T) => string;
  /** Shown instead of an empty table. */
  readonly empty: ReactNode;
};

/** A list that is read page by page: a table on a screen, one card a row on a phone. */
export function RecordList<T>({ caption, columns, pages, rowKey, empty }: RecordListProps<T>) {
  if (pages.error !== null && pages.items.length === 0)
    return <ProblemNotice error={pages.error} />;
  if (pages.isPending) return <p className="soft">正在读取……</p>;
  if (pages.items.length === 0) return empty;
  return (
    <div aria-busy={pages.isReplacing}>
      <table className="records">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pages.items.map((row) => (
            <Row key={rowKey(row)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {pages.error !== null && <ProblemNotice error={pages.error} />}
      <ListEnd pages={pages} />
    </div>
  );
}

type RowProps<T> = { readonly row: T; readonly columns: readonly Column<T>[] };

/** Drawn once: reading on adds rows to a long list without drawing those that are there. */
const Row = memo(PlainRow) as typeof PlainRow;

function PlainRow<T>({ row, columns }: RowProps<T>) {
  return (
    <tr>
      {columns.map((column) =>
        column.isHead === true ? (
          <th key={column.key} scope="row">
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} data-title={column.title} className={column.align}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

function ListEnd<T>({ pages }: { readonly pages: Pages<T> }) {
  const { items, total, totalIsExact, hasMore } = pages;
  const shown = items.length;
  const all = total === undefined ? '' : `，共 ${total}${totalIsExact ? '' : ' 以上'} 条`;
  return (
    <div className="records-end">
      <span className="small soft" role="status">
        {hasMore ? `已显示 ${shown} 条${all}` : `全部 ${shown} 条`}
      </span>
      {hasMore && (
        <Button onClick={pages.readOn} loading={pages.isReadingOn}>
          再显示一些
        </Button>
      )}
    </div>
  );
}
