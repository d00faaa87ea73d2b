import { html } from 'ghtml';
import type { MonthFigure } from '../disclosure/index.store.ts';

/** One line of a table with bars. */
export type BarRow = {
  readonly title: string;
  /** Where the title leads; nowhere when absent. */
  readonly href?: string;
  readonly decisions: number;
};

const [width, height, ground, top] = [300, 156, 118, 18];

/**
 * Decisions by month as bars, and the same as a table that opens.
 *
 * @param months - oldest first, at least one
 */
export function monthChart(months: readonly MonthFigure[], about: string): string {
  const most = Math.max(1, ...months.map(({ decisions }) => decisions));
  const sum = months.reduce((total, { decisions }) => total + decisions, 0);
  const step = width / months.length;
  const first = months[0]?.month ?? '';
  const last = months.at(-1)?.month ?? '';
  return html`<figure class="chart">
<figcaption>${about}</figcaption>
<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="chart-title chart-text">
<title id="chart-title">${about}</title>
<desc id="chart-text">${first} 至 ${last}，共 ${sum} 件，最多的一个月 ${sum === 0 ? 0 : most} 件。各月的数字见下面的表。</desc>
<path class="axis" d="M0 ${ground + 0.5}H${width}"/>
!${months.map(({ month, decisions }, at) => {
    const tall = Math.round(((ground - top) * decisions) / most);
    const [left, middle] = [at * step + step * 0.2, at * step + step / 2];
    return html`!${decisions === 0 ? '' : html`<rect class="bar" x="${left.toFixed(1)}" y="${ground - tall}" width="${(step * 0.6).toFixed(1)}" height="${tall}" rx="1.5"/><text class="value" x="${middle.toFixed(1)}" y="${ground - tall - 5}">${shortNumber(decisions)}</text>`}<text x="${middle.toFixed(1)}" y="${ground + 17}">${Number(month.slice(5))}</text>!${hasYear(months, at) ? html`<text class="year" x="${(at * step).toFixed(1)}" y="${ground + 34}">${month.slice(0, 4)} 年</text>` : ''}`;
  })}
</svg>
<details><summary>看各月的数字</summary>
<table><thead><tr><th scope="col">月份</th><th scope="col" class="number">决定（件）</th></tr></thead>
<tbody>!${months.map(({ month, decisions }) => html`<tr><th scope="row">${month}</th><td class="number">${decisions}</td></tr>`)}</tbody></table></details>
</figure>`;
}

/** The year stands under its January, and under the first month where there is room before that. */
function hasYear(months: readonly MonthFigure[], at: number): boolean {
  const january = months.findIndex(({ month }) => month.endsWith('-01'));
  return at === january || (at === 0 && (january < 0 || january > 2));
}

function shortNumber(decisions: number): string {
  return decisions < 10_000 ? String(decisions) : `${(decisions / 10_000).toFixed(1)}万`;
}

/**
 * A table whose rows carry a bar each: a chart and its table in one.
 *
 * @param rows - most first, at least one
 * @param heads - titles of the columns
 */
export function barTable(
  rows: readonly BarRow[],
  { caption, heads }: { readonly caption: string; readonly heads: readonly [string, string] },
): string {
  const most = Math.max(1, ...rows.map(({ decisions }) => decisions));
  return html`<table class="bars"><caption>${caption}</caption>
<thead class="unseen"><tr><th scope="col">${heads[0]}</th><th scope="col">${heads[1]}</th></tr></thead>
<tbody>!${rows.map(
    ({
      title,
      href,
      decisions,
    }) => html`<tr><th scope="row">!${href === undefined ? html`${title}` : html`<a href="${href}">${title}</a>`}
<svg class="chart" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar" width="${Math.max(0.5, (100 * decisions) / most).toFixed(1)}" height="6"/></svg></th><td class="number">${decisions}</td></tr>`,
  )}</tbody></table>`;
}
