import { expect, test } from 'vitest';
import { csvCell } from './export.ts';

test.each([
  ['罚款5000元', '罚款5000元'],
  ['罚款，责令改正', '罚款，责令改正'],
  ['a,b', '"a,b"'],
  ['他说“"好"”', '"他说“""好""”"'],
  ['=1+1', "'=1+1"],
  ['@cmd,x', `"'@cmd,x"`],
  [null, ''],
])('given the value %s, when written to a table, then it is %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});
