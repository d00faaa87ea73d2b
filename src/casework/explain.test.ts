import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { due } from '../rules/index.ts';
import { commandSchema, explain, type JsonObject, kebabCase } from './index.ts';

const stage = await penaltyStage();
const { procedure } = stage.composition;
const on = '2026-09-28';
const clockOf = (pack: string, name: string, ours: JsonObject = {}) =>
  explain(procedure, stage.rulesOf(pack, ours), on).clocks.find(({ clock }) => clock === name);

describe('a procedure is explained as the body works it', () => {
  test('[anze-L14-1] given a pack that sets a period, then its number, clauses and pack', () => {
    const rule = stage.rulesOf('anze', {}).get('review.complete', on);

    expect(clockOf('anze', 'review')).toMatchObject({
      pack: 'anze',
      period: rule?.within,
      clauses: rule?.clauses,
      ours: false,
      note: '',
    });
  });

  test('given a pack that sets none, then no number is invented and it is said', () => {
    const review = clockOf('yueqing', 'review');

    expect(review?.period).toBeNull();
    expect(review?.note).toMatch(/\p{Script=Han}/u);
  });

  test('given every pack, then each step has its commands and every number can be counted', () => {
    for (const pack of ['national', 'kaifu', 'dazhou', 'anze', 'yueqing']) {
      const { steps, clocks } = explain(procedure, stage.rulesOf(pack, {}), on);
      expect(steps.flatMap(({ commands }) => commands)).toHaveLength(procedure.commands.size);
      for (const { period } of clocks)
        if (period !== null && period.unit !== 'hour')
          expect(due(period, on, stage.calendar).on > on).toBe(true);
    }
  });
});

describe('the form of a command is described', () => {
  const schemaOf = (id: string) => {
    const command = procedure.commands.get(id);
    if (command === undefined) throw new Error(`no command ${id}`);
    return commandSchema(procedure, command, stage.book.examples[id]) as Record<string, any>;
  };

  test('given groups, choices and dates, then they are nested, listed and limited', () => {
    const schema = schemaOf('makeDecision');

    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema['required']).toContain('penalty');
    expect(schema['required']).not.toContain('remedies');
    expect(schema['properties'].decidedOn).toMatchObject({ type: 'string', format: 'date' });
    expect(schema['properties'].penalty.properties.kinds.items.enum).toContain('fine');
    expect(schema['properties'].penalty.properties.fineFen).toMatchObject({
      type: 'integer',
      minimum: 0,
    });
  });

  test('given every command, then its example has no placeholder left and only known fields', () => {
    for (const { id } of procedure.commands.values()) {
      const { properties, examples } = schemaOf(id);
      expect(JSON.stringify(examples), id).not.toContain('"$');
      for (const name of Object.keys(examples[0])) expect(Object.keys(properties)).toContain(name);
    }
  });

  test('an address has no capital letters', () => {
    expect(kebabCase('giveOpinion')).toBe('give-opinion');
    expect(kebabCase('archiveCase')).toBe('archive-case');
  });
});
