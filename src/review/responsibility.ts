import { type CaseView, type Fact } from '../casework/index.ts';
import type { ClauseId } from '../rules/index.ts';
import { entriesOf } from './round.ts';

/** Who answers for a part of the case, as the pack says and as the record shows. */
export type Responsibility = {
  readonly code: string;
  readonly title: string;
  /** Local name of who answers by the pack. */
  readonly bearer: string;
  readonly clauses: readonly ClauseId[];
  /** The acts on record, in order; empty before the first. */
  readonly acts: readonly {
    readonly sequence: number;
    readonly title: string;
    readonly actorId: string | null;
  }[];
};

/** Acts by what somebody answers for. */
const actsFor: Readonly<Record<string, readonly string[]>> = {
  material: ['reviewSubmitted', 'reviewSupplemented'],
  legality: ['evidenceAdded', 'investigationFinished', 'handlingExamined', 'reviewSubmitted'],
  opinion: ['opinionGiven', 'opinionCountersigned'],
  decision: ['disputeDecided', 'discussionHeld', 'decisionMade'],
};

/**
 * Who answers for material, legality, opinion and decision, in the order of the pack; empty when no pack says so.
 *
 * @source kaifu-3.6-a; kaifu-3.6-b; kaifu-3.6-c; dazhou-2.3.12-1a; dazhou-2.3.12-1b; dazhou-2.3.12-1c; dazhou-2.3.12-1d;
 *   anze-L8-1; anze-L16-1; anze-L16-2; yueqing-4.5-1; yueqing-4.5-2; yueqing-4.5-4; sao-2018-118-14
 */
export function responsibilities(view: CaseView): readonly Responsibility[] {
  return entriesOf(view, 'review.responsibility').map((entry) => ({
    code: String(entry['code']),
    title: String(entry['title']),
    bearer: view.context.rules.office(String(entry['office']), view.today),
    clauses: Array.isArray(entry['clauses']) ? entry['clauses'].map(String) : [],
    acts: (actsFor[String(entry['code'])] ?? [])
      .flatMap((kind) => view.all(kind).map((fact) => actOf(view, kind, fact)))
      .toSorted((one, other) => one.sequence - other.sequence),
  }));
}

const actOf = (view: CaseView, kind: string, { sequence, actorId }: Fact) => ({
  sequence,
  actorId,
  title: view.procedure.causes.get(kind)?.title ?? kind,
});
