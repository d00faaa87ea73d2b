// Uploads on their way.
//
// How much of a file has come is kept in the database, and only after the bytes were flushed: so an acknowledged piece
// survives whatever happens, and a piece that was not acknowledged is sent again over itself. The row is held while a piece
// is written, so that two servers, or two windows, cannot write the same upload at once. Digests are carried on in memory;
// after a restart what is missing of one is read from the draft.

import { createHash, type Hash, randomUUID } from 'node:crypto';
import { type Change, change } from '../access/index.store.ts';
import { type Instant, instantFromMillis, millisOf, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { type FileFolder, isFull, typeOfBeginning } from './file.store.ts';
import { recordingRefusals, tooLargeRefusal } from './refusals.ts';

/** How much may be uploaded. */
export type UploadLimits = {
  /** Largest file. */
  readonly maxBytes: number;
  /** What must stay free on the disk. */
  readonly reserveBytes: number;
};

/** An upload as its sender sees it. */
export type Upload = {
  readonly uploadId: string;
  readonly agencyId: string;
  readonly caseId: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly touchedAt: Instant;
  readonly mediaType: string | null;
  /** Of the whole file; null until all of it has come. */
  readonly sha256: string | null;
  /** When it became part of the case; null before. */
  readonly attachedAt: Instant | null;
};

/** Names an upload for its sender. */
export type UploadKey = Pick<Upload, 'agencyId' | 'caseId' | 'uploadId'> & {
  readonly startedBy: string;
};

/** What uploads need. */
export type UploadDeps = {
  readonly db: Database;
  readonly files: FileFolder;
  readonly limits: UploadLimits;
  readonly now: () => Instant;
};

/** Largest piece of one request: it must come within the time that a request may take. */
export const pieceMax = 16 * 1024 * 1024;
/** So many uploads one person may leave unfinished. */
const unfinishedMax = 20;
/** From so many bytes on, what begins a file tells its type. */
const tellingBytes = 1024 * 1024;
const keptMillis = 86_400_000;
/** So long room is kept for an upload that does not go on; it may go on later, if there is room then. */
const promisedMillis = 3_600_000;
/** So many digests are carried on in memory; others are made up for at the end. */
const digestsMax = 500;

const columns = `upload_id as "uploadId", agency_id as "agencyId", case_id as "caseId", file_name as "fileName",
  size_bytes::float8 as "sizeBytes", received_bytes::float8 as "receivedBytes", touched_at as "touchedAt",
  media_type as "mediaType", encode(sha256, 'hex') as sha256, attached_at as "attachedAt"`;

/** A draft of which bytes are gone that were on disk: by a restore, a disk that lied, or somebody's hand. */
class DraftLost extends Error {}

/** Digests of uploads that this process receives, and how far each has come. */
type Digests = Map<string, { readonly hash: Hash; bytes: number }>;

/** Receives uploads. */
export class Uploads {
  readonly deps: UploadDeps;
  readonly #digests: Digests = new Map();

  constructor(deps: UploadDeps) {
    this.deps = deps;
  }

  /**
   * Begins an upload.
   *
   * @throws Refused (`recording.too-large`, `recording.no-room`, `recording.uploads-full`)
   */
  async begin(
    of: Omit<UploadKey, 'uploadId'>,
    file: Pick<Upload, 'fileName' | 'sizeBytes'>,
  ): Promise<Upload> {
    const { limits } = this.deps;
    if (file.sizeBytes > limits.maxBytes)
      throw new Refused(tooLargeRefusal(file.sizeBytes, limits.maxBytes));
    return change(this.deps.db, (tx) => this.#begin(tx, of, file));
  }

  async #begin(
    tx: Change,
    of: Omit<UploadKey, 'uploadId'>,
    file: Pick<Upload, 'fileName' | 'sizeBytes'>,
  ): Promise<Upload> {
    const { files, now } = this.deps;
    // One after the other: many that begin at once would each find the room and the number that all of them use up.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('recording uploads', 0))`);
    await this.#requireRoom(tx, file.sizeBytes);
    const mine = await tx.query<{ n: number }>(
      `select count(*)::int as n from mingfa.recording_upload where started_by = $1 and attached_at is null`,
      [of.startedBy],
    );
    if ((mine.rows[0]?.n ?? 0) >= unfinishedMax) throw new Refused(recordingRefusals.uploadsFull);
    const uploadId = randomUUID();
    await files.begin(uploadId);
    const { rows } = await tx.query<Upload>(
      `insert into mingfa.recording_upload (agency_id, upload_id, case_id, file_name, size_bytes, started_by, started_at,
         touched_at) values ($1, $2, $3, $4, $5, $6, $7, $7) returning ${columns}`,
      [of.agencyId, uploadId, of.caseId, file.fileName, file.sizeBytes, of.startedBy, now()],
    );
    const [upload] = rows;
    if (upload === undefined) throw new Error('an upload that was not kept');
    return upload;
  }

  /** What somebody has begun for a case and not yet entered, the latest first. */
  async list(of: Omit<UploadKey, 'uploadId'>): Promise<readonly Upload[]> {
    const { rows } = await this.deps.db.pool.query<Upload>(
      `select ${columns} from mingfa.recording_upload
        where agency_id = $1 and case_id = $2 and started_by = $3 and attached_at is null
        order by started_at desc, upload_id`,
      [of.agencyId, of.caseId, of.startedBy],
    );
    return rows;
  }

  /** @throws Refused (`recording.upload-unknown`) when there is none, or it is another person's */
  async read(key: UploadKey): Promise<Upload> {
    return found(await rowOf(this.deps.db.pool, key));
  }

  /**
   * Takes the next piece of an upload; it is on disk when this returns.
   *
   * @throws Refused (`recording.offset`) with nothing written when the piece does not go on where the last one ended
   */
  async receive(key: UploadKey, offset: number, piece: Buffer): Promise<Upload> {
    await this.#requireType(key, offset, piece);
    try {
      const upload = await change(this.deps.db, (tx) => this.#write(tx, { key, offset, piece }));
      return upload.receivedBytes < upload.sizeBytes ? upload : await this.finish(key);
    } catch (error) {
      this.#digests.delete(key.uploadId);
      if (isFull(error)) throw new Refused(recordingRefusals.noRoom);
      if (error instanceof DraftLost) throw await this.#gone(key, recordingRefusals.uploadUnknown);
      throw error;
    }
  }

  /**
   * The upload with the digest and the type of the whole file.
   *
   * @throws Refused (`recording.unfinished`); (`recording.type`, `recording.upload-unknown`), and the upload is gone
   */
  async finish(key: UploadKey): Promise<Upload & { readonly sha256: string; mediaType: string }> {
    const { db, files } = this.deps;
    const upload = await this.#whole(key);
    if (upload.sha256 !== null && upload.mediaType !== null)
      return { ...upload, sha256: upload.sha256, mediaType: upload.mediaType };
    const mediaType = await files.typeOfDraft(key.uploadId);
    if (mediaType === null) throw await this.#gone(key, recordingRefusals.type);
    const sha256 = await this.#digest(upload);
    await db.pool.query(
      `update mingfa.recording_upload set sha256 = decode($3, 'hex'), media_type = $4
        where agency_id = $1 and upload_id = $2 and sha256 is null`,
      [key.agencyId, key.uploadId, sha256, mediaType],
    );
    return { ...upload, sha256, mediaType };
  }

  /** An upload of which all has come, and lies there. */
  async #whole(key: UploadKey): Promise<Upload> {
    const upload = await this.read(key);
    if (upload.receivedBytes < upload.sizeBytes) throw new Refused(recordingRefusals.unfinished);
    if ((await this.deps.files.draftBytes(key.uploadId)) === upload.sizeBytes) return upload;
    // The draft of a file that is part of its case has gone, as it should.
    const known = await this.read(key);
    if (known.attachedAt !== null) return known;
    throw await this.#gone(key, recordingRefusals.uploadUnknown);
  }

  /** Keeps an upload from being swept while it is entered. */
  async hold({ agencyId, caseId, uploadId, startedBy }: UploadKey): Promise<void> {
    await this.deps.db.pool.query(
      `update mingfa.recording_upload set touched_at = $5
        where agency_id = $1 and upload_id = $2 and case_id = $3 and started_by = $4 and attached_at is null`,
      [agencyId, uploadId, caseId, startedBy, this.deps.now()],
    );
  }

  /**
   * Notes that the file is part of its case, and drops the draft.
   *
   * The file is placed once more: the sweep of another upload of the same bytes may have taken it back before the event
   * was there.
   */
  async attached({ agencyId, uploadId }: UploadKey): Promise<void> {
    const { db, files, now } = this.deps;
    await change(db, async (tx) => {
      const { rows } = await tx.query<{ sha256: string }>(
        `update mingfa.recording_upload set attached_at = $3, touched_at = $3
          where agency_id = $1 and upload_id = $2 and attached_at is null returning encode(sha256, 'hex') as sha256`,
        [agencyId, uploadId, now()],
      );
      const [upload] = rows;
      if (upload === undefined) return;
      await holdFile(tx, upload.sha256);
      await files.place(uploadId, upload.sha256);
    });
    await files.dropDraft(uploadId);
  }

  async #write(
    tx: Change,
    {
      key,
      offset,
      piece,
    }: { readonly key: UploadKey; readonly offset: number; readonly piece: Buffer },
  ): Promise<Upload> {
    const upload = found(await rowOf(tx, key, 'for update'));
    if (upload.attachedAt !== null || offset !== upload.receivedBytes)
      throw new Refused(recordingRefusals.offset);
    const receivedBytes = offset + piece.length;
    if (receivedBytes > upload.sizeBytes) throw new Refused(recordingRefusals.tooMuch);
    // A piece of nothing is no going on: it must not keep the upload from being swept.
    if (piece.length === 0) return upload;
    await this.#requireFree(piece.length);
    // A piece written beyond the end would leave a gap that reads as zeros.
    const held = await this.deps.files.draftBytes(key.uploadId);
    if (held === null || held < offset) throw new DraftLost('bytes of a draft are gone');
    await this.deps.files.write(key.uploadId, offset, piece);
    this.#carry(key.uploadId, offset, piece);
    await tx.query(
      `update mingfa.recording_upload set received_bytes = $3, touched_at = $4 where agency_id = $1 and upload_id = $2`,
      [key.agencyId, key.uploadId, receivedBytes, this.deps.now()],
    );
    return { ...upload, receivedBytes };
  }

  /** Carries the digest on when it has come as far as the piece begins; else it is made up for at the end. */
  #carry(uploadId: string, offset: number, piece: Buffer): void {
    const known = this.#digests.get(uploadId);
    const digest = known ?? { hash: createHash('sha256'), bytes: 0 };
    if (digest.bytes !== offset) return;
    digest.hash.update(piece);
    digest.bytes += piece.length;
    // The one that was longest without a piece goes first.
    this.#digests.delete(uploadId);
    this.#digests.set(uploadId, digest);
    const [oldest] = this.#digests.keys();
    if (this.#digests.size > digestsMax && oldest !== undefined) this.#digests.delete(oldest);
  }

  async #digest({ uploadId, sizeBytes }: Upload): Promise<string> {
    const { hash, bytes } = this.#digests.get(uploadId) ?? {
      hash: createHash('sha256'),
      bytes: 0,
    };
    this.#digests.delete(uploadId);
    await this.deps.files.digestDraft(uploadId, hash, bytes, sizeBytes);
    return hash.digest('hex');
  }

  /** Says no at the beginning, not after two hours of upload. */
  async #requireType(key: UploadKey, offset: number, piece: Buffer): Promise<void> {
    if (offset !== 0 || piece.length < tellingBytes) return;
    if ((await typeOfBeginning(piece)) !== null) return;
    await this.read(key);
    throw await this.#gone(key, recordingRefusals.type);
  }

  /** Room for a whole file beside what uploads that are going on still have to bring. */
  async #requireRoom(tx: Change, sizeBytes: number): Promise<void> {
    const { rows } = await tx.query<{ promised: number }>(
      `select coalesce(sum(size_bytes - received_bytes), 0)::float8 as promised from mingfa.recording_upload
        where touched_at >= $1`,
      [instantFromMillis(millisOf(this.deps.now()) - promisedMillis)],
    );
    await this.#requireFree((rows[0]?.promised ?? 0) + sizeBytes);
  }

  async #requireFree(bytes: number): Promise<void> {
    const { files, limits } = this.deps;
    if ((await files.freeBytes()) - bytes < limits.reserveBytes)
      throw new Refused(recordingRefusals.noRoom);
  }

  /** Forgets an upload that can come to nothing; the answer is what to say. */
  async #gone(
    key: UploadKey,
    refusal: (typeof recordingRefusals)[keyof typeof recordingRefusals],
  ): Promise<Refused> {
    this.#digests.delete(key.uploadId);
    await this.deps.db.pool.query(
      `delete from mingfa.recording_upload where agency_id = $1 and upload_id = $2 and attached_at is null`,
      [key.agencyId, key.uploadId],
    );
    await this.deps.files.dropDraft(key.uploadId);
    return new Refused(refusal);
  }
}

