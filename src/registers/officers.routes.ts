import { Type } from 'typebox';
import {
  type AccessDeps,
  cursorField,
  dateField,
  idField,
  limitField,
  nextCursorField,
  optionalIdField,
  pageOf,
  readCursor,
  requestActor,
  type TypedApp,
  textField,
} from '../access/index.routes.ts';
import { type CivilDate, dayOf, Refused } from '../rules/index.ts';
import { by } from './by.routes.ts';
import {
  type CertificateClass,
  type CertificateStanding,
  certificateClassTitles,
  certificateOn,
  certificateStandingTitles,
  endsSoon,
  standingOn,
} from './certificate.ts';
import {
  changeOfficer,
  enterCertificate,
  listOfficers,
  type Officer,
  readOfficer,
  registerOfficer,
  revokeCertificate,
  setOfficerStanding,
} from './officer.store.ts';
import { registerRefusals } from './refusals.ts';
import { refuseUnlessKeeper } from './scope.store.ts';

const tags = ['执法人员与证件'];
const strict = { additionalProperties: false };
const done = Type.Null({ description: '已办理' });
const agencyParams = Type.Object({ agencyId: idField('执法主体') });
const params = Type.Object({ agencyId: idField('执法主体'), officerId: idField('执法人员') });
const config = { permission: 'register:officer' } as const;
const classField = Type.Unsafe<CertificateClass>({
  type: 'string',
  enum: Object.keys(certificateClassTitles),
  title: '证件种类',
  description: Object.entries(certificateClassTitles)
    .map(([code, title]) => `${code}：${title}`)
    .join('；'),
});
const entry = {
  name: textField('姓名', { maxLength: 64 }),
  post: Type.String({ title: '职务', maxLength: 100, pattern: '^[^\\p{Cc}\\p{Cs}]*$' }),
  departmentId: optionalIdField('内设机构'),
  mayReview: Type.Boolean({ title: '具备法制审核资格' }),
};
const certificateEntry = {
  number: textField('证件号码', { maxLength: 60 }),
  class: classField,
  issuedBy: textField('发证机关', { maxLength: 200 }),
  validFrom: dateField('有效期起'),
  validUntil: dateField('有效期止（含当日）'),
};
const officer = Type.Object(
  {
    officerId: idField('执法人员；有账户的，与账户相同'),
    ...entry,
    standing: Type.Union([Type.Literal('active'), Type.Literal('left')], { title: '是否在岗' }),
    mayEnforce: Type.Boolean({ title: '当日持有效行政执法证' }),
    certificates: Type.Array(
      Type.Object({
        certificateId: idField('证件'),
        ...certificateEntry,
        revokedOn: Type.Union([Type.String(), Type.Null()], { title: '注销或收回日期' }),
        standing: Type.Unsafe<CertificateStanding>({
          type: 'string',
          enum: Object.keys(certificateStandingTitles),
          title: '当日状态',
        }),
        endsSoon: Type.Boolean({ title: '有效，但三个月内到期，应当换证' }),
      }),
      { title: '证件' },
    ),
  },
  { title: '执法人员' },
);

/** Officers of a body and their certificates. */
export function officerRoutes(app: TypedApp, deps: AccessDeps): void {
  readingRoutes(app, deps);
  keepingRoutes(app, deps);
  standingRoute(app, deps);
  certificateRoutes(app, deps);
}

