/** An enforcement officer as the register holds the person. */
export type Officer = {
  readonly officerId: string;
  readonly name: string;
  readonly post: string;
  readonly departmentId: string | null;
  readonly mayReview: boolean;
  readonly standing: 'active' | 'left';
  readonly mayEnforce: boolean;
  readonly certificates: readonly Certificate[];
};

/** A certificate as the register holds it. */
export type Certificate = {
  readonly certificateId: string;
  readonly number: string;
  readonly class: keyof typeof classTitles;
  readonly issuedBy: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly revokedOn: string | null;
  readonly standing: keyof typeof certificateWords;
  /** Valid, but not for long. */
  readonly endsSoon: boolean;
};

/** What users call each class of certificate. */
export const classTitles = {
  enforcement: '行政执法证',
  supervision: '行政执法监督证',
} as const;

/** What users call each standing of a certificate. */
export const certificateWords = {
  valid: '有效',
  'not-yet-valid': '尚未生效',
  expired: '已过有效期',
  revoked: '已注销或收回',
} as const;

/** How a certificate is drawn: its standing in words and the colour that repeats it. */
export type CertificateLook = { readonly words: string; readonly look: 'ok' | 'warn' | 'late' };

/** How a certificate stands, and whether it is about to run out. */
export function certificateLook({
  standing,
  endsSoon,
}: Pick<Certificate, 'standing' | 'endsSoon'>): CertificateLook {
  const words = certificateWords[standing];
  if (standing === 'expired' || standing === 'revoked') return { words, look: 'late' };
  if (standing === 'not-yet-valid') return { words, look: 'warn' };
  return endsSoon ? { words: '有效，三个月内到期，请换证', look: 'warn' } : { words, look: 'ok' };
}

/** Today in Beijing. */
export function todayInBeijing(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What to say of a person in one tag. */
export function officerLook(officer: Officer): CertificateLook {
  if (officer.standing === 'left') return { words: '已离岗', look: 'late' };
  if (officer.mayEnforce) {
    const kept = officer.certificates
      .filter((one) => one.class === 'enforcement' && one.standing === 'valid')
      .map(certificateLook);
    return kept.find(({ look }) => look === 'ok') ?? kept[0] ?? { words: '有效', look: 'ok' };
  }
  return officer.certificates.length === 0
    ? { words: '没有登记执法证', look: 'warn' }
    : { words: '没有有效的执法证', look: 'late' };
}
