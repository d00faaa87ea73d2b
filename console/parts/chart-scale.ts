/** The marks beside a chart. */
export type Scale = {
  /** Value at the upper edge; at least 1. */
  readonly top: number;
  /** Values with a line, from 0 to the top. */
  readonly marks: readonly number[];
};

/** Round marks that reach the largest value, whole numbers only: cases are counted, not measured. */
export function scaleFor(largest: number, wanted = 4): Scale {
  const rough = Math.max(1, largest) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  const step = Math.max(1, factor * power);
  const count = Math.max(1, Math.ceil(largest / step));
  return {
    top: count * step,
    marks: Array.from({ length: count + 1 }, (_, at) => at * step),
  };
}

/** Numbers as an axis shows them: ten thousands in 万. */
export function shortNumber(value: number): string {
  return value < 10_000 ? String(value) : `${Number((value / 10_000).toFixed(1))} 万`;
}

/** A month as an axis shows it: its number, with the year at the beginning and where a year begins. */
export function monthMark(month: string, isFirst: boolean): string {
  const number = Number(month.slice(5));
  return isFirst || number === 1 ? `${month.slice(2, 4)}年${number}月` : `${number}月`;
}
