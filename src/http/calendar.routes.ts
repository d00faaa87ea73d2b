// The working-day calendar: which years are known, and a further year from the State Council's notice.

import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { change, eventBy } from '../access/index.store.ts';
import { addedYears, CalendarFolder, importCalendarText } from '../rules/index.store.ts';
import {
  dayOf,
  type Instant,
  missingYears,
  type Problem,
  Refused,
  type RuleBook,
} from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { calendarRefused } from './administration-refusals.ts';
import type { Installation } from './installation.ts';
import { askForRecount } from './recount.store.ts';

/** What the routes of the calendar need. */
export type CalendarDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly installation: Pick<Installation, 'folders'>;
  readonly now: () => Instant;
};

const tags = ['规则'];
const year = Type.Object(
  {
    year: Type.Integer({ title: '年份' }),
    source: Type.String({ title: '依据的通知' }),
    restDays: Type.Integer({ title: '放假天数' }),
    makeUpDays: Type.Integer({ title: '调休上班天数' }),
    imported: Type.Boolean({ title: '由本单位导入' }),
    rest: Type.Array(Type.String(), { title: '放假日期' }),
    makeUp: Type.Array(Type.String(), { title: '调休上班日期' }),
  },
  { title: '一年的工作日日历' },
);

/** Routes of the calendar. */
export function calendarRoutes(app: FastifyInstance, deps: CalendarDeps): void {
  listRoute(app, deps);
  addRoute(app, deps);
}

function listRoute(instance: FastifyInstance, deps: CalendarDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/calendar-years',
    {
      schema: {
        tags,
        operationId: 'listCalendarYears',
        summary: '已有放假安排的年份，和应有而没有的年份',
        response: {
          200: Type.Object({
            items: Type.Array(year),
            missing: Type.Array(Type.Integer(), { title: '应有而没有的年份；期限暂定' }),
          }),
        },
      },
      config: { permission: 'rule:read' },
    },
    async () => {
      const { calendar } = deps.ruleBook;
      const added = await addedYears(deps.installation.folders.extraCalendar);
      const items = calendar.notices.map((notice) => ({
        year: notice.year,
        source: notice.source,
        restDays: notice.rest.length,
        makeUpDays: notice.makeUp.length,
        imported: added.has(notice.year),
        rest: [...notice.rest],
        makeUp: [...notice.makeUp],
      }));
      return {
        items: items.toReversed(),
        missing: [...missingYears(calendar, dayOf(deps.now()))],
      };
    },
  );
}

function addRoute(instance: FastifyInstance, deps: CalendarDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { db, ruleBook, installation } = deps;
  const folder = new CalendarFolder(installation.folders, ruleBook.calendar);
  app.post(
    '/api/calendar-years',
    {
      schema: {
        tags,
        operationId: 'addCalendarYear',
        summary: '加入一年的放假安排，立即生效',
        description:
          '内容为 YAML：year（年份）、source（通知文号）、rest（放假日期或者区间）、makeUp（调休上班日期）。与 ./mingfa rules calendar import 的检查相同。',
        body: Type.Object(
          { text: Type.String({ title: 'YAML 全文', minLength: 1, maxLength: 65_536 }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            year: Type.Integer({ title: '年份' }),
            added: Type.Boolean({ title: '新加入；以前已有同样内容时为 false' }),
          }),
        },
      },
      config: { permission: 'settings:technical' },
    },
    async (request) => {
      const result = await importCalendarText(request.body.text, installation.folders);
      if (result.outcome === 'refused') throw refused(result.problems);
      const added = result.outcome === 'added';
      if (added) {
        const by = { actorId: requestActor(request).id, now: deps.now() };
        const told = { year: result.year, text: keepable(request.body.text) };
        await change(db, (tx) =>
          tx.append(randomUUID(), 0, [eventBy(by, 'calendarYearAdded', told)]),
        );
        await folder.follow();
        await askForRecount(db);
      }
      return { year: result.year, added };
    },
  );
}

/** What the history can keep of a text. */
const keepable = (text: string) => text.toWellFormed().replaceAll('\0', '');

function refused(problems: readonly Problem[]): Refused {
  // One mistake is often made on several lines: it is said once, with all of them.
  const lines = new Map<string, number[]>();
  for (const { line, text } of problems)
    lines.set(text, [...new Set([...(lines.get(text) ?? []), line])]);
  const shown = [...lines].slice(0, 20).map(([text, at]) => calendarRefused(at, text));
  return new Refused(...shown);
}
