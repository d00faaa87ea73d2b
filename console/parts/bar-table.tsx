import './chart.css';
import type { ReactNode } from 'react';

/** One part of a bar, and the column with its number. */
export type BarPart<T> = {
  readonly title: string;
  readonly tone: 'late' | 'warn' | 'chart';
  readonly value: (row: T) => number;
};

type BarTableProps<T> = {
  readonly caption: string;
  /** What the rows are. */
  readonly head: string;
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly name: (row: T) => ReactNode;
  /** Drawn one after the other in one bar. */
  readonly parts: readonly BarPart<T>[];
  /** Names are short: the bars stand beside them, and the rows are low. */
  readonly isSlim?: boolean;
  /** Whole of a row, where it is more than its parts; its own column. */
  readonly whole?: { readonly title: string; readonly value: (row: T) => number };
  /** What stands beside the bar and is no part of it. */
  readonly beside?: readonly {
    readonly title: string;
    readonly value: (row: T) => number | string;
  }[];
};

/** A table whose rows carry a bar each: a chart and its table in one. */
export function BarTable<T>(props: BarTableProps<T>) {
  const { caption, head, rows, rowKey, name, parts, whole, beside = [], isSlim = false } = props;
  const sumOf = (row: T) =>
    whole?.value(row) ?? parts.reduce((sum, part) => sum + part.value(row), 0);
  const most = Math.max(1, ...rows.map(sumOf));
  return (
    <table className={isSlim ? 'bars bars--slim' : 'bars'}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {whole !== undefined && <th scope="col">{whole.title}</th>}
          {[...parts, ...beside].map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            <th scope="row">
              <div className="bar-name">
                <span>{name(row)}</span>
                <BarLine row={row} parts={parts} most={most} rest={sumOf(row)} />
              </div>
            </th>
            {whole !== undefined && <td>{whole.value(row)}</td>}
            {parts.map(({ title, tone, value }) => (
              <td key={title} className={value(row) > 0 ? `tone-${tone}` : 'soft'}>
                {value(row)}
              </td>
            ))}
            {beside.map(({ title, value }) => (
              <td key={title}>{value(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type BarLineProps<T> = {
  readonly row: T;
  readonly parts: readonly BarPart<T>[];
  readonly most: number;
  readonly rest: number;
};

function BarLine<T>({ row, parts, most, rest }: BarLineProps<T>) {
  const share = (value: number) => `${((100 * value) / most).toFixed(2)}%`;
  const named = parts.reduce((sum, part) => sum + part.value(row), 0);
  return (
    <span className="bar-line" aria-hidden="true">
      {parts.map((part) => (
        <i
          key={part.title}
          className={`bar-${part.tone}`}
          style={{ width: share(part.value(row)) }}
        />
      ))}
      {rest > named && <i className="bar-chart" style={{ width: share(rest - named) }} />}
    </span>
  );
}
