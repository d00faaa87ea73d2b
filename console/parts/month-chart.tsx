import './chart.css';
import { useEffect, useId, useRef, useState } from 'react';
import type { Month } from '../api/cases.ts';
import { monthMark, type Scale, scaleFor, shortNumber } from './chart-scale.ts';

const series = [
  { key: 'opened', title: '登记' },
  { key: 'decided', title: '作出决定' },
  { key: 'closed', title: '结案' },
] as const;

const height = 220;
const room = { left: 44, right: 8, top: 10, bottom: 26 };
const ground = height - room.bottom;

/**
 * Cases opened, decided and closed by month.
 *
 * The three kinds differ in pattern as well as in colour; the same numbers stand in the table below the picture.
 */
export function MonthChart({ months }: { readonly months: readonly Month[] }) {
  const [place, width] = useWidth();
  const scale = scaleFor(Math.max(...months.flatMap((one) => series.map(({ key }) => one[key]))));
  const id = useId();
  return (
    <figure className="chart" ref={place}>
      <figcaption className="legend">
        {series.map(({ key, title }) => (
          <span key={key}>
            <svg width="14" height="14" aria-hidden="true">
              <rect className={`bar-${key}`} x="1" y="1" width="12" height="12" />
              {key === 'decided' && <Hatching x={1} y={1} width={12} height={12} />}
            </svg>
            {title}
          </span>
        ))}
      </figcaption>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-labelledby={id}>
          <title id={id}>{summaryOf(months)}</title>
          <Axis scale={scale} width={width} />
          <Bars months={months} scale={scale} width={width} />
        </svg>
      )}
      <details>
        <summary>查看各月的数字</summary>
        <MonthTable months={months} />
      </details>
    </figure>
  );
}

/** The months as a table, the latest first. */
export function MonthTable({ months }: { readonly months: readonly Month[] }) {
  return (
    <table className="records records--plain">
      <caption className="unseen">各月登记、作出决定和结案的案件数</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          {series.map(({ key, title }) => (
            <th key={key} scope="col" className="end">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map((one) => (
          <tr key={one.month}>
            <th scope="row">{one.month}</th>
            {series.map(({ key, title }) => (
              <td key={key} data-title={title} className="end">
                {one[key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function summaryOf(months: readonly Month[]): string {
  const sums = series.map(({ key, title }) => {
    const sum = months.reduce((total, one) => total + one[key], 0);
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

type BarsProps = {
  readonly months: readonly Month[];
  readonly scale: Scale;
  readonly width: number;
};

function Bars({ months, scale, width }: BarsProps) {
  const share = (width - room.left - room.right) / months.length;
  const bar = Math.max(3, Math.min(14, Math.floor((share * 0.72) / series.length)));
  return months.map((one, at) => {
    const middle = room.left + share * (at + 0.5);
    const isNamed = share >= 34 || at % 2 === 0;
    return (
      <g key={one.month}>
        <title>{`${one.month}：${series.map(({ key, title }) => `${title} ${one[key]}`).join('，')}`}</title>
        {series.map(({ key }, index) => {
          const y = heightOf(one[key], scale);
          const box = {
            x: Math.round(middle + (index - series.length / 2) * bar),
            y,
            width: bar - 1,
            height: Math.max(0, ground + 0.5 - y),
          };
          return (
            <g key={key}>
              <rect className={`bar-${key}`} {...box} />
              {key === 'decided' && <Hatching {...box} />}
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
