// Looks at a case and tells people what they do not know yet: what happened, what it waits for now, which period is
// coming to its end. The walk along the ledger comes here, and so does the sweep when a moment of the case has come.
//
// Up to where people were told is kept in one row a case, which is held while they are told. So coming here twice, late,
// or at once in two processes tells nothing twice, and several actions in a row are told together.

import { type Change, change } from '../access/index.store.ts';
import type { CaseDesk } from '../casework/index.store.ts';
import type { CaseEvent } from '../casework/index.ts';
import {
  type CaseClock,
  type CaseState,
  type Composition,
  type Context,
  clocksOf,
  comeNow,
  type Moment,
  momentsOf,
  textOf,
  textsOf,
  viewOf,
} from '../casework/index.ts';
import { standingOf } from '../review/index.ts';
import { type CivilDate, dayOf, type Instant, periodOf, startOfDay } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import {
  type CaseNews,
  type CasePeople,
  type Colleague,
  type Notice,
  noticesOf,
  type Waited,
} from './case-news.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { dueNotices } from './due-notice.ts';
import { type Told, tell } from './telling.store.ts';

/** What telling people of cases needs. */
export type AttendDeps = {
  readonly db: Database;
  readonly desk: Pick<CaseDesk, 'deps' | 'contextOf' | 'waitingOf'>;
  readonly delivery: DeliverySettings;
  readonly now: () => Instant;
};

/** Names a case. */
export type CaseKey = { readonly agencyId: string; readonly caseId: string };

/** Name of the job that looks at a case which could not be looked at before. */
export const attendTask = 'tell-of-case';

const nobody = { id: '00000000-0000-0000-0000-000000000000', name: '', roles: [] };

/**
 * Tells people what they do not know yet of a case.
 *
 * @param isOld - for a case from before there were notifications: what happened in it until now is no news
 */
export async function attendCase(deps: AttendDeps, key: CaseKey, isOld = false): Promise<void> {
  const { desk, db } = deps;
  const body = await desk.deps.bodies.read(key.agencyId);
  const now = deps.now();
  const context = desk.contextOf(body, nobody, now);
  await change(db, async (tx) => {
    const before = await holdTold(tx, key);
    const file = before === null ? null : await readFile(tx, key);
    if (before === null || file === null) return;
    const look = lookAt(deps, context, file.state);
    const events = await eventsBetween(tx, key, before.version, file.version);
    const people = await readPeople(tx, file, look);
    const news: CaseNews = {
      caseNumber: file.caseNumber,
      people,
      handlersBefore: before.handlerIds,
      awaitingBefore: before.awaiting,
      awaiting: look.waited,
      events: events.map((event) => ({ ...event, title: titleOf(deps, event.kind) })),
      isReviewRefused: look.isReviewRefused,
      now,
    };
    const due = await settleMoments(tx, key, { ...look, now });
    const notices = [
      ...(isOld && before.version === 0 ? [] : noticesOf(news)).map((notice) =>
        toldOf(key, notice, `${file.version}`),
      ),
      ...due.flatMap(({ clock, moment }) =>
        dueNotices({ ...news, clock, moment }).map((notice) =>
          toldOf(key, notice, `${moment.name}:${moment.dueAt}`),
        ),
      ),
    ];
    await tell(tx, deps.delivery, notices);
    await keepTold(tx, key, {
      version: file.version,
      handlerIds: file.handlerIds,
      awaiting: look.waited.map(({ command }) => command),
    });
  });
}

/** The cause holds what is waited for: the same version may come to wait for something else by time alone. */
function toldOf(key: CaseKey, notice: Notice, about: string): Told {
  const what = notice.kind === 'task' ? notice.text : '';
  return {
    ...notice,
    ...key,
    cause: `${notice.kind}:${key.caseId}:${about}:${what}`.slice(0, 400),
  };
}

type Look = {
  readonly clocks: readonly CaseClock[];
  readonly moments: readonly Moment[];
  readonly waited: readonly Waited[];
  readonly isReviewRefused: boolean;
  /** When time alone may change what is waited for. */
  readonly recheckAt: Instant | null;
  readonly today: CivilDate;
};

