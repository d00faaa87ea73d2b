import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../rules/index.ts';
import {
  type Certificate,
  certificateEntryRefusals,
  certificateOn,
  certificateRefusals,
  endsSoon,
  revocationRefusals,
  standingOn,
} from './certificate.ts';

const aCertificate = (difference: Partial<Certificate> = {}): Certificate => ({
  certificateId: 'c1',
  number: '湘A0001',
  class: 'enforcement',
  issuedBy: '某市司法局',
  validFrom: '2024-03-01',
  validUntil: '2029-02-28',
  revokedOn: null,
  ...difference,
});
const codes = (refusals: readonly { readonly code: string }[]) => refusals.map(({ code }) => code);
const clauses = ['apl-2021-42', 'kaifu-1.3-a'];

describe('[kaifu-1.3-a] nobody enforces without a certificate that is valid on the day', () => {
  test('given its first and last day, then it is valid; the day before and after, then not', () => {
    const certificate = aCertificate();
    expect(standingOn(certificate, '2024-02-29')).toBe('not-yet-valid');
    expect(standingOn(certificate, '2024-03-01')).toBe('valid');
    expect(standingOn(certificate, '2029-02-28')).toBe('valid');
    expect(standingOn(certificate, '2029-03-01')).toBe('expired');
  });

  test('given three months before its last day, then it ends soon; a day earlier and when it is over, not', () => {
    const certificate = aCertificate();
    expect(endsSoon(certificate, '2028-11-27')).toBe(false);
    expect(endsSoon(certificate, '2028-11-28')).toBe(true);
    expect(endsSoon(certificate, '2029-02-28')).toBe(true);
    expect(endsSoon(certificate, '2029-03-01')).toBe(false);
    expect(endsSoon({ ...certificate, revokedOn: '2028-12-01' }, '2028-12-01')).toBe(false);
  });

  test('given a revocation, then it is valid until the day before, also for acts looked at later', () => {
    const certificate = aCertificate({ revokedOn: '2026-09-28' });
    expect(standingOn(certificate, '2026-09-27')).toBe('valid');
    expect(standingOn(certificate, '2026-09-28')).toBe('revoked');
  });

  test('given no certificate, an expired one or one for supervision only, then enforcing is refused with the clauses', () => {
    const on = '2026-09-28';
    expect(codes(certificateRefusals([], on, clauses))).toEqual(['register.certificate-missing']);
    const supervision = aCertificate({ class: 'supervision' });
    expect(codes(certificateRefusals([supervision], on, clauses))).toEqual([
      'register.certificate-missing',
    ]);
    const [expired] = certificateRefusals(
      [aCertificate({ validUntil: '2026-09-27' })],
      on,
      clauses,
    );
    expect(expired).toMatchObject({ code: 'register.certificate-not-valid', clauses });
    expect(expired?.text).toContain('已过有效期');
    expect(certificateRefusals([aCertificate({ validUntil: on })], on, clauses)).toEqual([]);
  });

  test('[apl-2021-42] given an old and a renewed one, then the one that lasts longer is used', () => {
    const renewed = aCertificate({
      certificateId: 'c2',
      number: '湘A0002',
      validUntil: '2031-02-28',
    });
    expect(certificateOn([aCertificate(), renewed], '2026-09-28')?.certificateId).toBe('c2');
    expect(certificateOn([renewed, aCertificate()], '2026-09-28')?.certificateId).toBe('c2');
  });

  test('given any certificates and day, then one is found exactly if one is valid on that day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-01-01', n));
    const certificate = fc.record({
      validFrom: day,
      validUntil: day,
      revokedOn: fc.option(day, { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(certificate, { maxLength: 4 }), day, (entries, on) => {
        const all = entries.map((entry) => aCertificate(entry));
        const expected = all.some(
          ({ validFrom, validUntil, revokedOn }) =>
            validFrom <= on && on <= validUntil && !(revokedOn !== null && revokedOn <= on),
        );
        expect(certificateOn(all, on) !== null).toBe(expected);
        expect(certificateRefusals(all, on, clauses).length === 0).toBe(expected);
      }),
    );
  });
});

describe('entering and revoking a certificate', () => {
  test('given an end before the start, then it is refused; one day is a period', () => {
    const reversed = aCertificate({ validFrom: '2026-01-02', validUntil: '2026-01-01' });
    expect(codes(certificateEntryRefusals(reversed, []))).toEqual([
      'register.certificate-period-reversed',
    ]);
    expect(certificateEntryRefusals({ ...reversed, validUntil: '2026-01-02' }, [])).toEqual([]);
  });

  test('given the same number, then it is refused; of the other class, then not', () => {
    expect(codes(certificateEntryRefusals(aCertificate(), [aCertificate()]))).toEqual([
      'register.certificate-number-taken',
    ]);
    expect(
      certificateEntryRefusals(aCertificate({ class: 'supervision' }), [aCertificate()]),
    ).toEqual([]);
  });

  test('given a revocation before the start or a second one, then it is refused', () => {
    expect(codes(revocationRefusals(aCertificate(), '2024-02-29'))).toEqual([
      'register.certificate-revoked-too-early',
    ]);
    expect(revocationRefusals(aCertificate(), '2024-03-01')).toEqual([]);
    expect(
      codes(revocationRefusals(aCertificate({ revokedOn: '2025-01-01' }), '2026-01-01')),
    ).toEqual(['register.certificate-already-revoked']);
  });
});
