// Whole case actions, as a person's click brings them about: find the case, decide by the rules, append. Real penalty
// cases, opened beforehand, are taken through the first half of the usual course; the insert beside them puts as many bytes into
// one row. Eight clients each, taking turns in one run.

import { join } from 'node:path';
import { assemble } from '../../src/assembly.ts';
import {
  CaseDesk,
  createBodies,
  loadProcedure,
  loadScenarioBook,
  openCase,
} from '../../src/casework/index.store.ts';
import {
  type CaseState,
  type CourseStep,
  type ExamplePeople,
  emptyCase,
  exampleData,
  type JsonObject,
  type ScenarioBook,
  viewOf,
} from '../../src/casework/index.ts';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import { type Database, readCase } from '../../src/store/index.store.ts';
import type { Figure } from '../../tools/bench.ts';
import { aBody, type CastBody, type Member } from '../support/body.ts';
import { aText, startBenchServer } from './case-load.ts';
import { bareInsert, clients, median, perSecond } from './rounds.ts';

const home = join(import.meta.dirname, '../..');
const now = '2026-09-28T09:00:00.000+08:00';
const lastCommand = 'addEvidence';

/** Measures; `quick` takes shorter and fewer rounds. */
export async function measure({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const server = await startBenchServer();
  try {
    const db = await server.open('desk');
    const office = await anOffice(db);
    await db.pool.query(
      'create table bare (id bigint generated always as identity primary key, agency_id uuid not null, body jsonb not null)',
    );
    await office.open(800);
    await perSecond(office.act, 500);
    const { bytes } = office;
    const texts = Array.from({ length: 50 }, () => JSON.stringify({ text: aText(bytes / 3) }));
    const insert = bareInsert(db, () => texts[Math.floor(Math.random() * texts.length)] ?? '');
    const millis = quick ? 800 : 1_500;
    const rounds: { readonly bare: number; readonly desk: number }[] = [];
    for (let round = 0; round < (quick ? 5 : 15); round += 1) {
      await office.open(millis * 2);
      rounds.push({
        bare: await perSecond(insert, millis),
        desk: await perSecond(office.act, millis),
      });
    }
    const rate = (way: 'bare' | 'desk') => Math.round(median(rounds.map((one) => one[way])));
    return [
      {
        name: '整件办理：读取、判断、写入',
        value: median(rounds.map(({ bare, desk }) => desk / bare)),
        target: 0.6,
        unit: '×',
        better: 'higher',
        compared: `每秒 ${rate('desk')} 项办理，比每秒 ${rate('bare')} 次同样大小（${bytes} 字节）的持久写入，各 ${clients} 个客户端`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** A desk that notes how many bytes each action hands to the store. */
class WeighingDesk extends CaseDesk {
  readonly weights: number[] = [];

  override actionOf(...given: Parameters<CaseDesk['actionOf']>): ReturnType<CaseDesk['actionOf']> {
    const action = super.actionOf(...given);
    this.weights.push(Buffer.byteLength(JSON.stringify(action)));
    return action;
  }
}

type Office = {
  /** Bytes of an action on average over the course. */
  readonly bytes: number;
  /** Opens so many cases to be worked on; openings give numbers, one after the other, and are not measured. */
  readonly open: (cases: number) => Promise<void>;
  readonly act: (client: number) => Promise<void>;
};

/** A body whose clients take cases through the course, one act at a time. */
async function anOffice(db: Database): Promise<Office> {
  const ruleBook = await loadRuleBook(join(home, 'rules'));
  const composition = assemble(await loadProcedure(join(home, 'procedures/penalty.yaml')));
  const book = await loadScenarioBook(join(home, 'procedures/penalty.examples.yaml'));
  const body = await aBody(db, ruleBook, book, { pack: 'anze' });
  const deps = {
    db,
    composition,
    calendar: ruleBook.calendar,
    bodies: createBodies({ db, ruleBook, procedure: composition.procedure, now: () => now }),
    now: () => now,
    isDemonstration: false,
    jobsOf: () => [],
    onKept: async () => undefined,
  };
  const scales = new WeighingDesk(deps);
  const [opening, ...course] = await preparedCourse(scales, book, body);
  const desk = new CaseDesk(deps);
  if (opening === undefined) throw new Error('the course is empty');
  const waiting: string[] = [];
  const working = new Map<number, { readonly caseId: string; readonly next: number }>();
  const openOne = async () => {
    const { caseId } = await openCase(
      desk,
      { variant: 'general', data: opening.data },
      opening.actor,
    );
    waiting.push(caseId);
  };
  const [, ...weights] = scales.weights;
  return {
    bytes: Math.round(weights.reduce((sum, weight) => sum + weight, 0) / weights.length),
    open: async (cases) => {
      while (waiting.length < cases) await Promise.all(Array.from({ length: clients }, openOne));
    },
    act: async (client) => {
      const { caseId, next } = working.get(client) ?? { caseId: waiting.pop() ?? '', next: 0 };
      const step = course[next];
      if (step === undefined || caseId === '') throw new Error('no case is left to work on');
      await desk.perform({ kind: step.kind, caseId, data: step.data }, step.actor);
      if (next + 1 < course.length) working.set(client, { caseId, next: next + 1 });
      else working.delete(client);
    },
  };
}

type Act = { readonly kind: string; readonly data: JsonObject; readonly actor: Member };

/** The acts of the first half of the usual course, with what is submitted, found by playing them once. */
async function preparedCourse(
  desk: CaseDesk,
  book: ScenarioBook,
  body: CastBody,
): Promise<readonly Act[]> {
  const steps = book.courses['general'] ?? [];
  const course: Act[] = [];
  let caseId: string | null = null;
  for (const step of steps.slice(0, steps.findIndex(({ do: kind }) => kind === lastCommand) + 1)) {
    const act = await actOf(desk, book, body, { step, caseId });
    caseId = await perform(desk, act, caseId);
    course.push(act);
  }
  return course;
}

async function perform(desk: CaseDesk, act: Act, caseId: string | null): Promise<string> {
  const { kind, data, actor } = act;
  const done: { readonly caseId: string } =
    caseId === null
      ? await openCase(desk, { variant: 'general', data }, actor)
      : await desk.perform({ kind, caseId, data }, actor);
  return done.caseId;
}

async function actOf(
  desk: CaseDesk,
  book: ScenarioBook,
  { people, agencyId }: CastBody,
  { step, caseId }: { readonly step: CourseStep; readonly caseId: string | null },
): Promise<Act> {
  const { composition, db, bodies } = desk.deps;
  const { procedure } = composition;
  const actor = people[step.who];
  const command = procedure.commands.get(step.do);
  if (actor === undefined || command === undefined) throw new Error(step.do);
  const file = caseId === null ? null : await readCase(db, agencyId, caseId);
  const state = (file?.state ?? emptyCase(procedure, agencyId, agencyId, 'general')) as CaseState;
  const view = viewOf(procedure, state, desk.contextOf(await bodies.read(agencyId), actor, now));
  const layers = { example: book.examples[step.do] ?? {}, differs: step.with };
  return { kind: step.do, data: exampleData(view, command, layers, castOf(people)), actor };
}

function castOf(people: CastBody['people']): ExamplePeople {
  const ids = Object.fromEntries(Object.entries(people).map(([name, { id }]) => [name, id]));
  const handlers = ['承办人甲', '承办人乙'].map((name) => ids[name] ?? '');
  return { ids, handlers, host: ids['主持人'] ?? '' };
}
