import type { CasePart, Composition } from './part.ts';
import { type CommandSpec, type Procedure, ProcedureFault } from './procedure.ts';

/**
 * Puts a procedure and its parts together.
 *
 * @throws ProcedureFault when the procedure names a gate, clock, derived value or draft that no part provides, or two parts
 *   provide the same one: nothing is allowed because something is missing
 */
export function compose(procedure: Procedure, parts: readonly CasePart[]): Composition {
  const problems: string[] = [];
  const gather = <T>(
    what: string,
    of: (part: CasePart) => Readonly<Record<string, T>> | undefined,
  ) => {
    const all = new Map<string, T>();
    for (const part of parts) {
      for (const [name, value] of Object.entries(of(part) ?? {})) {
        if (all.has(name)) problems.push(`${what}“${name}”由两个组成部分提供。`);
        all.set(name, value);
      }
    }
    return all;
  };
  const gates = gather('门槛', (part) => part.gates);
  const clocks = gather('时钟', (part) => part.clocks);
  const derives = gather('派生值', (part) => part.derives);
  const drafts = gather('草稿', (part) => part.drafts);
  for (const command of procedure.commands.values())
    problems.push(...unprovided(command, { gates, derives, drafts }));
  for (const clock of procedure.clocks) {
    if (clock.part !== null && !clocks.has(clock.id)) problems.push(`时钟“${clock.id}”无人计算。`);
  }
  if (problems.length > 0) throw new ProcedureFault(problems);
  const rows = new Map(
    parts.flatMap(({ name, row }) => (row === undefined ? [] : [[name, row] as const])),
  );
  return { procedure, gates, clocks, derives, drafts, rows };
}

/** What a command names and no part provides. */
function unprovided(
  command: CommandSpec,
  { gates, derives, drafts }: Pick<Composition, 'gates' | 'derives' | 'drafts'>,
): readonly string[] {
  const asked = [
    ['门槛', gates, [...command.gates, ...command.awaitedWhile, ...command.awaitedAfter]],
    ['派生值', derives, command.derives],
    ['草稿', drafts, command.draft === null ? [] : [command.draft]],
  ] as const;
  return asked.flatMap(([what, provided, names]) =>
    names
      .filter((name) => !provided.has(name))
      .map((name) => `命令“${command.id}”的${what}“${name}”无人提供。`),
  );
}
