/** Roles somebody has, and the department in which they count. */
type Post = { readonly roles: readonly string[]; readonly departmentId: string | null };

/** Who may have tasks, as far as it decides where they lie. */
export type TaskHolder = Post & {
  readonly id: string;
  /** The own roles; all of them when absent. */
  readonly ownRoles?: readonly string[];
  /** Whom the person stands in for; nobody when absent. */
  readonly standsInFor?: readonly Post[];
};

const ofBody = ['leader', 'reviewer', 'liaison', 'office'];

/**
 * The places in the own body where the tasks of somebody lie.
 *
 * An officer's lie with the account, a department head's with the department, those of the other roles with the role.
 */
export function placesOf(holder: TaskHolder): readonly string[] {
  const { id, departmentId, ownRoles = holder.roles, standsInFor = [] } = holder;
  const posts = [{ roles: ownRoles, departmentId }, ...standsInFor];
  return [...new Set(posts.flatMap((post) => placesOfPost(id, post)))];
}

function placesOfPost(accountId: string, { roles, departmentId }: Post): readonly string[] {
  return roles.flatMap((role) => {
    if (role === 'officer') return [`officer/${accountId}`];
    // Who is in no department heads none; cases of no department lie elsewhere.
    if (role === 'department-head')
      return departmentId === null ? [] : [`department-head/${departmentId}`];
    return ofBody.includes(role) ? [role] : [];
  });
}
