// The demonstration: bodies, people, cases on their way and past decisions, made through the same doors that users take.
//
// Loading can be cut off at any moment and goes on at the next start: bodies and people are found again by name, and
// every act in a case carries a key, so that it is done once. The day on which loading began is kept, because the days
// of all cases are counted back from it.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { createAccount, grantRole, readAccount } from '../access/index.store.ts';
import { type AuditKind, installationId, type Role } from '../access/index.ts';
import {
  type CaseActor,
  type CaseDesk,
  markDemonstrationBody,
  openCase,
} from '../casework/index.store.ts';
import {
  type CaseState,
  type CaseView,
  type ExamplePeople,
  emptyCase,
  exampleData,
  type JsonObject,
  objectOf,
  optionsOf,
  type ScenarioBook,
  textOf,
  viewOf,
} from '../casework/index.ts';
import { publishBody } from '../disclosure/index.store.ts';
import { importDecisions } from '../exchange/index.store.ts';
import type { Uploads } from '../recording/index.store.ts';
import {
  confirmDraft,
  enterCertificate,
  openDepartment,
  registerAgency,
  registerOfficer,
} from '../registers/index.store.ts';
import {
  addDays,
  type CivilDate,
  dayOf,
  type Instant,
  Refused,
  type RuleBook,
} from '../rules/index.ts';
import { appendAction, type Database, readCase, readEvents } from '../store/index.store.ts';
import { administratorId, makeAdministrators, separatedPeople } from './administrators.store.ts';
import { idOf, once } from './again.store.ts';
import {
  type Demonstration,
  type DemonstrationBody,
  type DemonstrationCase,
  readDemonstration,
} from './demonstration-file.ts';
import { particularsOf, summaryOf } from './particulars.ts';
import { designate, loadCounsel } from './people-of-review.store.ts';
import { loadRecording } from './recordings.store.ts';
import { loadCatalogue } from './review-catalogue.store.ts';
import { loadSupervisor } from './supervisor.store.ts';

/** What the demonstration is loaded into. */
export type DemonstrationDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly desk: CaseDesk;
  readonly book: ScenarioBook;
  /** Receives recordings; none are loaded without it. */
  readonly uploads?: Uploads;
  /** `demo/demonstration.yaml`. */
  readonly file: string;
  /** Past decisions to import; the first of these files that exists. */
  readonly decisionFiles: readonly string[];
  readonly now: Instant;
};

/** An account to try things with. */
export type DemonstrationAccount = {
  readonly userName: string;
  readonly password: string;
  readonly title: string;
};

/** Who makes accounts and entries, and when. */
type Grantor = { readonly actorId: string; readonly now: Instant };
type People = Readonly<Record<string, CaseActor>>;
type Loaded = {
  readonly body: DemonstrationBody;
  readonly agencyId: string;
  readonly people: People;
};

/** The stream that tells when the demonstration was begun and finished. */
const streamId = '00000000-0000-4000-8000-0000000de310';
const past = '2026-01-05T09:00:00.000+08:00';

/** Reads what the demonstration consists of. */
export async function loadDemonstrationFile(file: string): Promise<Demonstration> {
  return readDemonstration(parse(await readFile(file, 'utf8')));
}

/**
 * Loads the demonstration, or what is still missing of it.
 *
 * @param onProgress - told in Chinese what is being done
 * @returns the accounts to try things with
 */
export async function loadDemonstration(
  deps: DemonstrationDeps,
  onProgress: (text: string) => void,
): Promise<readonly DemonstrationAccount[]> {
  const demonstration = await loadDemonstrationFile(deps.file);
  const begun = await readEvents(deps.db, installationId, streamId);
  if (begun.length < 2) {
    const anchor = begun[0]?.at ?? deps.now;
    if (begun.length === 0) await mark(deps, 0, 'demonstrationBegun');
    await load(deps, demonstration, dayOf(anchor), onProgress);
    await mark(deps, 1, 'demonstrationLoaded');
  }
  return accountsOf(deps, demonstration);
}

