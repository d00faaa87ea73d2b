import { Type } from 'typebox';
import {
  dateField,
  idField,
  optionalIdField,
  requestActor,
  type TypedApp,
  textField,
} from '../access/index.routes.ts';
import { type CivilDate, dayOf, Refused, type Rules } from '../rules/index.ts';
import type { AgencyDeps } from './agencies.routes.ts';
import { readAgency } from './agency.store.ts';
import { settingsOf } from './agency.ts';
import { by } from './by.routes.ts';
import {
  designateReviewer,
  endDesignation,
  keepIdentity,
  listReviewers,
  type ReviewerEntry,
  readMaskedIdentity,
} from './designation.store.ts';
import {
  type DesignationStanding,
  designationOn,
  designationStandingOn,
  designationStandingTitles,
  type EndGround,
  endGroundTitles,
  qualificationTitles,
  type ReviewerStanding,
  type ReviewQualification,
  reviewerStanding,
} from './designation.ts';
import { registerRefusals } from './refusals.ts';
import { designationRulesOf, reviewLevelsOf } from './reviewer-rules.ts';
import { refuseUnlessKeeper, refuseUnlessReader } from './scope.store.ts';

const tags = ['审核人员'];
const strict = { additionalProperties: false };
const done = Type.Null({ description: '已办理' });
const agencyParams = Type.Object({ agencyId: idField('执法主体') });
const params = Type.Object({ agencyId: idField('执法主体'), officerId: idField('人员') });
const keeping = { permission: 'register:officer' } as const;
const orNull = (title: string) => Type.Union([Type.String(), Type.Null()], { title });

function coded<T extends string>(titles: Readonly<Record<T, string>>, title: string) {
  const described = Object.entries<string>(titles).map(([code, text]) => `${code}：${text}`);
  return Type.Unsafe<T>({
    type: 'string',
    enum: Object.keys(titles),
    title,
    description: described.join('；'),
  });
}

/** What users call each standing of a reviewer. */
const reviewerStandingTitles: Readonly<Record<ReviewerStanding, string>> = {
  designated: '在任',
  unrecorded: '待补登资格和指定',
  'not-yet': '尚未开始',
  'term-over': '已到期或者终止',
  'qualification-over': '资格失效',
  never: '不是审核人员',
};

const level = Type.Object(
  { level: Type.String({ title: '职责代码' }), title: Type.String({ title: '本单位的名称' }) },
  { title: '审核职责' },
);
const designation = Type.Object({
  designationId: idField('指定'),
  level: Type.String({ title: '审核职责代码' }),
  levelTitle: Type.String({ title: '审核职责' }),
  qualification: coded<ReviewQualification>(qualificationTitles, '资格'),
  qualificationTitle: Type.String({ title: '资格名称' }),
  proofNumber: orNull('资格证书号码'),
  validFrom: dateField('自'),
  validUntil: orNull('至（含当日）；null 为未定'),
  endedOn: orNull('自何日起终止'),
  endGround: Type.Union([coded<EndGround>(endGroundTitles, '终止原因'), Type.Null()]),
  standing: coded<DesignationStanding>(designationStandingTitles, '当日状态'),
  standingTitle: Type.String({ title: '当日状态名称' }),
});
const reviewer = Type.Object({
  officerId: idField('人员'),
  name: Type.String({ title: '姓名' }),
  post: Type.String({ title: '职务' }),
  departmentId: optionalIdField('内设机构'),
  hasIdentity: Type.Boolean({ title: '已登记证件号码' }),
  hasAccount: Type.Boolean({ title: '有可用账户' }),
  standing: coded<ReviewerStanding>(reviewerStandingTitles, '当日能否审核'),
  standingTitle: Type.String({ title: '当日能否审核，说明' }),
  levelTitle: orNull('现任审核职责'),
  designations: Type.Array(designation, { title: '历次指定，新的在前' }),
});

/** The register of reviewers: who, on what qualification, for how long, at which level. */
export function reviewerRoutes(app: TypedApp, deps: AgencyDeps): void {
  readingRoute(app, deps);
  designatingRoute(app, deps);
  endingRoute(app, deps);
  identityRoutes(app, deps);
}

function readingRoute(app: TypedApp, deps: AgencyDeps): void {
  app.get(
    '/api/agencies/:agencyId/reviewers',
    {
      schema: {
        tags,
        summary: '审核人员名册',
        params: agencyParams,
        response: {
          200: Type.Object({
            office: Type.String({ title: '本单位的审核机构' }),
            levels: Type.Array(level, { title: '审核职责，第一项为出具意见的一级' }),
            needsLicence: Type.Boolean({ title: '初次从事审核的须有法律职业资格' }),
            clauses: Type.Array(Type.String(), { title: '依据' }),
            items: Type.Array(reviewer),
          }),
        },
      },
      config: { permission: 'review:read' },
    },
    async (request, reply) => {
      const { agencyId } = request.params;
      await refuseUnlessReader(deps.db, requestActor(request), agencyId);
      const today = dayOf(deps.now());
      const rules = await rulesOf(deps, agencyId);
      const entries = await listReviewers(deps.db, agencyId);
      const { needsLicence, clauses } = designationRulesOf(rules, today);
      return reply.send({
        office: rules.office('review-office', today),
        levels: [...reviewLevelsOf(rules, today)],
        needsLicence,
        clauses: [...clauses],
        items: entries.map((entry) => shown(entry, rules, today)),
      });
    },
  );
}

