import { describe, expect, test } from 'vitest';
import { type GuideItem, guideLink, guideWords } from './guide.ts';

const anItem = (difference: Partial<GuideItem> = {}): GuideItem => ({
  id: 'officers',
  title: '登记执法人员和执法证件',
  detail: '',
  who: 'office',
  whoTitle: '办公室',
  standing: 'open',
  path: '/admin/agencies',
  ...difference,
});

describe('where a step of the guide leads', () => {
  test('given somebody of a body, when officers are to be registered, then the link opens that part', () => {
    expect(guideLink(anItem(), { agencyId: 'a', mayKeep: true })).toEqual({
      to: '/admin/agencies/$agencyId',
      params: { agencyId: 'a' },
      search: { tab: 'officers' },
    });
  });

  test('given an administrator, when roles are missing, then the list shows who has none', () => {
    const roles = anItem({ id: 'roles', path: '/admin/accounts' });
    expect(guideLink(roles, { agencyId: null, mayKeep: true })).toEqual({
      to: '/admin/accounts',
      search: { role: 'none' },
    });
  });

  test('given who may not open the registers, when a step lies there, then there is no link', () => {
    expect(guideLink(anItem(), { agencyId: null, mayKeep: false })).toBeNull();
    expect(
      guideLink(anItem({ id: 'administrators' }), { agencyId: null, mayKeep: true }),
    ).toBeNull();
    expect(
      guideLink(anItem({ id: 'x', path: '/elsewhere' }), { agencyId: null, mayKeep: true }),
    ).toBeNull();
  });

  test('given an open step, when it is named, then mine and others’ are told apart', () => {
    expect(guideWords(anItem(), true).words).toBe('现在办理');
    expect(guideWords(anItem(), false).words).toBe('等待办理');
    expect(guideWords(anItem({ standing: 'waiting' }), true).words).toBe('等前面的步骤');
  });
});