async function mark(
  deps: DemonstrationDeps,
  expectedVersion: number,
  kind: AuditKind,
): Promise<void> {
  const event = { kind, at: deps.now, actorId: null, data: {}, clauses: [] };
  await appendAction(deps.db, {
    agencyId: installationId,
    streamId,
    expectedVersion,
    events: [event],
  });
}

async function load(
  deps: DemonstrationDeps,
  demonstration: Demonstration,
  today: CivilDate,
  onProgress: (text: string) => void,
): Promise<void> {
  await makeAdministrators(deps, demonstration);
  const by = { actorId: await administratorId(deps, 'security-admin'), now: past };
  const { supervisors, password } = demonstration;
  for (const one of supervisors) await loadSupervisor(deps, one, { password, by });
  for (const [index, body] of demonstration.bodies.entries()) {
    onProgress(`演示数据 ${index + 1}/${demonstration.bodies.length}：${body.name}`);
    const loaded = await loadBody(deps, demonstration, body, by);
    await loadCatalogue(deps, loaded, past);
    for (const one of body.cases) await playCase(deps, loaded, one, today);
  }
  onProgress('演示数据：以往的处罚决定');
  await importPast(deps, demonstration);
}

async function loadBody(
  deps: DemonstrationDeps,
  demonstration: Demonstration,
  body: DemonstrationBody,
  by: Grantor,
): Promise<Loaded> {
  const { db, ruleBook, book } = deps;
  const agencyId = idOf(body.prefix, 'agency');
  await once(() =>
    registerAgency(
      db,
      ruleBook,
      { ...entryOf(body), agencyId, packs: [body.pack, 'national'] },
      by,
    ),
  );
  for (const pack of ruleBook.packs.filter(({ id, draft }) => draft && id === body.pack)) {
    const confirmation = {
      agencyId,
      packId: pack.id,
      basis: '演示用，未经正式确认',
      confirmedBy: '演示',
    };
    await once(() => confirmDraft(db, ruleBook, confirmation, by));
  }
  await markDemonstrationBody(db, agencyId);
  const known = await db.pool.query<{ id: string }>(
    'select department_id as id from mingfa.department where agency_id = $1 order by name limit 1',
    [agencyId],
  );
  const departmentId =
    known.rows[0]?.id ?? (await openDepartment(db, { agencyId, name: body.department }, by));
  const ruleTitle = ruleBook.packs.find(({ id }) => id === body.pack)?.title ?? null;
  await publishBody(db.pool, {
    agencyId,
    name: body.name,
    ruleTitle,
    facts: [{ title: '说明', value: '演示用的虚构单位' }],
  });
  const people: Record<string, CaseActor> = {};
  for (const [name, member] of Object.entries(book.cast)) {
    const actor = {
      id: idOf(body.prefix, name),
      name,
      roles: member.roles as readonly Role[],
      agencyId,
      departmentId,
    };
    await loadPerson(deps, demonstration, { body, actor, by });
    const key = { agencyId, officerId: actor.id };
    if (member.mayReview) await once(() => designate(deps, body, { key, by }));
    people[name] = actor;
  }
  await loadCounsel(db, { agencyId, staffId: people['办公室']?.id ?? null }, by);
  return { body, agencyId, people };
}

function entryOf({ name, shortName, regionCode, under }: DemonstrationBody) {
  return {
    name,
    shortName,
    creditCode: null,
    regionCode,
    nature: 'statutory' as const,
    parentId: under === null ? null : idOf(under, 'agency'),
  };
}