function lookAt({ desk }: AttendDeps, context: Context, state: CaseState): Look {
  const { composition } = desk.deps;
  const { procedure } = composition;
  const clocks = clocksOf(composition, state, context);
  const { awaiting, recheckOn } = desk.waitingOf(state, context, clocks);
  return {
    clocks,
    moments: clocks.flatMap((clock) => momentsOf(clock, unitOf(context, clock), context.calendar)),
    waited: (awaiting as readonly Pick<Waited, 'command' | 'roles'>[]).map((one) => ({
      ...one,
      title: procedure.commands.get(one.command)?.title ?? one.command,
    })),
    isReviewRefused: isReviewRefused(composition, state, context),
    recheckAt: recheckOn === null ? null : startOfDay(recheckOn),
    today: dayOf(context.now),
  };
}

function isReviewRefused({ procedure }: Composition, state: CaseState, context: Context): boolean {
  return standingOf(viewOf(procedure, state, context)) === 'not-passed';
}

function unitOf({ rules, now }: Context, clock: CaseClock) {
  const rule = rules.get(clock.rule, dayOf(now));
  return (rule === null ? null : periodOf(rule))?.period.unit ?? 'day';
}

function titleOf({ desk }: AttendDeps, kind: string): string {
  return desk.deps.composition.procedure.causes.get(kind)?.title ?? kind;
}

type ToldSoFar = {
  readonly version: number;
  readonly handlerIds: readonly string[];
  readonly awaiting: readonly string[];
};

/** Null where there is no such case. */
async function holdTold(tx: Change, key: CaseKey): Promise<ToldSoFar | null> {
  const { rows } = await tx.query<ToldSoFar>({
    name: 'notification-hold',
    text: `insert into mingfa.case_told as known (agency_id, case_id, version, handler_ids, awaiting)
      select agency_id, case_id, 0, '{}', '{}' from mingfa.case_file where agency_id = $1 and case_id = $2
      on conflict (agency_id, case_id) do update set version = known.version
      returning version, handler_ids as "handlerIds", awaiting`,
    values: [key.agencyId, key.caseId],
  });
  return rows[0] ?? null;
}

async function keepTold(tx: Change, key: CaseKey, told: ToldSoFar): Promise<void> {
  await tx.query({
    name: 'notification-keep',
    text: `update mingfa.case_told set version = $3, handler_ids = $4, awaiting = $5
      where agency_id = $1 and case_id = $2`,
    values: [key.agencyId, key.caseId, told.version, told.handlerIds, told.awaiting],
  });
}

type File = {
  readonly agencyId: string;
  readonly version: number;
  readonly caseNumber: string | null;
  readonly handlerIds: readonly string[];
  readonly departmentId: string | null;
  readonly state: CaseState;
};

async function readFile(tx: Change, key: CaseKey): Promise<File | null> {
  const { rows } = await tx.query<File>({
    name: 'notification-file',
    text: `select agency_id as "agencyId", version, case_number as "caseNumber", handler_ids as "handlerIds",
        department_id as "departmentId", state
      from mingfa.case_file where agency_id = $1 and case_id = $2`,
    values: [key.agencyId, key.caseId],
  });
  return rows[0] ?? null;
}

type Event = Pick<CaseEvent, 'kind' | 'at' | 'actorId' | 'data'>;

/** None beyond the version that is kept as told: an action in between would be told now, and again the next time. */
async function eventsBetween(
  tx: Change,
  key: CaseKey,
  after: number,
  until: number,
): Promise<readonly Event[]> {
  if (until <= after) return [];
  const { rows } = await tx.query<Event>({
    name: 'notification-events',
    text: `select kind, at, actor_id as "actorId", data from mingfa.event
      where agency_id = $1 and stream_id = $2 and sequence > $3 and sequence <= $4 order by sequence`,
    values: [key.agencyId, key.caseId, after, until],
  });
  return rows;
}

/** Those who may have a part in a case; whoever stands in for somebody counts with that person's roles and place. */
async function readPeople(tx: Change, file: File, look: Look): Promise<CasePeople> {
  const { agencyId, handlerIds, departmentId, state } = file;
  const registeredBy = state.facts['leadRegistered']?.[0]?.actorId ?? null;
  const assigned = state.facts['officersAssigned'] ?? [];
  const reviewerIds = reviewersIn(state);
  const named = [
    ...handlerIds,
    ...reviewerIds,
    ...assigned.flatMap(({ data }) => textsOf(data, 'officers')),
  ];
  const roles = [...new Set([...look.waited.flatMap((one) => one.roles), 'department-head'])];
  const { rows } = await tx.query<Colleague>({
    name: 'notification-people',
    text: `select a.account_id as "accountId", a.department_id as "departmentId",
        coalesce(array_agg(r.role) filter (where r.role is not null), '{}') as roles
      from mingfa.account a left join mingfa.account_role r on r.account_id = a.account_id
      where a.agency_id = $1 and a.disabled_at is null
      group by a.account_id
      having a.account_id = any($3) or bool_or(r.role = any($2))
      union all
      select d.account_id, p.department_id, t.roles
      from mingfa.deputy t
      join mingfa.account d on d.account_id = t.deputy_account_id
      join mingfa.account p on p.account_id = t.principal_id
      where t.agency_id = $1 and t.roles && $2 and t.ended_at is null and d.disabled_at is null
        and $4::date between t.from_on and t.until_on`,
    values: [agencyId, roles, [...named, registeredBy].filter((id) => id !== null), look.today],
  });
  return { handlerIds, registeredBy, reviewerIds, departmentId, colleagues: rows };
}

