// What people are told after something happened in a case. Texts name the case by its number and what is to be done, never
// a party: they leave the system by mail.

import { type CaseEvent, flagOf, textOf } from '../casework/index.ts';
import { addDays, dayOf, type Instant } from '../rules/index.ts';
import type { NotificationKind } from './kind.ts';

/** Somebody who works for the body of a case. */
export type Colleague = {
  readonly accountId: string;
  readonly roles: readonly string[];
  readonly departmentId: string | null;
};

/** Who has to do with a case. */
export type CasePeople = {
  readonly handlerIds: readonly string[];
  /** Who registered the case; it lies with that officer until somebody is assigned. */
  readonly registeredBy: string | null;
  /** Who has taken part in the review, or to whom it was given. */
  readonly reviewerIds: readonly string[];
  readonly departmentId: string | null;
  /** Everybody who may have something to do in it and whose account is in use. */
  readonly colleagues: readonly Colleague[];
};

/** Something that a case waits for, and who may do it. */
export type Waited = {
  readonly command: string;
  readonly title: string;
  readonly roles: readonly string[];
};

/** What happened in a case since people were last told. */
export type CaseNews = {
  /** Null for a case without one. */
  readonly caseNumber: string | null;
  readonly people: CasePeople;
  readonly handlersBefore: readonly string[];
  /** Commands that the case waited for when people were last told. */
  readonly awaitingBefore: readonly string[];
  readonly awaiting: readonly Waited[];
  /** In order; empty when only time has passed. */
  readonly events: readonly (Pick<CaseEvent, 'kind' | 'at' | 'actorId' | 'data'> & {
    /** What users call the act. */
    readonly title: string;
  })[];
  /** Whether a review that was given is to be answered. */
  readonly isReviewRefused: boolean;
  readonly now: Instant;
};

/** What one person is told. */
export type Notice = {
  readonly accountId: string;
  readonly kind: NotificationKind;
  readonly text: string;
  readonly command?: string;
  readonly at: Instant;
};

/** How a case is called outside of the console. */
export function caseName(caseNumber: string | null): string {
  return caseNumber ?? '未编号的案件';
}

/**
 * Who holds a role in a case.
 *
 * An officer's part lies with those who handle the case, before that with the one who registered it; a department
 * head's with the head of the department, or with every head where the case has none.
 *
 * @returns account ids, each once
 */
export function holdersOf(role: string, people: CasePeople): readonly string[] {
  const { colleagues, departmentId } = people;
  if (role === 'officer') return handlersOf(people);
  return colleagues
    .filter((one) => one.roles.includes(role))
    .filter(
      (one) =>
        role !== 'department-head' || departmentId === null || one.departmentId === departmentId,
    )
    .map(({ accountId }) => accountId);
}

/** With whom a case lies: those who handle it, before that the one who registered it. */
export function handlersOf({
  handlerIds,
  registeredBy,
  colleagues,
}: CasePeople): readonly string[] {
  const known = new Set(colleagues.map(({ accountId }) => accountId));
  const all = handlerIds.length > 0 ? handlerIds : [registeredBy ?? ''];
  return all.filter((id) => known.has(id));
}

/** What people are told of what happened, the most pressing first; who did it last is not told of it. */
export function noticesOf(news: CaseNews): readonly Notice[] {
  const assigned = assignmentNotices(news);
  const returned = returnNotices(news);
  const told = new Set([...assigned, ...returned].map(({ accountId }) => accountId));
  const changed = [...changeNotices(news), ...answerNotices(news)].filter(
    ({ accountId }) => !told.has(accountId),
  );
  return [...returned, ...taskNotices(news), ...assigned, ...counselNotices(news), ...changed];
}

function taskNotices(news: CaseNews): readonly Notice[] {
  const { awaiting, awaitingBefore, people, caseNumber } = news;
  const fresh = awaiting.filter(({ command }) => !awaitingBefore.includes(command));
  const byPerson = new Map<string, Waited[]>();
  for (const waited of fresh)
    for (const id of new Set(waited.roles.flatMap((role) => holdersOf(role, people))))
      byPerson.set(id, [...(byPerson.get(id) ?? []), waited]);
  byPerson.delete(lastActor(news) ?? '');
  return [...byPerson].map(([accountId, waiting]) => {
    const [only, ...more] = waiting;
    const command = only !== undefined && more.length === 0 ? { command: only.command } : {};
    const what = listed(waiting.map(({ title }) => title));
    const text = `${caseName(caseNumber)}：请办理${what}。`;
    return { accountId, kind: 'task', text, ...command, at: momentOf(news) };
  });
}

