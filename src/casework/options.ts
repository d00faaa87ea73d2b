import type { ClauseId, Refusal } from '../rules/index.ts';
import { awaitingOf } from './awaiting.ts';
import { type CaseState, textsOf } from './case-event.ts';
import { type ClosedAs, closedAs } from './closed-as.ts';
import { governingClauses, standingRefusals } from './decide.ts';
import { offeredTo } from './fields.ts';
import { isListed, isProvided, isRuledOut } from './options-of.ts';
import type { CaseView, Composition, Context } from './part.ts';
import type { CommandSpec, Field } from './procedure.ts';
import { namesPeople, unfitFor } from './unfit.ts';
import { splitReference, viewOf } from './view.ts';

/** A field of a form with the options of this body. */
export type FieldOffer = Omit<
  Field,
  'optionsFrom' | 'optionsIf' | 'notBefore' | 'after' | 'askedIf' | 'among' | 'neededIf'
> & {
  /** Fields of a group; null for a plain field. */
  readonly fields: readonly FieldOffer[] | null;
  /** People who cannot be chosen, by account id, and why; null where nobody is chosen. */
  readonly unfit: Readonly<Record<string, string>> | null;
};

/** A command, whether it is open now for this person, and if not, why. */
export type CaseOption = {
  readonly command: string;
  readonly title: string;
  readonly step: string;
  readonly open: boolean;
  readonly refusals: readonly Refusal[];
  /** Why it is closed, in one word; null when it is open. */
  readonly closedAs: ClosedAs | null;
  /** What follows from it, to be said before it is done; null for what needs no such question. */
  readonly consequence: string | null;
  /** The form; empty for a closed command. */
  readonly fields: readonly FieldOffer[];
  /** Roles that may give it; of what the case waits for, those that may now. */
  readonly roles: readonly string[];
  /** Whether the case waits for it now, whoever is to do it. */
  readonly awaited: boolean;
  /** Whether it belongs to the ordinary course of a case. */
  readonly usual: boolean;
  /** Whether it lies apart from the course of the case as it stands. */
  readonly aside: boolean;
  /** Whether it was done before. */
  readonly done: boolean;
  /** Whether it may be done again. */
  readonly repeat: boolean;
  /** Clauses of the command and of its rules in force today; sorted, may be empty. */
  readonly clauses: readonly ClauseId[];
  /** What its gates have to say although they are open; empty for a closed command. */
  readonly notes: readonly string[];
};

/**
 * Lists every command of the case's procedure with its standing for the person who asks.
 *
 * A command listed as open is accepted when what is submitted with it is right; one listed as closed never is.
 */
export function options(
  composition: Composition,
  state: CaseState,
  context: Context,
): readonly CaseOption[] {
  const view = viewOf(composition.procedure, state, context);
  const awaited = new Map(
    awaitingOf(composition, state, context).map(({ command, roles }) => [command, roles]),
  );
  return [...composition.procedure.commands.values()]
    .filter((spec) => !spec.opens && spec.variants.includes(state.variant))
    .map((spec) => {
      const refusals = standingRefusals(composition, view, spec);
      const open = refusals.length === 0;
      return {
        command: spec.id,
        title: spec.title,
        step: spec.step,
        open,
        refusals,
        closedAs: open ? null : closedAs(view, spec, refusals),
        consequence: spec.consequence,
        fields: open ? formOf(composition, view, spec) : [],
        roles: awaited.get(spec.id) ?? spec.roles,
        awaited: awaited.has(spec.id),
        usual: spec.usual,
        aside: spec.aside === 'always' || (spec.aside === 'again' && view.has(spec.emits)),
        done: view.has(spec.emits),
        repeat: spec.repeat,
        clauses: governingClauses(view, spec),
        notes: open
          ? spec.gates.flatMap((name) => composition.gates.get(name)?.notes?.(view, spec) ?? [])
          : [],
      };
    });
}

/** The form of a command that is open: what concerns it as the case stands, and who can be named in it. */
function formOf(
  composition: Composition,
  view: CaseView,
  spec: CommandSpec,
): readonly FieldOffer[] {
  return spec.fields
    .filter((field) => isAsked(view, field))
    .map((field) => ({
      ...offer(view, field),
      unfit: namesPeople(field) ? unfitFor(composition, view, { command: spec, field }) : null,
    }));
}

/** Whether the form has a field at all, as the case stands and by the rules of the body. */
function isAsked(view: CaseView, { after, askedIf, among }: Field): boolean {
  if (after !== null && !view.has(after)) return false;
  if (askedIf !== null && !isProvided(view, askedIf) && !isListed(view, askedIf)) return false;
  return among === null || namedBy(view, among).length > 0;
}

/** The codes that the last event of a kind names in a field. */
function namedBy(view: CaseView, among: string): readonly string[] {
  const { kind, field } = splitReference(among);
  return textsOf(view.last(kind)?.data, field);
}

/** A field as a form shows it to this body. */
export function offer(view: CaseView, field: Field): FieldOffer {
  const { optionsFrom: _, optionsIf: __, notBefore: ___, after: ____, ...shown } = field;
  const { askedIf: _____, among: ______, neededIf, ...rest } = shown;
  const group = view.procedure.types[field.type];
  return {
    ...rest,
    neededThen: field.neededThen || (neededIf !== null && isListed(view, neededIf)),
    options: offeredIn(view, field),
    fields: group === undefined ? null : group.map((inner) => offer(view, inner)),
    unfit: null,
  };
}

/**
 * What a rule rules out is not offered, nor what the case has not come to; whoever submits it all the same is told why it
 * is refused.
 */
function offeredIn(view: CaseView, field: Field): FieldOffer['options'] {
  const { optionsFrom, optionsIf, among } = field;
  const offered = optionsFrom === null ? field.options : offeredTo(view, field);
  if (offered === null || (optionsIf === null && among === null)) return offered;
  const named = among === null ? null : namedBy(view, among);
  return Object.fromEntries(
    Object.entries(offered).filter(
      ([code]) => !isRuledOut(view, optionsIf?.[code]) && (named === null || named.includes(code)),
    ),
  );
}
