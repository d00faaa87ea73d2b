// A review on the desk as it is shown to one person.

import { rolesIn } from '../access/index.ts';
import type { Body, CaseActor, CaseDesk } from '../casework/index.store.ts';
import { type CaseState, type CaseView, standingRefusals, viewOf } from '../casework/index.ts';
import { reviewClock, startOf } from './review-clock.ts';
import type { DeskEntry } from './review-desk.store.ts';
import { standingOf } from './review-standing.ts';
import { reviewStandingTitle } from './review-telling.ts';
import { tellReviewClock } from './review-warning.ts';
import { barsToReview } from './reviewer.ts';
import { inRound } from './round.ts';
import { reviewedPenalty } from './stale-reason.ts';
import { penaltyText } from './telling.ts';
import { timeLeft } from './time-left.ts';
import { triggerTitles, weightOf } from './weight.ts';

/**
 * Tells a review on the desk. What of it is open to the person is asked of the case itself.
 *
 * @param known - the bodies whose rules can be applied; of others only what is kept is told
 */
export function tellDeskEntry(
  desk: CaseDesk,
  entry: DeskEntry,
  actor: CaseActor,
  known: ReadonlyMap<string, Body>,
) {
  const body = known.get(entry.agencyId);
  const kept = keptOf(entry, body);
  if (body === undefined) return { ...kept, ...unknown };
  const context = desk.contextOf(
    body,
    { id: actor.id, name: actor.name, roles: rolesIn(actor, entry) },
    desk.deps.now(),
  );
  const view = viewOf(desk.deps.composition.procedure, entry.state, context);
  return { ...kept, ...tellView(view), next: nextOf(desk, view, entry) };
}

const submittedAt = ({ facts }: CaseState) => facts['reviewSubmitted']?.at(-1)?.at ?? '';

function keptOf(entry: DeskEntry, body: Body | undefined) {
  const { agencyId, caseId, caseNumber, title, partyName, departmentId, version } = entry;
  const { reviewerId, weight, state } = entry;
  return {
    agencyId,
    caseId,
    caseNumber,
    title,
    partyName,
    departmentName: body?.departmentNames[departmentId ?? ''] ?? null,
    version,
    submittedAt: submittedAt(state),
    reviewerId,
    reviewerName: body?.officers[reviewerId ?? '']?.name ?? null,
    weight,
  };
}

const unknown = {
  round: 1,
  standing: '',
  standingTitle: '规则不能适用',
  receivedAt: null,
  weightReasons: [],
  triggers: [],
  penaltyText: '',
  mayReview: false,
  whyNot: ['本机关的规则目前不能适用，请联系系统管理员。'],
  takenByName: null,
  clock: null,
  caseDueOn: null,
  next: [],
};

function tellView(view: CaseView) {
  const standing = standingOf(view);
  const whyNot = barsToReview(view);
  const [clock] = reviewClock(view);
  return {
    round: view.all('reviewSubmitted').length,
    standing,
    standingTitle: reviewStandingTitle(view),
    receivedAt: startOf(view)?.at ?? null,
    weightReasons: [...weightOf(view).reasons],
    triggers: [...triggerTitles(view)],
    penaltyText: penaltyText(view, reviewedPenalty(view)),
    mayReview: whyNot.length === 0,
    whyNot: [...whyNot],
    takenByName: takenBy(view),
    clock: clock === undefined ? null : deskClock(tellReviewClock(clock, view.context)),
    caseDueOn: timeLeft(view)?.caseDueOn ?? null,
  };
}

/** Who gave the opinion of the last round, else accepted its material; null before. */
function takenBy(view: CaseView): string | null {
  const fact = inRound(view, 'opinionGiven') ?? inRound(view, 'reviewAccepted');
  return view.context.officers[fact?.actorId ?? '']?.name ?? null;
}

const deskClock = ({
  name,
  title,
  dueOn,
  words,
  urgency,
  warning,
}: ReturnType<typeof tellReviewClock>) => ({ name, title, dueOn, words, urgency, warning });

function nextOf({ deps }: CaseDesk, view: CaseView, { awaiting }: DeskEntry) {
  const { commands } = deps.composition.procedure;
  const { roles } = view.context.actor;
  return awaiting
    .filter((one) => one.roles.some((role) => roles.includes(role)))
    .flatMap(({ command }) => {
      const spec = commands.get(command);
      return spec === undefined || standingRefusals(deps.composition, view, spec).length > 0
        ? []
        : [{ command, title: spec.title }];
    });
}
