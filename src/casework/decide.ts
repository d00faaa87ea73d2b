import type { ClauseId, Refusal } from '../rules/index.ts';
import type { CaseEvent, CaseState, JsonObject } from './case-event.ts';
import { emptyCase } from './evolve.ts';
import { type Checked, checkFields } from './fields.ts';
import type { CaseView, Composition, Context } from './part.ts';
import type { CommandSpec, Procedure } from './procedure.ts';
import { stands, viewOf } from './view.ts';

/** What somebody wants done. */
export type Command = {
  readonly kind: string;
  readonly agencyId: string;
  readonly caseId: string;
  /** Variant of the procedure; only for the command that opens a case. */
  readonly variant?: string;
  /** What the body adds when it opens a case: number and handling department. It comes from the body, not from a form. */
  readonly registration?: JsonObject;
  /** Anything: it comes from outside and is checked against the command's fields. */
  readonly data: unknown;
};

/** Either what happens, or why not; never both. */
export type Decision =
  | { readonly events: readonly CaseEvent[]; readonly refusals?: never }
  | { readonly refusals: readonly Refusal[]; readonly events?: never };

/**
 * Decides what a command brings about.
 *
 * @param state - the case; null when the command is to open one
 * @returns events to append, in order, at least one; or all refusals found, at least one
 */
export function decide(
  composition: Composition,
  state: CaseState | null,
  command: Command,
  context: Context,
): Decision {
  const { procedure } = composition;
  const { agencyId, caseId, registration } = command;
  const spec = procedure.commands.get(command.kind);
  if (spec === undefined) return refused('command.unknown', '没有这个命令，请核对名称。');
  const variant = state?.variant ?? command.variant ?? 'general';
  const misplaced = outOfPlace(procedure, spec, state, variant);
  if (misplaced !== null) return misplaced;
  const start = state ?? emptyCase(procedure, agencyId, caseId, variant);
  const view = viewOf(procedure, start, context);

  const closed = standingRefusals(composition, view, spec);
  if (closed.length > 0) return { refusals: closed };
  const checked = checkFields(view, spec, command.data);
  const wrong = formRefusals(composition, view, spec, checked);
  if (wrong.length > 0) return { refusals: wrong };

  const event: CaseEvent = {
    agencyId,
    caseId,
    sequence: view.state.version + 1,
    kind: spec.emits,
    at: context.now,
    actorId: context.actor.id,
    data: eventData(composition, view, spec, { checked: checked.data, registration }),
    clauses: governingClauses(view, spec),
  };
  return { events: [event] };
}

/** What is kept of a command: what was submitted, what is derived, and what the body adds when it opens a case. */
function eventData(
  composition: Composition,
  view: CaseView,
  spec: CommandSpec,
  given: { readonly checked: JsonObject; readonly registration: JsonObject | undefined },
): JsonObject {
  const derived = spec.derives.map(
    (name) => composition.derives.get(name)?.(view, given.checked) ?? {},
  );
  const { variant, procedure } = view.state;
  const opening = spec.opens ? { ...given.registration, variant, procedure } : {};
  return Object.assign({}, given.checked, ...derived, opening);
}

function refused(code: string, text: string): Decision {
  return { refusals: [{ code, text, clauses: [] }] };
}

function outOfPlace(
  procedure: Procedure,
  spec: CommandSpec,
  state: CaseState | null,
  variant: string,
): Decision | null {
  if (spec.opens && state !== null)
    return refused('command.out-of-place', '案件已经登记，不能再次登记线索。');
  if (!spec.opens && state === null)
    return refused('command.out-of-place', '请先登记线索，再办理其他事项。');
  if (procedure.variants[variant] !== undefined) return null;
  return refused('command.variant', '程序种类不存在，请选择普通程序或者简易程序。');
}

/** What is wrong with a form; what a gate says of a field, with its clause, is not said again without. */
function formRefusals(
  composition: Composition,
  view: CaseView,
  spec: CommandSpec,
  { data, refusals, lacking }: Checked,
): readonly Refusal[] {
  if (refusals.length > 0) return [...refusals, ...lacking];
  const said = contentRefusals(composition, view, spec, data);
  const isSaid = (path = '') => said.some(({ field = '/' }) => `${path}/`.startsWith(`${field}/`));
  return [...said, ...lacking.filter(({ field }) => !isSaid(field))];
}

function contentRefusals(
  composition: Composition,
  view: CaseView,
  spec: CommandSpec,
  data: JsonObject,
): readonly Refusal[] {
  return once(
    spec.gates.flatMap((name) => composition.gates.get(name)?.content?.(view, data, spec) ?? []),
  );
}