async function loadPerson(
  { db, book, ruleBook }: DemonstrationDeps,
  { password }: Demonstration,
  {
    body,
    actor,
    by,
  }: { readonly body: DemonstrationBody; readonly actor: CaseActor; readonly by: Grantor },
): Promise<void> {
  const { id, name, roles, agencyId, departmentId } = actor;
  const key = { agencyId, officerId: id };
  const member = book.cast[name];
  const { offices } = ruleBook.packs.find(({ id: pack }) => pack === body.pack) ?? {};
  const office = offices?.get(member?.office ?? '');
  const account = {
    accountId: id,
    agencyId,
    departmentId,
    userName: userNameOf(body, name),
    displayName: name,
    identity: `演示-${id}`,
    password,
    mustChangePassword: false,
  };
  if ((await readAccount(db, id)) === null) await createAccount(db, account, by);
  for (const role of roles) await once(() => grantRole(db, { accountId: id, role }, by));
  await once(() =>
    registerOfficer(
      db,
      { ...key, name, post: office ?? name, departmentId, mayReview: member?.mayReview === true },
      by,
    ),
  );
  if (member?.certified !== true) return;
  const certificate = {
    number: `演示-${body.prefix}-${name}`,
    class: 'enforcement' as const,
    issuedBy: '演示省人民政府',
    validFrom: member.validFrom,
    validUntil: member.validUntil,
  };
  await once(() => enterCertificate(db, key, certificate, by));
}

/** Plays the usual course of a case as far as the demonstration wants it. */
async function playCase(
  deps: DemonstrationDeps,
  loaded: Loaded,
  one: DemonstrationCase,
  today: CivilDate,
): Promise<void> {
  const { desk, book } = deps;
  const course = book.courses[one.variant] ?? [];
  const end =
    one.through === null
      ? course.length - 1
      : course.findLastIndex((step) => step.do === one.through);
  const first = addDays(today, -one.daysAgo);
  let caseId: string | null = null;
  for (const [index, step] of course.slice(0, end + 1).entries()) {
    const actor = loaded.people[step.who];
    if (actor === undefined) throw new Error(`演示数据没有人物“${step.who}”`);
    const at = momentOf(addDays(first, step.day), index, deps.now);
    const idempotencyKey = `demonstration ${one.title} ${index} ${step.who}`;
    const data = await dataOf(deps, loaded, {
      caseId,
      actor,
      at,
      kind: step.do,
      one,
      differs: step.with,
    });
    try {
      const done: { readonly caseId: string } =
        caseId === null
          ? await openCase(desk, { variant: one.variant, data, idempotencyKey, at }, actor)
          : await desk.perform({ kind: step.do, caseId, data, idempotencyKey, at }, actor);
      caseId = done.caseId;
      if (step.do === one.recordedAfter) await record(deps, { actor, caseId, at, one, data });
    } catch (error) {
      if (!step.optional || !(error instanceof Refused)) throw error;
    }
  }
}

/** Enters a sound under the number that an act has just given. */
async function record(
  { desk, uploads }: DemonstrationDeps,
  {
    actor,
    caseId,
    at,
    one,
    data,
  }: Omit<Act, 'kind' | 'differs'> & { caseId: string; data: JsonObject },
): Promise<void> {
  const reference = textOf(objectOf(data, 'recording'), 'reference');
  if (uploads === undefined || reference === '') return;
  const idempotencyKey = `demonstration recording ${caseId}`;
  // No two cases sound the same.
  const pitch = 220 + ((one.fineFen / 100 + one.title.length * 17) % 220);
  await loadRecording({ desk, uploads }, { actor, caseId, reference, pitch, at, idempotencyKey });
}

/** Acts of one day follow each other by minutes, and none lies in the future. */
function momentOf(day: CivilDate, index: number, now: Instant): Instant {
  const minutes = String(index % 60).padStart(2, '0');
  const at = `${day}T09:${minutes}:00.000+08:00`;
  return at < now ? at : now;
}

type Act = {
  readonly caseId: string | null;
  readonly actor: CaseActor;
  readonly at: Instant;
  readonly kind: string;
  readonly one: DemonstrationCase;
  readonly differs: JsonObject;
};

