// Requests for help in a case, for those of the body who may see the case; and for a public lawyer with an account, the
// cases in which they were asked.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { recordReading } from '../access/index.store.ts';
import { type CaseRouteDeps, cited, lookAtCase } from '../casework/index.routes.ts';
import type { CaseView } from '../casework/index.ts';
import { Refused } from '../rules/index.ts';
import {
  type CounselRequest,
  counselRequests,
  counselRequestTitles,
  requesterRefusals,
  requestRefusals,
} from './counsel.ts';
import { askedOf, issueSecret, type RequestKey, usesOf } from './counsel-access.store.ts';
import {
  giveCounselOpinion,
  known,
  lookAtRequest,
  openCounselCase,
  wordsOfRequests,
} from './counsel-desk.store.ts';
import { counselShellRefusals } from './counsel-refusals.ts';
import {
  asking,
  counselAddress,
  counselCase,
  counselList,
  counselTasks,
  opinionBody,
} from './counsel-schema.routes.ts';

/** What the routes of requests need. */
export type CounselRouteDeps = CaseRouteDeps & {
  /** How outsiders reach the server; what they ask for when absent. */
  readonly publicUrl?: string | null;
};

const tags = ['法律顾问协助'];
const caseParams = Type.Object({ caseId: Type.String({ title: '案件' }) });
const params = Type.Object({
  caseId: Type.String({ title: '案件' }),
  sequence: Type.String({ title: '请求的记录号' }),
});
const mayAsk = { permission: 'review:counsel' } as const;
const own = { permission: 'own:session' } as const;
/** The case checks, and says what is wrong with each field. */
const letThrough = () => () => true;

/** Asking for help in a case, and looking at what was asked. */
export function counselRequestRoutes(instance: FastifyInstance, deps: CounselRouteDeps): void {
  listRoute(instance, deps);
  askRoute(instance, deps);
  addressRoute(instance, deps);
  tasksRoute(instance, deps);
  taskRoute(instance, deps);
  taskOpinionRoute(instance, deps);
}

function listRoute(instance: FastifyInstance, deps: CounselRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/counsel-requests',
    {
      schema: {
        tags,
        operationId: 'listCounselRequests',
        summary: '一件案件的协助请求和意见',
        params: caseParams,
        response: { 200: counselList },
      },
      config: { permission: 'case:read' },
    },
    async (request) => {
      const looked = await lookAtCase(deps, request, request.params.caseId);
      const { file, view, rules } = looked;
      const [uses, words] = await Promise.all([
        usesOf(deps.db, file),
        wordsOfRequests(deps.db, file),
      ]);
      const items = counselRequests(view).map((one) => ({
        ...one,
        ...peopleOf(view, one),
        standingTitle: counselRequestTitles[one.standing],
        question: words.get(one.sequence) ?? '',
        opinionText: one.opinion === null ? null : (words.get(one.opinion) ?? ''),
        ...(uses.get(one.sequence) ?? unused),
      }));
      const clauses = rules.get('review.counsel', view.today)?.clauses ?? [];
      return { items, clauses: cited(rules, clauses) };
    },
  );
}

const unused = { issuedAt: null, readings: 0, lastReadAt: null };

const isStaff = ({ context }: CaseView, counselId: string): boolean =>
  (context.counsel?.[counselId]?.accountId ?? null) !== null;

function peopleOf(view: CaseView, { requestedBy, counselId }: CounselRequest) {
  const requestedByName = view.context.officers[requestedBy ?? '']?.name ?? '';
  return { requestedByName, hasAccount: isStaff(view, counselId) };
}

function askRoute(instance: FastifyInstance, deps: CounselRouteDeps): void {
  instance.post<{ Params: { caseId: string } }>(
    '/api/cases/:caseId/counsel-requests',
    {
      schema: {
        tags,
        operationId: 'askCounsel',
        summary: '请求法律顾问、公职律师协助，并生成一次性查阅链接',
        description:
          '链接只在这次答复中出现一次。外部人员凭链接只能查看本案、提出意见；有账户的公职律师登录后办理，不生成链接。',
        params: caseParams,
        body: asking,
        response: { 201: counselAddress },
      },
      validatorCompiler: letThrough,
      config: mayAsk,
    },
    async (request, reply) => {
      const { caseId } = request.params;
      await lookAtCase(deps, request, caseId);
      const actor = requestActor(request);
      const order = { kind: 'requestCounsel', caseId, data: request.body ?? {} };
      const done = await deps.desk.perform(order, actor);
      const sequence = done.version;
      const key = { agencyId: actor.agencyId, caseId, request: sequence };
      const { request: made, view } = known(await lookAtRequest(deps, key, actor));
      const address = isStaff(view, made.counselId)
        ? null
        : await newAddress(deps, request, key, made);
      return reply.code(201).send({ sequence, address, until: made.until });
    },
  );
}

