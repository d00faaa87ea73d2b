// Lets the public site follow a case.
//
// A job is kept together with the event that asks for it, so that a killed server does it later; the server also does it
// at once, before it answers. Both come here. What is to be public is read from all events of the case and written in
// one statement, so doing it twice, late or in another order ends the same.

import { createHash } from 'node:crypto';
import type { Bodies } from '../casework/index.store.ts';
import type { CaseEvent, Procedure } from '../casework/index.ts';
import { type Database, type JobToAdd, readEvents } from '../store/index.store.ts';
import { disclosingKinds, disclosureOf } from './case-publication.ts';
import {
  endPublication,
  introduceBody,
  publishDecision,
  withdrawPublication,
} from './publication.store.ts';

/** Name of the job that lets the public site follow a case. */
export const publicationTask = 'follow-case-in-public';

/** Names the case that the public site is to follow. */
export type CaseToFollow = { readonly agencyId: string; readonly caseId: string };

/** The job that must be kept together with an event. */
export function publicationJobs({ kind, agencyId, caseId }: CaseEvent): readonly JobToAdd[] {
  if (!disclosingKinds.includes(kind)) return [];
  return [
    { task: publicationTask, payload: { agencyId, caseId }, key: `${publicationTask}:${caseId}` },
  ];
}

/** Id of a case's decision on the public site: made from the case's id, which it does not give away. */
export function decisionIdOf({ agencyId, caseId }: CaseToFollow): string {
  const digest = createHash('sha256').update(`mingfa decision ${agencyId} ${caseId}`).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** Makes the public site show of a case what its events say. */
export async function followCase(
  deps: { readonly db: Database; readonly procedure: Procedure; readonly bodies: Bodies },
  { agencyId, caseId }: CaseToFollow,
): Promise<void> {
  const { db, procedure } = deps;
  const [body, stored] = await Promise.all([
    deps.bodies.read(agencyId),
    readEvents(db, agencyId, caseId),
  ]);
  const events = stored.map((event) => ({ ...event, caseId }) as unknown as CaseEvent);
  const decisionId = decisionIdOf({ agencyId, caseId });
  const disclosure = disclosureOf(events, { decisionId, procedure, rules: body.rules });
  if (disclosure.standing === 'undisclosed') return;
  if (disclosure.standing === 'ended') {
    await endPublication(db.pool, { agencyId, decisionId, endedAt: disclosure.at });
    return;
  }
  if (disclosure.standing === 'withdrawn') {
    const { reason, at: withdrawnAt } = disclosure;
    await withdrawPublication(db.pool, { agencyId, decisionId, reason, withdrawnAt });
    return;
  }
  // A decision needs its body on the public site.
  await introduceBody(db.pool, { agencyId, name: body.name, ruleTitle: body.packTitle });
  await publishDecision(db.pool, disclosure.publication);
}
