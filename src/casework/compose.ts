import type { CasePart, Composition } from './part.ts';
import { type Procedure, ProcedureFault } from './procedure.ts';

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
  for (const command of procedure.commands.values()) {
    for (const gate of [...command.gates, ...command.awaitedWhile, ...command.awaitedAfter]) {
      if (!gates.has(gate)) problems.push(`命令“${command.id}”的门槛“${gate}”无人提供。`);
    }
    for (const name of command.derives) {
      if (!derives.has(name)) problems.push(`命令“${command.id}”的派生值“${name}”无人提供。`);
    }
    if (command.draft !== null && !drafts.has(command.draft))
      problems.push(`命令“${command.id}”的草稿“${command.draft}”无人提供。`);
  }
  for (const clock of procedure.clocks) {
    if (clock.part !== null && !clocks.has(clock.id)) problems.push(`时钟“${clock.id}”无人计算。`);
  }
  if (problems.length > 0) throw new ProcedureFault(problems);
  const rows = new Map(
    parts.flatMap(({ name, row }) => (row === undefined ? [] : [[name, row] as const])),
  );
  return { procedure, gates, clocks, derives, drafts, rows };
}
