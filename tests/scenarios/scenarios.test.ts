import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenarios } from '../../src/casework/index.store.ts';
import { playScenario } from '../../src/casework/index.ts';
import { penaltyStage } from '../support/stage.ts';

const folder = import.meta.dirname;
const stage = await penaltyStage();

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()) {
  const scenarios = await loadScenarios(join(folder, file), stage.composition, stage.book);
  describe(file, () => {
    for (const scenario of scenarios) {
      test(`${scenario.clauses.map((id) => `[${id}]`).join('')} ${scenario.title}`, () => {
        expect(playScenario(stage, scenario).failures).toEqual([]);
      });
    }
  });
}
