import { describe, expect, test } from 'vitest';
import { type Certificate, certificateLook, type Officer, officerLook } from './officer.ts';

const aCertificate = (difference: Partial<Certificate> = {}): Certificate => ({
  certificateId: '1',
  number: '豫A1',
  class: 'enforcement',
  issuedBy: '某市人民政府',
  validFrom: '2024-01-01',
  validUntil: '2027-12-31',
  revokedOn: null,
  standing: 'valid',
  endsSoon: false,
  ...difference,
});

const anOfficer = (difference: Partial<Officer> = {}): Officer => ({
  officerId: '1',
  name: '某甲',
  post: '',
  departmentId: null,
  mayReview: false,
  standing: 'active',
  mayEnforce: true,
  certificates: [aCertificate()],
  ...difference,
});

describe('certificates that run out', () => {
  test('given one that ends soon, when it is looked at, then it warns in words too', () => {
    const { look, words } = certificateLook(aCertificate({ endsSoon: true }));
    expect(look).toBe('warn');
    expect(words).toContain('换证');
    expect(certificateLook(aCertificate()).look).toBe('ok');
  });

  test('given a revoked or expired one, when it is looked at, then it is late', () => {
    expect(certificateLook(aCertificate({ standing: 'revoked' })).look).toBe('late');
    expect(certificateLook(aCertificate({ standing: 'expired' })).words).toBe('已过有效期');
  });
});

describe('how a person stands', () => {
  test('given a new certificate beside one that runs out, when the person is shown, then all is well', () => {
    const certificates = [aCertificate({ endsSoon: true }), aCertificate()];
    expect(officerLook(anOfficer({ certificates })).look).toBe('ok');
  });

  test('given nobody’s certificate or none valid, when the person is shown, then both are told apart', () => {
    const none = anOfficer({ mayEnforce: false, certificates: [] });
    const old = anOfficer({
      mayEnforce: false,
      certificates: [aCertificate({ standing: 'expired' })],
    });
    expect(officerLook(none).words).toBe('没有登记执法证');
    expect(officerLook(old).words).toBe('没有有效的执法证');
  });
});
