/**
 * Standing in for another person.
 *
 * A principal lends some of the own roles to somebody of the same body, from one day to another. Only roles that the
 * principal was granted can be lent, so nothing that is lent can be lent on. What needs a qualification of the person
 * (officer, reviewer), what looks into other bodies (supervisor) and 三员 is never lent. The deputy acts under the own
 * name. A lent role counts while the principal holds it and can use the own account.
 */
import { addDays, addYears, type CivilDate, type Instant, type Refusal } from '../rules/index.ts';
import { isSeparated, type Role, roleTitles } from './role.ts';
import type { Holder } from './separation.ts';

/** Roles that can be lent. */
export const lendableRoles = ['department-head', 'leader', 'liaison', 'office'] as const;

/** A role that can be lent. */
export type LendableRole = (typeof lendableRoles)[number];

/** A term that is asked for. */
export type DeputyTerm = {
  readonly roles: readonly LendableRole[];
  /** First day, inclusive. */
  readonly from: CivilDate;
  /** Last day, inclusive. */
  readonly until: CivilDate;
};

/** Somebody with the body they work for. */
export type Placed = Pick<Holder, 'accountId' | 'roles' | 'disabled'> & {
  readonly agencyId: string | null;
};

/** What the appointment of a deputy depends on. */
export type DeputyFacts = {
  readonly principal: Placed;
  /** Null for an account that does not exist. */
  readonly deputy: Placed | null;
  /** Roles of the principal that somebody has for days of this term already. */
  readonly taken: readonly Role[];
  readonly today: CivilDate;
};

/** Why a term ended before its last day. */
export const deputyEndTitles = {
  'by-principal': '被代理人提前结束',
  'by-deputy': '代理人提前结束',
  'role-revoked': '被代理人的角色已收回',
  'account-disabled': '一方账户已停用',
  'account-moved': '一方已调整单位或机构',
  'became-separated': '代理人已任三员',
} as const;

/** Why a term ended before its last day. */
export type DeputyEnd = keyof typeof deputyEndTitles;

/** Whether a term is still to come, runs, or is over. */
export type DeputyStanding = 'future' | 'current' | 'ended';

/** Where a term stands on a day; its first and last day both belong to it. */
export function deputyStanding(
  term: Pick<DeputyTerm, 'from' | 'until'> & { readonly endedAt: Instant | null },
  today: CivilDate,
): DeputyStanding {
  if (term.endedAt !== null || today > term.until) return 'ended';
  return today < term.from ? 'future' : 'current';
}

/** What stands against appointing a deputy; empty when it may be done. */
export function deputyRefusals(term: DeputyTerm, facts: DeputyFacts): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.deputy?.accountId === facts.principal.accountId) refusals.push(ownDeputy);
  else if (!isSuitable(facts)) refusals.push(unsuitable);
  if (term.roles.some((role) => !facts.principal.roles.includes(role))) refusals.push(notOwnRole);
  const taken = term.roles.filter((role) => facts.taken.includes(role));
  if (taken.length > 0) refusals.push(alreadyLent(taken));
  return [...refusals, ...termRefusals(term, facts.today)];
}

function isSuitable({ principal, deputy }: DeputyFacts): boolean {
  return (
    deputy !== null &&
    !deputy.disabled &&
    deputy.agencyId !== null &&
    deputy.agencyId === principal.agencyId &&
    !deputy.roles.some(isSeparated)
  );
}

function termRefusals({ from, until }: DeputyTerm, today: CivilDate): readonly Refusal[] {
  if (from < today) return [tooEarly];
  if (from > addYears(today, 1)) return [tooLate];
  if (until < from) return [backwards];
  return until > addDays(addYears(from, 1), -1) ? [tooLong] : [];
}

const ownDeputy: Refusal = {
  code: 'access.deputy-self',
  text: '不能委托本人代理。请另选代理人。',
  clauses: [],
  field: 'deputyAccountId',
};

const unsuitable: Refusal = {
  code: 'access.deputy-unsuitable',
  text: '代理人须是本单位在用账户的人员，且不是三员。请从本单位人员中另选代理人。',
  clauses: [],
  field: 'deputyAccountId',
};

const notOwnRole: Refusal = {
  code: 'access.deputy-role',
  text: '只能委托代理本人被授予的承办机构负责人、机关负责人、公示联络员、办公室角色；代理得来的角色不能再委托。请重新选择角色。',
  clauses: [],
  field: 'roles',
};

const tooEarly = badTerm('代理不能从过去的日期开始。请从今天或者以后的日期开始。', 'from');
const tooLate = badTerm('代理最迟须在一年内开始。请把开始日期提前。', 'from');
const backwards = badTerm('代理的最后一日早于第一日。请改正日期。', 'until');
const tooLong = badTerm('一次代理不得超过一年。请缩短期间，到期后重新委托。', 'until');

function badTerm(text: string, field: string): Refusal {
  return { code: 'access.deputy-term', text, clauses: [], field };
}

function alreadyLent(taken: readonly Role[]): Refusal {
  return {
    code: 'access.deputy-overlap',
    text: `“${taken.map((role) => roleTitles[role]).join('”、“')}”角色在这一期间已有代理人。请先结束原来的代理，或者改变期间。`,
    clauses: [],
    field: 'roles',
  };
}
