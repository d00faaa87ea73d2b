// Who cannot be named in a field, and why. The gates of the command are asked about each person alone, so that the list
// and the refusal cannot differ; what they would say of any choice, such as that one person is too few, concerns nobody
// in particular and is left out.

import type { Refusal } from '../rules/index.ts';
import type { Json, JsonObject } from './case-event.ts';
import type { CaseView, Composition } from './part.ts';
import type { CommandSpec, Field } from './procedure.ts';

/** A field of a command. */
export type FieldOfCommand = { readonly command: CommandSpec; readonly field: Field };

/** Whether people of the body are chosen in a field. */
export function namesPeople({ type }: Pick<Field, 'type'>): boolean {
  return type === 'officer' || type === 'officers';
}

/**
 * People of the body who cannot be chosen in a field as the case stands.
 *
 * @returns the reason by account id; empty when everybody can be chosen
 */
export function unfitFor(
  composition: Composition,
  view: CaseView,
  { command, field }: FieldOfCommand,
): Readonly<Record<string, string>> {
  const days = command.fields.filter(({ type }) => type === 'date');
  const beside = Object.fromEntries(days.map(({ name }) => [name, view.today]));
  const saidOf = (chosen: Json): readonly Refusal[] =>
    refusalsOf(composition, view, command, { ...beside, [field.name]: chosen }).filter(
      (refusal) => refusal.field === `/${field.name}`,
    );
  const isList = field.type === 'officers';
  const general = new Set(isList ? saidOf([]).map(({ code }) => code) : []);
  const reasons = Object.keys(view.context.officers).map((id) => {
    const said = saidOf(isList ? [id] : id).find(({ code }) => !general.has(code));
    return [id, said?.text ?? ''] as const;
  });
  return Object.fromEntries(reasons.filter(([, text]) => text !== ''));
}

function refusalsOf(
  composition: Composition,
  view: CaseView,
  command: CommandSpec,
  data: JsonObject,
): readonly Refusal[] {
  return command.gates.flatMap(
    (name) => composition.gates.get(name)?.content?.(view, data, command) ?? [],
  );
}
