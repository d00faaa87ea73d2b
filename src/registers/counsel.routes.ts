import { Type } from 'typebox';
import {
  type AccessDeps,
  dateField,
  idField,
  optionalIdField,
  requestActor,
  type TypedApp,
  textField,
} from '../access/index.routes.ts';
import { dayOf } from '../rules/index.ts';
import { by } from './by.routes.ts';
import {
  type CounselToKeep,
  changeCounsel,
  endCounsel,
  enterCounsel,
  listCounsel,
} from './counsel.store.ts';
import {
  type CounselKind,
  type CounselStanding,
  counselKindTitles,
  counselStandingOn,
  counselStandingTitles,
} from './counsel.ts';
import { refuseUnlessKeeper, refuseUnlessReader } from './scope.store.ts';

const tags = ['法律顾问、公职律师和人才库'];
const strict = { additionalProperties: false };
const done = Type.Null({ description: '已办理' });
const agencyParams = Type.Object({ agencyId: idField('执法主体') });
const params = Type.Object({ agencyId: idField('执法主体'), counselId: idField('名册条目') });
const config = { permission: 'review:counsel' } as const;
const orNull = (title: string) => Type.Union([Type.String(), Type.Null()], { title });
const lineField = (title: string, maxLength: number) =>
  Type.String({ title, maxLength, pattern: '^[^\\p{Cc}\\p{Cs}]*$' });

const kindField = Type.Unsafe<CounselKind>({
  type: 'string',
  enum: Object.keys(counselKindTitles),
  title: '类别',
  description: Object.entries(counselKindTitles)
    .map(([code, title]) => `${code}：${title}`)
    .join('；'),
});
const entry = {
  name: textField('姓名', { maxLength: 64 }),
  kind: kindField,
  organisation: textField('所在单位（律师事务所或者机关）', { maxLength: 200 }),
  licenceNumber: Type.Union([
    textField('执业证或者公职律师证号码', { maxLength: 60 }),
    Type.Null(),
  ]),
  accountId: optionalIdField('账户；本机关的公职律师选择，外部人员为 null'),
  specialty: lineField('专长', 200),
  interests: Type.Array(
    Type.Object(
      {
        name: textField('有利害关系的人或者单位', { maxLength: 200 }),
        relation: textField('关系', { maxLength: 200 }),
      },
      strict,
    ),
    { title: '申报的利害关系', maxItems: 100 },
  ),
  isPurchased: Type.Boolean({ title: '购买服务' }),
  isShared: Type.Boolean({ title: '下级单位也可以请求协助' }),
  validFrom: dateField('聘期自'),
  validUntil: Type.Union([dateField('聘期至（含当日）'), Type.Null()]),
};
const identityNumber = Type.Optional(
  Type.Union([Type.String({ title: '证件号码', pattern: '^[0-9A-Za-z]{5,32}$' }), Type.Null()], {
    title: '证件号码；可以不登记，不填则不改变',
  }),
);
const shownCounsel = Type.Object({
  counselId: idField('名册条目'),
  ...entry,
  validUntil: orNull('聘期至（含当日）；null 为未定'),
  endedOn: orNull('自何日起终止'),
  kindTitle: Type.String({ title: '类别名称' }),
  standing: Type.Unsafe<CounselStanding>({
    type: 'string',
    enum: Object.keys(counselStandingTitles),
    title: '当日状态',
  }),
  standingTitle: Type.String({ title: '当日状态名称' }),
  identityMasked: orNull('证件号码，首尾以外隐去'),
  isOwn: Type.Boolean({ title: '本单位名册；否则为上级单位提供' }),
  agencyName: Type.String({ title: '登记单位' }),
});

/** The register of counsel: legal advisers, public lawyers, the pool of legal talent. */
export function counselRoutes(app: TypedApp, deps: AccessDeps): void {
  const url = '/api/agencies/:agencyId/counsel';
  app.get(
    url,
    {
      schema: {
        tags,
        summary: '法律顾问、公职律师和人才库名册',
        params: agencyParams,
        response: { 200: Type.Object({ items: Type.Array(shownCounsel) }) },
      },
      config: { permission: 'review:read' },
    },
    async (request, reply) => {
      const { agencyId } = request.params;
      await refuseUnlessReader(deps.db, requestActor(request), agencyId);
      const today = dayOf(deps.now());
      const found = await listCounsel(deps.db, agencyId);
      const items = found.map((one) => {
        const standing = counselStandingOn(one, today);
        return {
          ...one,
          interests: [...one.interests],
          kindTitle: counselKindTitles[one.kind],
          standing,
          standingTitle: counselStandingTitles[standing],
          isOwn: one.agencyId === agencyId,
        };
      });
      return reply.send({ items });
    },
  );

  app.post(
    url,
    {
      schema: {
        tags,
        summary: '登记法律顾问、公职律师或者人才库成员',
        params: agencyParams,
        body: Type.Object({ ...entry, identityNumber }, strict),
        response: { 201: Type.Object({ counselId: idField('名册条目') }) },
      },
      config,
    },
    async (request, reply) => {
      const { agencyId } = request.params;
      await refuseUnlessKeeper(deps.db, requestActor(request), agencyId);
      const counsel: CounselToKeep = request.body;
      const counselId = await enterCounsel(deps.db, agencyId, counsel, by(deps, request));
      return reply.code(201).send({ counselId });
    },
  );
  changingRoutes(app, deps);
}

function changingRoutes(app: TypedApp, deps: AccessDeps): void {
  app.put(
    '/api/agencies/:agencyId/counsel/:counselId',
    {
      schema: {
        tags,
        summary: '变更名册条目（含申报的利害关系）',
        params,
        body: Type.Object({ ...entry, identityNumber }, strict),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      await changeCounsel(deps.db, request.params, request.body, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/agencies/:agencyId/counsel/:counselId/ending',
    {
      schema: {
        tags,
        summary: '终止聘期',
        params,
        body: Type.Object(
          { endedOn: dateField('自何日起终止'), reason: textField('原因', { maxLength: 500 }) },
          strict,
        ),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      await endCounsel(deps.db, request.params, request.body, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}