async function rowOf(
  on: Pick<Change, 'query'>,
  { agencyId, caseId, uploadId, startedBy }: UploadKey,
  lock = '',
): Promise<Upload | undefined> {
  const { rows } = await on.query<Upload>(
    `select ${columns} from mingfa.recording_upload
      where agency_id = $1 and upload_id = $2 and case_id = $3 and started_by = $4 ${lock}`,
    [agencyId, uploadId, caseId, startedBy],
  );
  return rows[0];
}

function found(upload: Upload | undefined): Upload {
  if (upload === undefined) throw new Refused(recordingRefusals.uploadUnknown);
  return upload;
}

/**
 * Drops uploads that nobody has gone on with for a day, and drafts that belong to none. To be done daily.
 *
 * A file that such an upload put into the store is taken back when no case has it: it was refused there, or never entered.
 *
 * @returns how many uploads were dropped
 */
export async function dropOldUploads(
  { db, files }: Pick<UploadDeps, 'db' | 'files'>,
  now: Instant,
): Promise<number> {
  const before = millisOf(now) - keptMillis;
  const { rows } = await db.pool.query<OldUpload>(
    `select agency_id as "agencyId", upload_id as "uploadId" from mingfa.recording_upload where touched_at < $1`,
    [instantFromMillis(before)],
  );
  let dropped = 0;
  for (const each of rows) if (await dropOld({ db, files }, each, before)) dropped += 1;
  for (const { uploadId, writtenAt } of await files.drafts()) {
    const isLeft = writtenAt < before && !(await isKnown(db, uploadId));
    if (isLeft) await files.dropDraft(uploadId);
  }
  return dropped;
}