function readingRoutes(app: TypedApp, deps: AccessDeps): void {
  const reading = { permission: 'register:read' } as const;
  app.get(
    '/api/agencies/:agencyId/officers',
    {
      schema: {
        tags,
        summary: '执法人员及证件（按编号排序）',
        params: agencyParams,
        querystring: Type.Object({
          cursor: Type.Optional(cursorField),
          limit: Type.Optional(limitField),
        }),
        response: { 200: Type.Object({ items: Type.Array(officer), nextCursor: nextCursorField }) },
      },
      config: reading,
    },
    async (request, reply) => {
      const { cursor, limit = 50 } = request.query;
      const { agencyId } = request.params;
      const after = readCursor(cursor, ['^[0-9a-f-]{36}$'])?.[0];
      const found = await listOfficers(deps.db, { agencyId, after, limit: limit + 1 });
      const page = pageOf(found, limit, ({ officerId }) => [officerId]);
      const today = dayOf(deps.now());
      const items = page.items.map((one) => shown(one, today));
      return reply.send({ items, nextCursor: page.nextCursor });
    },
  );

  app.get(
    '/api/agencies/:agencyId/officers/:officerId',
    {
      schema: { tags, summary: '一名执法人员', params, response: { 200: officer } },
      config: reading,
    },
    async (request, reply) => {
      const found = await readOfficer(deps.db, request.params);
      if (found === null) throw new Refused(registerRefusals.unknown);
      return reply.send(shown(found, dayOf(deps.now())));
    },
  );
}

function keepingRoutes(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/agencies/:agencyId/officers',
    {
      schema: {
        tags,
        summary: '登记执法人员',
        params: agencyParams,
        body: Type.Object(
          { officerId: Type.Optional(idField('该人员的账户；没有账户的不填')), ...entry },
          strict,
        ),
        response: { 201: Type.Object({ officerId: idField('执法人员') }) },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const made = { ...request.params, ...request.body };
      const officerId = await registerOfficer(deps.db, made, by(deps, request));
      return reply.code(201).send({ officerId });
    },
  );

  app.put(
    '/api/agencies/:agencyId/officers/:officerId',
    {
      schema: {
        tags,
        summary: '变更执法人员登记',
        params,
        body: Type.Object(entry, strict),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      await changeOfficer(deps.db, request.params, request.body, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function standingRoute(app: TypedApp, deps: AccessDeps): void {
  app.put(
    '/api/agencies/:agencyId/officers/:officerId/standing',
    {
      schema: {
        tags,
        summary: '离岗或重新上岗',
        params,
        body: Type.Object(
          { standing: Type.Union([Type.Literal('active'), Type.Literal('left')]) },
          strict,
        ),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const { standing } = request.body;
      await setOfficerStanding(deps.db, request.params, standing, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function certificateRoutes(app: TypedApp, deps: AccessDeps): void {
  app.post(
    '/api/agencies/:agencyId/officers/:officerId/certificates',
    {
      schema: {
        tags,
        summary: '登记证件',
        description: '换发新证的，作为一个新证件登记；原证件保留，以往办案仍按当时的证件判断。',
        params,
        body: Type.Object(certificateEntry, strict),
        response: { 201: Type.Object({ certificateId: idField('证件') }) },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const made = by(deps, request);
      const certificateId = await enterCertificate(deps.db, request.params, request.body, made);
      return reply.code(201).send({ certificateId });
    },
  );

  app.post(
    '/api/agencies/:agencyId/officers/:officerId/certificates/:certificateId/revocation',
    {
      schema: {
        tags,
        summary: '注销或收回证件',
        params: Type.Object({
          agencyId: idField('执法主体'),
          officerId: idField('执法人员'),
          certificateId: idField('证件'),
        }),
        body: Type.Object(
          { revokedOn: dateField('自何日起失效'), reason: textField('原因', { maxLength: 500 }) },
          strict,
        ),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      const { certificateId, ...key } = request.params;
      await refuseUnlessKeeper(deps.db, requestActor(request), key.agencyId);
      const revocation = { certificateId, ...request.body };
      await revokeCertificate(deps.db, key, revocation, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function shown(one: Officer, today: CivilDate) {
  const { officerId, name, post, departmentId, mayReview, standing } = one;
  return {
    officerId,
    name,
    post,
    departmentId,
    mayReview,
    standing,
    mayEnforce: standing === 'active' && certificateOn(one.certificates, today) !== null,
    certificates: one.certificates.map((each) => ({
      ...each,
      standing: standingOn(each, today),
      endsSoon: endsSoon(each, today),
    })),
  };
}
