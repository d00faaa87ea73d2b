import { addMonths, type CivilDate, type ClauseId, type Refusal } from '../rules/index.ts';

/** An enforcement certificate (行政执法证) of an officer. */
export type Certificate = {
  readonly certificateId: string;
  readonly number: string;
  /** What the certificate allows, e.g. 行政执法 or 执法监督. */
  readonly class: CertificateClass;
  readonly issuedBy: string;
  readonly validFrom: CivilDate;
  /** Last day of validity, inclusive. */
  readonly validUntil: CivilDate;
  /** First day on which it is void; null while it stands. */
  readonly revokedOn: CivilDate | null;
};

/** Enforcement certificates open enforcement, supervision certificates open supervision of enforcement. */
export type CertificateClass = 'enforcement' | 'supervision';

/** How a certificate stands on a day. */
export type CertificateStanding = 'valid' | 'not-yet-valid' | 'expired' | 'revoked';

/** What users call each class. */
export const certificateClassTitles: Readonly<Record<CertificateClass, string>> = {
  enforcement: '行政执法证',
  supervision: '行政执法监督证',
};

/** What users call each standing. */
export const certificateStandingTitles: Readonly<Record<CertificateStanding, string>> = {
  valid: '有效',
  'not-yet-valid': '尚未生效',
  expired: '已过有效期',
  revoked: '已注销或收回',
};

/** How one certificate stands on a day; its first and last day are both inside, the day of revocation is outside. */
export function standingOn(certificate: Certificate, on: CivilDate): CertificateStanding {
  if (certificate.revokedOn !== null && on >= certificate.revokedOn) return 'revoked';
  if (on < certificate.validFrom) return 'not-yet-valid';
  return on > certificate.validUntil ? 'expired' : 'valid';
}

/** How long before its last day a certificate should be renewed, in months. */
const renewalMonths = 3;

/** Whether a certificate is valid on a day and its last day is near, so that a new one should be applied for. */
export function endsSoon(certificate: Certificate, on: CivilDate): boolean {
  const isValid = standingOn(certificate, on) === 'valid';
  return isValid && certificate.validUntil <= addMonths(on, renewalMonths);
}

/**
 * The certificate under which an officer may enforce on a day; null if there is none.
 *
 * Where several are valid, the one that stays valid longest.
 *
 * @source apl-2021-42; kaifu-1.3-a
 */
export function certificateOn(
  certificates: readonly Certificate[],
  on: CivilDate,
  kind: CertificateClass = 'enforcement',
): Certificate | null {
  const valid = certificates.filter(
    (certificate) => certificate.class === kind && standingOn(certificate, on) === 'valid',
  );
  return valid.reduce<Certificate | null>(
    (best, next) => (best === null || next.validUntil > best.validUntil ? next : best),
    null,
  );
}

/**
 * What stands against an officer's enforcing on a day; empty when a certificate is valid.
 *
 * @param certificates - all certificates of the officer
 * @param on - the day of the act
 * @param clauses - clauses of the rule `officers.certificate` for the body
 * @source apl-2021-42; kaifu-1.3-a
 */
export function certificateRefusals(
  certificates: readonly Certificate[],
  on: CivilDate,
  clauses: readonly ClauseId[],
): readonly Refusal[] {
  if (certificateOn(certificates, on) !== null) return [];
  const last = lastKnown(certificates, on);
  if (last === null) {
    return [
      {
        code: 'register.certificate-missing',
        text: '该人员没有行政执法证，不得从事执法工作。请改派持证人员，或先登记其证件。',
        clauses,
      },
    ];
  }
  return [
    {
      code: 'register.certificate-not-valid',
      text: `该人员的行政执法证在办理当日${certificateStandingTitles[last]}，不得从事执法工作。请改派持证人员，或先办理换证并登记。`,
      clauses,
    },
  ];
}

/**
 * What is wrong with a certificate that is to be entered; empty when it may be.
 *
 * @param entry - as submitted
 * @param existing - certificates that the officer already has
 */
export function certificateEntryRefusals(
  entry: Pick<Certificate, 'number' | 'class' | 'validFrom' | 'validUntil'>,
  existing: readonly Certificate[],
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (entry.validUntil < entry.validFrom) {
    refusals.push({
      code: 'register.certificate-period-reversed',
      text: '证件有效期的截止日早于起始日。请核对证件后重新填写。',
      clauses: [],
      field: 'validUntil',
    });
  }
  if (existing.some((known) => known.number === entry.number && known.class === entry.class)) {
    refusals.push(numberTaken);
  }
  return refusals;
}

/**
 * What stands against revoking a certificate; empty when it may be revoked.
 *
 * @param certificate - as registered
 * @param revokedOn - first day on which it is to be void
 */
export function revocationRefusals(
  certificate: Certificate,
  revokedOn: CivilDate,
): readonly Refusal[] {
  if (certificate.revokedOn !== null) {
    return [
      {
        code: 'register.certificate-already-revoked',
        text: '该证件已经注销或收回，无需再次办理。',
        clauses: [],
      },
    ];
  }
  if (revokedOn >= certificate.validFrom) return [];
  return [
    {
      code: 'register.certificate-revoked-too-early',
      text: '注销或收回的日期早于证件起始日。请核对日期后重新填写。',
      clauses: [],
      field: 'revokedOn',
    },
  ];
}

/** A certificate with this number is already registered. */
export const numberTaken: Refusal = {
  code: 'register.certificate-number-taken',
  text: '该证件号码已经登记。请核对号码；换发新证的，请填写新证号码。',
  clauses: [],
  field: 'number',
};

function lastKnown(
  certificates: readonly Certificate[],
  on: CivilDate,
): CertificateStanding | null {
  const own = certificates.filter((certificate) => certificate.class === 'enforcement');
  const last = own.reduce<Certificate | null>(
    (best, next) => (best === null || next.validUntil > best.validUntil ? next : best),
    null,
  );
  return last === null ? null : standingOn(last, on);
}
