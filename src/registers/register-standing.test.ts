import { expect, test } from 'vitest';
import { registerStanding } from './index.ts';

const event = (kind: string, data: object) => ({ kind, data });
const registered = event('officerRegistered', {
  name: '林示范',
  post: '科员',
  departmentId: 'd1',
  mayReview: false,
});
const certificate = {
  certificateId: 'c1',
  number: '示范001',
  class: 'enforcement',
  issuedBy: '示范省人民政府',
  validFrom: '2024-01-01',
  validUntil: '2028-12-31',
};
const kept = {
  id: 'c1',
  number: '示范001',
  class: 'enforcement',
  issued_by: '示范省人民政府',
  valid_from: '2024-01-01',
  valid_until: '2028-12-31',
  revoked_on: null,
};

test('given an officer with a certificate that was revoked, then the row has both, and counts every event', () => {
  const standing = registerStanding('officer', [
    registered,
    event('certificateEntered', certificate),
    event('certificateRevoked', { certificateId: 'c1', revokedOn: '2026-03-02', reason: '调离' }),
  ]);

  expect(standing).toEqual({
    name: '林示范',
    post: '科员',
    department_id: 'd1',
    may_review: false,
    standing: 'active',
    version: 3,
    certificates: [{ ...kept, revoked_on: '2026-03-02' }],
    designations: [],
  });
});

test('given an officer who left and came back under another post, then the last of each counts', () => {
  const changed = { name: '林示范', post: '科长', departmentId: null, mayReview: true };
  const left = [registered, event('officerLeft', {})];

  expect(registerStanding('officer', left)).toMatchObject({ standing: 'left' });
  expect(
    registerStanding('officer', [
      ...left,
      event('officerReturned', {}),
      event('officerChanged', changed),
    ]),
  ).toMatchObject({ standing: 'active', post: '科长', department_id: null, may_review: true });
});

test('given several certificates, then they come in the order of their ids', () => {
  const standing = registerStanding('officer', [
    registered,
    event('certificateEntered', { ...certificate, certificateId: 'c2' }),
    event('certificateEntered', certificate),
  ]);

  expect(standing['certificates']).toMatchObject([{ id: 'c1' }, { id: 'c2' }]);
});

test('given a reviewer whose designation ended, then the row says when and why', () => {
  const told = { designationId: 't1', level: 'review-office', qualification: 'law-licence' };
  const standing = registerStanding('officer', [
    registered,
    event('reviewerDesignated', {
      ...told,
      proofNumber: 'A1',
      validFrom: '2026-01-01',
      validUntil: null,
    }),
    event('reviewerDesignationEnded', {
      designationId: 't1',
      endedOn: '2026-06-01',
      endGround: 'post',
    }),
  ]);

  expect(standing['designations']).toEqual([
    {
      id: 't1',
      level: 'review-office',
      qualification: 'law-licence',
      proof_number: 'A1',
      valid_from: '2026-01-01',
      valid_until: null,
      ended_on: '2026-06-01',
      end_ground: 'post',
    },
  ]);
});

test('given a body with packs, own numbers and a confirmed draft, then what was dropped again is gone', () => {
  const setting = { n: 3, unit: 'workday', reason: '本单位的做法' };
  const draft = { confirmedBy: '林示范', confirmedOn: '2026-03-02', basis: '正式文本' };
  const standing = registerStanding('agency', [
    event('agencyRegistered', { name: '示范局', shortName: '示范', packs: ['national'] }),
    event('packsAssigned', { packs: ['anze', 'national'] }),
    event('ownSettingMade', { ruleKey: 'a', setting }),
    event('ownSettingMade', { ruleKey: 'b', setting }),
    event('ownSettingMade', { ruleKey: 'a', setting: null }),
    event('draftConfirmed', { packId: 'yueqing', ...draft }),
    event('agencyChanged', { name: '示范执法局', shortName: '示执' }),
    event('agencyClosed', {}),
  ]);

  expect(standing).toEqual({
    name: '示范执法局',
    short_name: '示执',
    credit_code: null,
    region_code: null,
    nature: null,
    parent_id: null,
    packs: ['anze', 'national'],
    ours: { b: setting },
    drafts: { yueqing: draft },
    standing: 'closed',
    version: 8,
  });
});

test('given a department that was renamed and closed, then so it stands', () => {
  expect(
    registerStanding('department', [
      event('departmentOpened', { name: '一科' }),
      event('departmentRenamed', { name: '二科' }),
      event('departmentClosed', {}),
    ]),
  ).toEqual({ name: '二科', standing: 'closed', version: 3 });
});
