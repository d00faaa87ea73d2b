import { describe, expect, test } from 'vitest';
import { type CaseNews, noticesOf } from './case-news.ts';

const at = '2026-09-28T09:00:00.000+08:00';
const news = (kind: string, data: CaseNews['events'][number]['data'], when = at): CaseNews => ({
  caseNumber: '示范〔2026〕1号',
  people: {
    handlerIds: [],
    registeredBy: null,
    reviewerIds: [],
    departmentId: null,
    colleagues: [],
  },
  handlersBefore: [],
  awaitingBefore: [],
  awaiting: [],
  events: [{ kind, at: when, actorId: 'reviewer', data, title: '请求协助' }],
  isReviewRefused: false,
  now: at,
});

describe('[dazhou-2.3.9-2a] who learns of a request for help', () => {
  test('given a public lawyer with an account, then told, by number and day and without a party', () => {
    const asked = { counselAccountId: 'lawyer', until: '2026-10-08', counselName: '沈示范' };
    expect(noticesOf(news('counselRequested', asked))).toEqual([
      {
        accountId: 'lawyer',
        kind: 'counsel-asked',
        text: '示范〔2026〕1号：请您研究并提出意见，见“请我协助”，截止 2026-10-08。',
        at,
      },
    ]);
  });

  test('given somebody from outside, or what is long past, then nobody is told', () => {
    expect(noticesOf(news('counselRequested', { until: '2026-10-08' }))).toEqual([]);
    const long = news(
      'counselRequested',
      { counselAccountId: 'lawyer' },
      '2026-08-01T09:00:00.000+08:00',
    );
    expect(noticesOf(long)).toEqual([]);
  });

  test('given the opinion, then who asked is told', () => {
    const [notice] = noticesOf(news('counselOpinionGiven', { requestedBy: 'reviewer-b' }));
    expect(notice).toMatchObject({ accountId: 'reviewer-b', kind: 'counsel-answered' });
  });
});
