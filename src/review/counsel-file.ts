import {
  type CaseView,
  type Field,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  type Particular,
  type Particulars,
  type Procedure,
  particularsOf,
  textOf,
} from '../casework/index.ts';
import type { Instant } from '../rules/index.ts';

// What a counsel is shown of a case: the facts, the materials and the draft, with the names of the parties; no numbers of
// identity, addresses or telephones, and nothing of how the body decides within itself.

/** Events that a counsel is shown, in the words of their forms; nothing else is. */
const shownKinds: ReadonlySet<string> = new Set([
  'leadRegistered',
  'filingApproved',
  'inspectionRecorded',
  'questioningRecorded',
  'evidenceAdded',
  'preservationApproved',
  'evidencePreserved',
  'investigationFinished',
  'scopeConfirmed',
  'jointDecisionRegistered',
  'noticeGiven',
  'statementRecorded',
  'statementReviewed',
  'statementWaived',
  'hearingRequested',
  'hearingHeld',
  'reviewSubmitted',
  'reviewSupplemented',
  'explanationRequested',
  'explanationGiven',
]);

/** An event of a case in full. */
export type FullEvent = {
  readonly sequence: number;
  readonly kind: string;
  readonly at: Instant;
  readonly data: JsonObject;
};

/** One material of the file as it is shown. */
export type ShownMaterial = {
  readonly sequence: number;
  readonly title: string;
  readonly at: Instant;
  readonly particulars: readonly Particular[];
};

/** Whether events of a kind are shown. */
export function isShownToCounsel(kind: string): boolean {
  return shownKinds.has(kind);
}

/**
 * The materials of a case as a counsel is shown them, in order; of several submissions the last, whose draft is the one
 * in question.
 *
 * @source kaifu-3.2-c; anze-L7-3
 */
export function materialsFor(
  events: readonly FullEvent[],
  given: Particulars,
): readonly ShownMaterial[] {
  const { procedure } = given;
  const sent = events.findLast(({ kind }) => kind === 'reviewSubmitted')?.sequence;
  return events
    .filter(({ kind, sequence }) =>
      kind === 'reviewSubmitted' ? sequence === sent : isShownToCounsel(kind),
    )
    .map((event) => {
      const command = procedure.causes.get(event.kind);
      const data = withoutPrivate(procedure, command?.fields ?? [], event.data);
      return {
        sequence: event.sequence,
        title: command?.title ?? event.kind,
        at: event.at,
        particulars: particularsOf({ ...event, data }, given),
      };
    });
}

/** The same data without fields that are kept private, groups included. */
function withoutPrivate(
  procedure: Procedure,
  fields: readonly Field[],
  data: JsonObject,
): JsonObject {
  const kept = Object.entries(data).flatMap(([name, value]): [string, Json][] => {
    const field = fields.find((one) => one.name === name);
    if (field?.private === true) return [];
    const group = field === undefined ? undefined : procedure.types[field.type];
    return group !== undefined && isObject(value)
      ? [[name, withoutPrivate(procedure, group, value)]]
      : [[name, value]];
  });
  return Object.fromEntries(kept);
}

/** Name of the party of a case. */
export function partyNameOf(view: CaseView): string {
  return textOf(objectOf(view.last('leadRegistered')?.data, 'party'), 'name');
}
