// Recordings to be played: sounds that we make ourselves, entered through the same door that officers use.

import { type CaseActor, type CaseDesk, findCase } from '../casework/index.store.ts';
import { attachRecording, type Uploads } from '../recording/index.store.ts';
import { dayOf, type Instant } from '../rules/index.ts';
import { toneRecording } from './tone.ts';

/** What is entered into which case. */
export type RecordingToLoad = {
  readonly actor: CaseActor;
  readonly caseId: string;
  /** Number that a record of the case gives. */
  readonly reference: string;
  /** Makes the sound one of its own. */
  readonly pitch: number;
  readonly at: Instant;
  /** Under which it is entered once. */
  readonly idempotencyKey: string;
};

/** Uploads a sound and makes it part of a case. */
export async function loadRecording(
  { desk, uploads }: { readonly desk: CaseDesk; readonly uploads: Uploads },
  { actor, caseId, reference, pitch, at, idempotencyKey }: RecordingToLoad,
): Promise<void> {
  const { agencyId, id: startedBy } = actor;
  const file = await findCase(desk.deps.db, caseId, actor);
  const bytes = Buffer.from(toneRecording(6, [pitch, pitch * 1.25, pitch * 1.5]));
  const of = { agencyId, caseId, startedBy };
  const name = { fileName: `${reference}.wav`, sizeBytes: bytes.length };
  const { uploadId } = await uploads.begin(of, name);
  await uploads.receive({ ...of, uploadId }, 0, bytes);
  const given = { uploadId, reference, madeOn: dayOf(at) };
  await attachRecording({ desk, uploads }, { file, actor }, given, {
    at,
    idempotencyKey,
  });
}
