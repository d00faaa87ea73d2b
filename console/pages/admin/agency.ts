/** A body as the register holds it. */
export type Agency = {
  readonly agencyId: string;
  readonly name: string;
  readonly shortName: string;
  readonly creditCode: string | null;
  readonly regionCode: string;
  readonly nature: AgencyNature;
  readonly parentId: string | null;
  readonly packs: readonly string[];
  readonly unconfirmedDrafts: readonly string[];
  readonly drafts: Readonly<
    Record<
      string,
      { readonly confirmedBy: string; readonly confirmedOn: string; readonly basis: string }
    >
  >;
  readonly ours: Readonly<Record<string, OwnNumber>>;
  readonly standing: 'active' | 'closed';
};

/** What kind of body it is, by the code of the register. */
export type AgencyNature = keyof typeof natureTitles;

/** A number that a body has set for itself. */
export type OwnNumber = {
  readonly n: number;
  readonly unit: keyof typeof unitTitles;
  readonly reason: string;
};

/** What users call each kind. */
export const natureTitles = {
  statutory: '法定行政机关',
  empowered: '法律法规授权的组织',
  entrusted: '受委托的组织',
} as const;

/** Units of time. */
export const unitTitles = {
  workday: '个工作日',
  day: '日',
  hour: '小时',
  month: '个月',
  year: '年',
} as const;

/** A department of a body. */
export type Department = {
  readonly departmentId: string;
  readonly name: string;
  readonly standing: 'active' | 'closed';
};

/** A body with those directly below it. */
export type AgencyBranch = { readonly agency: Agency; readonly below: readonly AgencyBranch[] };

/**
 * Bodies under their superiors.
 *
 * A body whose superior is not in the list, or that stands above itself, is a root, so that none disappears.
 */
export function treeOf(agencies: readonly Agency[]): readonly AgencyBranch[] {
  const known = new Set(agencies.map(({ agencyId }) => agencyId));
  const shown = new Set<string>();
  const branch = (agency: Agency): AgencyBranch => {
    shown.add(agency.agencyId);
    const below = agencies.filter(
      ({ agencyId, parentId }) => parentId === agency.agencyId && !shown.has(agencyId),
    );
    return { agency, below: below.map(branch) };
  };
  const roots = agencies.filter(({ parentId }) => parentId === null || !known.has(parentId));
  const trees = roots.map(branch);
  const circling = agencies.flatMap((agency) =>
    shown.has(agency.agencyId) ? [] : [branch(agency)],
  );
  return [...trees, ...circling];
}

/** The bodies whose name, short name or code holds the text. */
export function agenciesWith(agencies: readonly Agency[], text: string): readonly Agency[] {
  const wanted = text.trim().toLowerCase();
  return agencies.filter(({ name, shortName, creditCode, regionCode }) =>
    [name, shortName, creditCode ?? '', regionCode].join('\n').toLowerCase().includes(wanted),
  );
}

/** The body for which an account is probably made: the one the list is narrowed to, or the only one there is. */
export function agencyMeant(
  open: readonly Pick<Agency, 'agencyId'>[],
  shownAgencyId: string | undefined,
): { readonly agencyId?: string } {
  const [only, ...others] = open;
  const meant =
    open.find(({ agencyId }) => agencyId === shownAgencyId) ??
    (others.length === 0 ? only : undefined);
  return meant === undefined ? {} : { agencyId: meant.agencyId };
}

/** What the look at a number found. */
export type CodeFinding = { readonly kind: string; readonly warnings: readonly string[] };

/** What is to be said of a credit code before it is kept; null where it looks right. */
export function codeWarning({ kind, warnings }: CodeFinding): string | null {
  if (kind === 'id-card') return '像公民身份号码，不像统一社会信用代码，请核对；仍可以保存。';
  return warnings.length === 0 ? null : `${warnings.join('')}仍可以保存。`;
}
