import type { CaseEvent, CaseOption } from './case-file.ts';

const most = 2;

/**
 * What was last done in the step of an act: who approves reads first what was asked for.
 *
 * @param events - the latest first
 * @returns sequences of at most two events; empty for an act that is not known
 */
export function sameStep(
  events: readonly Pick<CaseEvent, 'sequence' | 'command'>[],
  options: readonly Pick<CaseOption, 'command' | 'step'>[],
  command: string,
): ReadonlySet<number> {
  const steps = new Map(options.map((option) => [option.command, option.step]));
  const step = steps.get(command);
  if (step === undefined) return new Set();
  const within = events.filter((event) => steps.get(event.command ?? '') === step);
  return new Set(within.slice(0, most).map(({ sequence }) => sequence));
}
