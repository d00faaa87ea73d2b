import type { Procedure } from './procedure.ts';
import { splitReference } from './view.ts';

/** An open clock, as far as it is looked at here. */
type OpenClock = { readonly name: string; readonly dueAt: string; readonly standing: string };

/**
 * The clock that something to be done ends, of several the first to run out.
 *
 * Rights of others that merely lapse are no clock of the body, and a clock that stands still presses nobody.
 *
 * @param task - the command, and the open clocks of its case
 * @returns null when doing it ends no clock that runs
 */
export function clockOfTask<Clock extends OpenClock>(
  procedure: Pick<Procedure, 'commands' | 'clocks'>,
  task: { readonly command: string; readonly clocks: readonly Clock[] },
): Clock | null {
  const event = procedure.commands.get(task.command)?.emits;
  const ended = procedure.clocks.filter(({ ends }) =>
    ends.some((reference) => splitReference(reference).kind === event),
  );
  const own = task.clocks.filter(
    ({ name, standing }) =>
      (standing === 'running' || standing === 'overdue') &&
      ended.some(({ id }) => id === name.split('#')[0]),
  );
  return own.sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))[0] ?? null;
}
