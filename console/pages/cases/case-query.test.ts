import { describe, expect, test } from 'vitest';
import { askedOf, asksTheSame, caseQueryIn, changedQuery, filtersIn } from './case-query.ts';

describe('the question in the address of the list of cases', () => {
  test('given an address with nonsense, when it is read, then only what is understood stays', () => {
    const query = caseQueryIn({
      standing: 'open',
      openedFrom: '2026-1-1',
      openedUntil: '2026-11-30',
      mine: 'yes',
      overdue: 'true',
      page: 7,
      text: '   ',
    });

    expect(query).toEqual({ standing: 'open', openedUntil: '2026-11-30', overdue: true });
  });

  test('given a number as text, when it is read, then it is text', () => {
    expect(caseQueryIn({ text: 2026 })).toEqual({ text: '2026' });
  });

  test('given an open view, when a filter changes, then the view is no longer open', () => {
    const query = changedQuery({ standing: 'open', view: '在办' }, { step: 'review' });

    expect(query).toEqual({ standing: 'open', step: 'review' });
  });

  test('given a filter, when it is emptied, then it leaves the address', () => {
    expect(changedQuery({ standing: 'open', mine: true }, { standing: '', mine: false })).toEqual(
      {},
    );
  });

  test('given two questions, when only the view differs, then they ask the same', () => {
    const query = { text: '鉴定', order: 'due' };

    expect(asksTheSame({ ...query, view: '甲' }, { order: 'due', text: '鉴定' })).toBe(true);
    expect(asksTheSame(query, { ...query, mine: true })).toBe(false);
    expect(asksTheSame({ ...query, mine: true }, query)).toBe(false);
  });

  test('given a view and an order, when filters are counted, then neither is one', () => {
    const query = { view: 'all', order: 'due', overdue: true } as const;

    expect(filtersIn(query)).toBe(1);
    expect(askedOf(query)).toEqual({ order: 'due', overdue: true });
  });
});
