// How much a person has to do: clicks and fields from signing in to a filed case, and from the case to each next act.

import { describe, expect, test } from 'vitest';
import {
  courseSteps,
  isObject,
  type Json,
  type JsonObject,
  type ScenarioStep,
} from '../../src/casework/index.ts';
import type { CastBody } from '../support/body.ts';
import { screens, type TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import type { OfferedField } from '../support/console-form.ts';
import { mouse } from '../support/console-hand.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { fromCase, type Way } from '../support/console-way.ts';

let stage: TestConsole;
let newBody: () => Promise<CastBody>;
consoleForAll((all) => {
  stage = all.stage;
  newBody = () => all.newBody('anze');
});

/** What is needed because of what else was chosen, by group or act. */
const neededBeside: Readonly<Record<string, readonly string[]>> = {
  penalty: ['fineFen'],
  recording: ['reference'],
  // A case that is none of the major ones goes to no review; this one is.
  finishInvestigation: ['penalty', 'majorTriggers'],
  submitForReview: ['materials'],
  // How and by when to perform, and where to object (apl-2021-59).
  makeDecision: ['performance', 'remedies'],
};

/** Types nothing that may be left out, and nothing that the form opens with. */
class SparingPlayer extends ConsolePlayer {
  /** What the acts so far left on file, as `event.field`. */
  readonly #onFile = new Set<string>();

  override shape(
    step: ScenarioStep,
    fields: readonly OfferedField[],
    data: JsonObject,
  ): JsonObject {
    const isFilled = ({ from = [] }: OfferedField) => from.some((place) => this.#onFile.has(place));
    const needed = leastOf(fields, data, step.do);
    const filled = new Set(fields.filter(isFilled).map(({ name }) => name));
    const event = stage.server().stage.composition.procedure.commands.get(step.do)?.emits;
    for (const name of Object.keys(needed)) this.#onFile.add(`${event}.${name}`);
    return Object.fromEntries(Object.entries(needed).filter(([name]) => !filled.has(name)));
  }
}

function leastOf(fields: readonly OfferedField[], data: JsonObject, group: string): JsonObject {
  const least: Record<string, Json> = {};
  for (const field of fields) {
    const value = data[field.name];
    const isNeeded = field.required || neededBeside[group]?.includes(field.name) === true;
    if (value === undefined || !isNeeded) continue;
    least[field.name] =
      field.fields !== null && isObject(value) ? leastOf(field.fields, value, field.type) : value;
  }
  return least;
}

const desk = fromCase(screens.desk, mouse);
/** From the first page, where what waits for the person stands. */
const fromHome: Way = {
  ...desk,
  open: async (errand) => {
    const { page, caseId, title } = errand;
    if (caseId === '' || !page.url().endsWith('/console/')) return desk.open(errand);
    const tasks = page.getByRole('region', { name: '等我办理' });
    await page.reload();
    await tasks.getByRole('link', { name: new RegExp(`^${title}：`) }).click();
    return 1;
  },
};

async function whyClosed({ caseId, body }: ConsolePlayer, step: ScenarioStep): Promise<string> {
  const client = await stage.server().signIn(body.people[step.who]!);
  const answer = await client.get(`/api/cases/${caseId}/options`);
  const option = answer.body.options.find((one: { command: string }) => one.command === step.do);
  return JSON.stringify(option?.refusals);
}

const efforts = (player: ConsolePlayer) =>
  Object.fromEntries(
    [...player.efforts].map(([kind, { clicks, fields }]) => [kind, [clicks, fields]]),
  );

describe('clicks and fields', () => {
  test('given nobody signed in, when a lead becomes a filed case, then it takes what the procedure asks for and no more', async () => {
    const player = new SparingPlayer(stage, 'anze', await newBody(), fromHome);
    const steps = courseSteps(
      stage.server().stage,
      { from: '2026-03-02', through: 'approveFiling', skip: ['assignOfficers'] },
      'general',
      '通常经过',
    );
    for (const step of steps)
      expect(await player.play({ ...step, at: '2026-03-02T09:00:00.000+08:00' })).toBe(true);

    // Signing in is two fields and a click, for each of the two people whom the law keeps apart (apl-2021-54).
    expect(efforts(player)).toEqual({
      // The link in the navigation and the button. Name, source, day, summary; kind and name of the party.
      registerLead: [2, 6],
      // The form is open already, with what the lead says. Of the four items that the pack asks for: opinion and basis.
      requestFiling: [1, 2],
      // The task on the first page and the button. The opinion.
      approveFiling: [2, 1],
    });
  }, 300_000);

  test('given a case at each step of the usual course, when the next act is done, then a click opens its form and a click submits it', async () => {
    const player = new SparingPlayer(stage, 'anze', await newBody(), desk);
    const steps = courseSteps(
      stage.server().stage,
      {
        from: '2026-03-02',
        through: 'makeDecision',
        with: { finishInvestigation: { majorTriggers: '$all' } },
      },
      'general',
      '通常经过',
    );
    for (const step of steps)
      if (!(await player.play(step)))
        expect(step.optional, `${step.do}: ${await whyClosed(player, step)}`).toBe(true);

    // One click opens the form and one submits it. What stands beside the fields is what asks for them.
    expect(efforts(player)).toEqual({
      registerLead: [2, 6],
      assignOfficers: [2, 1],
      // The application for filing opens with cause and party as the lead has them: opinion, basis.
      requestFiling: [2, 2],
      approveFiling: [2, 1],
      showCertificates: [2, 2],
      tellRights: [2, 2],
      // Day, place, findings; those who handle the case stand there; two signatures (apl-2021-55), the recording.
      recordInspection: [2, 7],
      recordQuestioning: [2, 8],
      addEvidence: [2, 6],
      // The group of the proposed penalty opens by itself; the basis is that of the application for filing.
      finishInvestigation: [2, 7],
      submitForReview: [2, 3],
      acceptReview: [2, 0],
      giveOpinion: [2, 3],
      // Reasons, the day served, the day until which statements are heard, the right to a hearing (apl-2021-44); facts,
      // basis and penalty are those of the report.
      giveNotice: [2, 4],
      recordStatement: [2, 4],
      reviewStatement: [2, 2],
      // What a decision contains (apl-2021-59), facts and basis as the notice has them; it is asked once more.
      makeDecision: [3, 8],
    });
  }, 600_000);
});
