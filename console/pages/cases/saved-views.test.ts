import { describe, expect, test } from 'vitest';
import {
  nameProblem,
  noViews,
  renamed,
  viewsIn,
  withoutView,
  withStandard,
  withView,
} from './saved-views.ts';

const two = withView(withView(noViews, { name: '在办', query: { standing: 'open' } }), {
  name: '超期',
  query: { overdue: true },
});

describe('saved views of the list of cases', () => {
  test('given something else in their place, when views are read, then there are none', () => {
    expect(viewsIn(undefined)).toBeUndefined();
    expect(viewsIn('在办')).toBeUndefined();
    expect(viewsIn({ views: '在办' })).toBeUndefined();
  });

  test('given a stored list with strange entries, when it is read, then the good ones stay', () => {
    const stored = {
      views: [null, { name: 3 }, { name: '在办', query: { standing: 'open', odd: 1 } }],
      standard: '别的',
    };

    expect(viewsIn(stored)).toEqual({
      views: [{ name: '在办', query: { standing: 'open' } }],
      standard: null,
    });
  });

  test('given what was kept, when it is read again, then it is the same', () => {
    const kept = withStandard(two, '超期');

    expect(viewsIn(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test('given the standard view, when it is renamed, then it stays the standard under its new name', () => {
    const after = renamed(withStandard(two, '超期'), '超期', '已经超期');

    expect(after.standard).toBe('已经超期');
    expect(after.views.map(({ name }) => name)).toEqual(['在办', '已经超期']);
  });

  test('given the standard view, when it is deleted, then all cases are shown first again', () => {
    expect(withoutView(withStandard(two, '超期'), '超期')).toEqual({
      views: [{ name: '在办', query: { standing: 'open' } }],
      standard: null,
    });
  });

  test.each([
    ['', null, '请填写视图的名称。'],
    ['  ', null, '请填写视图的名称。'],
    ['在办', null, '已有同名的视图，请换一个名称。'],
    ['在办', '在办', null],
    ['字'.repeat(30), null, null],
    ['字'.repeat(31), null, '名称不超过 30 个字。'],
  ])('given the name %j for %j, when it is checked, then %j is said', (name, before, said) => {
    expect(nameProblem(two, name, before)).toBe(said);
  });

  test('given thirty views, when one more is named, then it is refused, but not a new name for one', () => {
    const views = Array.from({ length: 30 }, (_, at) => ({ name: `视图${at}`, query: {} }));
    const full = { views, standard: null };

    expect(nameProblem(full, '又一个', null)).toBe('最多保存 30 个视图，请先删除不用的。');
    expect(nameProblem(full, '又一个', '视图3')).toBeNull();
  });
});
