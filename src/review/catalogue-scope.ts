import {
  type CaseView,
  type CatalogueStandard,
  catalogueOn,
  dayOfFact,
  type Fact,
  type JsonObject,
  objectOf,
  type Penalty,
  penaltyOf,
  type ReviewCatalogue,
  textOf,
} from '../casework/index.ts';

// The body's own catalogue says of its decisions which are major ones. What it asks of the amount and the kind of
// penalty is held against the case; what only a person can see (the field, other circumstances) is put before a person.

/** An item of the catalogue that the facts of a case fit. */
export type CatalogueHit = {
  readonly trigger: string;
  readonly version: number;
  readonly no: number;
  readonly itemId: string;
  readonly reason: string;
  readonly sequence: number;
  /** True where nothing of the item is left for a person to see. */
  readonly isCertain: boolean;
};

/** The day whose catalogue counts: that of the decision, today while there is none. */
const scopeDay = (view: CaseView) => {
  const made = view.last('decisionMade');
  return made === undefined ? view.today : dayOfFact(made);
};

/**
 * The version of the body's catalogue that counts for a case; null when none was in force.
 *
 * @source sao-2018-118-12; kaifu-3.3-c; anze-L9-2
 */
export function catalogueFor(view: CaseView): ReviewCatalogue | null {
  return catalogueOn(view.context.catalogues ?? [], scopeDay(view));
}

/**
 * Items of the catalogue in force that the proposed penalty fits, in the order of the catalogue.
 *
 * @param proposed - the fact that names the penalty; without one nothing fits
 */
export function catalogueHits(view: CaseView, proposed: Fact | undefined): readonly CatalogueHit[] {
  const catalogue = catalogueFor(view);
  if (catalogue === null || proposed === undefined) return [];
  const penalty = penaltyOf(objectOf(proposed.data, 'penalty'));
  return catalogue.items.flatMap((item) => {
    if (item.trigger === null || !fits(view, item, penalty)) return [];
    const { no, itemId, trigger } = item;
    const isCertain = item.field === null && item.other === '';
    const { sequence } = proposed;
    return [
      {
        trigger,
        version: catalogue.number,
        no,
        itemId,
        reason: reasonOf(item),
        sequence,
        isCertain,
      },
    ];
  });
}

/** Items that fit but for an amount that no fact of the case names; people are told of them. */
export function catalogueNotes(view: CaseView): readonly string[] {
  const items = catalogueFor(view)?.items ?? [];
  return items
    .filter((item) => item.actKind === view.procedure.id && item.amount?.of === 'involved')
    .map(({ no, title, words }) => `目录第 ${no} 项“${title}”（${words}）请对照本案涉案金额核对。`);
}

/** What an event keeps of the catalogue behind a question of scope; nothing where it has no part in it. */
export function catalogueBasis(hits: readonly CatalogueHit[]): JsonObject {
  const [first] = hits;
  if (first === undefined) return {};
  const items = hits.map(({ no, itemId, trigger, reason }) => ({ no, itemId, trigger, reason }));
  return { catalogue: { version: first.version, items } };
}

function reasonOf({ no, words, field }: CatalogueStandard): string {
  const limited = field === null ? '' : `，所属领域：${field}`;
  return `目录第 ${no} 项：${words}${limited}`;
}

function fits(view: CaseView, item: CatalogueStandard, penalty: Penalty): boolean {
  if (item.actKind !== view.procedure.id) return false;
  const { penaltyKinds } = item;
  if (penaltyKinds.length > 0 && !penaltyKinds.some((kind) => penalty.kinds.includes(kind)))
    return false;
  return reaches(view, item, penalty);
}

function reaches(view: CaseView, { amount }: CatalogueStandard, penalty: Penalty): boolean {
  if (amount === null) return penalty.kinds.length > 0;
  if (amount.of === 'involved') return false;
  // A sole trader is a natural person: only legal persons and other organisations have the limit of organisations.
  const isOrganisation =
    textOf(objectOf(view.last('leadRegistered')?.data, 'party'), 'kind') === 'organisation';
  const limit = isOrganisation ? amount.organisationFen : amount.citizenFen;
  const taken = penalty.fineFen + (amount.of === 'taken' ? penalty.confiscatedFen : 0);
  return limit !== null && taken >= limit;
}
