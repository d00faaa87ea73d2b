// What the API says of reviewers and counsel.

import type { Clause } from '../../api/client.ts';

/** A term for which somebody is designated to review. */
export type Designation = {
  readonly designationId: string;
  readonly level: string;
  readonly levelTitle: string;
  readonly qualificationTitle: string;
  readonly proofNumber: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly endedOn: string | null;
  readonly standing: string;
  readonly standingTitle: string;
};

/** Somebody in the register of reviewers. */
export type Reviewer = {
  readonly officerId: string;
  readonly name: string;
  readonly post: string;
  readonly hasIdentity: boolean;
  readonly hasAccount: boolean;
  readonly standing: string;
  readonly standingTitle: string;
  readonly levelTitle: string | null;
  readonly designations: readonly Designation[];
};

/** The register of reviewers of a body. */
export type ReviewerRegister = {
  readonly office: string;
  readonly levels: readonly { readonly level: string; readonly title: string }[];
  readonly needsLicence: boolean;
  readonly items: readonly Reviewer[];
};

/** How reviewers stand to officers. */
export type Staffing = {
  readonly reviewers: number;
  readonly officers: number;
  readonly percent: string | null;
  readonly minPercent: number | null;
  readonly needed: number | null;
  readonly standing: string;
  readonly text: string;
  readonly clauses: readonly Clause[];
};

/** Somebody in the register of counsel. */
export type Counsel = {
  readonly counselId: string;
  readonly name: string;
  readonly kind: string;
  readonly kindTitle: string;
  readonly organisation: string;
  readonly licenceNumber: string | null;
  readonly accountId: string | null;
  readonly specialty: string;
  readonly interests: readonly { readonly name: string; readonly relation: string }[];
  readonly isPurchased: boolean;
  readonly isShared: boolean;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly endedOn: string | null;
  readonly standing: string;
  readonly standingTitle: string;
  readonly identityMasked: string | null;
  readonly isOwn: boolean;
  readonly agencyName: string;
};

/** A request for help in a case. */
export type CounselRequest = {
  readonly sequence: number;
  readonly counselName: string;
  readonly organisation: string;
  readonly requestedByName: string;
  readonly requestedAt: string;
  readonly until: string;
  readonly standing: string;
  readonly standingTitle: string;
  readonly question: string;
  readonly opinionText: string | null;
  readonly hasAccount: boolean;
  readonly readings: number;
  readonly lastReadAt: string | null;
};

/** How a term reads: from, until, and an early end. */
export function termText(term: {
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly endedOn: string | null;
}): string {
  const until = term.validUntil === null ? ' 起' : ` 至 ${term.validUntil}`;
  const end = term.endedOn === null ? '' : `，自 ${term.endedOn} 起终止`;
  return `${term.validFrom}${until}${end}`;
}

/** How a standing looks; the word always stands beside it. */
export function standingLook(standing: string): 'ok' | 'warn' | 'late' {
  if (['designated', 'valid', 'engaged', 'answered', 'enough', 'open'].includes(standing))
    return 'ok';
  return ['unrecorded', 'not-yet', 'not-yet-valid', 'below'].includes(standing) ? 'warn' : 'late';
}

/**
 * Declared interests from what was typed, one a line: the name, then the relation after a comma.
 *
 * @returns lines without a relation get a plain one
 */
export function interestsIn(typed: string): { name: string; relation: string }[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(/[,，、]/);
      return { name: name.trim(), relation: rest.join('，').trim() || '有利害关系' };
    })
    .filter(({ name }) => name !== '');
}

/** The same the other way round. */
export function interestsText(interests: Counsel['interests']): string {
  return interests.map(({ name, relation }) => `${name}，${relation}`).join('\n');
}

/** Which office reviews; nothing where the rules only call it by its task. */
export function officeText(office: string): string {
  return office === '法制审核机构' ? '' : `本单位的法制审核由${office}承担。`;
}
