import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { type CaseEvent, caseNumberOf, type JsonObject, lastAt, projectCase } from './index.ts';
import { stepsOf } from './step-standing.ts';

const { procedure } = (await penaltyStage()).composition;
const officers = ['a', 'b'];

type Happened = readonly [kind: string, data?: JsonObject];

function eventsOf(...kinds: readonly Happened[]): CaseEvent[] {
  const lead: Happened = [
    'leadRegistered',
    {
      variant: 'general',
      title: '占道经营案',
      caseNumber: '〔2026〕7号',
      departmentId: 'd',
      party: { kind: 'organisation', name: '示范商行' },
    },
  ];
  return [lead, ...kinds].map(([kind, data = {}], index) => ({
    agencyId: 'agency',
    caseId: 'case',
    sequence: index + 1,
    kind,
    at: `2026-03-${String(index + 2).padStart(2, '0')}T09:00:00.000+08:00`,
    actorId: null,
    data,
    clauses: [],
  }));
}

const summaryAfter = (...kinds: readonly Happened[]) =>
  projectCase(procedure, eventsOf(...kinds)).summary;

describe('what lists show of a case follows from its events', () => {
  test('given a lead, then number, title, party and department as registered', () => {
    expect(summaryAfter()).toEqual({
      caseNumber: '〔2026〕7号',
      title: '占道经营案',
      partyName: '示范商行',
      step: 'lead',
      standing: 'open',
      handlerIds: [],
      departmentId: 'd',
    });
  });

  test('given officers of whom one was recused, then only the others handle the case', () => {
    const { handlerIds } = summaryAfter(
      ['officersAssigned', { officers }],
      ['recusalDecided', { officerId: 'a', granted: true }],
    );

    expect(handlerIds).toEqual(['b']);
  });

  test('[apl-2021-54] given a filing that was approved, then the case is under investigation before anything was done in it', () => {
    expect(summaryAfter(['filingRequested']).step).toBe('filing');
    expect(summaryAfter(['filingRequested'], ['filingApproved']).step).toBe('investigation');
    const { state, summary } = projectCase(procedure, eventsOf(['filingApproved']));
    const standings = stepsOf(procedure, state, summary.step).map(({ id, standing }) => [
      id,
      standing,
    ]);
    expect(Object.fromEntries(standings)).toMatchObject({
      filing: 'done',
      investigation: 'current',
      review: 'ahead',
    });
  });

  test('given acts of different steps, then the furthest counts; a resumed investigation starts over', () => {
    expect(summaryAfter(['reviewSubmitted'], ['evidenceAdded']).step).toBe('review');
    expect(summaryAfter(['noticeGiven'], ['investigationResumed']).step).toBe('investigation');
    expect(summaryAfter(['noticeGiven'], ['investigationResumed'], ['reviewSubmitted']).step).toBe(
      'review',
    );
  });

  test.each([
    ['decisionMade', 'decided'],
    ['caseClosed', 'closed'],
    ['caseArchived', 'archived'],
  ])('given %s, then the case is %s', (kind, standing) => {
    expect(summaryAfter(['decisionMade'], [kind]).standing).toBe(standing);
  });
});

test('the last event of a case is the latest of all kinds', () => {
  const { state } = projectCase(
    procedure,
    eventsOf(['evidenceAdded'], ['reviewSubmitted'], ['evidenceAdded']),
  );

  expect(lastAt(state)).toBe('2026-03-05T09:00:00.000+08:00');
  expect(lastAt({ ...state, facts: {} })).toBeNull();
});

test('a case number carries the year of its day in Beijing', () => {
  expect(caseNumberOf('市监', '2026-12-31T23:59:59.999+08:00', 12)).toBe('市监案〔2026〕12号');
  expect(caseNumberOf('城管', '2026-12-31T23:59:59.999+08:00', 12)).toBe('城管案〔2026〕12号');
});
