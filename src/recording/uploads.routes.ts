// Uploads as tus 1.0.0 defines them (core protocol and creation): POST with the length, PATCH with pieces, HEAD for how far
// it has come. Pieces are at most 16 MiB, because a request must come in as a whole within the server's time. An upload that
// has come to its end waits to be entered into its case; see recordings.routes.ts.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { instantField, requestActor } from '../access/index.routes.ts';
import type { SignedInActor } from '../access/index.store.ts';
import { type CaseDesk, findCase, type SeenCase } from '../casework/index.store.ts';
import { Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { attachRefusals } from './attach.store.ts';
import { limitPieces } from './piece-limit.routes.ts';
import { recordingRefusals } from './refusals.ts';
import { pieceMax, type Upload, type UploadKey, type Uploads } from './upload.store.ts';
import { encodedMetadata, plainFileName } from './upload-header.ts';

/** What the routes of recordings need. */
export type RecordingRouteDeps = {
  readonly db: Database;
  readonly desk: CaseDesk;
  readonly uploads: Uploads;
};

const tags = ['音像记录'];
const stores = { config: { permission: 'recording:store' } } as const;
const caseIdField = Type.String({ title: '案件', maxLength: 100 });
const uploadParams = Type.Object({
  caseId: caseIdField,
  uploadId: Type.String({ title: '上传', maxLength: 100 }),
});

/** An upload as it is answered. */
export const toldUpload = Type.Object(
  {
    uploadId: Type.String({ title: '上传' }),
    fileName: Type.String({ title: '文件名' }),
    sizeBytes: Type.Integer({ title: '文件的字节数' }),
    receivedBytes: Type.Integer({ title: '已经收到并且落盘的字节数' }),
    touchedAt: instantField('最近一次收到内容的时间；此后满一天没有登记的自动清理'),
    isComplete: Type.Boolean({ title: '是否已经收完，可以登记' }),
    path: Type.String({ title: '接着上传的地址' }),
  },
  { title: '上传' },
);

/** An upload in the words of the interface. */
export function tellUpload(upload: Upload) {
  const { uploadId, caseId, fileName, sizeBytes, receivedBytes, touchedAt, sha256 } = upload;
  return {
    uploadId,
    fileName,
    sizeBytes,
    receivedBytes,
    touchedAt,
    isComplete: sha256 !== null,
    path: `/api/cases/${caseId}/recording-uploads/${uploadId}`,
  };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is no id is the id of nothing. */
export const idIn = (text: string) =>
  uuid.test(text) ? text : '00000000-0000-0000-0000-000000000000';

/** Routes of uploads. */
export async function uploadRoutes(app: FastifyInstance, deps: RecordingRouteDeps): Promise<void> {
  beginRoute(app, deps);
  readRoute(app, deps);
  // Only this route reads bytes as they are.
  await app.register(async (inner) => {
    limitPieces(inner);
    inner.addContentTypeParser(
      'application/offset+octet-stream',
      { parseAs: 'buffer', bodyLimit: pieceMax },
      (_request, body, done) => done(null, body),
    );
    pieceRoute(inner, deps);
  });
}

/** A case in which somebody may enter files. */
async function caseToFill(
  { db, desk }: RecordingRouteDeps,
  caseId: string,
  actor: SignedInActor,
): Promise<SeenCase> {
  const file = await findCase(db, idIn(caseId), actor);
  const refusals = await attachRefusals({ desk }, { file, actor });
  if (refusals.length > 0) throw new Refused(...refusals);
  return file;
}

function beginRoute(instance: FastifyInstance, deps: RecordingRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/cases/:caseId/recording-uploads',
    {
      schema: {
        tags,
        operationId: 'beginRecordingUpload',
        summary: '开始上传一个音像文件（tus 1.0.0）',
        description:
          '由本案承办人上传。没有请求体；答复的 Location 是接着发送内容的地址。收完后用“登记音像文件”写入案卷。',
        params: Type.Object({ caseId: caseIdField }),
        headers: Type.Object({
          'upload-length': Type.Optional(
            Type.String({ title: '文件的字节数', maxLength: 20, examples: ['1048576'] }),
          ),
          'upload-metadata': Type.Optional(
            Type.String({
              title: '文件名：filename 和 base64 写的 UTF-8 文字，中间空一格',
              maxLength: 2000,
              examples: ['filename 546w5Zy65qOA5p+lLm1wNA=='],
            }),
          ),
        }),
        response: { 201: toldUpload },
      },
      ...stores,
    },
    async (request, reply) => {
      const actor = requestActor(request);
      const { agencyId, caseId } = await caseToFill(deps, request.params.caseId, actor);
      const { 'upload-length': length = '', 'upload-metadata': metadata } = request.headers;
      if (!/^[1-9]\d{0,14}$/.test(length)) throw new Refused(recordingRefusals.length);
      const encoded = encodedMetadata(metadata, 'filename');
      const fileName = plainFileName(Buffer.from(encoded, 'base64').toString('utf8'));
      const upload = await deps.uploads.begin(
        { agencyId, caseId, startedBy: actor.id },
        { fileName, sizeBytes: Number(length) },
      );
      const told = tellUpload(upload);
      return tus(reply.code(201), upload).header('location', told.path).send(told);
    },
  );
}

function tus(reply: FastifyReply, { receivedBytes, sizeBytes }: Upload): FastifyReply {
  return reply
    .header('tus-resumable', '1.0.0')
    .header('upload-offset', String(receivedBytes))
    .header('upload-length', String(sizeBytes));
}

function readRoute(instance: FastifyInstance, deps: RecordingRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/recording-uploads/:uploadId',
    {
      schema: {
        tags,
        operationId: 'readRecordingUpload',
        summary: '一项上传已经收到多少；HEAD 只答复 Upload-Offset 等头',
        params: uploadParams,
        response: { 200: toldUpload },
      },
      ...stores,
    },
    async (request, reply) => {
      const upload = await deps.uploads.read(await keyOf(deps, request));
      return tus(reply, upload).send(tellUpload(upload));
    },
  );
}

