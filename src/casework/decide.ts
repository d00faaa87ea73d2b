import type { ClauseId, Refusal } from '../rules/index.ts';
import type { CaseEvent, CaseState, JsonObject } from './case-event.ts';
import { emptyCase } from './evolve.ts';
import { checkFields } from './fields.ts';
import type { CaseView, Composition, Context } from './part.ts';
import type { CommandSpec } from './procedure.ts';
import { viewOf } from './view.ts';

/** What somebody wants done. */
export type Command = {
  readonly kind: string;
  readonly agencyId: string;
  readonly caseId: string;
  /** Variant of the procedure; only for the command that opens a case. */
  readonly variant?: string;
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
  const spec = procedure.commands.get(command.kind);
  if (spec === undefined) return no('command.unknown', '没有这个命令，请核对名称。');
  if (spec.opens !== (state === null)) {
    return no(
      'command.out-of-place',
      spec.opens ? '案件已经登记，不能再次登记线索。' : '请先登记线索，再办理其他事项。',
    );
  }
  const variant = state?.variant ?? command.variant ?? 'general';
  if (procedure.variants[variant] === undefined)
    return no('command.variant', '程序种类不存在，请选择普通程序或者简易程序。');
  const view = viewOf(
    procedure,
    state ?? emptyCase(procedure, command.agencyId, command.caseId, variant),
    context,
  );

  const closed = standingRefusals(composition, view, spec);
  if (closed.length > 0) return { refusals: closed };
  const checked = checkFields(view, spec, command.data);
  if (checked.refusals.length > 0) return { refusals: checked.refusals };
  const wrong = spec.gates.flatMap(
    (name) => composition.gates.get(name)?.content?.(view, checked.data, spec) ?? [],
  );
  if (wrong.length > 0) return { refusals: wrong };

  const derived = spec.derives.map(
    (name) => composition.derives.get(name)?.(view, checked.data) ?? {},
  );
  const data: JsonObject = Object.assign(
    {},
    checked.data,
    ...derived,
    spec.opens ? { variant, procedure: procedure.id } : {},
  );
  const event: CaseEvent = {
    agencyId: command.agencyId,
    caseId: command.caseId,
    sequence: view.state.version + 1,
    kind: spec.emits,
    at: context.now,
    actorId: context.actor.id,
    data,
    clauses: governing(view, spec),
  };
  return { events: [event] };
}

function no(code: string, text: string): Decision {
  return { refusals: [{ code, text, clauses: [] }] };
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
  return spec.gates.flatMap((name) => composition.gates.get(name)?.standing?.(view, spec) ?? []);
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
};

function blocked(view: CaseView, spec: CommandSpec): readonly Refusal[] {
  const repeated = !spec.repeat && !spec.opens && view.has(spec.emits) ? [spec.emits] : [];
  return [...new Set([...spec.blockedBy, ...repeated])]
    .filter((kind) => view.has(kind))
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

function governing(view: CaseView, spec: CommandSpec): readonly ClauseId[] {
  const resolved = spec.rules.flatMap((key) => view.rule(key)?.clauses ?? []);
  return [...new Set([...spec.clauses, ...resolved])].sort();
}