const reviewing = ['reviewAccepted', 'reviewExtensionRequested', 'opinionGiven'];

/** To whom the review was given last, and who has taken part in it. */
function reviewersIn({ facts }: CaseState): readonly string[] {
  const given = textOf(facts['reviewerAssigned']?.at(-1)?.data, 'officerId');
  const took = reviewing.flatMap((kind) => (facts[kind] ?? []).map(({ actorId }) => actorId ?? ''));
  return [...new Set([given, ...took])].filter((id) => id !== '');
}

type DueClock = { readonly clock: CaseClock; readonly moment: Moment };

/**
 * Keeps the moments of a case, and finds what to tell of now: of each clock the latest moment that has come and was not
 * told. Those before it are passed over.
 */
async function settleMoments(
  tx: Change,
  key: CaseKey,
  look: Look & { readonly now: Instant },
): Promise<readonly DueClock[]> {
  const known = await readMoments(tx, key);
  const told = new Map(known.filter((one) => one.isTold).map((one) => [idOf(one), one]));
  const isTold = (moment: Moment) => told.get(idOf(moment))?.dueAt === moment.dueAt;
  const due: DueClock[] = [];
  for (const clock of look.clocks) {
    const own = look.moments.filter(({ name }) => name === clock.name);
    const come = comeNow(own, look.now);
    if (come !== null && !isTold(come)) due.push({ clock, moment: come });
  }
  const rows = look.moments.map((moment) => ({ ...moment, isTold: moment.at <= look.now }));
  await keepMoments(tx, key, [...rows, ...recheckOf(look)], look.now);
  return due;
}

const idOf = ({ name, kind }: { readonly name: string; readonly kind: string }) =>
  `${name}:${kind}`;

type KeptMoment = {
  readonly name: string;
  readonly kind: string;
  readonly dueAt: Instant;
  readonly isTold: boolean;
};

/** The day on which the case is to be looked at although nobody does anything; told once it has come. */
function recheckOf({ recheckAt, now }: Look & { readonly now: Instant }) {
  if (recheckAt === null || recheckAt <= now) return [];
  return [{ name: '', kind: 'recheck', dueAt: recheckAt, at: recheckAt, isTold: false }];
}

async function readMoments(tx: Change, key: CaseKey): Promise<readonly KeptMoment[]> {
  const { rows } = await tx.query<KeptMoment>({
    name: 'notification-moments',
    text: `select name, kind, due_at as "dueAt", told_at is not null as "isTold"
      from mingfa.case_moment where agency_id = $1 and case_id = $2`,
    values: [key.agencyId, key.caseId],
  });
  return rows;
}

async function keepMoments(
  tx: Change,
  key: CaseKey,
  moments: readonly (KeptMoment & { readonly at: Instant })[],
  now: Instant,
): Promise<void> {
  await tx.query({
    name: 'notification-keep-moments',
    text: `with wanted as (
        select * from jsonb_to_recordset($3) as one (
          name text, kind text, "dueAt" timestamptz, at timestamptz, "isTold" boolean)
      ), dropped as (
        delete from mingfa.case_moment known where agency_id = $1 and case_id = $2 and not exists (
          select from wanted where wanted.name = known.name and wanted.kind = known.kind)
      )
      insert into mingfa.case_moment as known (agency_id, case_id, name, kind, due_at, at, told_at)
      select $1, $2, name, kind, "dueAt", at, case when "isTold" then $4::timestamptz end from wanted
      on conflict (agency_id, case_id, name, kind) do update set
        due_at = excluded.due_at, at = excluded.at, told_at = excluded.told_at
      where (known.due_at, known.at, known.told_at is null)
        is distinct from (excluded.due_at, excluded.at, excluded.told_at is null)`,
    values: [key.agencyId, key.caseId, JSON.stringify(moments), now],
  });
}
