import type { RuleBook } from '../rules/index.ts';
import { type AttendDeps, attendCase, attendTask, type CaseKey } from './attend.store.ts';
import { type CataloguePlace, catalogueTask, tellOfCatalogue } from './catalogue-notice.store.ts';
import { deliverWaiting, dropOldNotifications } from './delivery.store.ts';
import { type OnTrouble, sweepMoments, walkOlderCases } from './moment-sweep.store.ts';
import { walkNews } from './news-walk.store.ts';
import { tellOfRules } from './office-notice.store.ts';
import { deliveryTask } from './telling.store.ts';

/** What telling people needs. */
export type NotifierDeps = AttendDeps & { readonly ruleBook: RuleBook };

/** Tells people, in the background. */
export type Notifier = {
  readonly jobs: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
  /** To be done every second: tells of what was done. */
  everySecond(onTrouble: OnTrouble): Promise<void>;
  /** To be done every minute; what fails is told and comes again. */
  everyMinute(onTrouble: OnTrouble): Promise<void>;
  /** To be done every day. */
  everyDay(): Promise<void>;
};

const pagesAMinute = 10;

/** Sets up telling people. */
export function createNotifier(deps: NotifierDeps): Notifier {
  return {
    jobs: {
      [attendTask]: (payload) => attendCase(deps, caseOf(payload)),
      [catalogueTask]: async (payload) => tellOfCatalogue(deps, placeOf(payload)),
      [deliveryTask]: (payload) => deliverWaiting(deps, payload),
    },
    everySecond: (onTrouble) => walkNews(deps, onTrouble),
    everyMinute: async (onTrouble) => {
      await sweepMoments(deps, onTrouble);
      for (let page = 0; page < pagesAMinute; page += 1)
        if (!(await walkOlderCases(deps, onTrouble))) return;
    },
    everyDay: async () => {
      await tellOfRules(deps);
      await dropOldNotifications(deps.db);
    },
  };
}

function caseOf(payload: unknown): CaseKey {
  const { agencyId, caseId } = (payload ?? {}) as Partial<CaseKey>;
  if (typeof agencyId !== 'string' || typeof caseId !== 'string')
    throw new Error('a job that names no case');
  return { agencyId, caseId };
}

function placeOf(payload: unknown): CataloguePlace {
  const { streamId, sequence } = (payload ?? {}) as Partial<CataloguePlace>;
  if (typeof streamId !== 'string' || typeof sequence !== 'number')
    throw new Error('a job that names no event');
  return { streamId, sequence };
}
