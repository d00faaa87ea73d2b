import type { CaseActor, CaseDesk } from '../casework/index.store.ts';
import type { Procedure } from '../casework/index.ts';
import { changeCatalogue, copyDigest, readCatalogue } from '../review/index.store.ts';
import {
  approveVersion,
  type Catalogue,
  type CatalogueDecision,
  type CatalogueLaw,
  type CatalogueReport,
  catalogueChoices,
  catalogueRule,
  catalogueTable,
  compileVersion,
  draftOf,
  examineItem,
  itemsToCompile,
  reportItem,
} from '../review/index.ts';
import { type CivilDate, dayOf, type Instant, type Rules } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { idOf } from './again.store.ts';

/** The body that is given a review catalogue, and who keeps it. */
type CatalogueBody = {
  readonly agencyId: string;
  readonly body: { readonly prefix: string; readonly department: string };
  readonly people: Readonly<Record<string, CaseActor>>;
};
type CatalogueDeps = { readonly db: Database; readonly desk: CaseDesk };

/** Amounts are such that no case of the demonstration reaches them. */
const reports: readonly Omit<CatalogueReport, 'actKind' | 'level' | 'trigger' | 'basis'>[] = [
  {
    title: '较大数额罚款',
    field: null,
    penaltyKinds: ['fine'],
    amount: { of: 'fine', citizenFen: 5_000_000, organisationFen: 50_000_000 },
    standard: '对公民罚款五万元以上，对法人或者其他组织罚款五十万元以上',
  },
  {
    title: '吊销许可证件、责令停产停业、责令关闭',
    field: null,
    penaltyKinds: ['revoke-permit', 'suspend-business', 'close-business'],
    amount: null,
    standard: '剥夺或者限制当事人的从业资格',
  },
];

/**
 * Gives a body its first review catalogue, from the report to the approval; what was done already is not done again.
 */
export async function loadCatalogue(
  { db, desk }: CatalogueDeps,
  { agencyId, body, people }: CatalogueBody,
  at: Instant,
): Promise<void> {
  const { rules } = await desk.deps.bodies.read(agencyId);
  const law = lawOf(rules, desk.deps.composition.procedure, at);
  const departmentId = people['机构负责人']?.departmentId ?? null;
  if (law === null || departmentId === null) return;
  const act: Act = async (name, decide) =>
    changeCatalogue(
      db,
      { agencyId, by: people[name]?.id ?? '', at, clauses: law.rule.clauses },
      decide,
    );
  let catalogue = await readCatalogue(db, agencyId);
  for (const [index, report] of reports.entries()) {
    const itemId = idOf(body.prefix, `catalogue-${index + 1}`);
    const target = { itemId, departmentId, isNew: true };
    const finding = { itemId, accepted: true, reason: '' };
    if (catalogue.items[itemId] === undefined)
      catalogue = await act('机构负责人', (now) =>
        reportItem(now, target, wholeReport(report, law), law),
      );
    if (catalogue.items[itemId]?.standing === 'reported')
      catalogue = await act('审核员', (now) => examineItem(now, finding, { by: '', at }, law.rule));
  }
  const names = { [departmentId]: body.department };
  await bringIntoForce({ catalogue, law, names, on: dayOf(at) }, act);
  desk.deps.bodies.forget(agencyId);
}

type Act = (
  name: string,
  decide: (catalogue: Catalogue) => CatalogueDecision,
) => Promise<Catalogue>;
type Ready = {
  readonly catalogue: Catalogue;
  readonly law: CatalogueLaw;
  readonly names: Readonly<Record<string, string>>;
  readonly on: CivilDate;
};

async function bringIntoForce({ catalogue, law, names, on }: Ready, act: Act): Promise<void> {
  const compiling = (now: Catalogue) => compiled(now, names, law);
  const latest = catalogue.versions.length === 0 ? await act('审核员', compiling) : catalogue;
  const draft = draftOf(latest);
  if (draft === undefined) return;
  const approval = { number: draft.number, digest: draft.digest, inForceFrom: on };
  await act('机关负责人', (now) => approveVersion(now, approval, on, law.rule));
}

function lawOf(rules: Rules, procedure: Procedure, at: Instant): CatalogueLaw | null {
  const rule = catalogueRule(rules, dayOf(at));
  const kinds = procedure.types['penalty']?.find(({ name }) => name === 'kinds')?.options ?? {};
  return rule === null ? null : { rule, choices: catalogueChoices(rules, dayOf(at), kinds) };
}

function wholeReport(
  report: (typeof reports)[number],
  { choices: { triggers } }: CatalogueLaw,
): CatalogueReport {
  const trigger = triggers.find(({ code }) => code.startsWith('major-'))?.code ?? null;
  const basis = '《行政处罚法》第五十八条';
  return { ...report, actKind: 'penalty', level: 'county', trigger, basis };
}

function compiled(
  catalogue: Catalogue,
  departmentNames: Readonly<Record<string, string>>,
  law: CatalogueLaw,
): CatalogueDecision {
  const items = itemsToCompile(catalogue, departmentNames, law);
  const digest = copyDigest(catalogueTable(items));
  return compileVersion(catalogue, { items, digest, note: '演示' }, law.rule);
}
