// Sends a file of a recording, whole or in part, to be played or kept.
//
// A file goes out only as it was entered, by the event that the ledger holds. It goes out as a type that the store keeps, in a sandbox without scripts, so that nothing in it can act in the name of
// whoever opens it. Whoever opens it without handling the case is recorded first, each file by itself.

import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { recordReading } from '../access/index.store.ts';
import { findCase, type SeenCase } from '../casework/index.store.ts';
import { type CaseState, viewOf } from '../casework/index.ts';
import { Refused } from '../rules/index.ts';
import { type AttachedFile, attachedFiles } from './attached.ts';
import { type ByteRange, rangeOf } from './byte-range.ts';
import { recordingRefusals } from './refusals.ts';
import { idIn, type RecordingRouteDeps } from './uploads.routes.ts';
import { WholeFiles } from './whole-file.store.ts';

const tags = ['音像记录'];
const policy =
  "sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";
const pieceBytes = 256 * 1024;
const bytes = { schema: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) };
const sent = (description: string) => ({
  description,
  content: { 'application/octet-stream': bytes },
});

/** Files that are being sent, so that a player that was left standing does not keep the server from closing. */
type Open = Set<Readable>;

/** The route that plays a recording. */
export function contentRoute(instance: FastifyInstance, deps: RecordingRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const open: Open = new Set();
  const whole = new WholeFiles(deps.uploads.deps.files);
  app.addHook('preClose', (done) => {
    for (const each of open) each.destroy();
    done();
  });
  app.get(
    '/api/cases/:caseId/recordings/:sequence/content',
    {
      schema: {
        tags,
        operationId: 'readRecording',
        summary: '一个音像文件的内容，可以按 Range 分段读取',
        description: '承办人以外的人员打开会留下记录，每个文件分别记。PDF 总是作为下载。',
        params: Type.Object({
          caseId: Type.String({ title: '案件', maxLength: 100 }),
          sequence: Type.String({ title: '登记它的记录号', maxLength: 100, examples: ['12'] }),
        }),
        querystring: Type.Object(
          {
            download: Type.Optional(
              Type.Boolean({ title: '下载', description: '为 true 时作为文件下载。' }),
            ),
          },
          { additionalProperties: false },
        ),
        headers: Type.Object({
          range: Type.Optional(
            Type.String({ title: '要哪一段', maxLength: 200, examples: ['bytes=0-1048575'] }),
          ),
          'if-range': Type.Optional(Type.String({ title: '仅当文件仍是这一份', maxLength: 200 })),
        }),
        response: { 200: sent('整个文件'), 206: sent('所要的一段') },
      },
      config: { permission: 'recording:read' },
    },
    async (request, reply) => {
      const actor = requestActor(request);
      const seen = await findCase(deps.db, idIn(request.params.caseId), actor);
      const sequence = Number(/^[1-9]\d{0,6}$/.exec(request.params.sequence)?.[0] ?? 0);
      const file = await fileIn(deps, seen, sequence);
      const now = deps.desk.deps.now();
      await recordReading(deps.db, actor, { file: seen, part: `recording:${sequence}` }, now);
      const { range, 'if-range': ifRange } = request.headers;
      const isSame = ifRange === undefined || ifRange === etagOf(file);
      const part = rangeOf(isSame ? range : undefined, file.sizeBytes);
      const isDownload = request.query.download === true;
      const isHead = request.method === 'HEAD';
      return sendFile(whole, reply, { file, part, isDownload, isHead, open });
    },
  );
}

const etagOf = ({ sha256 }: AttachedFile) => `"${sha256}"`;

async function fileIn(
  { db, desk }: RecordingRouteDeps,
  { agencyId, caseId, state }: SeenCase,
  sequence: number,
): Promise<AttachedFile> {
  const body = await desk.deps.bodies.read(agencyId);
  const context = desk.contextOf(body, { id: '', name: '', roles: [] }, desk.deps.now());
  const view = viewOf(desk.deps.composition.procedure, state as unknown as CaseState, context);
  const file = attachedFiles(view).find((one) => one.sequence === sequence);
  if (file === undefined) throw new Refused(recordingRefusals.unknown);
  const { sha256, sizeBytes, mediaType } = file;
  // What is kept of a case for quick reading is under no seal; its events are.
  const { rowCount } = await db.pool.query(
    `select from mingfa.event where agency_id = $1 and stream_id = $2 and sequence = $3
      and kind = 'recordingAttached' and data ->> 'sha256' = $4 and data ->> 'sizeBytes' = $5 and data ->> 'mediaType' = $6`,
    [agencyId, caseId, sequence, sha256, String(sizeBytes), mediaType],
  );
  if (rowCount !== 1) throw new Refused(recordingRefusals.altered);
  return file;
}

type Sending = {
  readonly file: AttachedFile;
  readonly part: ByteRange | null | 'beyond';
  readonly isDownload: boolean;
  readonly isHead: boolean;
  readonly open: Open;
};

async function sendFile(
  whole: WholeFiles,
  reply: FastifyReply,
  { file, part, isDownload, isHead, open }: Sending,
): Promise<FastifyReply> {
  if (part === 'beyond') {
    reply.header('content-range', `bytes */${file.sizeBytes}`);
    throw new Refused(recordingRefusals.range);
  }
  const handle = await whole.open(file.sha256, file.sizeBytes);
  if (typeof handle === 'string') throw new Refused(recordingRefusals[handle]);
  const { first, last } = part ?? { first: 0, last: file.sizeBytes - 1 };
  reply.code(part === null ? 200 : 206).headers(headersOf(file, isDownload));
  reply.header('content-length', last - first + 1);
  if (part !== null) reply.header('content-range', `bytes ${first}-${last}/${file.sizeBytes}`);
  const body = await bodyOf(handle, isHead, { first, last });
  open.add(body);
  body.once('close', () => open.delete(body));
  return reply.send(body);
}

/** The bytes; of an answer without a body nothing is read. */
async function bodyOf(
  handle: FileHandle,
  isHead: boolean,
  { first, last }: ByteRange,
): Promise<Readable> {
  if (!isHead)
    return handle.createReadStream({ start: first, end: last, highWaterMark: pieceBytes });
  await handle.close();
  return Readable.from([]);
}

function headersOf(file: AttachedFile, isDownload: boolean): Record<string, string> {
  const { sequence, reference, ending, mediaType, kind } = file;
  const way = isDownload || kind === 'document' ? 'attachment' : 'inline';
  const name = encodeURIComponent(`${reference.toWellFormed()}${ending}`).replaceAll("'", '%27');
  return {
    'content-type': mediaType,
    'content-disposition': `${way}; filename="recording-${sequence}${ending}"; filename*=UTF-8''${name}`,
    'content-security-policy': policy,
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    etag: etagOf(file),
  };
}