function assignmentNotices(news: CaseNews): readonly Notice[] {
  const { handlersBefore, people, caseNumber } = news;
  const actor = lastActor(news);
  const at = momentOf(news);
  const of = (ids: readonly string[], others: readonly string[]) =>
    ids.filter((id) => !others.includes(id) && id !== actor && isColleague(people, id));
  const name = caseName(caseNumber);
  return [
    ...of(people.handlerIds, handlersBefore).map((accountId): Notice => {
      const text = `${name}：指派您为承办人，请查看案件。`;
      return { accountId, kind: 'assigned', text, at };
    }),
    ...of(handlersBefore, people.handlerIds).map((accountId): Notice => {
      const text = `${name}：您不再承办本案，无需再办理。`;
      return { accountId, kind: 'unassigned', text, at };
    }),
  ];
}

const isColleague = (people: CasePeople, id: string): boolean =>
  people.colleagues.some(({ accountId }) => accountId === id);

/** Events by which something comes back to those who handle the case. */
const returning: Readonly<Record<string, (news: CaseNews, data: CaseEvent['data']) => boolean>> = {
  filingReturned: () => true,
  supplementRequested: () => true,
  investigationResumed: () => true,
  opinionGiven: ({ isReviewRefused }) => isReviewRefused,
  disputeDecided: ({ isReviewRefused }) => isReviewRefused,
  disclosureReviewed: (_, data) => !flagOf(data, 'agreed'),
};

function returnNotices(news: CaseNews): readonly Notice[] {
  const last = recent(news).findLast(({ kind, data }) => returning[kind]?.(news, data) === true);
  if (last === undefined) return [];
  const text = `${caseName(news.caseNumber)}：已“${last.title}”，请查看理由后处理。`;
  return handlersOf(news.people)
    .filter((id) => id !== last.actorId)
    .map((accountId) => ({ accountId, kind: 'returned', text, at: last.at }));
}

function changeNotices(news: CaseNews): readonly Notice[] {
  const before = new Set(news.handlersBefore);
  const own = news.people.handlerIds.filter((id) => before.has(id));
  return own
    .filter((id) => isColleague(news.people, id))
    .flatMap((accountId): Notice[] => {
      const others = recent(news).filter(({ actorId }) => actorId !== accountId);
      const last = others.at(-1);
      if (last === undefined) return [];
      const what = listed([...new Set(others.map(({ title }) => title))]);
      const text = `${caseName(news.caseNumber)}：他人办理了${what}。`;
      return [{ accountId, kind: 'changed', text, at: last.at }];
    });
}

/** Acts of others by which reviewers learn what became of what they asked for or gave. */
const answering = [
  'reviewExtended',
  'reviewExtensionDeclined',
  'opinionCountersigned',
  'disputeDecided',
];

function answerNotices(news: CaseNews): readonly Notice[] {
  const { reviewerIds, handlerIds } = news.people;
  const last = recent(news).findLast(({ kind }) => answering.includes(kind));
  if (last === undefined) return [];
  const text = `${caseName(news.caseNumber)}：负责人已办理“${last.title}”，请查看。`;
  return reviewerIds
    .filter((id) => id !== last.actorId && !handlerIds.includes(id))
    .filter((id) => isColleague(news.people, id))
    .map((accountId) => ({ accountId, kind: 'changed', text, at: last.at }));
}

/** A public lawyer with an account learns of a request, and who asked learns of the opinion; nobody else of either. */
function counselNotices(news: CaseNews): readonly Notice[] {
  const name = caseName(news.caseNumber);
  return recent(news).flatMap(({ kind, data, at }): Notice[] => {
    const asked = textOf(data, 'counselAccountId');
    const asker = textOf(data, 'requestedBy');
    if (kind === 'counselRequested' && asked !== '') {
      const text = `${name}：请您研究并提出意见，见“请我协助”，截止 ${textOf(data, 'until')}。`;
      return [{ accountId: asked, kind: 'counsel-asked', text, at }];
    }
    if (kind !== 'counselOpinionGiven' || asker === '') return [];
    const text = `${name}：您请求的协助有了意见，请查看。`;
    return [{ accountId: asker, kind: 'counsel-answered', text, at }];
  });
}

/** What is older than so many days is no news. */
export const recentDays = 14;

/** What is long past, as in cases that were played or brought over, is no news. */
function recent({ events, now }: CaseNews): CaseNews['events'] {
  const since = addDays(dayOf(now), -recentDays);
  return events.filter(({ at }) => dayOf(at) >= since);
}

const mostListed = 3;

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, mostListed).map((title) => `“${title}”`);
  const rest = titles.length > mostListed ? `等 ${titles.length} 项` : '';
  return shown.join('、') + rest;
}

function lastActor({ events }: CaseNews): string | null {
  return events.at(-1)?.actorId ?? null;
}

function momentOf({ events, now }: CaseNews): Instant {
  return events.at(-1)?.at ?? now;
}
