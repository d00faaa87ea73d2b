import { expect, test } from 'vitest';
import { marksIn, withMark } from './case-marks.ts';

const mark = (caseId: string) => ({ caseId, title: `案件${caseId}`, caseNumber: null });

test('given a case that is in the list, when it is opened again, then it moves to the front', () => {
  const marks = withMark([mark('1'), mark('2'), mark('3')], mark('3'), 3);

  expect(marks.map(({ caseId }) => caseId)).toEqual(['3', '1', '2']);
});

test('given a full list, when another case is opened, then the oldest leaves it', () => {
  const marks = withMark([mark('1'), mark('2')], mark('3'), 2);

  expect(marks.map(({ caseId }) => caseId)).toEqual(['3', '1']);
});

test('given what was stored, when it is read, then what is no case is left out', () => {
  const stored = [null, 'x', { caseId: '1' }, { caseId: '2', title: '某案', more: true }];

  expect(marksIn(stored)).toEqual([{ caseId: '2', title: '某案', caseNumber: null }]);
  expect(marksIn({})).toBeUndefined();
});
