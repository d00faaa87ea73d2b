// What a body must put in place for its legal review: how it stands, that it is completed, that it must be done again.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  dateField,
  idField,
  instantField,
  requestActor,
  textField,
} from '../access/index.routes.ts';
import { permits } from '../access/index.ts';
import { type CaseRouteDeps, cited, citedClause } from '../casework/index.routes.ts';
import { refuseUnlessReader } from '../registers/index.store.ts';
import { type CivilDate, dayOf, Refused, type Rules } from '../rules/index.ts';
import { namesOf } from './catalogue.store.ts';
import { changeDuty, readDutyRecords } from './duty.store.ts';
import {
  completeDuty,
  type Duty,
  type DutyDecision,
  type DutyEvent,
  type DutyRecord,
  type DutyStanding,
  dutiesOf,
  dutyNext,
  dutyRecord,
  dutyStanding,
  lastDayOf,
  reopenDuty,
} from './duty.ts';

type Deps = Pick<CaseRouteDeps, 'db' | 'desk'>;

const tags = ['审核人员'];
const strict = { additionalProperties: false };
const records = { config: { permission: 'review:duty' } } as const;
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, title: string) =>
  Type.Union([Type.Null(), schema], { title });
const code = Type.String({ title: '落实任务', pattern: '^[a-z][a-z0-9-]{0,59}$' });
const params = Type.Object({ code });
const done = Type.Null({ description: '已办理' });
const grounds = { mistaken: '登记有误', lapsed: '没有保持' } as const;

const actAnswer = Type.Object({
  kindTitle: Type.String({ title: '做了什么' }),
  at: instantField('何时'),
  byName: Type.String({ title: '谁' }),
  metOn: orNull(dateField('完成日期'), '完成日期'),
  text: Type.String({ title: '凭据或者原因' }),
});
const dutyAnswer = Type.Object({
  code,
  title: Type.String({ title: '落实什么' }),
  lead: orNull(Type.String(), '牵头；没有写明的为 null'),
  carriers: Type.Array(Type.String(), { title: '责任' }),
  assistants: Type.Array(Type.String(), { title: '配合' }),
  dueOn: orNull(dateField('完成的最后一日'), '完成的最后一日；没有时限的为 null'),
  dueText: Type.String({ title: '完成时限' }),
  standing: Type.String({
    title: '状态',
    description: 'running、overdue、met、met-late、lapsed（没有保持）、kept-up（长期执行）',
  }),
  standingTitle: Type.String({ title: '状态（文字）' }),
  metOn: orNull(dateField('完成日期'), '完成日期'),
  acts: Type.Array(actAnswer, { title: '办理记录，先后为序' }),
  next: Type.Union([Type.Null(), Type.Literal('complete'), Type.Literal('reopen')], {
    title: '本人现在可以：complete 登记完成，reopen 重新打开；都不可以时为 null',
  }),
  clauses: Type.Array(citedClause, { title: '依据' }),
});
const answer = Type.Object({
  agencyId: idField('执法主体'),
  today: dateField('今日'),
  items: Type.Array(dutyAnswer, { title: '落实任务；规则没有规定的为空' }),
});
const completionBody = Type.Object(
  {
    metOn: dateField('完成日期'),
    evidence: textField('凭据', { maxLength: 500 }),
  },
  { ...strict, title: '登记完成' },
);
const reopeningBody = Type.Object(
  {
    ground: Type.Union([Type.Literal('mistaken'), Type.Literal('lapsed')], {
      title: '情形',
      description: 'mistaken：登记有误；lapsed：没有保持',
    }),
    reason: textField('原因', { maxLength: 500 }),
  },
  { ...strict, title: '重新打开' },
);

const unset = {
  code: 'review.duty-unset',
  text: '本机关适用的规则没有规定法制审核制度的落实分工，本系统不办理。请核对所适用的规则包。',
  clauses: [],
};

/** Everything about what a body must put in place for its legal review. */
export function dutyRoutes(app: FastifyInstance, deps: Deps): void {
  readingRoute(app, deps);
  completionRoute(app, deps);
  reopeningRoute(app, deps);
}

function readingRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/review-duties',
    {
      schema: {
        tags,
        operationId: 'readReviewDuties',
        summary: '法制审核制度的落实：谁牵头、谁承担、谁配合，何时完成，现在如何',
        querystring: Type.Object(
          { agencyId: Type.Optional(idField('执法主体；不填为本单位，监督人员可以查看下级')) },
          strict,
        ),
        response: { 200: answer },
      },
      config: { permission: 'review:read' },
    },
    async (request) => {
      const me = requestActor(request);
      const { agencyId = me.agencyId } = request.query;
      await refuseUnlessReader(deps.db, me, agencyId);
      const { rules } = await deps.desk.deps.bodies.read(agencyId);
      const today = dayOf(deps.desk.deps.now());
      const kept = await readDutyRecords(deps.db, agencyId);
      const actors = [...kept.values()].flatMap(({ acts }) => acts.map(({ by }) => by));
      const names = await namesOf(deps.db, actors);
      const mayAct = agencyId === me.agencyId && permits(me.roles, 'review:duty');
      const items = dutiesOf(rules, today).map((duty) =>
        told(duty, dutyRecord(kept, duty.code), { rules, today, names, mayAct }),
      );
      return { agencyId, today, items };
    },
  );
}

type Ground = {
  readonly rules: Rules;
  readonly today: CivilDate;
  readonly names: ReadonlyMap<string, string>;
  readonly mayAct: boolean;
};

function told(duty: Duty, record: DutyRecord, ground: Ground): Static<typeof dutyAnswer> {
  const { rules, today, names, mayAct } = ground;
  const standing = dutyStanding(duty, record, today);
  return {
    code: duty.code,
    title: duty.title,
    lead: duty.lead,
    carriers: [...duty.carriers],
    assistants: [...duty.assistants],
    dueOn: lastDayOf(duty),
    dueText: dueText(duty),
    standing,
    standingTitle: standingTitles[standing],
    metOn: record.metOn,
    acts: record.acts.map((act) => ({
      ...toldAct(act),
      at: act.at,
      byName: names.get(act.by) ?? '',
    })),
    next: mayAct ? dutyNext(duty, record) : null,
    clauses: cited(rules, duty.clauses),
  };
}

const standingTitles: Readonly<Record<DutyStanding, string>> = {
  running: '办理中',
  overdue: '超期未完成',
  met: '按期完成',
  'met-late': '逾期完成',
  lapsed: '没有保持',
  'kept-up': '长期执行',
};

function dueText({ completeBy, isKeptUp }: Duty): string {
  const onwards = isKeptUp ? '长期执行' : '';
  if (completeBy === null) return onwards;
  const [year, month] = completeBy.split('-').map(Number);
  return [`${year}年${month}月完成`, onwards].filter((text) => text !== '').join('，');
}

const toldAct = (act: DutyEvent) =>
  act.kind === 'dutyMet'
    ? { kindTitle: '登记完成', metOn: act.data.metOn, text: act.data.evidence }
    : {
        kindTitle: `重新打开（${grounds[act.data.ground]}）`,
        metOn: null,
        text: act.data.reason,
      };

type Decide = (duty: Duty | undefined, record: DutyRecord, today: CivilDate) => DutyDecision;

/** Does something about a duty of the person's own body. */
async function act({ db, desk }: Deps, request: FastifyRequest, decide: Decide): Promise<void> {
  const me = requestActor(request);
  const { code: wanted } = request.params as Static<typeof params>;
  const { rules } = await desk.deps.bodies.read(me.agencyId);
  const at = desk.deps.now();
  const today = dayOf(at);
  const duties = dutiesOf(rules, today);
  if (duties.length === 0) throw new Refused(unset);
  const duty = duties.find((one) => one.code === wanted);
  const doing = { agencyId: me.agencyId, by: me.id, at, clauses: duty?.clauses ?? [] };
  await changeDuty(db, doing, (kept) => decide(duty, dutyRecord(kept, wanted), today));
}

function completionRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-duties/:code/completion',
    {
      schema: {
        tags,
        operationId: 'completeReviewDuty',
        summary: '登记一项落实任务已经完成，或者没有保持的已经恢复',
        params,
        body: completionBody,
        response: { 204: done },
      },
      ...records,
    },
    async (request, reply) => {
      const { body } = request;
      await act(deps, request, (duty, record, today) => completeDuty(duty, record, body, today));
      return reply.code(204).send(null);
    },
  );
}

function reopeningRoute(instance: FastifyInstance, deps: Deps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/review-duties/:code/reopening',
    {
      schema: {
        tags,
        operationId: 'reopenReviewDuty',
        summary: '重新打开一项落实任务：登记有误，或者没有保持',
        params,
        body: reopeningBody,
        response: { 204: done },
      },
      ...records,
    },
    async (request, reply) => {
      const { body } = request;
      await act(deps, request, (duty, record) => reopenDuty(duty, record, body));
      return reply.code(204).send(null);
    },
  );
}
