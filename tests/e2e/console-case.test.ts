// One case per pack through the console, from the lead to the public decision, everybody in a browser of their own.

import { describe, expect, test } from 'vitest';
import { courseSteps, type JsonObject, type ScenarioStep } from '../../src/casework/index.ts';
import { decisionIdOf } from '../../src/disclosure/index.store.ts';
import type { CastBody } from '../support/body.ts';
import type { TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { ConsolePlayer } from '../support/console-player.ts';

let stage: TestConsole;
let newBody: (pack: string) => Promise<CastBody>;
consoleForAll((all) => {
  ({ stage, newBody } = all);
});

const course = (rest: JsonObject): readonly ScenarioStep[] =>
  courseSteps(stage.server().stage, { from: '2026-03-02', ...rest }, 'general', '通常经过');

const packs = [
  { pack: 'kaifu', form: 'full' },
  { pack: 'dazhou', form: 'summary' },
  { pack: 'anze', form: 'full' },
  { pack: 'yueqing', form: 'summary' },
] as const;

describe.each(packs)('a case under $pack in the console', ({ pack, form }) => {
  test('given the usual course, when everybody does their part by the forms, then the decision is public and the case archived', async () => {
    const body = await newBody(pack);
    const player = new ConsolePlayer(stage, pack, body);
    const steps = course({
      with: { finishInvestigation: { majorTriggers: '$all' }, prepareDisclosure: { form } },
    });

    const closed: string[] = [];
    for (const step of steps) if (!(await player.play(step))) closed.push(step.do);

    expect(
      closed.filter((kind) => !steps.some((step) => step.do === kind && step.optional)),
    ).toEqual([]);
    const { page } = await player.seat('办公室');
    await page.goto(`${stage.url}/console/cases/${player.caseId}`);
    await page.getByText('已归档').first().waitFor();
    const id = decisionIdOf({ agencyId: body.agencyId, caseId: player.caseId });
    const shown = await page.goto(`${stage.url}/decisions/${id}`);
    expect(shown?.status()).toBe(200);
    expect(player.complaints).toEqual([]);
    // Opening the form and submitting it; one more where the consequence is asked about. Opening a group is a click too.
    for (const [kind, { clicks }] of player.efforts) expect(clicks, kind).toBeLessThanOrEqual(6);
  }, 600_000);
});
