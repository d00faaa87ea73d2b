import type { CatalogueStandard } from '../casework/index.ts';
import type { CivilDate, Instant } from '../rules/index.ts';

// The catalogue of decisions that must pass legal review, as the body itself spells them out.
//
// Departments report items; the review office accepts each or returns it with a reason; what is accepted is compiled
// into a version; the leader approves exactly that version, or returns it. An approved version is never changed: it is
// published or filed as the pack asks, and ends where the next one begins. A version that is not approved yet is
// replaced when it is compiled anew. All of it is the fold of the events of one stream per body.

/** What a department reports of one item, as it is kept. */
export type CatalogueContent = Omit<CatalogueStandard, 'no' | 'itemId' | 'words'> & {
  /** Level of enforcement. */
  readonly level: string | null;
  /** Law the item rests on. */
  readonly basis: string;
  /** What makes such a decision a major one, in the body's words; empty where the factors say it all. */
  readonly standard: string;
};

/** How far an item has come. */
export type ItemStanding = 'reported' | 'accepted' | 'returned' | 'withdrawn';

/** Somebody's word on something, and when. */
export type Said = {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
};

/** An item as it stands between reporting and compiling. */
export type CatalogueItem = CatalogueContent & {
  readonly itemId: string;
  readonly departmentId: string;
  readonly standing: ItemStanding;
  readonly reportedAt: Instant;
  readonly reportedBy: string;
  /** The review office's last word on it; null before there is one. */
  readonly finding: Said | null;
  /** Why the department took it back; null while it did not. */
  readonly withdrawal: Said | null;
};

/** An item as a version holds it: with all titles, so that the version can be read without anything else. */
export type CompiledItem = CatalogueStandard & {
  readonly level: string | null;
  readonly basis: string;
  readonly standard: string;
  readonly departmentId: string;
  readonly departmentName: string;
  readonly actKindTitle: string;
  readonly levelTitle: string;
  readonly triggerTitle: string;
};

/** How far a version has come. What was published or filed is told beside it. */
export type VersionStanding = 'compiled' | 'returned' | 'approved';

/** A version of the catalogue. */
export type CatalogueVersion = {
  /** From 1, counting approved versions; the one not yet approved has the next number. */
  readonly number: number;
  readonly standing: VersionStanding;
  readonly items: readonly CompiledItem[];
  /** SHA-256 of the copy, in hex. */
  readonly digest: string;
  readonly note: string;
  readonly compiledAt: Instant;
  readonly compiledBy: string;
  readonly returned: Said | null;
  readonly approved: { readonly at: Instant; readonly by: string } | null;
  /** First day in force; null before approval. */
  readonly inForceFrom: CivilDate | null;
  readonly published: { readonly at: Instant; readonly by: string } | null;
  readonly filed: CatalogueFiling | null;
};

/** The receipt of the justice department for a version. */
export type CatalogueFiling = {
  readonly at: Instant;
  readonly by: string;
  readonly receiptNumber: string;
  readonly receivedOn: CivilDate;
  /** SHA-256 of the copy that was filed, in hex. */
  readonly copySha256: string;
};

/** The catalogue of a body. */
export type Catalogue = {
  /** Events so far. */
  readonly version: number;
  readonly items: Readonly<Record<string, CatalogueItem>>;
  /** In the order of their numbers. */
  readonly versions: readonly CatalogueVersion[];
};

/** What happened to a catalogue. */
export type CatalogueHappening =
  | {
      readonly kind: 'catalogueItemReported';
      readonly data: {
        readonly itemId: string;
        readonly departmentId: string;
        readonly content: CatalogueContent;
      };
    }
  | {
      readonly kind: 'catalogueItemExamined';
      readonly data: {
        readonly itemId: string;
        readonly accepted: boolean;
        readonly reason: string;
      };
    }
  | {
      readonly kind: 'catalogueItemWithdrawn';
      readonly data: { readonly itemId: string; readonly reason: string };
    }
  | {
      readonly kind: 'catalogueCompiled';
      readonly data: {
        readonly number: number;
        readonly items: readonly CompiledItem[];
        readonly digest: string;
        readonly note: string;
      };
    }
  | {
      readonly kind: 'catalogueReturned';
      readonly data: {
        readonly number: number;
        readonly digest: string;
        readonly reason: string;
      };
    }
  | {
      readonly kind: 'catalogueApproved';
      readonly data: {
        readonly number: number;
        readonly digest: string;
        readonly inForceFrom: CivilDate;
      };
    }
  | {
      readonly kind: 'cataloguePublished';
      readonly data: { readonly number: number; readonly digest: string };
    }
  | {
      readonly kind: 'catalogueFiled';
      readonly data: {
        readonly number: number;
        readonly digest: string;
        readonly receiptNumber: string;
        readonly receivedOn: CivilDate;
      };
    };

