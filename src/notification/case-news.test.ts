import { describe, expect, test } from 'vitest';
import { type CaseNews, type Colleague, holdersOf, noticesOf } from './case-news.ts';
import { dueNotices } from './due-notice.ts';

const at = '2026-03-02T09:00:00.000+08:00';
const now = '2026-03-02T09:00:01.000+08:00';
const person = (
  accountId: string,
  role: string,
  departmentId: string | null = 'one',
): Colleague => ({
  accountId,
  roles: [role],
  departmentId,
});
const colleagues = [
  person('甲', 'officer'),
  person('乙', 'officer'),
  person('科长', 'department-head'),
  person('邻科长', 'department-head', 'two'),
  person('局长', 'leader', null),
  person('审核员', 'reviewer', 'three'),
];
const people = {
  handlerIds: ['甲', '乙'],
  registeredBy: '甲',
  reviewerIds: ['审核员'],
  departmentId: 'one',
  colleagues,
};

const someNews = (change: Partial<CaseNews> = {}): CaseNews => ({
  caseNumber: '〔2026〕7号',
  people,
  handlersBefore: ['甲', '乙'],
  awaitingBefore: [],
  awaiting: [],
  events: [],
  isReviewRefused: false,
  now,
  ...change,
});
const event = (kind: string, actorId: string, change: object = {}) => ({
  kind,
  actorId,
  at,
  title: kind,
  data: {},
  ...change,
});
const told = (change: Partial<CaseNews>) =>
  noticesOf(someNews(change)).map(({ accountId, kind, text }) => [accountId, kind, text]);
const approve = {
  command: 'approveFiling',
  title: '批准立案',
  roles: ['department-head', 'leader'],
};
const notify = { command: 'giveNotice', title: '送达事先告知书', roles: ['officer'] };

describe('a role in a case lies with those who hold it there', () => {
  test.each([
    ['officer', ['甲', '乙']],
    ['department-head', ['科长']],
    ['leader', ['局长']],
    ['reviewer', ['审核员']],
    ['liaison', []],
  ])('given %s, then %j', (role, holders) => {
    expect(holdersOf(role, people)).toEqual(holders);
  });

  test('given a case that nobody handles, then it lies with who registered it, if that account is in use', () => {
    expect(holdersOf('officer', { ...people, handlerIds: [] })).toEqual(['甲']);
    expect(holdersOf('officer', { ...people, handlerIds: [], registeredBy: '离任' })).toEqual([]);
  });

  test('given a case without a department, then every head may be meant', () => {
    expect(holdersOf('department-head', { ...people, departmentId: null })).toEqual([
      '科长',
      '邻科长',
    ]);
  });
});

describe('who has something to do is told what', () => {
  test('given a command that is newly waited for, then those who may do it, except who just acted', () => {
    const events = [event('filingRequested', '甲')];

    expect(told({ awaiting: [approve], events }).filter(([, kind]) => kind === 'task')).toEqual([
      ['科长', 'task', '〔2026〕7号：请办理“批准立案”。'],
      ['局长', 'task', '〔2026〕7号：请办理“批准立案”。'],
    ]);
    expect(
      told({ awaiting: [notify], events: [event('x', '甲')] }).map(([id, kind]) => [id, kind]),
    ).toContainEqual(['乙', 'task']);
  });

  test('given a command that was waited for before, then nobody', () => {
    expect(told({ awaiting: [approve], awaitingBefore: ['approveFiling'] })).toEqual([]);
  });

  test('given several, then they are told together, and the command is named when it is one', () => {
    const both = noticesOf(
      someNews({ awaiting: [notify, { ...notify, command: 'other', title: '另一项' }] }),
    );
    const one = noticesOf(someNews({ awaiting: [notify] }));

    expect(both.map(({ text }) => text)).toEqual(
      Array(2).fill('〔2026〕7号：请办理“送达事先告知书”、“另一项”。'),
    );
    expect(both[0]).not.toHaveProperty('command');
    expect(one[0]).toMatchObject({ accountId: '甲', command: 'giveNotice' });
  });

  test('given a case without a number, then it is said so', () => {
    expect(told({ caseNumber: null, awaiting: [approve] })[0]?.[2]).toBe(
      '未编号的案件：请办理“批准立案”。',
    );
  });
});

