// What the addresses of the administration hold besides the path. Whatever somebody types there is taken or left out,
// never an error.

type Typed = Readonly<Record<string, unknown>>;

/** The parts of a body's page, in the order of the tabs. */
export const agencyTabs = ['entry', 'departments', 'officers', 'packs', 'settings'] as const;

/** Which part of a body's page is open. */
export type AgencySearch = { readonly tab?: (typeof agencyTabs)[number] | undefined };

/** Reads which part of a body's page is open. */
export function agencySearch({ tab }: Typed): AgencySearch {
  const known = agencyTabs.find((one) => one === tab);
  return known === undefined ? {} : { tab: known };
}

const accountStandings = ['active', 'disabled', 'reset'] as const;

/** How the listed accounts stand; `reset`: a reset of the password waits for the security administrator. */
type AccountStanding = (typeof accountStandings)[number];

/** How the list of accounts is filtered. */
export type AccountSearch = {
  readonly text?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly role?: string | undefined;
  readonly standing?: AccountStanding | undefined;
};

/** Reads how the list of accounts is filtered. */
export function accountSearch({ text, agencyId, role, standing }: Typed): AccountSearch {
  const known = accountStandings.find((one) => one === standing);
  return {
    ...named('text', text),
    ...named('agencyId', agencyId),
    ...named('role', role),
    ...(known === undefined ? {} : { standing: known }),
  };
}

/** What the server is asked for accounts that stand so. */
export function standingQuery(standing: AccountStanding | undefined): {
  readonly disabled?: boolean;
  readonly resetPending?: boolean;
} {
  if (standing === undefined) return {};
  return standing === 'reset'
    ? { disabled: false, resetPending: true }
    : { disabled: standing === 'disabled' };
}

/** How the audit of actions is filtered; the name only tells whose id it is. */
export type EventSearch = {
  readonly kind?: string | undefined;
  readonly actorId?: string | undefined;
  readonly streamId?: string | undefined;
  readonly name?: string | undefined;
};

/** Reads how the audit of actions is filtered. */
export function eventSearch({ kind, actorId, streamId, name }: Typed): EventSearch {
  return {
    ...named('kind', kind),
    ...named('actorId', actorId),
    ...named('streamId', streamId),
    ...named('name', name),
  };
}

/** How the audit of readings is filtered. */
export type ReadingSearch = {
  readonly caseId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly name?: string | undefined;
};

/** Reads how the audit of readings is filtered. */
export function readingSearch({ caseId, accountId, name }: Typed): ReadingSearch {
  return {
    ...named('caseId', caseId),
    ...named('accountId', accountId),
    ...named('name', name),
  };
}

/** One text of the address; numbers come unasked when somebody searches for digits. */
export function named<K extends string>(name: K, value: unknown): Partial<Record<K, string>> {
  const isText = typeof value === 'string' || typeof value === 'number';
  const text = isText ? String(value).trim() : '';
  return (text === '' ? {} : { [name]: text }) as Partial<Record<K, string>>;
}