/** An event of a catalogue. */
export type CatalogueEvent = CatalogueHappening & { readonly at: Instant; readonly by: string };

/** A catalogue in which nothing has happened. */
export const emptyCatalogue: Catalogue = { version: 0, items: {}, versions: [] };

/** The catalogue after an event. */
export function evolveCatalogue(catalogue: Catalogue, event: CatalogueEvent): Catalogue {
  return { ...changed(catalogue, event), version: catalogue.version + 1 };
}

function changed(catalogue: Catalogue, event: CatalogueEvent): Catalogue {
  const { at, by } = event;
  switch (event.kind) {
    case 'catalogueItemReported':
      return withItem(catalogue, event.data.itemId, {
        ...event.data.content,
        itemId: event.data.itemId,
        departmentId: event.data.departmentId,
        standing: 'reported',
        reportedAt: at,
        reportedBy: by,
        finding: null,
        withdrawal: null,
      });
    case 'catalogueItemExamined': {
      const { itemId, accepted, reason } = event.data;
      const standing = accepted ? 'accepted' : 'returned';
      return withItem(catalogue, itemId, { standing, finding: { at, by, reason } });
    }
    case 'catalogueItemWithdrawn': {
      const { itemId, reason } = event.data;
      return withItem(catalogue, itemId, {
        standing: 'withdrawn',
        withdrawal: { at, by, reason },
      });
    }
    case 'catalogueCompiled':
      return {
        ...catalogue,
        versions: [
          ...catalogue.versions.filter(({ number }) => number !== event.data.number),
          { ...fresh, ...event.data, compiledAt: at, compiledBy: by },
        ],
      };
    default:
      return { ...catalogue, versions: catalogue.versions.map((one) => advanced(one, event)) };
  }
}

const fresh = {
  standing: 'compiled',
  returned: null,
  approved: null,
  inForceFrom: null,
  published: null,
  filed: null,
} as const;

function withItem(catalogue: Catalogue, itemId: string, change: Partial<CatalogueItem>): Catalogue {
  const before = catalogue.items[itemId];
  const item = { ...before, ...change } as CatalogueItem;
  return { ...catalogue, items: { ...catalogue.items, [itemId]: item } };
}

type OfVersion = Extract<
  CatalogueEvent,
  {
    kind: 'catalogueReturned' | 'catalogueApproved' | 'cataloguePublished' | 'catalogueFiled';
  }
>;

function advanced(version: CatalogueVersion, event: OfVersion): CatalogueVersion {
  if (version.number !== event.data.number) return version;
  const { at, by } = event;
  switch (event.kind) {
    case 'catalogueReturned':
      return { ...version, standing: 'returned', returned: { at, by, reason: event.data.reason } };
    case 'catalogueApproved':
      return {
        ...version,
        standing: 'approved',
        approved: { at, by },
        inForceFrom: event.data.inForceFrom,
      };
    case 'cataloguePublished':
      return { ...version, published: { at, by } };
    default: {
      const { receiptNumber, receivedOn, digest: copySha256 } = event.data;
      return { ...version, filed: { at, by, receiptNumber, receivedOn, copySha256 } };
    }
  }
}

/** The version of a number, if there is one. */
export function versionOf(catalogue: Catalogue, number: number): CatalogueVersion | undefined {
  return catalogue.versions.find((one) => one.number === number);
}

/** The version not approved yet, if there is one. */
export function draftOf(catalogue: Catalogue): CatalogueVersion | undefined {
  return catalogue.versions.find(({ standing }) => standing !== 'approved');
}

/** The approved version in force on a day; undefined when there is none. */
export function inForceOn(catalogue: Catalogue, on: CivilDate): CatalogueVersion | undefined {
  return catalogue.versions.findLast(
    ({ inForceFrom }) => inForceFrom !== null && inForceFrom <= on,
  );
}
