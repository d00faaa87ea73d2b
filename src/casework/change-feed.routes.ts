// What others did lately.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  limitField,
  nextCursorField,
  pageOf,
  readCursor,
  requestActor,
} from '../access/index.routes.ts';
import { caseScopeOf } from '../registers/index.store.ts';
import { addDays } from '../rules/index.ts';
import type { CaseRouteDeps } from './case.routes.ts';
import { changeEntry } from './case-schema.routes.ts';
import { listChanges } from './change-feed.store.ts';
import { commandOf } from './event-particulars.ts';

const moment = String.raw`^\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00$`;
const days = 14;

/** The route of what others did. */
export function changeRoute(instance: FastifyInstance, { db, desk }: CaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/changes',
    {
      schema: {
        tags: ['案件'],
        operationId: 'listChanges',
        summary: '最近十四天他人的办理，最近的在前',
        description: '执法人员为本人承办的案件；其他人员为权限范围内的案件。',
        querystring: Type.Object(
          { cursor: Type.Optional(cursorField), limit: limitField },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ items: Type.Array(changeEntry), nextCursor: nextCursorField }),
        },
      },
      config: { permission: 'case:read' },
    },
    async (request) => {
      const actor = requestActor(request);
      const { cursor, limit } = request.query;
      const after = readCursor(cursor, [moment, 0] as const);
      const scope = await caseScopeOf(db, actor);
      const now = desk.deps.now();
      const isOfficerOnly = actor.roles.every((role) => role === 'officer');
      const found = await listChanges(db, scope, {
        accountId: actor.id,
        handler: isOfficerOnly ? { agencyId: actor.agencyId, accountId: actor.id } : null,
        since: `${addDays(now.slice(0, 10), -days)}${now.slice(10)}`,
        after: after === null ? null : { at: after[0], logId: after[1] },
        limit,
      });
      const page = pageOf(found, limit, (entry) => [entry.at, entry.logId]);
      const { procedure } = desk.deps.composition;
      return {
        items: page.items.map((entry) => ({
          caseId: entry.caseId,
          caseNumber: entry.caseNumber,
          title: entry.title,
          sequence: entry.sequence,
          kind: entry.kind,
          kindTitle: commandOf(procedure, entry)?.title ?? entry.kind,
          at: entry.at,
          actorName: entry.actorName,
        })),
        nextCursor: page.nextCursor,
      };
    },
  );
}
