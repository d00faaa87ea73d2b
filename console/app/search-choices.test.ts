import { describe, expect, test } from 'vitest';
import {
  caseIn,
  commandChoices,
  foundChoices,
  moved,
  pageChoices,
  searchesIn,
  withSearch,
} from './search-choices.ts';

const caseId = '3371ef7a-82bc-44dd-80e6-75cd2cd59ed2';
const anItem = (id: string, caseOfIt: string | null = null) => ({
  id,
  title: `标题 ${id}`,
  detail: '',
  caseId: caseOfIt,
  agencyId: null,
});
const goals = (kind: string, id: string, caseOfIt: string | null = null) =>
  foundChoices([{ kind, title: '类', items: [anItem(id, caseOfIt)] }])[0]?.choices[0]?.goal;

describe('what the search offers', () => {
  test('given what was found, when it is chosen, then it leads to its page', () => {
    expect(goals('case', caseId, caseId)).toEqual({ to: `/cases/${caseId}` });
    expect(goals('document', `${caseId}/7`, caseId)).toEqual({
      to: `/cases/${caseId}`,
      search: { part: 'events' },
    });
    expect(goals('clause', 'anze-L5-1')).toEqual({ to: '/clauses/anze-L5-1' });
    expect(goals('rule', 'review.complete')).toEqual({
      to: '/rules/compare',
      search: { text: 'review.complete' },
    });
  });

  test('given a person, when chosen, then it leads to the people of the body', () => {
    const item = { ...anItem('x'), agencyId: caseId };
    const [group] = foundChoices([{ kind: 'officer', title: '执法人员', items: [item] }]);

    expect(group?.choices[0]?.goal).toEqual({
      to: `/admin/agencies/${caseId}`,
      search: { tab: 'officers' },
    });
  });

  test('given pages and empty groups from the server, when choices are made, then they are left out', () => {
    const found = [
      { kind: 'page', title: '页面', items: [anItem('/')] },
      { kind: 'case', title: '案件', items: [] },
    ];

    expect(foundChoices(found)).toEqual([]);
  });

  test('given the pages of a person, when a word of the page or its heading is typed, then it is offered', () => {
    const groups = [
      { title: '办案', entries: [{ to: '/tasks', title: '我的待办' }] },
      { title: '规则', entries: [{ to: '/rules', title: '规则包' }] },
    ];

    expect(pageChoices(groups, '待办').choices.map(({ goal }) => goal)).toEqual([{ to: '/tasks' }]);
    expect(pageChoices(groups, '规则').choices).toHaveLength(1);
    expect(pageChoices(groups, '  ').choices).toEqual([]);
  });

  test('given what may be done in the case, when it is sought, then what is open comes first', () => {
    const doables = [
      { command: 'withdrawReview', title: '撤回送审', open: false },
      { command: 'submitForReview', title: '送法制审核', open: true },
      { command: 'giveOpinion', title: '出具审核意见', open: true },
    ];
    const { choices } = commandChoices(caseId, doables, '送');

    expect(choices.map(({ title }) => title)).toEqual(['送法制审核', '撤回送审']);
    expect(choices[0]?.goal).toEqual({
      to: `/cases/${caseId}`,
      search: { do: 'submitForReview' },
    });
  });

  test('given an address, when a case is open there, then it is known', () => {
    expect(caseIn(`/console/cases/${caseId}`)).toBe(caseId);
    expect(caseIn(`/cases/${caseId}/print`)).toBe(caseId);
    expect(caseIn('/cases/new')).toBeNull();
    expect(caseIn('/cases')).toBeNull();
  });
});

test.each([
  [-1, 1, 0],
  [-1, -1, 2],
  [2, 1, 0],
  [0, -1, 2],
] as const)(
  'given line %i of three, when an arrow leads %i, then line %i is chosen',
  (at, by, next) => {
    expect(moved(at, by, 3)).toBe(next);
  },
);

test('given an empty list, when an arrow is pressed, then nothing is chosen', () => {
  expect(moved(-1, 1, 0)).toBe(-1);
});

test('given searches, when one is made again, then it stands once, in front', () => {
  expect(withSearch(['甲', '乙'], '乙')).toEqual(['乙', '甲']);
  expect(searchesIn(['甲', 3, ''])).toEqual(['甲']);
  expect(searchesIn('甲')).toBeUndefined();
});