describe('what others did is told to those who handle the case', () => {
  test('given the act of one handler, then the other, and not the first', () => {
    expect(told({ events: [event('证据', '甲')] })).toEqual([
      ['乙', 'changed', '〔2026〕7号：他人办理了“证据”。'],
    ]);
  });

  test('given many acts, then three are named, each once', () => {
    const events = ['一', '二', '二', '三', '四'].map((kind) => event(kind, '科长'));

    expect(told({ events })[0]?.[2]).toBe('〔2026〕7号：他人办理了“一”、“二”、“三”等 4 项。');
  });

  test('given acts of long ago, then they are no news; the last day that counts still is', () => {
    const on = (day: string) =>
      told({ events: [event('x', '科长', { at: `${day}T09:00:00.000+08:00` })] });

    expect(on('2026-02-15')).toEqual([]);
    expect(on('2026-02-16')).toHaveLength(2);
  });

  const returns: readonly (readonly [string, object, Partial<CaseNews>, boolean])[] = [
    ['filingReturned', {}, {}, true],
    ['supplementRequested', {}, {}, true],
    ['opinionGiven', {}, { isReviewRefused: true }, true],
    ['opinionGiven', {}, { isReviewRefused: false }, false],
    ['disclosureReviewed', { agreed: false }, {}, true],
    ['disclosureReviewed', { agreed: true }, {}, false],
  ];
  test.each(returns)(
    'given %s with %j, then it is a return: %j → %s',
    (kind, data, change, isReturn) => {
      const kinds = told({ events: [event(kind, '审核员', { data })], ...change }).map(
        (one) => one[1],
      );

      expect(kinds).toEqual(isReturn ? ['returned', 'returned'] : ['changed', 'changed']);
    },
  );
});

describe('a change of those who handle a case is told to both sides', () => {
  test('given one who comes and one who goes, then each learns it, and who did it does not', () => {
    const assigned = {
      ...people,
      handlerIds: ['甲', '丙'],
      colleagues: [...colleagues, person('丙', 'officer')],
    };
    const events = [event('officersAssigned', '科长')];

    expect(told({ people: assigned, events }).map(([id, kind]) => [id, kind])).toEqual([
      ['丙', 'assigned'],
      ['乙', 'unassigned'],
      ['甲', 'changed'],
    ]);
  });
});

describe('of a period those are told who can still keep it', () => {
  const clock = { title: '作出处理决定', dueOn: '2026-05-31', dueAt: null } as never;
  const dueTold = (kind: 'due-half' | 'due-soon' | 'overdue', awaiting: CaseNews['awaiting']) =>
    dueNotices({
      ...someNews({ awaiting }),
      clock,
      moment: { name: 'decide', kind, dueAt: '2026-05-31T23:59:59.999+08:00', at },
    }).map(({ accountId }) => accountId);

  test('given a period half gone, then only the handlers: nothing presses the others yet', () => {
    expect(dueTold('due-half', [{ ...approve, roles: ['leader'] }])).toEqual(['甲', '乙']);
  });

  test('given a period near its end, then the handlers and those the case waits for, each once', () => {
    expect(dueTold('due-soon', [])).toEqual(['甲', '乙']);
    expect(dueTold('due-soon', [notify, { ...approve, roles: ['leader'] }])).toEqual([
      '甲',
      '乙',
      '局长',
    ]);
  });

  test('given one that ran out, then the head of the department as well', () => {
    expect(dueTold('overdue', [])).toEqual(['甲', '乙', '科长']);
  });
});

describe('a reviewer learns what became of what was asked for', () => {
  test.each(['reviewExtended', 'reviewExtensionDeclined', 'opinionCountersigned'])(
    'given %s by the leader, then the reviewer is told, and those who handle the case of the change',
    (kind) => {
      expect(told({ events: [event(kind, '局长')] })).toEqual([
        ['甲', 'changed', `〔2026〕7号：他人办理了“${kind}”。`],
        ['乙', 'changed', `〔2026〕7号：他人办理了“${kind}”。`],
        ['审核员', 'changed', `〔2026〕7号：负责人已办理“${kind}”，请查看。`],
      ]);
    },
  );

  test('given an act that answers nothing, then the reviewer is not told', () => {
    expect(told({ events: [event('evidenceAdded', '甲')] })).toEqual([
      ['乙', 'changed', '〔2026〕7号：他人办理了“evidenceAdded”。'],
    ]);
  });
});
