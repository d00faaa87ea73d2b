import { join } from 'node:path';
import { assemble } from '../../src/assembly.ts';
import { loadProcedure, loadScenarioBook } from '../../src/casework/index.store.ts';
import type { JsonObject, ScenarioStage } from '../../src/casework/index.ts';
import { loadRuleBook } from '../../src/rules/index.store.ts';
import type { BodySettings } from '../../src/rules/index.ts';

const root = join(import.meta.dirname, '../..');

/** The stage of the penalty procedure with the real packs; drafts are confirmed so that they can be rehearsed. */
export async function penaltyStage(): Promise<ScenarioStage> {
  const [procedure, book, ruleBook] = await Promise.all([
    loadProcedure(join(root, 'procedures/penalty.yaml')),
    loadScenarioBook(join(root, 'procedures/penalty.examples.yaml')),
    loadRuleBook(join(root, 'rules')),
  ]);
  return {
    composition: assemble(procedure),
    book,
    calendar: ruleBook.calendar,
    rulesOf: (pack: string, ours: JsonObject) =>
      ruleBook.rulesFor(pack === 'national' ? ['national'] : [pack, 'national'], {
        ours: ours as NonNullable<BodySettings['ours']>,
        confirmedDrafts: ['dazhou'],
      }),
  };
}
