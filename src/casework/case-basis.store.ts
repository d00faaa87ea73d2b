// From what the cases of a body are worked out: what they wait for, and their clocks.
//
// All of it goes into one digest, and each digest a body ever had into a number of the body's own, which every case keeps.
// Cases with another number are worked out again. Officers are no part of it: what changes with one of them concerns a few
// cases, which are marked (see officer-change).

import { hash } from 'node:crypto';
import { type Agency, settingsOf } from '../registers/index.ts';
import {
  type CivilDate,
  firstDay,
  lastDay,
  type Pack,
  packsBehind,
  type RuleBook,
} from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { Procedure } from './procedure.ts';

/** Grows when the program works out in another way what a case waits for, or its clocks. */
const wayOfProjecting = 4;

/** What is the same for all bodies. */
export type BasisDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly procedure: Procedure;
};

/** What of a body its cases are worked out from. */
export type BasisBody = Pick<Agency, 'agencyId' | 'packs' | 'ours' | 'drafts'> & {
  /** Version of the review catalogue in force; null for none. */
  readonly catalogue: number | null;
};

/** A body, and the number with which its cases should have been worked out. */
export type BodyBasis = { readonly agencyId: string; readonly projection: number };

/** Gives bodies the numbers of what their cases are worked out from. */
export class CaseBasis {
  readonly #deps: BasisDeps;
  readonly #program: string;
  readonly #packs = new Map<Pack, string>();
  readonly #numbers = new Map<string, { readonly digest: string; readonly projection: number }>();

  constructor(deps: BasisDeps) {
    this.#deps = deps;
    const { procedure, ruleBook } = deps;
    this.#program = digestOf([wayOfProjecting, procedure, ruleBook.keys, ruleBook.check()]);
  }

  /** The number of a body as it is on a day. */
  async of(body: BasisBody, on: CivilDate): Promise<number> {
    const [found] = await this.#numbered([body], on);
    if (found === undefined) throw new Error('a body without a basis');
    return found.projection;
  }

  /** The numbers of all bodies that have cases. */
  async ofAll(on: CivilDate): Promise<readonly BodyBasis[]> {
    const { rows } = await this.#deps.db.pool.query<BasisBody>({
      name: 'casework-basis-bodies',
      text: `select a.agency_id as "agencyId", a.packs, a.ours, a.drafts, (
          select v.number from mingfa.review_catalogue_version v
          where v.agency_id = a.agency_id and v.in_force_from <= $1
          order by v.in_force_from desc limit 1) as catalogue
        from mingfa.agency a where exists (select from mingfa.case_file f where f.agency_id = a.agency_id)`,
      values: [on],
    });
    return this.#numbered(rows, on);
  }

  async #numbered(bodies: readonly BasisBody[], on: CivilDate): Promise<readonly BodyBasis[]> {
    const calendar = digestOf(this.#deps.ruleBook.calendar.notices);
    const wanted = bodies.map((body) => ({
      agencyId: body.agencyId,
      digest: this.#digest(body, calendar, on),
    }));
    const fresh = wanted.filter(({ agencyId, digest }) => this.#known(agencyId, digest) === null);
    for (const { agencyId, digest } of fresh) {
      const projection = await numberFor(this.#deps.db, agencyId, digest);
      this.#numbers.set(agencyId, { digest, projection });
    }
    return wanted.map(({ agencyId, digest }) => ({
      agencyId,
      projection: this.#known(agencyId, digest) ?? 0,
    }));
  }

  #known(agencyId: string, digest: string): number | null {
    const known = this.#numbers.get(agencyId);
    return known?.digest === digest ? known.projection : null;
  }

  #digest(body: BasisBody, calendar: string, on: CivilDate): string {
    const packs = packsBehind(body.packs, this.#deps.ruleBook.packs).map((pack) => [
      this.#digestOfPack(pack),
      firstDay(pack) <= on,
      lastDay(pack) < on,
    ]);
    const { catalogue } = body;
    return digestOf([this.#program, calendar, body.packs, packs, settingsOf(body), catalogue]);
  }

  #digestOfPack(pack: Pack): string {
    const known = this.#packs.get(pack);
    if (known !== undefined) return known;
    const { clauses: _told, ...rest } = pack;
    const digest = digestOf(rest);
    this.#packs.set(pack, digest);
    return digest;
  }
}

/** Numbers are never given twice, so one that a process remembers stays right. */
async function numberFor(db: Database, agencyId: string, digest: string): Promise<number> {
  for (;;) {
    const { rows } = await db.pool.query<{ projection: number }>({
      name: 'casework-basis-number',
      text: `with known as (
          select projection from mingfa.case_basis where agency_id = $1 and digest = decode($2, 'hex')
        ), made as (
          insert into mingfa.case_basis (agency_id, digest, projection)
          select $1, decode($2, 'hex'), (
            select coalesce(max(projection), 1) + 1 from mingfa.case_basis where agency_id = $1)
          where not exists (select from known)
          on conflict do nothing returning projection
        ) select projection from known union all select projection from made`,
      values: [agencyId, digest],
    });
    // Another process may have taken the number, or entered the same digest, meanwhile.
    if (rows[0] !== undefined) return rows[0].projection;
  }
}

function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value, inOrder), 'hex');
}

/** Maps by their entries, objects by their names in order: what the database keeps as jsonb comes in another. */
function inOrder(_name: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