/**
 * Why a command is closed as the case stands, whatever is submitted with it; nothing when it is open.
 *
 * This one function serves both the refusal and the list of options, so that the two cannot differ.
 */
export function standingRefusals(
  composition: Composition,
  view: CaseView,
  spec: CommandSpec,
): readonly Refusal[] {
  if (!spec.variants.includes(view.state.variant)) {
    const variant = view.procedure.variants[view.state.variant] ?? view.state.variant;
    return [
      { code: 'command.variant', text: `“${spec.title}”不属于${variant}。`, clauses: spec.clauses },
    ];
  }
  if (!spec.roles.some((role) => view.context.actor.roles.includes(role))) {
    const roles = spec.roles.map((role) => roleTitles[role] ?? role).join('、');
    return [
      { code: 'command.role', text: `“${spec.title}”由${roles}办理。`, clauses: spec.clauses },
    ];
  }
  const order = [...blocked(view, spec), ...missing(view, spec)];
  if (order.length > 0) return order;
  return once(
    spec.gates.flatMap((name) => composition.gates.get(name)?.standing?.(view, spec) ?? []),
  );
}

/**
 * Whether a command is open as the case stands: `standingRefusals` would have nothing to say.
 *
 * It stops at the first thing that shuts the command and words nothing. What a case waits for asks this of many commands
 * with every action, and most of them are shut.
 */
export function isOpenNow(composition: Composition, view: CaseView, spec: CommandSpec): boolean {
  const { state, context } = view;
  return (
    spec.variants.includes(state.variant) &&
    spec.roles.some((role) => context.actor.roles.includes(role)) &&
    !isBlocked(view, spec) &&
    spec.needs.every((kinds) => kinds.some((kind) => view.has(kind))) &&
    spec.gates.every(
      (name) => (composition.gates.get(name)?.standing?.(view, spec) ?? []).length === 0,
    )
  );
}

function isBlocked(view: CaseView, spec: CommandSpec): boolean {
  return (
    spec.blockedBy.some((kind) => stands(view, kind)) ||
    (!spec.repeat && !spec.opens && stands(view, spec.emits))
  );
}

/** What several gates say in the same words is said once, with the clauses of all. */
function once(refusals: readonly Refusal[]): readonly Refusal[] {
  const said = new Map<string, Refusal>();
  for (const refusal of refusals) {
    const key = `${refusal.code} ${refusal.field ?? ''} ${refusal.text}`;
    const { clauses } = said.get(key) ?? refusal;
    said.set(key, { ...refusal, clauses: [...new Set([...clauses, ...refusal.clauses])] });
  }
  return [...said.values()];
}

/** Chinese titles of the roles, by code. */
export const roleTitles: Readonly<Record<string, string>> = {
  officer: '执法人员',
  'department-head': '承办机构负责人',
  reviewer: '法制审核人员',
  leader: '机关负责人',
  liaison: '公示联络员',
  office: '办公室',
  supervisor: '行政执法监督人员',
  counsel: '受请求的法律顾问、公职律师',
  recorder: '在“音像记录”中上传文件的承办人',
};

function blocked(view: CaseView, spec: CommandSpec): readonly Refusal[] {
  const repeated = !spec.repeat && !spec.opens && view.has(spec.emits) ? [spec.emits] : [];
  return [...new Set([...spec.blockedBy, ...repeated])]
    .filter((kind) => stands(view, kind))
    .map((kind) => ({
      code: 'step.passed',
      text: `已办理“${view.procedure.causes.get(kind)?.title ?? kind}”，不能再“${spec.title}”。`,
      clauses: spec.clauses,
    }));
}

function missing(view: CaseView, spec: CommandSpec): readonly Refusal[] {
  return spec.needs
    .filter((kinds) => !kinds.some((kind) => view.has(kind)))
    .map((kinds) => {
      const titles = kinds.map((kind) => `“${view.procedure.causes.get(kind)?.title ?? kind}”`);
      const cause = view.procedure.causes.get(kinds[0] ?? '');
      return {
        code: 'step.missing',
        text: `“${spec.title}”之前须先办理${titles.join('或者')}。`,
        clauses: [...new Set([...(cause?.clauses ?? []), ...spec.clauses])],
      };
    });
}

/** Clauses of a command and of its rules in force today, without duplicates, sorted. */
export function governingClauses(view: CaseView, spec: CommandSpec): readonly ClauseId[] {
  const resolved = spec.rules.flatMap((key) => view.rule(key)?.clauses ?? []);
  return [...new Set([...spec.clauses, ...resolved])].sort();
}
