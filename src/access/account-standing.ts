import { dutyOf, isRole, isSeparated, type Role } from './role.ts';

/** What a row of an account says of the person's rights, under the names of its columns. */
export type AccountStanding = {
  readonly agency_id: string | null;
  readonly department_id: string | null;
  readonly duty: string;
  readonly separated_duty: string | null;
  readonly disabled: boolean;
  readonly roles: readonly string[];
  /** Terms in which others stand in for the person, by id. */
  readonly deputies: readonly {
    readonly deputy_id: string;
    readonly deputy_account_id: string;
    readonly roles: readonly string[];
    readonly from_on: string;
    readonly until_on: string;
    readonly ended: boolean;
  }[];
};

type AccountEvent = { readonly kind: string; readonly data: unknown };

/**
 * The rights of an account as its events give them.
 *
 * @param events - all events of the account's stream, in order
 */
export function accountStanding(events: readonly AccountEvent[]): AccountStanding {
  const last = (...kinds: readonly string[]) => events.findLast(({ kind }) => kinds.includes(kind));
  const place = last('accountCreated', 'accountMoved')?.data;
  const roles = new Set<Role>();
  let separated: string | null = null;
  for (const { kind, data } of events) {
    const role = textOf(data, 'role') ?? '';
    if (!isRole(role)) continue;
    if (kind === 'roleGranted') {
      roles.add(role);
      if (isSeparated(role)) separated = role;
    }
    if (kind === 'roleRevoked') roles.delete(role);
  }
  const [held] = roles;
  return {
    agency_id: textOf(place, 'agencyId'),
    department_id: textOf(place, 'departmentId'),
    duty: held === undefined ? 'business' : dutyOf(held),
    separated_duty: separated,
    disabled: last('accountDisabled', 'accountEnabled')?.kind === 'accountDisabled',
    roles: [...roles].sort(),
    deputies: deputiesOf(events),
  };
}

function deputiesOf(events: readonly AccountEvent[]): AccountStanding['deputies'] {
  const ended = new Set(
    events
      .filter(({ kind }) => kind === 'deputyEnded')
      .map(({ data }) => textOf(data, 'deputyId') ?? ''),
  );
  return events
    .filter(({ kind }) => kind === 'deputyAppointed')
    .map(({ data }) => {
      const deputyId = textOf(data, 'deputyId') ?? '';
      return {
        deputy_id: deputyId,
        deputy_account_id: textOf(data, 'deputyAccountId') ?? '',
        roles: (data as { readonly roles: readonly string[] }).roles,
        from_on: textOf(data, 'from') ?? '',
        until_on: textOf(data, 'until') ?? '',
        ended: ended.has(deputyId),
      };
    })
    .toSorted((a, b) => (a.deputy_id < b.deputy_id ? -1 : 1));
}

function textOf(data: unknown, name: string): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const value = (data as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : null;
}
