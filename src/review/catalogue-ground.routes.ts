// What every route of the catalogue begins with: whose catalogue it is, what its packs ask, and who is asking.

import type { FastifyRequest } from 'fastify';
import { requestActor } from '../access/index.routes.ts';
import type { Change, SignedInActor } from '../access/index.store.ts';
import { headsDepartment, permits } from '../access/index.ts';
import type { Body, CaseDesk } from '../casework/index.store.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { type CivilDate, type ClauseId, dayOf, type Instant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { namesOf } from './catalogue.store.ts';
import type { Catalogue, CompiledItem } from './catalogue.ts';
import type { CatalogueLaw } from './catalogue-item.ts';
import { catalogueChoices, catalogueRule } from './catalogue-rule.ts';
import type { CatalogueGround, CatalogueReader } from './catalogue-telling.ts';
import type { ReviewFlow } from './review-flow.ts';

/** A version as it is handed over for publication. */
export type PublishedVersion = {
  readonly agencyId: string;
  readonly bodyName: string;
  readonly ruleTitle: string | null;
  readonly number: number;
  readonly inForceFrom: CivilDate;
  readonly publishedAt: Instant;
  readonly digest: string;
  readonly items: readonly CompiledItem[];
  readonly copy: string;
  readonly flow: ReviewFlow | null;
  readonly basis: readonly {
    readonly id: ClauseId;
    readonly pack: string;
    readonly locator: string;
  }[];
};

/** What the routes of the catalogue need. */
export type CatalogueRouteDeps = {
  readonly db: Database;
  readonly desk: CaseDesk;
  /** Puts a version on the public site, within the transaction that decides it. */
  readonly publish: (tx: Change, version: PublishedVersion) => Promise<void>;
  /** Where the public reads the catalogue of a body. */
  readonly publicPath: (agencyId: string) => string;
};

/** Whose catalogue it is and what its packs ask. */
export type Asked = {
  readonly actor: SignedInActor;
  readonly body: Body;
  readonly law: CatalogueLaw;
  readonly today: CivilDate;
  readonly now: Instant;
};

const unknownBody = {
  code: 'review.catalogue-body-unknown',
  text: '没有找到这个执法主体，或者您无权查看它的审核目录。请核对后再试。',
  clauses: [],
};

const notAsked = {
  code: 'review.catalogue-unset',
  text: '本机关适用的规则没有规定审核目录，本系统不办理。请核对所适用的规则包。',
  clauses: [],
};

/**
 * The body that is asked about: the own one, or one below for who supervises it.
 *
 * @throws Refused (`review.catalogue-body-unknown`, `review.catalogue-unset`)
 */
export async function asked(
  { db, desk }: CatalogueRouteDeps,
  request: FastifyRequest,
  agencyId?: string,
): Promise<Asked> {
  const actor = requestActor(request);
  const wanted = agencyId ?? actor.agencyId;
  if (wanted !== actor.agencyId) {
    const scope = await caseScopeOf(db, actor);
    if (!scope.agencyIds.includes(wanted)) throw new Refused(unknownBody);
  }
  const body = await desk.deps.bodies.read(wanted);
  const now = desk.deps.now();
  return { actor, body, law: lawOf(desk, body, dayOf(now)), today: dayOf(now), now };
}

function lawOf(desk: CaseDesk, body: Body, today: CivilDate): CatalogueLaw {
  const rule = catalogueRule(body.rules, today);
  if (rule === null) throw new Refused(notAsked);
  const { types } = desk.deps.composition.procedure;
  const kinds = types['penalty']?.find(({ name }) => name === 'kinds')?.options ?? {};
  return { rule, choices: catalogueChoices(body.rules, today, kinds) };
}

/** What a catalogue is told with, with the names of everybody in it. */
export async function groundOf(
  { db }: CatalogueRouteDeps,
  { law, body, today }: Asked,
  catalogue: Catalogue,
): Promise<CatalogueGround> {
  const names = await namesOf(db, peopleIn(catalogue));
  return {
    law,
    today,
    departmentNames: body.departmentNames,
    nameOf: (accountId) => names.get(accountId) ?? '',
  };
}

function peopleIn({ items, versions }: Catalogue): readonly string[] {
  const inItems = Object.values(items).flatMap((item) => [
    item.reportedBy,
    item.finding?.by,
    item.withdrawal?.by,
  ]);
  const inVersions = versions.flatMap((one) => [
    one.compiledBy,
    one.returned?.by,
    one.approved?.by,
    one.published?.by,
    one.filed?.by,
  ]);
  return [...inItems, ...inVersions].filter((id) => id !== undefined);
}

/** What the person may do with the catalogue of a body. */
export function readerOf({ actor, body }: Asked): CatalogueReader {
  const isOwn = body.agencyId === actor.agencyId;
  return {
    id: actor.id,
    heads: isOwn
      ? Object.keys(body.departments).filter((departmentId) => headsDepartment(actor, departmentId))
      : [],
    mayExamine: isOwn && permits(actor.roles, 'catalogue:examine'),
    mayApprove: isOwn && permits(actor.roles, 'catalogue:approve'),
  };
}
