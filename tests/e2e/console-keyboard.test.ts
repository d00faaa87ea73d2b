// The whole of one case with the keyboard alone: everybody signs in, finds the case and does their part without a mouse.

import { describe, expect, test } from 'vitest';
import { courseSteps } from '../../src/casework/index.ts';
import type { CastBody } from '../support/body.ts';
import type { TestConsole } from '../support/console.ts';
import { consoleForAll } from '../support/console-for-all.ts';
import { keys } from '../support/console-hand.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { bySearch } from '../support/console-way.ts';
import { focused } from '../support/in-page.ts';

let stage: TestConsole;
let body: CastBody;
consoleForAll(async (all) => {
  stage = all.stage;
  body = await all.newBody('anze');
});

describe('with the keyboard alone', () => {
  test('given the summary procedure, when everybody works by keys, then the case goes from the lead to the archive', async () => {
    const faults: string[] = [];
    const player = new ConsolePlayer(stage, 'anze', body, bySearch(keys(faults)));
    player.variant = 'summary';
    const steps = courseSteps(
      stage.server().stage,
      { from: '2026-03-02', with: { registerLead: { source: 'complaint', realName: true } } },
      'summary',
      '通常经过',
    );

    const closed: string[] = [];
    for (const step of steps) {
      if (!(await player.play(step))) {
        closed.push(step.do);
        continue;
      }
      const { page } = await player.seat(step.who);
      const title = stage.server().stage.composition.procedure.commands.get(step.do)?.title;
      await expect
        .poll(() => page.evaluate(focused), { timeout: 20_000 })
        .toContain(`已办理：${title}`);
    }

    expect(closed.filter((kind) => kind !== 'approveDisclosure')).toEqual([]);
    expect(await player.eventKinds('办公室')).toContain('caseArchived');
    expect(faults).toEqual([]);
    expect(player.complaints).toEqual([]);
  }, 600_000);
});
