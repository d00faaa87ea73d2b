// Handing over cases of one officer to another, many at once.
//
// Each case is an action of its own: officers are assigned anew, with every gate that this has; once there is a decision,
// by the command that is meant for its performance. What cannot be handed over stays as it is and is named with its reasons; nothing is left out in silence, not even after a fault.

import { readAccount } from '../access/index.store.ts';
import { headsDepartment } from '../access/index.ts';
import { type Refusal, Refused } from '../rules/index.ts';
import type { CaseActor, CaseDesk } from './case.store.ts';
import { findCase, type SeenCase } from './case-reading.store.ts';
import {
  type HandingOver,
  handlersAfter,
  handOverRefusals,
  handOverStandings,
} from './hand-over.ts';
import { shellRefusals } from './shell-refusals.ts';

/** Cases that are to be handed over, and why. */
export type CasesToHandOver = HandingOver & {
  readonly caseIds: readonly string[];
  readonly reason: string;
};

/** Which cases were handed over, and what stood against the others. */
export type HandedOver = {
  readonly done: readonly string[];
  readonly refused: readonly {
    readonly caseId: string;
    /** Null for a case that the person may not know of. */
    readonly title: string | null;
    readonly refusals: readonly Refusal[];
  }[];
};

/**
 * Hands over cases, one after the other, in the order given.
 *
 * @param onFault - told of a fault on the way; the case at which it came and those after it are named as interrupted
 * @throws Refused (`handover.same-person`, `handover.recipient`, `handover.not-in-charge`) before any case is touched
 */
export async function handOver(
  desk: CaseDesk,
  order: CasesToHandOver,
  actor: CaseActor,
  onFault: (error: unknown) => void,
): Promise<HandedOver> {
  await refuseAtOnce(desk, order, actor);
  const done: string[] = [];
  const refused: HandedOver['refused'][number][] = [];
  let isInterrupted = false;
  for (const caseId of order.caseIds) {
    const outcome = isInterrupted
      ? interrupted
      : await handOverOne(desk, { ...order, caseId }, actor).catch((error: unknown) => {
          if (done.length === 0) throw error;
          onFault(error);
          isInterrupted = true;
          return interrupted;
        });
    if (outcome === null) done.push(caseId);
    else refused.push({ caseId, ...outcome });
  }
  return { done, refused };
}

type Outcome = Omit<HandedOver['refused'][number], 'caseId'> | null;

const interrupted = { title: null, refusals: [handOverRefusals.interrupted] };

async function refuseAtOnce(desk: CaseDesk, order: HandingOver, actor: CaseActor): Promise<void> {
  if (!actor.roles.includes('leader') && !actor.roles.includes('department-head'))
    throw new Refused(handOverRefusals.notInCharge);
  if (order.fromAccountId === order.toAccountId) throw new Refused(handOverRefusals.samePerson);
  const recipient = await readAccount(desk.deps.db, order.toAccountId);
  const isRight =
    recipient !== null &&
    !recipient.disabled &&
    recipient.agencyId === actor.agencyId &&
    recipient.roles.includes('officer');
  if (!isRight) throw new Refused(handOverRefusals.recipient);
}

/** Null when the case was handed over. */
async function handOverOne(
  desk: CaseDesk,
  order: CasesToHandOver & { readonly caseId: string },
  actor: CaseActor,
): Promise<Outcome> {
  let title: string | null = null;
  try {
    const file = await findCase(desk.deps.db, order.caseId, actor);
    title = file.title;
    refuseUnlessInCharge(file, actor);
    const standing = handOverStandings(file.handlerIds, order);
    if (standing.length > 0) return { title, refusals: standing };
    const { caseId, reason } = order;
    const data = { officers: handlersAfter(file.handlerIds, order), reason };
    const expectedVersion = file.version;
    const kind = file.standing === 'open' ? 'assignOfficers' : 'reassignOfficers';
    await desk.perform({ kind, caseId, data, expectedVersion }, actor);
    return null;
  } catch (error) {
    if (error instanceof Refused) return { title, refusals: error.refusals };
    throw error;
  }
}

function refuseUnlessInCharge(file: SeenCase, actor: CaseActor): void {
  // A supervisor sees bodies below, but acts in the own one only.
  if (file.agencyId !== actor.agencyId) throw new Refused(shellRefusals.unknown);
  const isInCharge = actor.roles.includes('leader') || headsDepartment(actor, file.departmentId);
  if (!isInCharge) throw new Refused(handOverRefusals.notInCharge);
}
