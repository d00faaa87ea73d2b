import { describe, expect, test } from 'vitest';
import { checkpointOf, objectText, particularsOf, particularsText } from './audit.ts';

describe('events in words', () => {
  test('given an object, when it is told, then by what it is and its name, a case by its number', () => {
    expect(objectText({ kind: 'officer', id: 'x', title: '某甲' })).toBe('执法人员 某甲');
    expect(objectText({ kind: 'other', id: 'x', title: null })).toBe('系统');
    expect(objectText({ kind: 'case', id: 'x', title: '示范〔2026〕1号' })).toBe('示范〔2026〕1号');
    expect(objectText({ kind: 'case', id: 'x', title: null })).toBe('未编号的案件');
  });

  test('given a reason of the program and a moment, when they are told, then in words', () => {
    expect(particularsOf({ why: 'by-deputy', until: '2026-03-02T09:15:00.000+08:00' })).toEqual([
      { title: '原因', text: '代理人结束' },
      { title: '止', text: '2026-03-02 09:15' },
    ]);
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