type OldUpload = Pick<Upload, 'agencyId' | 'uploadId'>;

/** Drops one upload with what it left on disk; false when somebody has gone on with it. A sweep that ends here begins here. */
function dropOld(
  { db, files }: Pick<UploadDeps, 'db' | 'files'>,
  { agencyId, uploadId }: OldUpload,
  before: number,
): Promise<boolean> {
  return change(db, async (tx) => {
    const { rows } = await tx.query<Upload>(
      `delete from mingfa.recording_upload where agency_id = $1 and upload_id = $2 and touched_at < $3
        returning ${columns}`,
      [agencyId, uploadId, instantFromMillis(before)],
    );
    const [upload] = rows;
    if (upload === undefined) return false;
    await files.dropDraft(uploadId);
    if (upload.sha256 === null || upload.attachedAt !== null) return true;
    await holdFile(tx, upload.sha256);
    if (!(await isNeeded(tx, upload.sha256))) await files.unplace(upload.sha256);
    return true;
  });
}

/** Until the transaction ends, nobody else places a file for good or takes it back. */
async function holdFile(tx: Change, sha256: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('file ' || $1, 0))`, [sha256]);
}

/** Whether a case has a file, or an upload is about to bring it into one. */
async function isNeeded(tx: Change, sha256: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from mingfa.event where kind = 'recordingAttached' and data ->> 'sha256' = $1
     union all select from mingfa.recording_upload where sha256 = decode($1, 'hex') limit 1`,
    [sha256],
  );
  return rowCount !== 0;
}

async function isKnown({ pool }: Database, uploadId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from mingfa.recording_upload where upload_id::text = $1`,
    [uploadId],
  );
  return rowCount !== 0;
}
