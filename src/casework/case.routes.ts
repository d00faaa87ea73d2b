// Acting in cases: one route a command, made from the procedure.
//
// The form of a command is checked by the case itself, with a sentence for each field; the schema here describes it. So
// these routes let any JSON object through.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { parseInstant, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { CaseDesk } from './case.store.ts';
import type { JsonObject } from './case-event.ts';
import { openCase, openingCommand } from './case-opening.store.ts';
import { performed } from './case-schema.routes.ts';
import { commandSchema, kebabCase } from './command-schema.ts';
import { roleTitles } from './decide.ts';
import type { CommandSpec } from './procedure.ts';
import { shellRefusals } from './shell-refusals.ts';

/** What the routes of cases need. */
export type CaseRouteDeps = {
  readonly db: Database;
  readonly desk: CaseDesk;
  /** What is usually submitted, by command; shown in the description of the interface. */
  readonly examples: Readonly<Record<string, JsonObject>>;
  /** Where the public reads the decision of a case that was disclosed. */
  readonly publicPath: (which: { readonly agencyId: string; readonly caseId: string }) => string;
};

const idempotencyKey = Type.String({
  description:
    '同一个键、同样的内容只办理一次，重复提交得到第一次的答复。每项新操作换一个键（如 UUID）。',
  minLength: 1,
  maxLength: 100,
});
const ifMatch = Type.String({
  description:
    '所看到的案件版本号（version，也即 ETag）。案件在此之后有新的办理时答复 409。不填则按最新情况办理。',
});
const at = Type.String({
  description:
    '仅演示模式下的演示单位可用：按这一过去的时间办理（北京时间），不得早于上一项办理、不得晚于现在。',
  examples: ['2026-09-28T09:00:00.000+08:00'],
});
const headers = Type.Object({
  'idempotency-key': Type.Optional(idempotencyKey),
  'if-match': Type.Optional(ifMatch),
  'mingfa-at': Type.Optional(at),
});
const openingHeaders = Type.Object({
  'idempotency-key': Type.Optional(idempotencyKey),
  'mingfa-at': Type.Optional(at),
});
const params = Type.Object({ caseId: Type.String({ format: 'uuid', title: '案件' }) });

/** What describes an act without checking it: the case checks, and says what is wrong with each field. */
const letThrough = () => () => true;

/** Routes that act in cases. */
export function actingRoutes(instance: FastifyInstance, deps: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  openingRoute(app, deps);
  for (const command of deps.desk.deps.composition.procedure.commands.values())
    if (!command.opens) commandRoute(app, deps, command);
}

function openingRoute(app: FastifyInstance, { desk, examples }: CaseRouteDeps): void {
  const { procedure } = desk.deps.composition;
  const kind = openingCommand(desk);
  const command = procedure.commands.get(kind);
  if (command === undefined) return;
  app.post(
    '/api/cases',
    {
      schema: {
        tags: ['案件'],
        operationId: kind,
        summary: `${command.title}，新建案件`,
        description: describe(command),
        headers: openingHeaders,
        body: Type.Unsafe<unknown>(openingSchema(desk, command, examples[kind])),
        response: { 201: performed },
      },
      validatorCompiler: letThrough,
      config: { permission: 'case:open' },
    },
    async (request, reply) => {
      const { variant, departmentId, data } = opened(request.body);
      const given = headersOf(request);
      const opening = { variant, departmentId, data, ...given };
      const done = await openCase(desk, opening, requestActor(request));
      return reply
        .code(201)
        .header('location', `/api/cases/${done.caseId}`)
        .header('etag', `"${done.version}"`)
        .send(done);
    },
  );
}

function openingSchema(desk: CaseDesk, command: CommandSpec, example: JsonObject | undefined) {
  const { procedure } = desk.deps.composition;
  const schema = commandSchema(procedure, command, example) as JsonObject & {
    properties: JsonObject;
  };
  const titles = Object.entries(procedure.variants).map(([code, title]) => `${code}：${title}`);
  const variant = {
    type: 'string',
    enum: Object.keys(procedure.variants),
    default: 'general',
    title: '程序',
    description: `${titles.join('；')}。`,
  };
  const departmentId = {
    type: 'string',
    format: 'uuid',
    title: '承办机构',
    description: '不填为本人所在机构。',
  };
  return { ...schema, properties: { variant, departmentId, ...schema.properties } };
}

/** Parts the handling of a case from the form of its first command. */
function opened(body: unknown): {
  readonly variant: string;
  readonly departmentId: string | undefined;
  readonly data: unknown;
} {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { variant: 'general', departmentId: undefined, data: body };
  const { variant = 'general', departmentId, ...data } = body as Record<string, unknown>;
  if (departmentId !== undefined && typeof departmentId !== 'string')
    throw new Refused(shellRefusals.departmentUnknown);
  // What is no text is no variant either; the case says so.
  return { variant: typeof variant === 'string' ? variant : '', departmentId, data };
}

function commandRoute(app: FastifyInstance, deps: CaseRouteDeps, command: CommandSpec): void {
  const { desk } = deps;
  const { procedure } = desk.deps.composition;
  app.post<{ Params: { caseId: string } }>(
    `/api/cases/:caseId/commands/${kebabCase(command.id)}`,
    {
      schema: {
        tags: [`办理：${procedure.steps[command.step] ?? command.step}`],
        operationId: command.id,
        summary: command.title,
        description: describe(command),
        params,
        headers,
        body: Type.Unsafe<unknown>(commandSchema(procedure, command, deps.examples[command.id])),
        response: { 200: performed },
      },
      validatorCompiler: letThrough,
      config: { permission: 'case:act' },
    },
    async (request, reply) => {
      const { caseId } = request.params;
      if (!isId(caseId)) throw new Refused(shellRefusals.unknown);
      const order = { kind: command.id, caseId, data: request.body ?? {}, ...headersOf(request) };
      const done = await desk.perform(order, requestActor(request));
      return reply.header('etag', `"${done.version}"`).send(done);
    },
  );
}

function describe(command: CommandSpec): string {
  const roles = command.roles.map((role) => roleTitles[role] ?? role).join('、');
  const clauses = command.clauses.length === 0 ? '' : `依据：${command.clauses.join('、')}。`;
  const consequence = command.consequence === null ? '' : `后果：${command.consequence}`;
  return `由${roles}办理。${clauses}${consequence}能否办理、还缺什么，见该案件的 options。`;
}

/** Whether a text is an id as PostgreSQL reads it. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

type Given = {
  readonly idempotencyKey: string | undefined;
  readonly expectedVersion: number | undefined;
  readonly at: string | undefined;
};

function headersOf(request: FastifyRequest): Given {
  const { 'idempotency-key': key, 'if-match': match } = request.headers;
  return {
    idempotencyKey: key === undefined ? undefined : read(String(key), /^([\x21-\x7e]{1,100})$/),
    expectedVersion: versionOf(match),
    at: momentOf(request),
  };
}

function versionOf(match: string | undefined): number | undefined {
  if (match === undefined || match.trim() === '*') return undefined;
  return Number(read(match.trim(), /^(?:W\/)?"?(\d{1,9})"?$/));
}

function read(text: string, form: RegExp): string {
  const found = form.exec(text)?.[1];
  if (found === undefined) throw new Refused(shellRefusals.badHeader);
  return found;
}

/** The past moment that a demonstration asks for. */
export function momentOf(request: FastifyRequest): string | undefined {
  const given = request.headers['mingfa-at'];
  if (given === undefined) return undefined;
  const moment = parseInstant(String(given));
  if (moment === null) throw new Refused(shellRefusals.notAnInstant);
  return moment;
}
