import type { Named } from '../../api/cases.ts';
import type { Role } from '../../api/session.ts';

/** Somebody who has duties of another for a time. */
export type Deputy = {
  readonly deputyId: string;
  readonly principal: Named;
  readonly deputy: Named;
  readonly roles: readonly Role[];
  readonly roleTitles: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly standing: 'future' | 'current' | 'ended';
  readonly endedAt: string | null;
};

/** Roles that somebody may ask another to fulfil; the others need a certificate or a qualification of one's own. */
export const lendable = [
  'department-head',
  'leader',
  'liaison',
  'office',
] as const satisfies readonly Role[];

/** What each standing is called. */
export const standingTitles: Readonly<Record<Deputy['standing'], string>> = {
  future: '尚未开始',
  current: '代理中',
  ended: '已结束',
};
