import type { CivilDate, OwnSetting, Refusal } from '../rules/index.ts';

/** That a body has confirmed a draft rule pack for its own use. */
export type DraftConfirmation = {
  readonly confirmedBy: string;
  readonly confirmedOn: CivilDate;
  readonly basis: string;
};

/** An enforcement body (执法主体) as registered. */
export type Agency = {
  readonly agencyId: string;
  readonly name: string;
  /** Short form on pages and in lists. */
  readonly shortName: string;
  /** Unified social credit code (18 characters); null where none was given. */
  readonly creditCode: string | null;
  /** Administrative division (6 digits, GB/T 2260). */
  readonly regionCode: string;
  /** Where the body's power comes from. */
  readonly nature: AgencyNature;
  readonly parentId: string | null;
  /** Rule packs, most specific first; `national` last or implied. */
  readonly packs: readonly string[];
  /** Own numbers by rule key. */
  readonly ours: Readonly<Record<string, OwnSetting>>;
  /** Confirmed drafts by pack. */
  readonly drafts: Readonly<Record<string, DraftConfirmation>>;
  readonly standing: 'active' | 'closed';
  /** Events of the body's stream so far. */
  readonly version: number;
};

/** Organ with statutory power, organisation empowered by law, or organisation entrusted by an organ. */
export type AgencyNature = 'statutory' | 'empowered' | 'entrusted';

/** What users call each nature. */
export const agencyNatureTitles: Readonly<Record<AgencyNature, string>> = {
  statutory: '法定行政机关',
  empowered: '法律法规授权的组织',
  entrusted: '受委托的组织',
};

/** A rule pack, as far as choosing packs for a body goes. */
export type KnownPack = { readonly id: string; readonly draft: boolean };

const NATIONAL = 'national';

/**
 * What is wrong with a body's list of packs; empty when it may be used.
 *
 * @param packs - most specific first
 * @param known - packs that this installation has
 */
export function packRefusals(
  packs: readonly string[],
  known: readonly KnownPack[],
): readonly Refusal[] {
  const unknown = packs.find((id) => !known.some((pack) => pack.id === id));
  if (unknown !== undefined) {
    return [
      {
        code: 'register.pack-unknown',
        text: `没有名为“${unknown.slice(0, 40)}”的规则包。请从已安装的规则包中选择。`,
        clauses: [],
        field: 'packs',
      },
    ];
  }
  const nationalAt = packs.indexOf(NATIONAL);
  const isLast = nationalAt === -1 || nationalAt === packs.length - 1;
  return isLast && new Set(packs).size === packs.length ? [] : [packOrder];
}

/**
 * The drafts that a body follows and has not confirmed: their rules are not applied until it does.
 *
 * @param agency - the body's packs and confirmations
 * @param known - packs that this installation has
 */
export function unconfirmedDrafts(
  agency: Pick<Agency, 'packs' | 'drafts'>,
  known: readonly KnownPack[],
): readonly string[] {
  return agency.packs.filter(
    (id) => known.some((pack) => pack.id === id && pack.draft) && !Object.hasOwn(agency.drafts, id),
  );
}

/**
 * What stands against confirming a draft; empty when it may be confirmed.
 *
 * @param agency - the body's packs and confirmations
 * @param packId - the draft
 * @param known - packs that this installation has
 */
export function draftRefusals(
  agency: Pick<Agency, 'packs' | 'drafts'>,
  packId: string,
  known: readonly KnownPack[],
): readonly Refusal[] {
  if (unconfirmedDrafts(agency, known).includes(packId)) return [];
  const text = Object.hasOwn(agency.drafts, packId)
    ? '本单位已经确认过该征求意见稿，无需再次确认。'
    : '该规则包不是本单位适用的征求意见稿，无需确认。请核对规则包名称。';
  return [{ code: 'register.draft-not-open', text, clauses: [], field: 'packId' }];
}

/**
 * The body's decisions as the rule book wants them.
 *
 * @param agency - the body's own numbers and confirmations
 */
export function settingsOf(agency: Pick<Agency, 'ours' | 'drafts'>): {
  readonly ours: Readonly<Record<string, OwnSetting>>;
  readonly confirmedDrafts: readonly string[];
} {
  return { ours: agency.ours, confirmedDrafts: Object.keys(agency.drafts) };
}

/**
 * Every agency below one, at any depth, in breadth order; the agency itself is not among them.
 *
 * @param agencyId - where to start
 * @param parents - parent of each agency; null at the top
 */
export function agenciesBelow(
  agencyId: string,
  parents: ReadonlyMap<string, string | null>,
): readonly string[] {
  const children = new Map<string, string[]>();
  for (const [child, parent] of parents) {
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found = new Set([agencyId]);
  // A set is walked in the order of insertion, also over what is added on the way; a circle ends by itself.
  for (const current of found) for (const child of children.get(current) ?? []) found.add(child);
  found.delete(agencyId);
  return [...found];
}

/**
 * What stands against putting an agency under a parent; empty when it may be.
 *
 * @param agencyId - the agency to move
 * @param parentId - its new parent; null for the top
 * @param parents - parent of each agency now
 */
export function parentRefusals(
  agencyId: string,
  parentId: string | null,
  parents: ReadonlyMap<string, string | null>,
): readonly Refusal[] {
  if (parentId === null) return [];
  if (!parents.has(parentId)) return [parentUnknown];
  const circle = parentId === agencyId || agenciesBelow(agencyId, parents).includes(parentId);
  return circle ? [parentCircle] : [];
}

const packOrder: Refusal = {
  code: 'register.pack-order',
  text: '规则包须从最具体的排起，国家规定（national）排在最后，不得重复。请调整顺序。',
  clauses: [],
  field: 'packs',
};

const parentUnknown: Refusal = {
  code: 'register.parent-unknown',
  text: '上级单位尚未登记。请先登记上级单位，或从已登记的单位中选择。',
  clauses: [],
  field: 'parentId',
};

const parentCircle: Refusal = {
  code: 'register.parent-circle',
  text: '所选上级单位就是本单位或其下级，会形成循环。请另选上级单位。',
  clauses: [],
  field: 'parentId',
};
