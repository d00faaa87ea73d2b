import { Type } from 'typebox';
import { citedClause } from '../casework/index.routes.ts';
import { type CounselRequestStanding, counselRequestTitles } from './counsel.ts';

const orNull = (title: string) => Type.Union([Type.String(), Type.Null()], { title });
const standing = Type.Unsafe<CounselRequestStanding>({
  type: 'string',
  enum: Object.keys(counselRequestTitles),
  title: '状态',
});

/** The requests of a case. */
export const counselList = Type.Object({
  items: Type.Array(
    Type.Object({
      sequence: Type.Integer({ title: '请求的记录号' }),
      counselId: Type.String({ title: '名册条目' }),
      counselName: Type.String({ title: '姓名' }),
      organisation: Type.String({ title: '所在单位' }),
      requestedBy: orNull('请求人'),
      requestedByName: Type.String({ title: '请求人姓名' }),
      requestedAt: Type.String({ title: '请求时间' }),
      until: Type.String({ title: '截止日（含当日）' }),
      standing,
      standingTitle: Type.String({ title: '状态名称' }),
      opinion: Type.Union([Type.Integer(), Type.Null()], { title: '意见的记录号' }),
      question: Type.String({ title: '问题' }),
      opinionText: orNull('意见'),
      hasAccount: Type.Boolean({ title: '有本系统账户，不用链接' }),
      issuedAt: orNull('链接生成时间'),
      readings: Type.Integer({ title: '查看次数' }),
      lastReadAt: orNull('最近一次查看'),
    }),
  ),
  clauses: Type.Array(citedClause, { title: '依据' }),
});

/** What asks for help; the case itself checks it. */
export const asking = Type.Unsafe<unknown>(
  Type.Object(
    {
      counselId: Type.String({ title: '请求协助的人员', format: 'uuid' }),
      question: Type.String({ title: '需要研究的问题', minLength: 1, maxLength: 20_000 }),
      until: Type.String({ title: '截止日（含当日）', format: 'date' }),
    },
    { additionalProperties: false },
  ),
);

/** The address that is shown once. */
export const counselAddress = Type.Object({
  sequence: Type.Integer({ title: '请求的记录号' }),
  address: orNull('一次性查阅链接，只显示这一次；有账户的人员为 null'),
  until: Type.String({ title: '截止日（含当日）' }),
});

/** Cases in which somebody was asked. */
export const counselTasks = Type.Object({
  items: Type.Array(
    Type.Object({
      caseId: Type.String({ title: '案件' }),
      sequence: Type.Integer({ title: '请求的记录号' }),
      caseNumber: orNull('案号'),
      agencyName: Type.String({ title: '请求的单位' }),
      requestedAt: Type.String({ title: '请求时间' }),
      until: Type.String({ title: '截止日（含当日）' }),
      standing,
      standingTitle: Type.String({ title: '状态名称' }),
    }),
  ),
});

/** What somebody who was asked is shown of a case. */
export const counselCase = Type.Object({
  agencyName: Type.String({ title: '请求的单位' }),
  caseNumber: orNull('案号'),
  title: Type.String({ title: '案由' }),
  partyName: Type.String({ title: '当事人' }),
  question: Type.String({ title: '问题' }),
  until: Type.String({ title: '截止日（含当日）' }),
  materials: Type.Array(
    Type.Object({
      sequence: Type.Integer({ title: '记录号' }),
      title: Type.String({ title: '材料' }),
      at: Type.String({ title: '时间' }),
      particulars: Type.Array(
        Type.Object({
          title: Type.String({ title: '项目' }),
          text: Type.String({ title: '内容' }),
        }),
      ),
    }),
    { title: '材料' },
  ),
});

/** An opinion. */
export const opinionBody = Type.Object(
  { opinion: Type.String({ title: '意见', minLength: 1, maxLength: 20_000 }) },
  { additionalProperties: false },
);
