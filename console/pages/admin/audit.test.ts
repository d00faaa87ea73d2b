import { describe, expect, test } from 'vitest';
import { checkpointOf, kindTitle, particularsOf, particularsText } from './audit.ts';

describe('events in words', () => {
  test('given known and unknown kinds, when they are named, then no event is without a name', () => {
    expect(kindTitle('roleGranted')).toBe('授予角色');
    expect(kindTitle('somethingNew')).toBe('somethingNew');
  });

  test('given ids, roles and lists, when particulars are told, then ids are left out', () => {
    expect(
      particularsOf({ accountId: 'x', role: 'office', packs: ['kaifu', 'national'], reason: null }),
    ).toEqual([
      { title: '角色', text: '办公室' },
      { title: '规则包', text: 'kaifu、national' },
    ]);
  });

  test('given an own number, when it is told, then with unit and reason', () => {
    const data = { ruleKey: 'a.b', setting: { n: 5, unit: 'workday', reason: '内部制度' } };
    expect(particularsText(data)).toBe('规则：a.b；自定期限：5 个工作日（内部制度）');
    expect(particularsText('x')).toBe('');
  });
});

describe('a checkpoint', () => {
  test('given a signed note, when it is read, then size and root are told', () => {
    expect(checkpointOf('mingfa/1\n42\nq83v\n\n— mingfa/1 AAAA\n')).toEqual({
      origin: 'mingfa/1',
      size: 42,
      root: 'q83v',
    });
    expect(checkpointOf('<html>')).toBeNull();
  });
});
