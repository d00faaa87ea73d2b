// The officer's part of a case on a phone, by finger: from the lead to the end of the investigation.

import { describe, expect, test } from 'vitest';
import { courseSteps } from '../../src/casework/index.ts';
import type { CastBody } from '../support/body.ts';
import { screens, type TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { touch } from '../support/console-hand.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { fromCase } from '../support/console-way.ts';
import { shapeFaults } from '../support/in-page.ts';

let stage: TestConsole;
let body: CastBody;
consoleForAll(async (all) => {
  stage = all.stage;
  body = await all.newBody('kaifu');
});

describe('on a phone', () => {
  test('given a case from the lead to the end of the investigation, when the officer works by finger, then all goes through and can be hit', async () => {
    const faults: string[] = [];
    const player = new ConsolePlayer(stage, 'kaifu', body, fromCase(screens.phone, touch(faults)));
    const steps = courseSteps(
      stage.server().stage,
      { from: '2026-03-02', through: 'finishInvestigation' },
      'general',
      '通常经过',
    );

    const done: string[] = [];
    for (const step of steps) {
      if (!step.who.startsWith('承办人')) {
        await player.playQuickly([step]);
        continue;
      }
      expect(await player.play(step), step.do).toBe(true);
      done.push(step.do);
      const { page } = await player.seat(step.who);
      const shape = await page.evaluate(shapeFaults);
      faults.push(...shape.map((fault) => `${step.do}: ${fault}`));
      if (step.do !== 'registerLead') await page.locator('.outcome:focus').waitFor();
    }

    expect(done).toEqual([
      'registerLead',
      'requestFiling',
      'showCertificates',
      'tellRights',
      'recordInspection',
      'recordQuestioning',
      'addEvidence',
      'finishInvestigation',
    ]);
    expect([...new Set(faults)]).toEqual([]);
    expect(player.complaints).toEqual([]);
  }, 600_000);
});
