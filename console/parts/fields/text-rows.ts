const [charactersInRow, mostRows] = [30, 8];

/** So many rows that what was drawn up is seen as a whole, within bounds. */
export function rowsFor(text: string): number {
  const rows = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersInRow)), 0);
  return Math.min(rows, mostRows);
}
