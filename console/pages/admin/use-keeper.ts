import { hasRole, may, useMe } from '../../api/session.ts';
import type { Agency } from './agency.ts';

/**
 * Whether the person keeps the register of this body; the server decides again.
 *
 * The system administrator keeps all, a supervisor those below, everybody else the own one.
 */
export function useKeeper(agency: Agency, permission: string): boolean {
  const me = useMe();
  if (agency.standing === 'closed' || !may(me, permission)) return false;
  const isOwn = me.agencyId === agency.agencyId;
  if (hasRole(me, 'system-admin')) return true;
  return isOwn ? me.roles.some(({ role }) => role !== 'supervisor') : hasRole(me, 'supervisor');
}
