/** Rows of one day. */
export type Day<T> = { readonly day: string; readonly rows: readonly T[] };

/** Puts rows that follow one another on the same civil day together; their order stays. */
export function byDay<T extends { readonly at: string }>(rows: readonly T[]): readonly Day<T>[] {
  const days: { day: string; rows: T[] }[] = [];
  for (const row of rows) {
    const day = row.at.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
