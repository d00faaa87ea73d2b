import { describe, expect, test } from 'vitest';
import { forgiven } from './field-errors.ts';

const errors = ['/checklist/law', '/checklist/facts', '/kind', '/penalty/fine'].map((path) => ({
  path,
  text: '请填写。',
}));
const left = (path: string) => forgiven(errors, path).map((error) => error.path);

describe('errors that are left when a value changes', () => {
  test('given the conclusion of an item, then what stood on the item is gone', () => {
    expect(left('/checklist/law/conclusion')).toEqual([
      '/checklist/facts',
      '/kind',
      '/penalty/fine',
    ]);
  });

  test('given a group as a whole, then what stood within it is gone', () => {
    expect(left('/penalty')).toEqual(['/checklist/law', '/checklist/facts', '/kind']);
  });

  test('given a field whose name only begins alike, then all stay', () => {
    expect(left('/kindred')).toHaveLength(4);
  });
});
