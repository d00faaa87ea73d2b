// The recordings of a case: which there are, and entering a file that was uploaded. There is no route that takes a file away
// or puts another in its place.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  dateField,
  idField,
  instantField,
  requestActor,
  textField,
} from '../access/index.routes.ts';
import { permits } from '../access/index.ts';
import {
  cited,
  citedClause,
  type Looked,
  lookAtCase,
  performedAnswer,
  readingHeaders,
} from '../casework/index.routes.ts';
import { findCase } from '../casework/index.store.ts';
import { attachRecording, attachRefusals } from './attach.store.ts';
import { type AttachedFile, recordingsOf } from './attached.ts';
import { keptTypesText } from './media-type.ts';
import { pieceMax } from './upload.store.ts';
import { idIn, type RecordingRouteDeps, tellUpload, toldUpload } from './uploads.routes.ts';

const tags = ['音像记录'];
const params = Type.Object({ caseId: Type.String({ title: '案件', maxLength: 100 }) });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, title: string) =>
  Type.Union([schema, Type.Null()], { title });

const storing = Type.Object({
  dueOn: Type.String({ title: '最迟应在哪一日存储' }),
  isLate: Type.Boolean({ title: '存储是否晚了' }),
  text: Type.String({ title: '说明' }),
  clauses: Type.Array(Type.String(), { title: '依据的条款编号' }),
});
const toldFile = Type.Object(
  {
    sequence: Type.Integer({ title: '登记它的记录' }),
    reference: Type.String({ title: '音像编号；分段的在编号后加 -2、-3' }),
    madeOn: Type.String({ title: '录制日期' }),
    fileName: Type.String({ title: '文件名' }),
    mediaType: Type.String({ title: '媒体类型', examples: ['video/mp4'] }),
    kind: Type.String({ title: '怎样播放', enum: ['audio', 'video', 'image', 'document'] }),
    typeTitle: Type.String({ title: '文件类型' }),
    sizeBytes: Type.Integer({ title: '字节数' }),
    sha256: Type.String({ title: '摘要（SHA-256）' }),
    attachedAt: instantField('登记时间'),
    attachedByName: orNull(Type.String(), '登记人'),
    storing: orNull(storing, '是否按时存储；规则没有规定期限的为 null'),
    path: Type.String({ title: '播放和下载的地址' }),
  },
  { title: '音像文件' },
);
const recordingList = Type.Object(
  {
    caseId: Type.String({ title: '案件' }),
    version: Type.Integer({ title: '案件版本号' }),
    items: Type.Array(
      Type.Object({
        reference: Type.String({ title: '音像编号' }),
        records: Type.Array(
          Type.Object({
            sequence: Type.Integer({ title: '记录号' }),
            title: Type.String({ title: '事项' }),
          }),
          { title: '哪些记录写了这个编号' },
        ),
        files: Type.Array(toldFile, { title: '文件；没有上传的为空' }),
      }),
      { title: '各个编号' },
    ),
    mayStore: Type.Boolean({ title: '本人能否上传' }),
    whyNot: Type.Array(Type.String(), { title: '不能上传的原因' }),
    uploads: Type.Array(toldUpload, { title: '本人没有传完或者没有登记的上传' }),
    maxBytes: Type.Integer({ title: '单个文件的上限' }),
    pieceBytes: Type.Integer({ title: '每次请求发送的上限' }),
    keptTypes: Type.String({ title: '可以上传的文件' }),
    clauses: Type.Array(citedClause, { title: '引用的条款' }),
  },
  { title: '音像记录' },
);

/** Routes of the recordings of a case. */
export function recordingListRoutes(app: FastifyInstance, deps: RecordingRouteDeps): void {
  listRoute(app, deps);
  attachRoute(app, deps);
}

function listRoute(instance: FastifyInstance, deps: RecordingRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/recordings',
    {
      schema: {
        tags,
        operationId: 'listRecordings',
        summary: '案件的音像记录：各个编号、写到它的记录、已上传的文件',
        params,
        headers: readingHeaders,
        response: { 200: recordingList },
      },
      config: { permission: 'recording:read' },
    },
    async (request) => {
      const actor = requestActor(request);
      const looked = await lookAtCase(deps, request, request.params.caseId);
      const { file, view, rules } = looked;
      const { agencyId, caseId, version } = file;
      const items = recordingsOf(view);
      const mayRole = permits(actor.roles, 'recording:store');
      const refusals = mayRole ? await attachRefusals(deps, { file, actor }) : [];
      const files = items.flatMap((item) => item.files);
      return {
        caseId,
        version,
        items: items.map(({ reference, records, files: held }) => ({
          reference,
          records: [...records],
          files: held.map((one) => tellFile(looked, one)),
        })),
        mayStore: mayRole && refusals.length === 0,
        whyNot: refusals.map(({ text }) => text),
        uploads: mayRole
          ? (await deps.uploads.list({ agencyId, caseId, startedBy: actor.id })).map(tellUpload)
          : [],
        maxBytes: deps.uploads.deps.limits.maxBytes,
        pieceBytes: pieceMax,
        keptTypes: keptTypesText,
        clauses: cited(
          rules,
          files.flatMap((one) => one.storing?.clauses ?? []),
        ),
      };
    },
  );
}

function tellFile({ file, context }: Looked, one: AttachedFile) {
  const { ending: _, attachedBy, storing: when, ...told } = one;
  return {
    ...told,
    attachedByName: attachedBy === null ? null : (context.officers[attachedBy]?.name ?? null),
    storing: when === null ? null : { ...when, clauses: [...when.clauses] },
    path: `/api/cases/${file.caseId}/recordings/${one.sequence}/content`,
  };
}

function attachRoute(instance: FastifyInstance, deps: RecordingRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/cases/:caseId/recordings',
    {
      schema: {
        tags,
        operationId: 'enterRecording',
        summary: '把上传完的文件登记为案件的音像记录',
        description:
          '由上传它的承办人登记，编号、大小、摘要一并写入案件经过。登记以后不能删除、替换；更正的文件另加编号。',
        params,
        headers: Type.Object({
          'idempotency-key': Type.Optional(
            Type.String({
              title: '幂等键',
              description: '同一个键、同样的内容只登记一次，重复提交得到第一次的答复。',
              pattern: '^[\\x21-\\x7e]{1,100}$',
            }),
          ),
        }),
        body: Type.Object(
          {
            uploadId: idField('上传'),
            reference: textField('音像编号', { maxLength: 200 }),
            madeOn: dateField('录制日期'),
            note: Type.Optional(
              Type.String({ title: '说明', maxLength: 2000, pattern: '^[^\\p{Cs}]*$' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: performedAnswer },
      },
      config: { permission: 'recording:store' },
      // Of a case that one may not know of, not even the form is spoken about.
      preValidation: async (request) => {
        await findCase(deps.db, idIn(request.params.caseId), requestActor(request));
      },
    },
    async (request, reply) => {
      const actor = requestActor(request);
      const file = await findCase(deps.db, idIn(request.params.caseId), actor);
      const idempotencyKey = request.headers['idempotency-key'];
      const done = await attachRecording(deps, { file, actor }, request.body, { idempotencyKey });
      const events = done.events.map((event) => ({ ...event, clauses: [...event.clauses] }));
      return reply.header('etag', `"${done.version}"`).send({ ...done, events });
    },
  );
}
