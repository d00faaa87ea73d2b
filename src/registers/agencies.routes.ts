import { Type } from 'typebox';
import {
  type AccessDeps,
  cursorField,
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
import { dayOf, type PeriodUnit, Refused } from '../rules/index.ts';
import {
  assignPacks,
  changeAgency,
  closeAgency,
  confirmDraft,
  listAgencies,
  type RuleShelf,
  readAgency,
  registerAgency,
  setOwnSetting,
} from './agency.store.ts';
import { type Agency, type AgencyNature, agencyNatureTitles, unconfirmedDrafts } from './agency.ts';
import { by } from './by.routes.ts';
import { registerRefusals } from './refusals.ts';
import { refuseUnlessKeeper } from './scope.store.ts';

/** What the routes of bodies need. */
export type AgencyDeps = AccessDeps & { readonly shelf: RuleShelf };

const tags = ['执法主体'];
const strict = { additionalProperties: false };
const done = Type.Null({ description: '已办理' });
const params = Type.Object({ agencyId: idField('执法主体') });
const packsField = Type.Array(textField('规则包', { maxLength: 40 }), {
  title: '适用的规则包',
  description: '从最具体的排起，国家规定（national）排在最后',
  minItems: 1,
  maxItems: 10,
});
const natureField = Type.Unsafe<AgencyNature>({
  type: 'string',
  enum: Object.keys(agencyNatureTitles),
  title: '主体性质',
  description: Object.entries(agencyNatureTitles)
    .map(([code, title]) => `${code}：${title}`)
    .join('；'),
});
const settingField = Type.Object(
  {
    n: Type.Integer({ title: '数值', minimum: 1, maximum: 3650 }),
    unit: Type.Unsafe<PeriodUnit>({
      type: 'string',
      enum: ['workday', 'day', 'hour', 'month', 'year'],
      title: '单位',
    }),
    reason: textField('理由', { maxLength: 500 }),
  },
  { ...strict, title: '自定期限' },
);
const entry = {
  name: textField('名称', { minLength: 2, maxLength: 200 }),
  shortName: textField('简称，写在案号前面', { maxLength: 60 }),
  creditCode: Type.Union([Type.String({ pattern: '^[0-9A-Z]{18}$' }), Type.Null()], {
    title: '统一社会信用代码',
  }),
  regionCode: Type.String({ title: '行政区划代码（6位）', pattern: '^[0-9]{6}$' }),
  nature: natureField,
  parentId: optionalIdField('上级单位'),
};
const agency = Type.Object(
  {
    agencyId: idField('执法主体'),
    ...entry,
    packs: packsField,
    unconfirmedDrafts: Type.Array(Type.String(), { title: '尚未确认、暂不适用的征求意见稿' }),
    drafts: Type.Record(
      Type.String(),
      Type.Object({
        confirmedBy: Type.String({ title: '确认人' }),
        confirmedOn: Type.String({ title: '确认日期' }),
        basis: Type.String({ title: '依据' }),
      }),
      { title: '已确认的征求意见稿' },
    ),
    ours: Type.Record(Type.String(), settingField, { title: '本单位自定期限' }),
    standing: Type.Union([Type.Literal('active'), Type.Literal('closed')], { title: '状态' }),
  },
  { title: '执法主体' },
);

/** Bodies with their packs, drafts and own numbers. */
export function agencyRoutes(app: TypedApp, deps: AgencyDeps): void {
  readingRoutes(app, deps);
  keepingRoutes(app, deps);
  packRoutes(app, deps);
  settingRoutes(app, deps);
}

function readingRoutes(app: TypedApp, deps: AgencyDeps): void {
  const config = { permission: 'register:read' } as const;
  app.get(
    '/api/agencies',
    {
      schema: {
        tags,
        summary: '执法主体名录（按名称排序）',
        querystring: Type.Object({
          cursor: Type.Optional(cursorField),
          limit: Type.Optional(limitField),
        }),
        response: { 200: Type.Object({ items: Type.Array(agency), nextCursor: nextCursorField }) },
      },
      config,
    },
    async (request, reply) => {
      const { cursor, limit = 50 } = request.query;
      const after = readCursor(cursor, [''])?.[0];
      const found = await listAgencies(deps.db, { after, limit: limit + 1 });
      const page = pageOf(found, limit, ({ name }) => [name]);
      const items = page.items.map((one) => shown(deps, one));
      return reply.send({ items, nextCursor: page.nextCursor });
    },
  );

  app.get(
    '/api/agencies/:agencyId',
    { schema: { tags, summary: '一个执法主体', params, response: { 200: agency } }, config },
    async (request, reply) => {
      const found = await readAgency(deps.db, request.params.agencyId);
      if (found === null) throw new Refused(registerRefusals.unknown);
      return reply.send(shown(deps, found));
    },
  );
}

function keepingRoutes(app: TypedApp, deps: AgencyDeps): void {
  const config = { permission: 'register:agency' } as const;
  app.post(
    '/api/agencies',
    {
      schema: {
        tags,
        summary: '登记执法主体',
        body: Type.Object({ ...entry, packs: packsField }, strict),
        response: { 201: Type.Object({ agencyId: idField('执法主体') }) },
      },
      config,
    },
    async (request, reply) => {
      const made = await registerAgency(deps.db, deps.shelf, request.body, by(deps, request));
      return reply.code(201).send({ agencyId: made });
    },
  );

  app.put(
    '/api/agencies/:agencyId',
    {
      schema: {
        tags,
        summary: '变更执法主体登记',
        params,
        body: Type.Object(entry, strict),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      const { agencyId } = request.params;
      await changeAgency(deps.db, agencyId, request.body, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/agencies/:agencyId/closing',
    {
      schema: {
        tags,
        summary: '停止执法主体',
        params,
        body: Type.Object({ reason: textField('原因', { maxLength: 500 }) }, strict),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      await closeAgency(deps.db, { ...request.params, ...request.body }, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function packRoutes(app: TypedApp, deps: AgencyDeps): void {
  app.put(
    '/api/agencies/:agencyId/packs',
    {
      schema: {
        tags,
        summary: '设定适用的规则包',
        params,
        body: Type.Object({ packs: packsField }, strict),
        response: { 204: done },
      },
      config: { permission: 'register:agency' },
    },
    async (request, reply) => {
      const target = { ...request.params, ...request.body };
      await assignPacks(deps.db, deps.shelf, target, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/agencies/:agencyId/draft-confirmations',
    {
      schema: {
        tags,
        summary: '确认征求意见稿',
        description: '核对正式文本后，由本单位负责人确认；确认后才适用该规则包。',
        params,
        body: Type.Object(
          {
            packId: textField('规则包', { maxLength: 40 }),
            basis: textField('核对所依据的文件', { maxLength: 500 }),
          },
          strict,
        ),
        response: { 201: Type.Object({ confirmedOn: Type.String({ title: '确认日期' }) }) },
      },
      config: { permission: 'register:settings' },
    },
    async (request, reply) => {
      const actor = requestActor(request);
      const { agencyId } = request.params;
      await refuseUnlessKeeper(deps.db, actor, agencyId);
      const target = { agencyId, ...request.body, confirmedBy: actor.name };
      const made = by(deps, request);
      await confirmDraft(deps.db, deps.shelf, target, made);
      return reply.code(201).send({ confirmedOn: dayOf(made.now) });
    },
  );
}

function settingRoutes(app: TypedApp, deps: AgencyDeps): void {
  const ruleParams = Type.Object({
    agencyId: idField('执法主体'),
    ruleKey: textField('规则键', { maxLength: 80 }),
  });
  const config = { permission: 'register:settings' } as const;
  const response = { 204: done };

  app.put(
    '/api/agencies/:agencyId/own-settings/:ruleKey',
    {
      schema: {
        tags,
        summary: '为“及时”一类未定期限的事项自定期限',
        params: ruleParams,
        body: settingField,
        response,
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const target = { ...request.params, setting: request.body };
      await setOwnSetting(deps.db, deps.shelf, target, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/agencies/:agencyId/own-settings/:ruleKey',
    { schema: { tags, summary: '取消自定期限', params: ruleParams, response }, config },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const target = { ...request.params, setting: null };
      await setOwnSetting(deps.db, deps.shelf, target, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}

function shown(deps: AgencyDeps, one: Agency) {
  const { version: _version, packs, ...rest } = one;
  const drafts = [...unconfirmedDrafts(one, deps.shelf.packs)];
  return { ...rest, packs: [...packs], unconfirmedDrafts: drafts };
}
