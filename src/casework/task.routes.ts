// What waits for the person who asks, most urgent first.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  limitField,
  nextCursorField,
  readCursor,
  requestActor,
} from '../access/index.routes.ts';
import { caseScope, rolesIn, sees } from '../access/index.ts';
import { addDays, endOfDay } from '../rules/index.ts';
import type { Body } from './body.store.ts';
import type { CaseRouteDeps } from './case.routes.ts';
import type { CaseActor, CaseDesk } from './case.store.ts';
import { taskEntry, taskSummary } from './case-schema.routes.ts';
import { roleTitles, standingRefusals } from './decide.ts';
import {
  clocksOfTasks,
  countTasks,
  countTasksByCommand,
  listTasks,
  type TaskPlace,
  type TaskRow,
} from './task.store.ts';
import { clockOfTask } from './task-clock.ts';
import { placesOf } from './task-place.ts';
import { bodiesOf, tellClock } from './told-case.routes.ts';
import { viewOf } from './view.ts';

const tags = ['案件'];
const config = { permission: 'case:read' } as const;
const uuid = '^[0-9a-f-]{36}$';
const moment = String.raw`^(?:infinity|\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00)$`;
const countedMost = 1000;
/** Pages on which nothing is left for the person are passed over, but not without end. */
const mostPages = 5;
const soonWorkdays = 2;

/** Routes of tasks. */
export function taskRoutes(instance: FastifyInstance, deps: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  listRoute(app, deps);
  summaryRoute(app, deps);
}

function listRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/tasks',
    {
      schema: {
        tags,
        operationId: 'listTasks',
        summary: '等本人办理的事项，最先到期的在前',
        description:
          '执法人员为本人承办（尚未指派的，为本人登记）的案件；承办机构负责人为本机构的案件；其他角色为本机关的案件。',
        querystring: Type.Object(
          { cursor: Type.Optional(cursorField), limit: limitField },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(taskEntry),
            nextCursor: nextCursorField,
            total: Type.Integer({
              title: '事项总数',
              description: '最多数到 1000；可能含少数依法须由他人办理的事项。',
            }),
            totalIsExact: Type.Boolean({ title: '总数确切' }),
          }),
        },
      },
      config,
    },
    async (request) => {
      const actor = requestActor(request);
      const { cursor, limit } = request.query;
      const places = { agencyId: actor.agencyId, places: placesOf(actor) };
      const known = await bodiesOf(desk.deps.bodies, [actor]);
      const isOpen = opener(desk, actor, known.get(actor.agencyId));
      let after = placeOf(cursor);
      const items: TaskRow[] = [];
      for (let page = 0; page < mostPages && items.length < limit; page += 1) {
        const wanted = limit - items.length;
        const found = await listTasks(db, places, { after, limit: wanted });
        items.push(...found.slice(0, wanted).filter(isOpen));
        after = found.length > wanted ? (found[wanted - 1]?.place ?? null) : null;
        if (after === null) break;
      }
      const isAll = cursor === undefined && after === null;
      const count = isAll ? items.length : await countTasks(db, places, countedMost);
      return {
        items: items.map((row) => tellTask(desk, row, known.get(row.agencyId))),
        nextCursor: cursorOf(after),
        total: Math.min(count, countedMost),
        totalIsExact: isAll,
      };
    },
  );
}

function placeOf(cursor: string | undefined): TaskPlace | null {
  const parts = readCursor(cursor, [moment, moment, uuid, '^[A-Za-z]{1,60}$'] as const);
  if (parts === null) return null;
  const [dueAt, openedAt, caseId, command] = parts;
  return { dueAt, openedAt, caseId, command };
}

function cursorOf(place: TaskPlace | null): string | null {
  if (place === null) return null;
  const { dueAt, openedAt, caseId, command } = place;
  return Buffer.from(JSON.stringify([dueAt, openedAt, caseId, command])).toString('base64url');
}

/** Tells whether a task is open to the very person: what others must do for reasons of law is not theirs. */
function opener(
  desk: CaseDesk,
  actor: CaseActor,
  body: Body | undefined,
): (row: TaskRow) => boolean {
  const { composition } = desk.deps;
  const scope = caseScope(actor, []);
  return (row) => {
    const spec = composition.procedure.commands.get(row.command);
    if (body === undefined || spec === undefined || !sees(scope, row)) return false;
    const context = desk.contextOf(
      body,
      { id: actor.id, name: actor.name, roles: rolesIn(actor, row) },
      desk.deps.now(),
    );
    const view = viewOf(composition.procedure, row.state, context);
    return standingRefusals(composition, view, spec).length === 0;
  };
}

function tellTask(desk: CaseDesk, row: TaskRow, body: Body | undefined) {
  const { steps, commands } = desk.deps.composition.procedure;
  const { agencyId, caseId, caseNumber, title, partyName, step, command, role, since } = row;
  const clock = clockOfTask(desk.deps.composition.procedure, row);
  return {
    agencyId,
    caseId,
    caseNumber,
    title,
    partyName,
    step,
    stepTitle: steps[step] ?? step,
    command,
    commandTitle: commands.get(command)?.title ?? command,
    role,
    roleTitle: roleTitles[role] ?? role,
    since,
    version: row.version,
    clock: clock === null ? null : tellClock(desk, clock, body),
    nextClock: row.nextClock === null ? null : tellClock(desk, row.nextClock, body),
  };
}

function summaryRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/tasks/summary',
    {
      schema: {
        tags,
        operationId: 'summarizeTasks',
        summary: '等本人办理的事项有多少',
        response: { 200: taskSummary },
      },
      config,
    },
    async (request) => {
      const actor = requestActor(request);
      const places = { agencyId: actor.agencyId, places: placesOf(actor) };
      const now = desk.deps.now();
      const endOfToday = endOfDay(now.slice(0, 10));
      const until = endOfDay(soonUntil(desk, now.slice(0, 10)));
      const [counts, near, known] = await Promise.all([
        countTasksByCommand(db, places, { now, endOfToday }),
        clocksOfTasks(db, places, { after: endOfToday, until }),
        bodiesOf(desk.deps.bodies, [actor]),
      ]);
      const { commands } = desk.deps.composition.procedure;
      const sum = (of: (one: (typeof counts)[number]) => number) =>
        counts.reduce((all, one) => all + of(one), 0);
      const soon = near.filter(
        ({ agencyId, nextClock }) =>
          nextClock !== null && tellClock(desk, nextClock, known.get(agencyId)).urgency === 'soon',
      );
      return {
        total: sum(({ n }) => n),
        overdue: sum(({ overdue }) => overdue),
        today: sum(({ today }) => today),
        soon: soon.length,
        byCommand: counts.map(({ command, n }) => ({
          command,
          title: commands.get(command)?.title ?? command,
          count: n,
        })),
      };
    },
  );
}

/** No clock that is soon due ends after this day. */
export function soonUntil(desk: CaseDesk, today: string): string {
  const { calendar } = desk.deps;
  let day = today;
  for (let counted = 0; counted < soonWorkdays; ) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) counted += 1;
  }
  const plain = addDays(today, soonWorkdays);
  return day > plain ? day : plain;
}