function addressRoute(instance: FastifyInstance, deps: CounselRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/cases/:caseId/counsel-requests/:sequence/address',
    {
      schema: {
        tags,
        operationId: 'renewCounselAddress',
        summary: '重新生成查阅链接，原来的链接立即失效',
        params,
        response: { 201: counselAddress },
      },
      config: mayAsk,
    },
    async (request, reply) => {
      const { caseId, sequence } = request.params;
      const { file, view } = await lookAtCase(deps, request, caseId);
      const made = counselRequests(view).find((one) => String(one.sequence) === sequence);
      if (made === undefined) throw new Refused(counselShellRefusals.unknown);
      const { roles } = view.context.actor;
      if (!roles.includes('reviewer') && !roles.includes('leader'))
        throw new Refused(counselShellRefusals.notRequester);
      const refusals = [...requesterRefusals(view), ...requestRefusals(view, made.sequence)];
      if (refusals.length > 0) throw new Refused(...refusals);
      if (isStaff(view, made.counselId)) throw new Refused(counselShellRefusals.staff);
      const key = { agencyId: file.agencyId, caseId, request: made.sequence };
      const address = await newAddress(deps, request, key, made);
      return reply.code(201).send({ sequence: made.sequence, address, until: made.until });
    },
  );
}

async function newAddress(
  deps: CounselRouteDeps,
  request: FastifyRequest,
  key: RequestKey,
  { counselId, until }: CounselRequest,
): Promise<string> {
  const by = { actorId: requestActor(request).id, now: deps.desk.deps.now() };
  const secret = await issueSecret(deps.db, { ...key, counselId, until }, by);
  const origin = deps.publicUrl ?? `${request.protocol}://${request.host}`;
  return `${origin}/counsel/${secret}`;
}

function tasksRoute(instance: FastifyInstance, deps: CounselRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/counsel-tasks',
    {
      schema: {
        tags,
        operationId: 'listCounselTasks',
        summary: '请我协助的案件（有账户的公职律师）',
        response: { 200: counselTasks },
      },
      config: own,
    },
    async (request) => {
      const me = requestActor(request);
      const asked = await askedOf(deps.db, me.id);
      const looked = await Promise.all(asked.map((key) => lookAtRequest(deps, key, me)));
      const items = looked.flatMap((one) => {
        if (one === null || !isMine(one, me.id)) return [];
        const { sequence, until, standing, requestedAt } = one.request;
        const { caseId } = one.key;
        const { caseNumber, agencyName } = one;
        const standingTitle = counselRequestTitles[standing];
        return [
          { caseId, sequence, caseNumber, agencyName, until, standing, standingTitle, requestedAt },
        ];
      });
      return { items };
    },
  );
}

function taskRoute(instance: FastifyInstance, deps: CounselRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/counsel-tasks/:caseId/:sequence',
    {
      schema: {
        tags,
        operationId: 'readCounselTask',
        summary: '请我协助的一件案件：问题和材料',
        params,
        response: { 200: counselCase },
      },
      config: own,
    },
    async (request) => {
      const me = requestActor(request);
      const looked = await mine(deps, me, request.params);
      const told = await openCounselCase(deps, looked);
      const part = `counsel:${looked.request.sequence}`;
      const { agencyId, caseId } = looked.key;
      const file = { agencyId, caseId, departmentId: null, handlerIds: [] };
      await recordReading(deps.db, me, { file, part }, deps.desk.deps.now());
      const materials = told.materials.map((one) => ({
        ...one,
        particulars: [...one.particulars],
      }));
      return { ...told, materials };
    },
  );
}

function taskOpinionRoute(instance: FastifyInstance, deps: CounselRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/api/counsel-tasks/:caseId/:sequence/opinion',
    {
      schema: {
        tags,
        operationId: 'giveCounselTaskOpinion',
        summary: '就请我协助的案件提出意见',
        params,
        body: opinionBody,
        response: { 204: Type.Null({ description: '已提出' }) },
      },
      validatorCompiler: letThrough,
      config: own,
    },
    async (request, reply) => {
      const me = requestActor(request);
      const { key } = await mine(deps, me, request.params);
      const { opinion } = (request.body ?? {}) as { readonly opinion?: unknown };
      await giveCounselOpinion(deps, key, { id: me.id, name: me.name }, opinion);
      return reply.code(204).send(null);
    },
  );
}

type Looked = NonNullable<Awaited<ReturnType<typeof lookAtRequest>>>;

const isMine = ({ view, request }: Looked, accountId: string): boolean =>
  view.context.counsel?.[request.counselId]?.accountId === accountId;

/** @throws Refused (`counsel.unknown`) unless it was addressed to the account and is so still */
async function mine(
  deps: CounselRouteDeps,
  me: { readonly id: string; readonly name: string },
  at: { readonly caseId: string; readonly sequence: string },
): Promise<Looked> {
  const asked = await askedOf(deps.db, me.id);
  const key = asked.find((one) => one.caseId === at.caseId && String(one.request) === at.sequence);
  const looked = key === undefined ? null : await lookAtRequest(deps, key, me);
  if (looked === null || !isMine(looked, me.id)) throw new Refused(counselShellRefusals.unknown);
  return looked;
}
