// Drafts of forms: kept on the server under the person, so that they are there on the next machine too; in the tab alone
// only while the server is not reached.

import { ask } from '../../api/client.ts';
import type { Typed } from '../../parts/fields/field-offer.ts';

/** A form as far as it was filled in. */
export type Draft = {
  readonly typed: Typed;
  /** When it was kept, by the clock of the person's machine. */
  readonly savedAt: string;
};

/** Key of the draft of a command of a case. */
export function draftKey(caseId: string, command: string): string {
  return `draft.${caseId}.${command.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Makes sense of what was stored. */
export function draftIn(stored: unknown): Draft | null {
  const { typed, savedAt } = (stored ?? {}) as { typed?: unknown; savedAt?: unknown };
  if (typeof typed !== 'object' || typed === null || Array.isArray(typed)) return null;
  return { typed: typed as Typed, savedAt: typeof savedAt === 'string' ? savedAt : '' };
}

/** The later of two drafts; those without a time are the earliest. */
export function laterOf(one: Draft | null, other: Draft | null): Draft | null {
  if (one === null || other === null) return one ?? other;
  return one.savedAt >= other.savedAt ? one : other;
}

const tabKey = (accountId: string, key: string) => `mingfa.${accountId}.${key}`;

function tabDraft(accountId: string, key: string): Draft | null {
  try {
    return draftIn(JSON.parse(sessionStorage.getItem(tabKey(accountId, key)) ?? 'null'));
  } catch {
    return null;
  }
}

/** Keeps a draft in this tab; null drops it. */
export function keepInTab(accountId: string, key: string, draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(tabKey(accountId, key));
    else sessionStorage.setItem(tabKey(accountId, key), JSON.stringify(draft));
  } catch {
    // A tab that keeps nothing still has the form itself, and the server has the draft.
  }
}

/** The later of the draft on the server and the one in this tab; null when there is none or none is reached. */
export async function findDraft(
  accountId: string,
  key: string,
  signal: AbortSignal,
): Promise<Draft | null> {
  const onServer = await serverDraft(key, signal).catch(() => null);
  const inTab = tabDraft(accountId, key);
  const draft = laterOf(onServer, inTab);
  // What only the tab has goes to the server as soon as it is reached again.
  if (draft !== null && draft === inTab)
    void keepOnServer(key, draft).then(
      () => keepInTab(accountId, key, null),
      () => undefined,
    );
  return draft;
}

async function serverDraft(key: string, signal: AbortSignal): Promise<Draft | null> {
  const { items } = await ask<{ readonly items: Readonly<Record<string, unknown>> }>(
    '/api/preferences',
    { signal },
  );
  return draftIn(items[key]);
}

// One after another, so that a late saving never brings back what was dropped.
let queue: Promise<unknown> = Promise.resolve();

/** Keeps a draft on the server; null drops it. */
export function keepOnServer(key: string, draft: Draft | null): Promise<void> {
  const path = `/api/preferences/${key}`;
  const send = () =>
    draft === null
      ? ask<null>(path, { method: 'DELETE' })
      : ask<null>(path, { method: 'PUT', body: { value: draft } });
  const done = queue.then(send, send).then(() => undefined);
  queue = done.catch(() => undefined);
  return done;
}
