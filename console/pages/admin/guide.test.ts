import { describe, expect, test } from 'vitest';
import { type GuideItem, goWords, guideLink, guideWords, nextWords, waitWords } from './guide.ts';

const anItem = (difference: Partial<GuideItem> = {}): GuideItem => ({
  id: 'officers',
  title: '登记执法人员和执法证件',
  detail: '',
  who: 'office',
  whoTitle: '办公室',
  standing: 'open',
  waitsFor: [],
  path: '/admin/agencies',
  ...difference,
});

describe('where a step of the guide leads', () => {
  test('given somebody of a body, when officers are to be registered, then the link opens that part', () => {
    expect(guideLink(anItem(), { agencyId: 'a', may: () => true })).toEqual({
      to: '/admin/agencies/$agencyId',
      params: { agencyId: 'a' },
      search: { tab: 'officers' },
    });
  });

  test('given an administrator, when roles are missing, then the list shows who has none', () => {
    const roles = anItem({ id: 'roles', path: '/admin/accounts' });
    expect(guideLink(roles, { agencyId: null, may: () => true })).toEqual({
      to: '/admin/accounts',
      search: { role: 'none' },
    });
  });

  test('given who may not open the registers, when a step lies there, then there is no link', () => {
    expect(guideLink(anItem(), { agencyId: null, may: () => false })).toBeNull();
    expect(
      guideLink(anItem({ id: 'administrators' }), { agencyId: null, may: () => true }),
    ).toBeNull();
    expect(
      guideLink(anItem({ id: 'x', path: '/elsewhere' }), { agencyId: null, may: () => true }),
    ).toBeNull();
  });

  test('given steps of mine and of others, when the next is told, then mine stand first', () => {
    const items = [
      anItem({ id: 'calendar', title: '导入', who: 'system-admin', whoTitle: '系统管理员' }),
      anItem({ title: '登记' }),
      anItem({ standing: 'waiting', title: '等' }),
    ];
    expect(nextWords(items, (who) => who === 'office')).toBe(
      '接下来请您：登记。现在等别人办：导入（系统管理员）。',
    );
    expect(nextWords([], () => true)).toBe('');
  });

  test('given a step that waits, when it is told, then what it waits for and who does that', () => {
    const waitsFor = [{ title: '授予角色', whoTitle: '安全管理员' }];
    expect(waitWords({ waitsFor })).toBe('先要办好“授予角色”（安全管理员），才能办这一步。');
    expect(waitWords({ waitsFor: [] })).toBe('');
    expect(goWords({ standing: 'waiting' }, true)).toBe('');
    expect(goWords({ standing: 'open' }, true)).toBe('去办理');
    expect(goWords({ standing: 'open' }, false)).toBe('');
    expect(goWords({ standing: 'done' }, false)).toBe('去查看');
  });

  test('given an open step, when it is named, then mine and others’ are told apart', () => {
    expect(guideWords(anItem(), true).words).toBe('现在办理');
    expect(guideWords(anItem(), false).words).toBe('等待办理');
    expect(guideWords(anItem({ standing: 'waiting' }), true).words).toBe('等前面的步骤');
  });
});
