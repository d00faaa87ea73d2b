/** A role that works on cases or oversees them. */
export type BusinessRole =
  | 'officer'
  | 'department-head'
  | 'reviewer'
  | 'leader'
  | 'liaison'
  | 'office'
  | 'supervisor';

/** One of 三员: the three duties that may never meet in one person. */
export type SeparatedRole = 'system-admin' | 'security-admin' | 'auditor';

/** What a person may be in the system. */
export type Role = BusinessRole | SeparatedRole;

/** The kind of work an account is for: business, or exactly one of 三员. */
export type Duty = 'business' | SeparatedRole;

/** What users call each role. */
export const roleTitles: Readonly<Record<Role, string>> = {
  officer: '执法人员',
  'department-head': '承办机构负责人',
  reviewer: '法制审核人员',
  leader: '机关负责人',
  liaison: '公示联络员',
  office: '办公室',
  supervisor: '执法监督人员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  auditor: '审计员',
};

/** The three duties of 三员, in the order in which they are set up. */
export const separatedRoles: readonly SeparatedRole[] = [
  'system-admin',
  'security-admin',
  'auditor',
];

/** Every role, business roles first. */
export const roles = Object.keys(roleTitles) as readonly Role[];

/** Whether the text names a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(roleTitles, text);
}

/** Whether the role is one of 三员. */
export function isSeparated(role: Role): role is SeparatedRole {
  return role === 'system-admin' || role === 'security-admin' || role === 'auditor';
}

/** The duty that a role belongs to: itself for 三员, business for all others. */
export function dutyOf(role: Role): Duty {
  return isSeparated(role) ? role : 'business';
}
