/**
 * The agency of streams that belong to no single body: accounts, registers, rule activation, readings.
 *
 * It stands in the event table only; no body is registered under it. People of the installation itself carry it as
 * their agency.
 */
export const installationId = '00000000-0000-0000-0000-000000000000';

/** Whether an id is that of the installation and not of a body. */
export function isInstallation(agencyId: string): boolean {
  return agencyId === installationId;
}