async function dataOf(deps: DemonstrationDeps, loaded: Loaded, act: Act): Promise<JsonObject> {
  const { composition } = deps.desk.deps;
  const { kind, one } = act;
  const command = composition.procedure.commands.get(kind);
  if (command === undefined) throw new Error(`流程没有命令“${kind}”`);
  const view = await viewFor(deps, loaded, act);
  const example = deps.book.examples[kind] ?? {};
  const differs = { ...act.differs, ...particulars(view, loaded.body, one, act) };
  return exampleData(view, command, { example, differs }, peopleOf(loaded));
}

/** The case as the person who acts finds it. */
async function viewFor(
  { db, desk }: DemonstrationDeps,
  loaded: Loaded,
  act: Act,
): Promise<CaseView> {
  const { procedure } = desk.deps.composition;
  const { caseId, actor, at, one } = act;
  const { agencyId } = loaded;
  const file = caseId === null ? null : await readCase(db, agencyId, caseId);
  const state = (file?.state ??
    emptyCase(procedure, agencyId, randomUUID(), one.variant)) as CaseState;
  return viewOf(procedure, state, desk.contextOf(await desk.deps.bodies.read(agencyId), actor, at));
}

function particulars(
  view: CaseView,
  body: DemonstrationBody,
  one: DemonstrationCase,
  { kind, at }: Act,
): JsonObject {
  const decidedOn = textOf(view.last('decisionMade')?.data, 'decidedOn') || dayOf(at);
  const given = particularsOf(body, one, decidedOn)[kind] ?? {};
  if (kind !== 'prepareDisclosure') return given;
  const listed = (optionsOf(view, 'disclosure.summary-fields') ?? []).map(({ code }) => code);
  const summary = summaryOf(body, one, decidedOn, listed);
  return { ...given, form: formOf(view, body.cases.indexOf(one)), summary };
}

/** Every other case is published as a summary where the body's rules leave the choice. */
function formOf(view: CaseView, index: number): string {
  const allowed = view.rule('disclosure.form')?.value as
    | { full?: boolean; summary?: boolean }
    | undefined;
  if (allowed?.summary !== true) return 'full';
  return allowed.full === true && index % 2 === 0 ? 'full' : 'summary';
}

function peopleOf({ people }: Loaded): ExamplePeople {
  const ids = Object.fromEntries(Object.entries(people).map(([name, { id }]) => [name, id]));
  const handlers = ['承办人甲', '承办人乙'].map((name) => ids[name] ?? '');
  return { ids, handlers, host: ids['主持人'] ?? '' };
}

async function importPast(deps: DemonstrationDeps, { bodies }: Demonstration): Promise<void> {
  const { db, now } = deps;
  for (const body of bodies.filter(({ hasDecisions }) => hasDecisions)) {
    for (const file of deps.decisionFiles) {
      if ((await readFile(file).catch(() => null)) === null) continue;
      await importDecisions(db, {
        file,
        agencyId: idOf(body.prefix, 'agency'),
        actorId: null,
        now,
      });
      break;
    }
  }
}

function accountsOf(
  { book }: DemonstrationDeps,
  { bodies, supervisors, password }: Demonstration,
): readonly DemonstrationAccount[] {
  const ofBodies = bodies.flatMap((body) =>
    Object.keys(book.cast).map((name) => ({
      userName: userNameOf(body, name),
      password,
      title: `${body.name} ${name}`,
    })),
  );
  return [
    ...separatedPeople.map(([, userName]) => ({ userName, password, title: userName })),
    ...supervisors.map(({ name, prefix, person }) => ({
      userName: `${prefix}.${person}`,
      password,
      title: `${name} ${person}`,
    })),
    ...ofBodies,
  ];
}

/** The user name of a person of the demonstration. */
export function userNameOf(body: Pick<DemonstrationBody, 'prefix'>, name: string): string {
  return `${body.prefix}.${name}`;
}
