// A case under a pack as it is told of its review: the usual course up to a step, then more acts.

import {
  castId,
  emptyCase,
  foldCase,
  type OfficerFacts,
  type ScenarioStage,
  viewOf,
} from '../../src/casework/index.ts';
import type { Told } from '../../src/review/telling.ts';
import { aFiledCase, type Went } from './filed-case.ts';

/** Who looks at a case, and on which day. */
export type Look = { readonly day?: string; readonly as?: string };

/** Account of somebody of the cast. */
export function idOf({ book }: ScenarioStage, name: string): string {
  return castId(Object.keys(book.cast).indexOf(name));
}

/** A case as it is told to somebody on a day; to 审核员 on 20 April 2026 where nothing is said. */
export function toldOf(
  stage: ScenarioStage,
  pack: string,
  { day = '2026-04-20', as = '审核员', ...went }: Went & Look,
): Told {
  const { procedure, events: filed, agencyId, caseId, names } = aFiledCase(stage, pack, went);
  const events = filed.map((event) => ({ ...event, agencyId, caseId }));
  const { cast } = stage.book;
  const rules = stage.rulesOf(pack, {});
  const officers: Readonly<Record<string, OfficerFacts>> = Object.fromEntries(
    Object.entries(cast).map(([name, { mayReview, office }]) => [
      idOf(stage, name),
      { name, certificates: [], mayReview, post: rules.office(office, day) },
    ]),
  );
  const context = {
    rules,
    calendar: stage.calendar,
    now: `${day}T10:00:00.000+08:00`,
    actor: { id: idOf(stage, as), name: as, roles: cast[as]?.roles ?? [] },
    officers,
  };
  const start = emptyCase(procedure, agencyId, caseId, 'general');
  const view = viewOf(procedure, foldCase(procedure, start, events), context);
  const records = new Map(
    events.map(({ sequence, data, actorId }) => [
      sequence,
      { data, actorName: names.people[actorId ?? ''] ?? null },
    ]),
  );
  return { view, records };
}
