/**
 * 三员 separation and the granting of roles.
 *
 * One person has one account, known by the identity number that only its digest keeps. An account is for business or
 * for exactly one of 三员. Who has once been one of 三员 can never become another of them: the auditor would audit the
 * own past. The database holds the same rules by itself (migration 020), so that neither a bug nor a hand at the
 * database can break them.
 */
import type { Refusal } from '../rules/index.ts';
import { dutyOf, isSeparated, type Role, roleTitles, type SeparatedRole } from './role.ts';

/** What the rules of granting need to know of an account. */
export type Holder = {
  readonly accountId: string;
  readonly roles: readonly Role[];
  /** The one of 三员 that this person is or once was; null for all others. */
  readonly separatedDuty: SeparatedRole | null;
  readonly disabled: boolean;
  /** Whether the person has replaced the password that someone else handed out. */
  readonly hasOwnPassword: boolean;
  /** Whether the person works for a body, and not for the installation itself. */
  readonly hasAgency: boolean;
};

/**
 * What stands against granting a role; empty when it may be granted.
 *
 * @param holder - who would get the role
 * @param role - the role to grant
 * @param granterId - account of the security administrator who grants
 */
export function grantRefusals(holder: Holder, role: Role, granterId: string): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (holder.accountId === granterId) refusals.push(ownRights);
  if (holder.disabled) refusals.push(disabled);
  if (holder.roles.includes(role)) refusals.push(alreadyGranted(role));
  if (!isCompatible(holder, role)) refusals.push(notSeparate);
  if (isSeparated(role) && !holder.hasOwnPassword) refusals.push(passwordNotOwn);
  if (!isSeparated(role) && !holder.hasAgency) refusals.push(noAgency);
  return refusals;
}

/**
 * What stands against taking a role away; empty when it may be taken.
 *
 * @param holder - who has the role
 * @param role - the role to take
 * @param revokerId - account of the security administrator who takes it
 * @param othersLeft - usable accounts that hold the same role besides this one
 */
export function revokeRefusals(
  holder: Holder,
  role: Role,
  revokerId: string,
  othersLeft: number,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (holder.accountId === revokerId) refusals.push(ownRights);
  if (!holder.roles.includes(role)) refusals.push(notGranted(role));
  else refusals.push(...lastOfThree([role], othersLeft));
  return refusals;
}

/**
 * What stands against disabling an account; empty when it may be disabled.
 *
 * @param holder - whose account it is
 * @param disablerId - account of the system administrator who disables
 * @param othersLeft - usable accounts besides this one that hold its 三员 role; any number if it holds none
 */
export function disableRefusals(
  holder: Holder,
  disablerId: string,
  othersLeft: number,
): readonly Refusal[] {
  if (holder.accountId === disablerId) return [ownRights];
  return lastOfThree(holder.roles, othersLeft);
}

/**
 * What stands against setting a new password for someone else; empty when it may be set.
 *
 * Whoever hands out the password of an auditor could sign in as the auditor. 三员 therefore get a new password only
 * from the command line of the server.
 */
export function resetRefusals(holder: Holder, resetterId: string): readonly Refusal[] {
  if (holder.accountId === resetterId) return [ownPassword];
  if (holder.roles.some(isSeparated)) return [resetOfThree];
  return [];
}

/**
 * What stands against switching off someone else's second factor; empty when it may be switched off.
 *
 * As with passwords, that of 三员 is reset from the command line of the server only.
 */
export function secondFactorResetRefusals(holder: Holder, resetterId: string): readonly Refusal[] {
  if (holder.accountId === resetterId) return [ownRights];
  if (holder.roles.some(isSeparated)) return [resetOfThree];
  return [];
}

/** What stands against opening a locked account again; empty when it may be opened. */
export function unlockRefusals(holder: Holder, unlockerId: string): readonly Refusal[] {
  return holder.accountId === unlockerId ? [ownRights] : [];
}

/** The account after a role is granted; the caller has asked `grantRefusals`. */
export function withRole(holder: Holder, role: Role): Holder {
  const separatedDuty = isSeparated(role) ? role : holder.separatedDuty;
  return { ...holder, roles: [...holder.roles, role], separatedDuty };
}

/** The account after a role is taken away; the memory of a 三员 duty stays. */
export function withoutRole(holder: Holder, role: Role): Holder {
  return { ...holder, roles: holder.roles.filter((held) => held !== role) };
}

function isCompatible(holder: Holder, role: Role): boolean {
  const duty = dutyOf(role);
  const sameDuty = holder.roles.every((held) => dutyOf(held) === duty);
  const sameHistory =
    duty === 'business' || holder.separatedDuty === null || holder.separatedDuty === duty;
  return sameDuty && sameHistory;
}

function lastOfThree(held: readonly Role[], othersLeft: number): readonly Refusal[] {
  const separated = held.find(isSeparated);
  if (separated === undefined || othersLeft > 0) return [];
  return [
    {
      code: 'access.last-of-three',
      text: `系统中至少要有一名可用的${roleTitles[separated]}。请先为另一人授予该角色。`,
      clauses: [],
    },
  ];
}

const ownRights: Refusal = {
  code: 'access.own-rights',
  text: '任何人不得变更本人账户的角色和状态。请由另一名管理员办理。',
  clauses: [],
};

const ownPassword: Refusal = {
  code: 'access.own-password',
  text: '不能为本人重置密码。请在“修改密码”中凭原密码修改。',
  clauses: [],
};

const disabled: Refusal = {
  code: 'access.account-disabled',
  text: '该账户已停用，不能授予角色。请先由系统管理员启用。',
  clauses: [],
};

const notSeparate: Refusal = {
  code: 'access.duties-not-separate',
  text: '系统管理员、安全管理员、审计员必须由三个人分别担任，不得兼任其他角色，任过其一的人不得再任其他两员。请另选人员。',
  clauses: [],
};

const passwordNotOwn: Refusal = {
  code: 'access.password-not-own',
  text: '该账户仍在使用他人设定的初始密码，不能授予三员角色。请待本人登录并修改密码后再授予。',
  clauses: [],
};

const noAgency: Refusal = {
  code: 'access.role-needs-agency',
  text: '该账户不属于任何执法主体，不能授予业务角色。请先由系统管理员调整其所在单位。',
  clauses: [],
};

const resetOfThree: Refusal = {
  code: 'access.reset-of-three',
  text: '三员账户的密码和第二因素不得由其他管理员重置。请由运维人员在服务器上用命令行重置。',
  clauses: [],
};

function alreadyGranted(role: Role): Refusal {
  return {
    code: 'access.role-already-granted',
    text: `该账户已有“${roleTitles[role]}”角色，无需再次授予。`,
    clauses: [],
  };
}

function notGranted(role: Role): Refusal {
  return {
    code: 'access.role-not-granted',
    text: `该账户没有“${roleTitles[role]}”角色，无法收回。请刷新后再试。`,
    clauses: [],
  };
}
