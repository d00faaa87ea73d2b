import { createHash } from 'node:crypto';
import {
  type CaseEvent,
  castId,
  courseSteps,
  type JsonObject,
  playScenario,
  type ScenarioStage,
  type ScenarioStep,
} from '../../src/casework/index.ts';
import type { CaseSource } from '../../src/documents/index.ts';

/** One act of a case beside the usual course. */
export type Act = {
  readonly on: string;
  readonly who: string;
  readonly do: string;
  readonly with?: JsonObject;
};

/** How far a case went. */
export type Went = {
  readonly through: string;
  readonly skip?: readonly string[];
  readonly with?: JsonObject;
  readonly acts?: readonly Act[];
};

/**
 * What happened in a case under a pack: the usual course up to a step, then more acts.
 *
 * @throws when an act is refused
 */
export function playedEvents(stage: ScenarioStage, pack: string, went: Went): readonly CaseEvent[] {
  const { through, skip = [], acts = [] } = went;
  const course: JsonObject = { from: '2026-03-02', through, skip, with: went.with ?? {} };
  const steps = acts.map(
    ({ on, who, do: command, with: differs = {} }): ScenarioStep => ({
      at: `${on}T09:00:00.000+08:00`,
      who,
      do: command,
      with: differs,
      optional: false,
      refused: null,
    }),
  );
  const { played, failures } = playScenario(stage, {
    title: 'test',
    clauses: [],
    body: pack,
    variant: 'general',
    cast: stage.book.cast,
    ours: {},
    given: [...courseSteps(stage, course, 'general', 'test'), ...steps],
    when: [],
    // oxlint-disable-next-line unicorn/no-thenable -- the word of given, when, then; nobody awaits a scenario
    then: {
      at: null,
      who: '承办人甲',
      refused: null,
      citing: [],
      clocks: {},
      open: [],
      closed: {},
      money: {},
      event: {},
    },
  });
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return played.flatMap((one) => one.events);
}

/** The file of a case under a pack, as documents are made from it: the usual course up to a step, then more acts. */
export function aFiledCase(stage: ScenarioStage, pack: string, went: Went): CaseSource {
  const { cast } = stage.book;
  const events = playedEvents(stage, pack, went);
  return {
    procedure: stage.composition.procedure,
    agencyId: events[0]?.agencyId ?? '',
    caseId: events[0]?.caseId ?? '',
    rules: stage.rulesOf(pack, {}),
    calendar: stage.calendar,
    events: events.map(({ sequence, kind, at, actorId, data, clauses }) => {
      const commitment = createHash('sha256').update(`${kind} ${sequence}`).digest('hex');
      return { sequence, kind, at, actorId, data, clauses, commitment };
    }),
    names: {
      agency: '示范县综合行政执法局',
      people: Object.fromEntries(Object.keys(cast).map((name, index) => [castId(index), name])),
      departments: {},
    },
  };
}

/** The sequence of the last event of a kind in a case. */
export function lastSequenceOf({ events }: CaseSource, kind: string): number {
  return events.findLast((event) => event.kind === kind)?.sequence ?? 0;
}
