import type { Role } from '../access/index.ts';

/** Who wants to keep a register. */
export type Keeper = { readonly roles: readonly Role[]; readonly agencyId: string };

/**
 * Whether somebody may change the entries of a body.
 *
 * The system administrator keeps all bodies, a supervisor those below the own one, everybody else the own one; whether
 * the role keeps this register at all is asked before, by permission.
 *
 * @param keeper - who wants to change
 * @param agencyId - whose entries
 * @param below - bodies below the keeper's own, at any depth
 */
export function mayKeep(keeper: Keeper, agencyId: string, below: readonly string[]): boolean {
  if (keeper.roles.includes('system-admin')) return true;
  if (keeper.roles.includes('supervisor') && below.includes(agencyId)) return true;
  const keepsOwn = keeper.roles.some((role) => role !== 'supervisor');
  return keepsOwn && keeper.agencyId === agencyId;
}
