import { randomUUID } from 'node:crypto';
import { type CivilDate, dayOf, type Instant, millisOf, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { accountRows } from './account-row.store.ts';
import type { StandIn } from './case-scope.ts';
import { type By, type Change, change, eventBy } from './change.store.ts';
import { installationId } from './installation.ts';
import { accessRefusals } from './refusals.ts';
import type { Role } from './role.ts';
import { isLive, needsTouch, type SessionEnd } from './session.ts';
import { digestFor, newToken } from './token.store.ts';

/** Where a session was started from. */
export type Origin = { readonly address: string; readonly browser: string };

/** Who acts in a request. */
export type SignedInActor = {
  readonly id: string;
  readonly name: string;
  readonly userName: string;
  /** All roles that count now: the own ones and those held in place of others. */
  readonly roles: readonly Role[];
  /** Roles that were granted to this person. */
  readonly ownRoles: readonly Role[];
  /** Whom the person stands in for today. */
  readonly standsInFor: readonly CurrentTerm[];
  /** The body; the installation's own id for people of no body. */
  readonly agencyId: string;
  readonly departmentId: string | null;
  readonly sessionId: string;
  readonly mustChangePassword: boolean;
};

/** A term that counts today: only roles that the principal still holds are in it. */
export type CurrentTerm = StandIn & {
  readonly principalId: string;
  readonly principalName: string;
  /** Last day, inclusive. */
  readonly until: CivilDate;
};

/** A session as its owner sees it. */
export type OpenSession = {
  readonly sessionId: string;
  readonly startedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly address: string;
  readonly browser: string;
};

type SessionRow = {
  session_id: string;
  started_at: Instant;
  last_seen_at: Instant;
  ended_at: Instant | null;
  account_id: string;
  display_name: string;
  user_name: string;
  agency_id: string | null;
  department_id: string | null;
  must_change_password: boolean;
  roles: Role[];
  stands_in_for: CurrentTerm[];
};

/**
 * Whom the account a stands in for on day $2. A term gives no right that its principal lost, whatever became of the
 * term itself; and what is lent never comes from what was lent.
 */
const termsOfToday = `coalesce((
  select json_agg(json_build_object('principalId', p.account_id, 'principalName', p.display_name,
      'departmentId', p.department_id, 'until', t.until_on, 'roles', held.roles)
    order by t.until_on, t.deputy_id)
  from mingfa.deputy t join mingfa.account p on p.account_id = t.principal_id
  cross join lateral (
    select array_agg(r.role order by r.role) as roles from mingfa.account_role r
    where r.account_id = p.account_id and r.role = any (t.roles)) held
  where t.deputy_account_id = a.account_id and t.ended_at is null
    and $2::date between t.from_on and t.until_on
    and a.duty = 'business' and p.disabled_at is null
    and a.agency_id = t.agency_id and p.agency_id = t.agency_id and held.roles is not null), '[]')`;

/**
 * Starts a session with a token nobody has seen before.
 *
 * @returns the token, which exists in clear only here and in the browser
 */
export async function startSession(
  db: Database,
  tx: Change,
  accountId: string,
  origin: Origin & { readonly now: Instant },
): Promise<{ readonly token: string; readonly sessionId: string }> {
  const token = newToken();
  const sessionId = randomUUID();
  await tx.query(
    `insert into mingfa.session
       (session_id, account_id, token_digest, started_at, last_seen_at, address, browser)
     values ($1, $2, $3, $4, $4, $5, $6)`,
    [
      sessionId,
      accountId,
      digestFor(db, 'session', token),
      origin.now,
      origin.address,
      origin.browser.slice(0, 200),
    ],
  );
  return { token, sessionId };
}

/** Who is behind a token; null when the session does not exist, has ended or has run out. */
export async function findActor(
  db: Database,
  token: string,
  now: Instant,
): Promise<SignedInActor | null> {
  const { rows } = await db.pool.query<SessionRow>({
    name: 'access-find-actor',
    text: `select s.session_id, s.started_at, s.last_seen_at, s.ended_at,
        a.account_id, a.display_name, a.user_name, a.agency_id, a.department_id,
        a.must_change_password,
        array(select r.role from mingfa.account_role r
              where r.account_id = a.account_id order by r.role) as roles,
        ${termsOfToday} as stands_in_for
      from mingfa.session s join mingfa.account a using (account_id)
      where s.token_digest = $1 and a.disabled_at is null`,
    values: [digestFor(db, 'session', token), dayOf(now)],
  });
  const row = rows[0];
  if (row === undefined) return null;
  const times = {
    startedAt: millisOf(row.started_at),
    lastSeenAt: millisOf(row.last_seen_at),
    ended: row.ended_at !== null,
  };
  if (!isLive(times, millisOf(now))) return null;
  if (needsTouch(times, millisOf(now))) await touch(db, row.session_id, now);
  return actorOf(row);
}

/** The sessions of an account that still hold, the latest first. */
export async function openSessions(
  db: Database,
  accountId: string,
  now: Instant,
): Promise<readonly OpenSession[]> {
  const { rows } = await db.pool.query<OpenSession>(
    `select session_id as "sessionId", started_at as "startedAt", last_seen_at as "lastSeenAt",
       address, browser
     from mingfa.session where account_id = $1 and ended_at is null
     order by started_at desc, session_id`,
    [accountId],
  );
  return rows.filter(({ startedAt, lastSeenAt }) =>
    isLive(
      { startedAt: millisOf(startedAt), lastSeenAt: millisOf(lastSeenAt), ended: false },
      millisOf(now),
    ),
  );
}

/**
 * Ends one session of an account.
 *
 * @throws Refused (`access.unknown`) if the account has no such open session
 */
export async function endSession(
  db: Database,
  target: { readonly accountId: string; readonly sessionId: string; readonly why: SessionEnd },
  by: By,
): Promise<void> {
  await change(db, async (tx) => {
    const { rowCount } = await tx.query(
      `update mingfa.session set ended_at = $3, end_reason = $4
       where account_id = $1 and session_id = $2 and ended_at is null`,
      [target.accountId, target.sessionId, by.now, target.why],
    );
    if (rowCount !== 1) throw new Refused(accessRefusals.unknown);
    const kind = target.why === 'signed-out' ? 'signedOut' : 'sessionEnded';
    const { sessionId, why } = target;
    await accountRows.append(tx, target.accountId, [eventBy(by, kind, { sessionId, why })]);
  });
}

/** Ends every session of an account within a change; the event of the change tells why. */
export async function endSessions(
  tx: Change,
  accountId: string,
  why: SessionEnd,
  now: Instant,
): Promise<void> {
  await tx.query(
    `update mingfa.session set ended_at = $3, end_reason = $2
     where account_id = $1 and ended_at is null`,
    [accountId, why, now],
  );
}

/**
 * Ends every session of someone else's account.
 *
 * @throws Refused (`access.unknown`)
 */
export async function endAllSessions(db: Database, accountId: string, by: By): Promise<void> {
  await change(db, async (tx) => {
    await accountRows.lock(tx, accountId);
    await endSessions(tx, accountId, 'ended-by-admin', by.now);
    await accountRows.append(tx, accountId, [
      eventBy(by, 'sessionsEnded', { why: 'ended-by-admin' }),
    ]);
  });
}

/** Ends the session that a browser brought to a new sign-in: a token set from outside never lives on. */
export async function endBroughtSession(
  db: Database,
  tx: Change,
  token: string | undefined,
  now: Instant,
): Promise<void> {
  if (token === undefined) return;
  await tx.query(
    `update mingfa.session set ended_at = $2, end_reason = 'signed-in-again'
     where token_digest = $1 and ended_at is null`,
    [digestFor(db, 'session', token), now],
  );
}

async function touch(db: Database, sessionId: string, now: Instant): Promise<void> {
  await db.pool.query(
    `update mingfa.session set last_seen_at = $2
     where session_id = $1 and ended_at is null and last_seen_at < $2`,
    [sessionId, now],
  );
}

function actorOf(row: SessionRow): SignedInActor {
  return {
    id: row.account_id,
    name: row.display_name,
    userName: row.user_name,
    roles: [...new Set([...row.roles, ...row.stands_in_for.flatMap(({ roles }) => roles)])],
    ownRoles: row.roles,
    standsInFor: row.stands_in_for,
    agencyId: row.agency_id ?? installationId,
    departmentId: row.department_id,
    sessionId: row.session_id,
    mustChangePassword: row.must_change_password,
  };
}
