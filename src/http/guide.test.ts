import { describe, expect, test } from 'vitest';
import { type BodyProgress, guideOf, type Progress } from './guide.ts';

const aBodyReady = (given: Partial<BodyProgress> = {}): BodyProgress => ({
  name: '示范局',
  packs: ['anze', 'national'],
  confirmed: [],
  hasDepartment: true,
  hasAccount: true,
  roles: ['officer', 'department-head', 'reviewer', 'leader', 'office'],
  certified: 2,
  hasReviewer: true,
  hasCase: true,
  hasFiledCase: true,
  ...given,
});
const standings = (given: Partial<Progress>) =>
  Object.fromEntries(
    guideOf({
      separated: ['system-admin', 'security-admin', 'auditor'],
      bodies: [aBodyReady()],
      drafts: ['dazhou'],
      missingYears: [],
      thisYear: 2026,
      ...given,
    }).map(({ id, standing, detail }) => [id, [standing, detail] as const]),
  );

describe('the guide names what is missing and who sees to it', () => {
  test('given a body that works, then everything is done', () => {
    expect(new Set(Object.values(standings({})).map(([standing]) => standing))).toEqual(
      new Set(['done']),
    );
  });

  test('given one officer with a valid certificate, then two are asked for and leads wait', () => {
    const bodies = [aBodyReady({ certified: 1, hasCase: false, hasFiledCase: false })];
    const found = standings({ bodies });

    expect(found['officers']).toEqual(['open', expect.stringContaining('示范局')]);
    expect(found['first-lead']?.[0]).toBe('waiting');
  });

  test('given steps that wait, then each names only what is open right before it, and who does it', () => {
    const items = guideOf({
      separated: ['system-admin', 'security-admin', 'auditor'],
      bodies: [aBodyReady({ certified: 0, hasCase: false, hasFiledCase: false })],
      drafts: [],
      missingYears: [],
      thisYear: 2026,
    });
    const waiting = items.filter(({ waitsFor }) => waitsFor.length > 0);

    expect(waiting.map(({ id, standing, waitsFor }) => [id, standing, waitsFor])).toEqual([
      ['first-lead', 'waiting', [{ title: '登记执法人员和执法证件', whoTitle: '办公室' }]],
      ['first-filing', 'waiting', [{ title: '登记第一条线索', whoTitle: '执法人员' }]],
    ]);
  });

  test('given a role that nobody holds, then it is named', () => {
    const bodies = [aBodyReady({ roles: ['officer', 'leader', 'department-head', 'office'] })];

    expect(standings({ bodies })['roles']).toEqual([
      'open',
      expect.stringContaining('法制审核人员'),
    ]);
  });

  test('given a body whose people only supervise, then it needs nothing of it', () => {
    const supervising = aBodyReady({
      roles: ['supervisor'],
      certified: 0,
      hasDepartment: false,
      hasCase: false,
    });

    expect(standings({ bodies: [aBodyReady(), supervising] })['officers']?.[0]).toBe('done');
    expect(standings({ bodies: [supervising] })['body']?.[0]).toBe('open');
    expect(standings({ bodies: [] })['roles']?.[0]).toBe('waiting');
  });

  test('given the present year without a calendar, then it is open and nothing waits for it', () => {
    const found = standings({ missingYears: [2026, 2027] });

    expect(found['calendar']).toEqual(['open', expect.stringContaining('2026')]);
    expect(found['first-filing']?.[0]).toBe('done');
  });

  test('given only the next year without a calendar, then it is done and the next one is named', () => {
    const [standing, detail] = standings({ missingYears: [2027] })['calendar'] ?? [];

    expect(standing).toBe('done');
    expect(detail).toContain('2027 年的通知发布以后再导入');
  });

  test('given no body yet, then no pack is called a draft', () => {
    const [standing, detail] = standings({ bodies: [] })['packs'] ?? [];

    expect(standing).toBe('waiting');
    expect(detail).not.toContain('适用的规则包是征求意见稿');
  });
});
