import { describe, expect, test } from 'vitest';
import type { FieldOffer } from '../../parts/fields/field-offer.ts';
import type { CaseEvent } from './case-file.ts';
import { caseSearchIn } from './case-search.ts';
import { placesOf } from './clock-places.ts';
import { draftIn, draftKey, laterOf } from './draft.ts';
import { earlierIn } from './earlier-text.ts';

const aField = (name: string, given: Partial<FieldOffer> = {}): FieldOffer => ({
  name,
  title: name,
  type: 'line',
  required: false,
  private: false,
  options: null,
  fields: null,
  ...given,
});

describe('the address of a case', () => {
  test('given a part and a command, then they are kept', () => {
    expect(caseSearchIn({ part: 'events', do: 'approveFiling' })).toEqual({
      part: 'events',
      do: 'approveFiling',
    });
  });

  test('given what is not known, then it is left out', () => {
    expect(caseSearchIn({ part: 'constructor', do: 'a b', other: 1 })).toEqual({});
  });
});

describe('a draft', () => {
  test('given the longest command, then its key is one that the server takes', () => {
    const key = draftKey('0df28635-83bc-4eb8-82dc-b01cbea6e453', 'requestPreservation');
    expect(key).toBe('draft.0df28635-83bc-4eb8-82dc-b01cbea6e453.request-preservation');
    expect(key).toMatch(/^[a-z][a-z0-9.-]{0,99}$/);
  });

  test('given what is no draft, then there is none', () => {
    expect([null, 'text', { typed: [] }, {}].map(draftIn)).toEqual([null, null, null, null]);
  });

  test('given one on the server and one in the tab, then the later opens', () => {
    const early = { typed: { a: '1' }, savedAt: '2026-11-20T01:00:00.000Z' };
    const late = { typed: { a: '2' }, savedAt: '2026-11-20T02:00:00.000Z' };
    expect(laterOf(early, late)).toBe(late);
    expect(laterOf(late, null)).toBe(late);
    expect(laterOf(null, null)).toBeNull();
  });
});

describe('what an earlier act says is offered', () => {
  const penalty = aField('penalty', {
    type: 'penalty',
    fields: [aField('kinds', { type: 'choices' }), aField('fineFen', { type: 'money' })],
  });
  const events = [
    { title: '告知', data: { penalty: { kinds: ['fine'], fineFen: 20_050 }, reason: '甲' } },
    { title: '签收', data: {} },
  ] as unknown as readonly CaseEvent[];

  test('given a penalty in an earlier act, then it is offered as it would be typed', () => {
    expect(earlierIn(events, penalty, false)).toEqual({
      from: '告知',
      value: { kinds: ['fine'], fineFen: '200.50' },
    });
  });

  test('given a reason, then it is to be written anew', () => {
    expect(earlierIn(events, aField('reason', { type: 'prose' }), false)).toBeNull();
  });

  test('given a field within a group, then it is not offered by itself', () => {
    expect(earlierIn(events, penalty, true)).toBeNull();
  });
});

describe('clocks on one line of time', () => {
  const aClock = { title: '甲', urgency: 'ample', dueAt: null, endedOn: null } as const;

  test('given two clocks, then they lie between the first start and the last end', () => {
    const clocks = [
      { ...aClock, name: 'a', from: '2026-11-01', dueOn: '2026-11-11' },
      { ...aClock, name: 'b', from: '2026-11-06T09:00:00.000+08:00', dueOn: '2026-11-21' },
    ];
    const places = placesOf(clocks, '2026-11-11');
    expect(places).toMatchObject({ from: '2026-11-01', until: '2026-11-21', today: 50 });
    expect(places.bars.map(({ start, width }) => [start, width])).toEqual([
      [0, 50],
      [25, 75],
    ]);
  });

  test('given a clock without an end, then it is not drawn', () => {
    expect(
      placesOf([{ ...aClock, name: 'a', from: '2026-11-01', dueOn: null }], '2026-11-02').bars,
    ).toHaveLength(0);
  });
});
