// What somebody would type in a step of the usual course, from the examples of the procedure and the facts of the case.

import {
  emptyCase,
  exampleData,
  type JsonObject,
  type ScenarioStep,
  viewOf,
} from '../../src/casework/index.ts';
import type { CastBody } from './body.ts';
import type { Client, TestServer } from './server.ts';

/** A case that is being played. */
export type PlayedCase = {
  readonly pack: string;
  readonly body: CastBody;
  /** Empty before the first step. */
  readonly caseId: string;
};

/** The data of one step. */
export async function stepData(
  server: TestServer,
  played: PlayedCase,
  step: ScenarioStep,
  client: Client,
): Promise<JsonObject> {
  const { composition, book, calendar, rulesOf } = server.stage;
  const { procedure } = composition;
  const command = procedure.commands.get(step.do);
  if (command === undefined) throw new Error(`no command ${step.do}`);
  const start = emptyCase(procedure, '', '', 'general');
  const { people } = played.body;
  const facts =
    played.caseId === ''
      ? {}
      : (await client.get(`/api/cases/${played.caseId}`, { 'mingfa-at': step.at })).body.facts;
  const ids = Object.fromEntries(Object.entries(people).map(([name, { id }]) => [name, id]));
  const cast = {
    ids,
    handlers: [ids['承办人甲'] ?? '', ids['承办人乙'] ?? ''],
    host: ids['主持人'] ?? '',
  };
  const actor = { id: '', name: '', roles: [] };
  const context = { rules: rulesOf(played.pack, {}), calendar, now: step.at, actor, officers: {} };
  const view = viewOf(procedure, { ...start, facts }, context);
  const layers = { example: book.examples[step.do] ?? {}, differs: step.with };
  return exampleData(view, command, layers, cast);
}
