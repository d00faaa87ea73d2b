// The one desk at which everything in cases is done, by routes and jobs alike, and what follows from it.

import { type Bodies, CaseDesk, createBodies } from '../casework/index.store.ts';
import type { CaseEvent, Composition } from '../casework/index.ts';
import {
  type CaseToFollow,
  followCase,
  publicationJobs,
  publicationTask,
} from '../disclosure/index.store.ts';
import { createNotifier, type Notifier } from '../notification/index.store.ts';
import { type DeliverySettings, nothingLeaves } from '../notification/index.ts';
import type { Instant, RuleBook } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';

/** What the desk is made from. */
export type DeskDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly composition: Composition;
  readonly now: () => Instant;
  readonly isDemonstration: boolean;
  /** How notifications leave the system; they do not when absent. */
  readonly delivery?: DeliverySettings;
  /** Told that something was written, so that it is sealed soon. */
  readonly onWritten: () => void;
  /** Told of what went wrong after an action was kept; a job will do it again. */
  readonly onFault: (error: unknown) => void;
};

/** The desk, the bodies it works for, and the jobs it leaves behind. */
export type Desk = {
  readonly desk: CaseDesk;
  readonly bodies: Bodies;
  readonly notifier: Notifier;
  readonly jobs: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
};

/** Sets up the desk. */
export function setUpDesk(deps: DeskDeps): Desk {
  const { db, ruleBook, composition, now, isDemonstration } = deps;
  const bodies = createBodies({ db, ruleBook, procedure: composition.procedure, now });
  const follow = (which: CaseToFollow) =>
    followCase({ db, bodies, procedure: composition.procedure }, which);
  const onKept = async (events: readonly CaseEvent[]) => {
    deps.onWritten();
    const disclosing = events.find((event) => publicationJobs(event).length > 0);
    if (disclosing === undefined) return;
    try {
      await follow(disclosing);
    } catch (error) {
      deps.onFault(error);
    }
  };
  const desk = new CaseDesk({
    db,
    composition,
    bodies,
    now,
    isDemonstration,
    onKept,
    calendar: ruleBook.calendar,
    jobsOf: publicationJobs,
  });
  const delivery = deps.delivery ?? nothingLeaves;
  const notifier = createNotifier({ db, desk, ruleBook, now, delivery });
  const jobs = {
    [publicationTask]: (payload: unknown) => follow(caseOf(payload)),
    ...notifier.jobs,
  };
  return { desk, bodies, notifier, jobs };
}

function caseOf(payload: unknown): CaseToFollow {
  const { agencyId, caseId } = (payload ?? {}) as Partial<CaseToFollow>;
  if (typeof agencyId !== 'string' || typeof caseId !== 'string')
    throw new Error('a job that names no case');
  return { agencyId, caseId };
}