function designatingRoute(app: TypedApp, deps: AgencyDeps): void {
  app.post(
    '/api/agencies/:agencyId/officers/:officerId/designations',
    {
      schema: {
        tags,
        summary: '指定审核人员',
        description: '登记资格、审核职责和起止日期。审核的每一步按当日的指定判断。',
        params,
        body: Type.Object(
          {
            level: Type.String({ title: '审核职责', minLength: 1, maxLength: 60 }),
            qualification: coded<ReviewQualification>(qualificationTitles, '资格'),
            proofNumber: Type.Union([textField('资格证书号码', { maxLength: 60 }), Type.Null()]),
            isFirstEngaged: Type.Boolean({ title: '初次从事行政处罚决定法制审核' }),
            validFrom: dateField('自'),
            validUntil: Type.Union([dateField('至（含当日）'), Type.Null()]),
          },
          strict,
        ),
        response: { 201: Type.Object({ designationId: idField('指定') }) },
      },
      config: keeping,
    },
    async (request, reply) => {
      const { agencyId } = request.params;
      await refuseUnlessKeeper(deps.db, requestActor(request), agencyId);
      const entry = request.body;
      const rules = designationRulesOf(await rulesOf(deps, agencyId), dayOf(deps.now()));
      const made = { entry, rules };
      const designationId = await designateReviewer(
        deps.db,
        request.params,
        made,
        by(deps, request),
      );
      return reply.code(201).send({ designationId });
    },
  );
}

function endingRoute(app: TypedApp, deps: AgencyDeps): void {
  app.post(
    '/api/agencies/:agencyId/officers/:officerId/designations/:designationId/ending',
    {
      schema: {
        tags,
        summary: '终止审核人员的指定',
        params: Type.Object({
          agencyId: idField('执法主体'),
          officerId: idField('人员'),
          designationId: idField('指定'),
        }),
        body: Type.Object(
          {
            endedOn: dateField('自何日起终止'),
            endGround: coded<EndGround>(endGroundTitles, '原因'),
            reason: textField('说明', { maxLength: 500 }),
          },
          strict,
        ),
        response: { 204: done },
      },
      config: keeping,
    },
    async (request, reply) => {
      const { designationId, ...key } = request.params;
      await refuseUnlessKeeper(deps.db, requestActor(request), key.agencyId);
      const ending = { designationId, ...request.body };
      await endDesignation(deps.db, key, ending, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function identityRoutes(app: TypedApp, deps: AgencyDeps): void {
  const url = '/api/agencies/:agencyId/officers/:officerId/identity';
  app.get(
    url,
    {
      schema: {
        tags,
        summary: '人员证件号码（只显示首尾）',
        params,
        response: { 200: Type.Object({ masked: orNull('首尾以外隐去；null 为没有登记') }) },
      },
      config: keeping,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      return reply.send({ masked: await readMaskedIdentity(deps.db, request.params) });
    },
  );

  app.put(
    url,
    {
      schema: {
        tags,
        summary: '登记或者删除人员证件号码',
        description: '可以不登记。登记后，与案件当事人是不是同一人按号码判断，不只看姓名。',
        params,
        body: Type.Object(
          {
            number: Type.Union([
              Type.String({ title: '证件号码', pattern: '^[0-9A-Za-z]{5,32}$' }),
              Type.Null(),
            ]),
          },
          strict,
        ),
        response: { 204: done },
      },
      config: keeping,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      await keepIdentity(deps.db, request.params, request.body.number, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

/** @throws Refused (`register.unknown`) where there is no such body */
async function rulesOf({ db, shelf }: AgencyDeps, agencyId: string): Promise<Rules> {
  const agency = await readAgency(db, agencyId);
  if (agency === null) throw new Refused(registerRefusals.unknown);
  return shelf.rulesFor(agency.packs, settingsOf(agency));
}

function shown(entry: ReviewerEntry, rules: Rules, today: CivilDate) {
  const { designations, ...facts } = entry;
  const titleOf = (key: string) => rules.office(key, today);
  const standing = reviewerStanding({ mayReview: true, designations }, today);
  const current = designationOn(designations, today);
  return {
    ...facts,
    standing,
    standingTitle: reviewerStandingTitles[standing],
    levelTitle: current === null ? null : titleOf(current.level),
    designations: designations.map((one) => {
      const state = designationStandingOn(one, today);
      return {
        ...one,
        levelTitle: titleOf(one.level),
        qualificationTitle: qualificationTitles[one.qualification],
        standing: state,
        standingTitle: designationStandingTitles[state],
      };
    }),
  };
}
