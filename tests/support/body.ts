import { randomUUID } from 'node:crypto';
import { createAccount, grantRole } from '../../src/access/index.store.ts';
import type { Role } from '../../src/access/index.ts';
import { type CaseActor, markDemonstrationBody } from '../../src/casework/index.store.ts';
import type { ScenarioBook } from '../../src/casework/index.ts';
import {
  changeAgency,
  confirmDraft,
  enterCertificate,
  openDepartment,
  readAgency,
  registerAgency,
  registerOfficer,
} from '../../src/registers/index.store.ts';
import type { RuleBook } from '../../src/rules/index.ts';
import type { Database } from '../../src/store/index.store.ts';

/** A member of a body's cast with an account. */
export type Member = CaseActor & { readonly userName: string };

/** A body with the cast of the scenarios. */
export type CastBody = {
  readonly agencyId: string;
  readonly departmentId: string;
  readonly people: Readonly<Record<string, Member>>;
};

/** Password of every account that `aBody` makes. */
export const castPassword = 'Shifan-Mima-2026';

const past = '2020-01-02T09:00:00.000+08:00';
const by = { actorId: randomUUID(), now: past };

/**
 * Registers a body that follows a pack, with one department and the cast of a scenario book.
 *
 * @param pack - rule pack; a draft is confirmed unless `isConfirmed` is false
 */
export async function aBody(
  db: Database,
  ruleBook: RuleBook,
  book: ScenarioBook,
  { pack, isConfirmed = true }: { readonly pack: string; readonly isConfirmed?: boolean },
): Promise<CastBody> {
  const packs = pack === 'national' ? [pack] : [pack, 'national'];
  const tag = randomUUID().slice(0, 8);
  const agencyId = await registerAgency(
    db,
    ruleBook,
    {
      name: `示范执法局${tag}`,
      shortName: '示范局',
      creditCode: null,
      regionCode: '430105',
      nature: 'statutory',
      parentId: null,
      packs,
    },
    by,
  );
  if (isConfirmed)
    for (const packId of ruleBook.packs
      .filter((one) => one.draft && packs.includes(one.id))
      .map(({ id }) => id))
      await confirmDraft(
        db,
        ruleBook,
        { agencyId, packId, basis: '正式文本', confirmedBy: '林示范' },
        by,
      );
  await markDemonstrationBody(db, agencyId);
  const departmentId = await openDepartment(db, { agencyId, name: '综合执法科' }, by);
  const { offices } = ruleBook.packs.find(({ id }) => id === packs[0]) ?? {};
  const people: Record<string, Member> = {};
  for (const [name, member] of Object.entries(book.cast))
    people[name] = await aMember(db, {
      agencyId,
      departmentId,
      name,
      member,
      tag,
      post: offices?.get(member.office) ?? '',
    });
  return { agencyId, departmentId, people };
}

async function aMember(
  db: Database,
  one: {
    readonly agencyId: string;
    readonly departmentId: string;
    readonly name: string;
    readonly member: ScenarioBook['cast'][string];
    readonly tag: string;
    readonly post: string;
  },
): Promise<Member> {
  const { agencyId, departmentId, name, member, tag, post } = one;
  const userName = `${name}.${tag}`;
  const { accountId } = await createAccount(
    db,
    {
      agencyId,
      departmentId,
      userName,
      displayName: name,
      identity: `示范-${randomUUID()}`,
      password: castPassword,
      mustChangePassword: false,
    },
    by,
  );
  const roles = member.roles as readonly Role[];
  for (const role of roles) await grantRole(db, { accountId, role }, by);
  await registerOfficer(
    db,
    { agencyId, officerId: accountId, name, post, departmentId, mayReview: member.mayReview },
    by,
  );
  if (member.certified)
    await enterCertificate(
      db,
      { agencyId, officerId: accountId },
      {
        number: `示范-${tag}-${name}`,
        class: 'enforcement',
        issuedBy: '示范省人民政府',
        validFrom: member.validFrom,
        validUntil: member.validUntil,
      },
      by,
    );
  return { id: accountId, name, roles, agencyId, departmentId, userName };
}

/** Puts a body below another one. */
export async function putBelow(
  db: Database,
  { agencyId }: Pick<CastBody, 'agencyId'>,
  above: Pick<CastBody, 'agencyId'>,
): Promise<void> {
  const entry = await readAgency(db, agencyId);
  if (entry === null) throw new Error('a body that is not registered');
  await changeAgency(db, agencyId, { ...entry, parentId: above.agencyId }, by);
}

/** Lets somebody supervise the bodies below the own one. */
export async function letSupervise(db: Database, { id }: Pick<Member, 'id'>): Promise<void> {
  await grantRole(db, { accountId: id, role: 'supervisor' }, by);
}
