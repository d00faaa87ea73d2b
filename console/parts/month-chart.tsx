import './chart.css';
import { useEffect, useId, useRef, useState } from 'react';
import { monthMark, type Scale, scaleFor, shortNumber } from './chart-scale.ts';

/** One kind of bar; the tone also decides its pattern. */
export type MonthSeries<T> = {
  readonly title: string;
  readonly tone: 'opened' | 'decided' | 'closed' | 'late';
  readonly value: (month: T) => number;
};

type InMonth = { readonly month: string };

type MonthsProps<T extends InMonth> = {
  readonly months: readonly T[];
  readonly series: readonly MonthSeries<T>[];
  /** What is counted, for those who cannot see the picture. */
  readonly caption: string;
};

const height = 220;
const room = { left: 44, right: 8, top: 10, bottom: 26 };
const ground = height - room.bottom;

/**
 * What was counted by month.
 *
 * The kinds differ in pattern as well as in colour; the same numbers stand in the table below the picture.
 */
export function MonthChart<T extends InMonth>({ months, series, caption }: MonthsProps<T>) {
  const [place, width] = useWidth();
  const scale = scaleFor(
    Math.max(0, ...months.flatMap((one) => series.map(({ value }) => value(one)))),
  );
  const id = useId();
  return (
    <figure className="chart" ref={place}>
      <figcaption className="legend">
        {series.map(({ tone, title }) => (
          <span key={title}>
            <svg width="14" height="14" aria-hidden="true">
              <rect className={`bar-${tone}`} x="1" y="1" width="12" height="12" />
              {tone === 'decided' && <Hatching x={1} y={1} width={12} height={12} />}
            </svg>
            {title}
          </span>
        ))}
      </figcaption>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-labelledby={id}>
          <title id={id}>{summaryOf(months, series)}</title>
          <Axis scale={scale} width={width} />
          <Bars months={months} series={series} scale={scale} width={width} />
        </svg>
      )}
      <details>
        <summary>查看各月的数字</summary>
        <MonthTable months={months} series={series} caption={caption} />
      </details>
    </figure>
  );
}

/** The months as a table, the latest first. */
export function MonthTable<T extends InMonth>({ months, series, caption }: MonthsProps<T>) {
  return (
    <table className="records records--plain">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          {series.map(({ title }) => (
            <th key={title} scope="col" className="end">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map((one) => (
          <tr key={one.month}>
            <th scope="row">{one.month}</th>
            {series.map(({ title, value }) => (
              <td key={title} data-title={title} className="end">
                {value(one)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function summaryOf<T extends InMonth>(
  months: readonly T[],
  series: readonly MonthSeries<T>[],
): string {
  const sums = series.map(({ value, title }) => {
    const sum = months.reduce((total, one) => total + value(one), 0);
    return `${title} ${sum} 件`;
  });
  return `${months[0]?.month ?? ''} 至 ${months.at(-1)?.month ?? ''}：${sums.join('，')}。`;
}

function Axis({ scale, width }: { readonly scale: Scale; readonly width: number }) {
  return scale.marks.map((mark) => {
    const y = heightOf(mark, scale);
    return (
      <g key={mark}>
        <path
          className={mark === 0 ? 'axis' : 'mark'}
          d={`M${room.left} ${y}H${width - room.right}`}
        />
        <text className="axis-text axis-text--value" x={room.left - 6} y={y + 4}>
          {shortNumber(mark)}
        </text>
      </g>
    );
  });
}

function heightOf(value: number, scale: Scale): number {
  return Math.round(ground - ((ground - room.top) * value) / scale.top) + 0.5;
}

type BarsProps<T extends InMonth> = Omit<MonthsProps<T>, 'caption'> & {
  readonly scale: Scale;
  readonly width: number;
};

function Bars<T extends InMonth>({ months, series, scale, width }: BarsProps<T>) {
  const share = (width - room.left - room.right) / months.length;
  const bar = Math.max(3, Math.min(14, Math.floor((share * 0.72) / series.length)));
  return months.map((one, at) => {
    const middle = room.left + share * (at + 0.5);
    const isNamed = share >= 34 || at % 2 === 0;
    return (
      <g key={one.month}>
        <title>{`${one.month}：${series.map(({ value, title }) => `${title} ${value(one)}`).join('，')}`}</title>
        {series.map(({ tone, title, value }, index) => {
          const y = heightOf(value(one), scale);
          const box = {
            x: Math.round(middle + (index - series.length / 2) * bar),
            y,
            width: bar - 1,
            height: Math.max(0, ground + 0.5 - y),
          };
          return (
            <g key={title}>
              <rect className={`bar-${tone}`} {...box} />
              {tone === 'decided' && <Hatching {...box} />}
            </g>
          );
        })}
        {isNamed && (
          <text className="axis-text" x={middle} y={height - 8}>
            {share >= 34 ? monthMark(one.month, at === 0) : Number(one.month.slice(5))}
          </text>
        )}
      </g>
    );
  });
}

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Slanting lines over a bar, so that it differs in print and for those who do not tell the colours apart. */
function Hatching({ x, y, width, height }: Box) {
  const lines = Array.from({ length: Math.floor(height / 4) }, (_, at) => y + height - at * 4);
  return (
    <path
      className="hatching"
      d={lines
        .map((from) => `M${x} ${from}L${x + width} ${Math.max(y, from - width / 2)}`)
        .join('')}
    />
  );
}

/** How wide the place is at present; letters keep their size on every screen. */
function useWidth() {
  const place = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [place, width] as const;
}
