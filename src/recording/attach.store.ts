// Enters a file that was uploaded into its case.
//
// The file is placed before the event is kept, so that no event ever speaks of a file that is not there. The upload is held
// meanwhile, so that the sweep of a day leaves it alone. Only this door gives the command: nobody holds its role, so
// that no event can claim a digest of which the store has no file.

import type { SignedInActor } from '../access/index.store.ts';
import type { CaseDesk, Performed, SeenCase } from '../casework/index.store.ts';
import {
  type CaseState,
  type CaseView,
  decide,
  type JsonObject,
  standingRefusals,
  viewOf,
} from '../casework/index.ts';
import { type CivilDate, type Refusal, Refused } from '../rules/index.ts';
import type { FileFolder } from './file.store.ts';
import { recordingRefusals } from './refusals.ts';
import type { Upload, Uploads } from './upload.store.ts';

const kind = 'attachRecording';
const roles = ['recorder'];

/** What entering files needs. */
export type AttachDeps = { readonly desk: CaseDesk; readonly uploads: Uploads };

/** Who enters a file into which case. */
export type Attacher = {
  readonly file: SeenCase;
  readonly actor: Pick<SignedInActor, 'id' | 'name' | 'agencyId'>;
};

/** What is said of a file. */
export type FileToAttach = {
  readonly uploadId: string;
  readonly reference: string;
  readonly madeOn: CivilDate;
  readonly note?: string | undefined;
};

/** How an order comes: once, and at a past moment in a demonstration. */
export type Ordering = {
  readonly idempotencyKey?: string | undefined;
  readonly at?: string | undefined;
};

/** What stands against entering files into the case, whatever they are; nothing when somebody may. */
export async function attachRefusals(
  { desk }: Pick<AttachDeps, 'desk'>,
  who: Attacher,
): Promise<readonly Refusal[]> {
  const { composition } = desk.deps;
  const spec = composition.procedure.commands.get(kind);
  if (spec === undefined) throw new Error(`the procedure has no ${kind}`);
  if (who.file.agencyId !== who.actor.agencyId) return [recordingRefusals.notOurs];
  return standingRefusals(composition, await viewFor(desk, who), spec);
}

/** The case as whoever enters a file finds it. */
async function viewFor(desk: CaseDesk, { file, actor }: Attacher): Promise<CaseView> {
  const body = await desk.deps.bodies.read(file.agencyId);
  const context = desk.contextOf(body, { id: actor.id, name: actor.name, roles }, desk.deps.now());
  return viewOf(desk.deps.composition.procedure, file.state as unknown as CaseState, context);
}

/**
 * Makes a file that was uploaded part of its case: an event with its number, type, size and digest.
 *
 * @throws Refused with all that stands against it; the upload remains, to be entered otherwise
 */
export async function attachRecording(
  { desk, uploads }: AttachDeps,
  who: Attacher,
  given: FileToAttach,
  ordering: Ordering = {},
): Promise<Performed> {
  const { file, actor } = who;
  const { agencyId, caseId } = file;
  if (agencyId !== actor.agencyId) throw new Refused(recordingRefusals.notOurs);
  const key = { agencyId, caseId, uploadId: given.uploadId, startedBy: actor.id };
  await uploads.hold(key);
  const upload = await uploads.finish(key);
  const data = dataOf(upload, given);
  const view = await viewFor(desk, who);
  const { composition } = desk.deps;
  const { refusals } = decide(
    composition,
    view.state,
    { kind, agencyId, caseId, data },
    view.context,
  );
  const isNew = upload.attachedAt === null;
  if (isNew && refusals === undefined) await place(uploads.deps.files, upload);
  const sender = { ...actor, departmentId: null, roles: [], invited: { caseId, roles } };
  // Says no with all its reasons, or answers as before when the same order came before.
  const performed = await desk.perform({ kind, caseId, data, ...ordering }, sender);
  if (isNew) await uploads.attached(key);
  return performed;
}

/** Puts a file into the store; where another lies under its digest, somebody has planted or spoilt that. */
async function place(
  files: FileFolder,
  { uploadId, sha256 }: { readonly uploadId: string; readonly sha256: string },
): Promise<void> {
  await files.place(uploadId, sha256);
  if (!(await files.holds(uploadId, sha256))) throw new Refused(recordingRefusals.storeDamaged);
}

function dataOf(
  { fileName, mediaType, sizeBytes, sha256 }: Upload,
  { reference, madeOn, note }: FileToAttach,
): JsonObject {
  return {
    reference,
    madeOn,
    fileName,
    mediaType: mediaType ?? '',
    sizeBytes: String(sizeBytes),
    sha256: sha256 ?? '',
    ...(note === undefined || note.trim() === '' ? {} : { note }),
  };
}