async function keyOf(
  { db }: Pick<RecordingRouteDeps, 'db'>,
  request: FastifyRequest<{ Params: { caseId: string; uploadId: string } }>,
): Promise<UploadKey> {
  const actor = requestActor(request);
  const { caseId, uploadId } = request.params;
  const file = await findCase(db, idIn(caseId), actor);
  return {
    agencyId: file.agencyId,
    caseId: file.caseId,
    uploadId: idIn(uploadId),
    startedBy: actor.id,
  };
}

function pieceRoute(instance: FastifyInstance, deps: RecordingRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.patch(
    '/api/cases/:caseId/recording-uploads/:uploadId',
    {
      schema: {
        tags,
        operationId: 'sendRecordingPiece',
        summary: '发送文件的下一段；答复时这一段已经落盘',
        description: `内容类型 application/offset+octet-stream，每段至多 ${pieceMax} 字节。Upload-Offset 与已收到的不符时答复 409，先用 HEAD 查询再接着发送。`,
        params: uploadParams,
        headers: Type.Object({
          'upload-offset': Type.Optional(
            Type.String({ title: '这一段从哪个字节开始', maxLength: 20, examples: ['0'] }),
          ),
        }),
        response: { 204: Type.Null({ description: '已收到；Upload-Offset 为下一段的开始' }) },
      },
      ...stores,
    },
    async (request, reply) => {
      const offset = request.headers['upload-offset'] ?? '';
      const key = await keyOf(deps, request);
      if (!/^\d{1,15}$/.test(offset)) throw new Refused(recordingRefusals.offset);
      const piece = request.body ?? Buffer.alloc(0);
      if (!Buffer.isBuffer(piece)) throw new Refused(recordingRefusals.notBytes);
      const upload = await deps.uploads.receive(key, Number(offset), piece);
      return tus(reply.code(204), upload).send(null);
    },
  );
}
