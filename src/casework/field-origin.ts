// What a field asks for may be on file already: an earlier act of the case said it. The procedure names where, as
// `event.field`; the form then opens with it, or offers it to be taken over.

/** What must be known of a field that says where it comes from. */
type Asking = {
  readonly from: readonly string[];
  readonly reuse: readonly string[];
  readonly after: string | null;
  readonly among: string | null;
  readonly options: Readonly<Record<string, string>> | null;
  readonly optionsIf: Readonly<Record<string, string>> | null;
};

/** A command, as far as it tells what its event holds. */
type Telling = { readonly emits: string; readonly fields: readonly { readonly name: string }[] };

/** Reads where a field may find what it asks for from parsed YAML; a single place may stand without its brackets. */
export function readOrigins(value: unknown): readonly string[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return given.filter((one): one is string => typeof one === 'string' && one !== '');
}

/**
 * What is wrong with the places that a field names.
 *
 * @param commands - all of the procedure
 * @returns what comes after the name of the field; empty when nothing is wrong
 */
export function originProblems(field: Asking, commands: readonly Telling[]): readonly string[] {
  const fieldsOf = (kind: string) =>
    commands.flatMap((command) => (command.emits === kind ? command.fields : []));
  const lost = [...field.from, ...field.reuse]
    .filter((place) => {
      const [kind = '', name] = place.split('.');
      return !fieldsOf(kind).some((one) => one.name === name);
    })
    .map((place) => `引用了不存在的内容“${place}”。`);
  // What a part adds to an event is no field of a command, so of `among` only the event is looked for.
  for (const kind of [field.after, field.among?.split('.')[0] ?? null])
    if (kind !== null && fieldsOf(kind).length === 0) lost.push(`引用了不存在的事件“${kind}”。`);
  const stray = Object.keys(field.optionsIf ?? {})
    .filter((code) => field.options !== null && !Object.hasOwn(field.options, code))
    .map((code) => `没有选项“${code}”（optionsIf）。`);
  return [...lost, ...stray];
}
