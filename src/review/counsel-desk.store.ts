// What a counsel does in a case: read what was asked and what is shown, and answer. The same for one from outside, who
// comes by an address, and for a public lawyer with an account; neither needs the case to be in their scope, both see it
// only while the request is open.

import type { CaseDesk } from '../casework/index.store.ts';
import {
  type CaseState,
  type CaseView,
  type JsonObject,
  textOf,
  viewOf,
} from '../casework/index.ts';
import { Refused } from '../rules/index.ts';
import { type Database, readCase, readEvents } from '../store/index.store.ts';
import { type CounselRequest, counselRequests, requestRefusals } from './counsel.ts';
import type { RequestKey } from './counsel-access.store.ts';
import {
  type FullEvent,
  isShownToCounsel,
  materialsFor,
  partyNameOf,
  type ShownMaterial,
} from './counsel-file.ts';
import { counselShellRefusals } from './counsel-refusals.ts';

/** What the desk of counsel works with. */
export type CounselDeskDeps = { readonly db: Database; readonly desk: CaseDesk };

/** Who answers a request: the entry of the register itself, or an account that belongs to it. */
export type Answerer = { readonly id: string; readonly name: string };

/** A request with the case that it lets into. */
export type LookedRequest = {
  readonly key: RequestKey;
  readonly request: CounselRequest;
  readonly view: CaseView;
  readonly agencyName: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly departments: Readonly<Record<string, string>>;
};

/** What is shown of a case to who was asked. */
export type CounselCase = {
  readonly agencyName: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string;
  readonly question: string;
  readonly until: string;
  readonly materials: readonly ShownMaterial[];
};

/**
 * A request as it stands now; null where there is none.
 *
 * @param who - in whose place the case is looked at
 */
export async function lookAtRequest(
  { db, desk }: CounselDeskDeps,
  key: RequestKey,
  who: Answerer,
): Promise<LookedRequest | null> {
  const file = await readCase(db, key.agencyId, key.caseId);
  if (file === null) return null;
  const body = await desk.deps.bodies.read(key.agencyId);
  const state = file.state as unknown as CaseState;
  const now = desk.momentOf(body, undefined, null);
  const context = desk.contextOf(body, { ...who, roles: ['counsel'] }, now);
  const view = viewOf(desk.deps.composition.procedure, state, context);
  const request = counselRequests(view).find(({ sequence }) => sequence === key.request);
  if (request === undefined) return null;
  return {
    key,
    request,
    view,
    agencyName: body.name,
    caseNumber: file.caseNumber ?? null,
    title: file.title,
    departments: body.departmentNames,
  };
}

/**
 * What a request lets its counsel read.
 *
 * @throws Refused (`counsel.…`) once the request is no longer open
 */
export async function openCounselCase(
  { db, desk }: CounselDeskDeps,
  looked: LookedRequest,
): Promise<CounselCase> {
  const { key, view, request } = looked;
  const refusals = requestRefusals(view, request.sequence);
  if (refusals.length > 0) throw new Refused(...refusals);
  const events = await readEvents(db, key.agencyId, key.caseId);
  const asked = events.find(({ sequence }) => sequence === request.sequence);
  const { procedure } = desk.deps.composition;
  const { state, context } = view;
  const shown = events
    .filter(({ kind }) => isShownToCounsel(kind))
    .map(({ sequence, kind, at, data }): FullEvent => {
      return { sequence, kind, at, data: data as JsonObject };
    });
  return {
    agencyName: looked.agencyName,
    caseNumber: looked.caseNumber,
    title: looked.title,
    partyName: partyNameOf(view),
    question: textOf(asked?.data as JsonObject | undefined, 'question'),
    until: request.until,
    materials: materialsFor(shown, {
      procedure,
      state,
      context,
      departments: looked.departments,
    }),
  };
}

/**
 * Gives the opinion that was asked for; it becomes an event of the case.
 *
 * @throws Refused with all that stands against it
 */
export async function giveCounselOpinion(
  { desk }: CounselDeskDeps,
  { agencyId, caseId, request }: RequestKey,
  who: Answerer,
  opinion: unknown,
): Promise<void> {
  const invited = { caseId, roles: ['counsel'] };
  const actor = { ...who, agencyId, departmentId: null, roles: [], invited };
  const data = { request, opinion };
  await desk.perform({ kind: 'giveCounselOpinion', caseId, data }, actor);
}

/**
 * The text of what was asked and answered, by sequence of the request.
 *
 * @param requests - of one case
 */
export async function wordsOfRequests(
  db: Database,
  { agencyId, caseId }: Pick<RequestKey, 'agencyId' | 'caseId'>,
): Promise<ReadonlyMap<number, string>> {
  const events = await readEvents(db, agencyId, caseId);
  return new Map(
    events.flatMap(({ sequence, kind, data }): [number, string][] => {
      const of = data as JsonObject;
      if (kind === 'counselRequested') return [[sequence, textOf(of, 'question')]];
      return kind === 'counselOpinionGiven' ? [[sequence, textOf(of, 'opinion')]] : [];
    }),
  );
}

/** Makes sure that a request is there. @throws Refused (`counsel.unknown`) */
export function known(looked: LookedRequest | null): LookedRequest {
  if (looked === null) throw new Refused(counselShellRefusals.unknown);
  return looked;
}
