import { describe, expect, test } from 'vitest';
import {
  type DeputyFacts,
  type DeputyTerm,
  deputyRefusals,
  deputyStanding,
  type Placed,
} from './deputy.ts';
import { type Role, separatedRoles } from './role.ts';

const today = '2026-09-28';
const aTerm = (difference: Partial<DeputyTerm> = {}): DeputyTerm => ({
  roles: ['leader'],
  from: today,
  until: '2026-10-08',
  ...difference,
});
const aPlaced = (accountId: string, roles: readonly Role[], difference = {}): Placed => ({
  accountId,
  roles,
  disabled: false,
  agencyId: 'county',
  ...difference,
});
const someFacts = (difference: Partial<DeputyFacts> = {}): DeputyFacts => ({
  principal: aPlaced('principal', ['leader', 'officer']),
  deputy: aPlaced('deputy', ['officer']),
  taken: [],
  today,
  ...difference,
});
const codes = (term: Partial<DeputyTerm>, facts: Partial<DeputyFacts> = {}) =>
  deputyRefusals(aTerm(term), someFacts(facts)).map(({ code, field }) => `${code} ${field}`);

describe('who may stand in for whom', () => {
  test('given a role of the own and somebody of the same body, then nothing stands against it', () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, { deputy: aPlaced('deputy', []) })).toEqual([]);
  });

  test('given oneself, then it is refused as such', () => {
    expect(codes({}, { deputy: aPlaced('principal', ['leader']) })).toEqual([
      'access.deputy-self deputyAccountId',
    ]);
  });

  test.each([
    ['nobody', null],
    ['a disabled account', aPlaced('deputy', [], { disabled: true })],
    ['somebody of another body', aPlaced('deputy', [], { agencyId: 'town' })],
    ['somebody of no body', aPlaced('deputy', [], { agencyId: null })],
    ...separatedRoles.map((role) => [role, aPlaced('deputy', [role])] as const),
  ] as const)('given %s, then it is refused', (_, deputy) => {
    expect(codes({}, { deputy })).toEqual(['access.deputy-unsuitable deputyAccountId']);
  });

  test('given two people of no body, then they are not of the same body', () => {
    const [principal, deputy] = ['principal', 'deputy'].map((id) =>
      aPlaced(id, ['leader'], { agencyId: null }),
    );
    expect(codes({}, { principal: principal!, deputy: deputy! })).toEqual([
      'access.deputy-unsuitable deputyAccountId',
    ]);
  });

  test('given a role that the principal was not granted, then it is refused', () => {
    expect(codes({ roles: ['leader', 'office'] })).toEqual(['access.deputy-role roles']);
  });

  test('given a role that somebody has in these days already, then it is refused', () => {
    expect(codes({}, { taken: ['leader'] })).toEqual(['access.deputy-overlap roles']);
    expect(codes({}, { taken: ['office'] })).toEqual([]);
  });
});

describe('for how long', () => {
  test.each([
    ['today only', { from: today, until: today }, []],
    ['from yesterday', { from: '2026-09-27' }, ['access.deputy-term from']],
    ['from the last day within a year', { from: '2027-09-28', until: '2027-09-28' }, []],
    [
      'from the day after it',
      { from: '2027-09-29', until: '2027-09-29' },
      ['access.deputy-term from'],
    ],
    ['backwards', { from: '2026-10-08', until: '2026-10-07' }, ['access.deputy-term until']],
    ['a year', { until: '2027-09-27' }, []],
    ['a year and a day', { until: '2027-09-28' }, ['access.deputy-term until']],
  ] as const)('given %s, then %o is answered %o', (_, term, expected) => {
    expect(codes(term)).toEqual(expected);
  });

  test.each([
    ['2026-09-27', null, 'future'],
    ['2026-09-28', null, 'current'],
    ['2026-10-08', null, 'current'],
    ['2026-10-09', null, 'ended'],
    ['2026-10-01', '2026-10-01T09:00:00.000+08:00', 'ended'],
  ] as const)('given the day %s and an early end %s, then it is %s', (day, endedAt, standing) => {
    expect(deputyStanding({ from: today, until: '2026-10-08', endedAt }, day)).toBe(standing);
  });
});
