import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { due } from '../rules/index.ts';
import { commandSchema, explain, type JsonObject, kebabCase } from './index.ts';

const stage = await penaltyStage();
const book = await loadRuleBook(join(import.meta.dirname, '../../rules'));
const { composition } = stage;
const { procedure } = composition;
const on = '2026-09-28';
const explained = (pack: string, ours: JsonObject = {}) =>
  explain({ composition, book, rules: stage.rulesOf(pack, ours), on });
const clockOf = (pack: string, wanted: string, ours: JsonObject = {}) =>
  explained(pack, ours).clocks.find(({ name }) => name === wanted);

describe('a procedure is explained as the body works it', () => {
  test('[anze-L14-1] given a pack that sets a period, then its number, clauses and pack', () => {
    const rule = stage.rulesOf('anze', {}).get('review.complete', on);

    expect(clockOf('anze', 'review')).toMatchObject({
      rule: { pack: 'anze', period: rule?.within, ours: false, unset: null },
      clauses: rule?.clauses,
    });
  });

  test('[yueqing-4.4.1-2] given a pack that sets none, then no number is invented and it is said', () => {
    const review = clockOf('yueqing', 'review');

    expect(review?.rule).toMatchObject({ pack: null, period: null, clauses: [] });
    expect(review?.rule?.unset).toMatch(/\p{Script=Han}/u);
  });

  test('given every pack, then each step has its commands and every number can be counted', () => {
    for (const pack of ['national', 'kaifu', 'dazhou', 'anze', 'yueqing']) {
      const { steps, clocks } = explained(pack);
      expect(steps.flatMap(({ commands }) => commands)).toHaveLength(procedure.commands.size);
      for (const { rule } of clocks)
        if (rule !== null && rule.period !== null && rule.period.unit !== 'hour')
          expect(due(rule.period, on, stage.calendar).on > on).toBe(true);
    }
  });

  test('[anze-L10-1] given the materials of a review, then the document lists them and its step', () => {
    const rule = stage.rulesOf('anze', {}).get('review.materials', on);
    const listed = rule?.value as readonly { readonly title: string }[];
    const materials = explained('anze').documents.find(({ key }) => key === 'review.materials');

    expect(materials?.items).toEqual(listed.map(({ title }) => title));
    expect(materials?.steps).toEqual([procedure.steps['review']]);
    expect(materials?.clauses).toEqual(rule?.clauses);
  });

  test('[anze-L10-1] given nothing done yet, then a gate names what it asks for, its clauses and its commands', () => {
    const gateOf = (wanted: string) => explained('anze').gates.find(({ name }) => name === wanted);

    expect(gateOf('review.materials-complete')).toMatchObject({
      asks: [expect.stringContaining('决定书代拟稿')],
      clauses: expect.arrayContaining(['anze-L10-1']),
      guards: [procedure.commands.get('acceptReview')?.title],
    });
  });

  test('[anze-L10-1] given a gate that is open at first, then it stands on the rules of its commands', () => {
    const gate = explained('anze').gates.find(({ name }) => name === 'review.materials');

    expect(gate?.asks).toEqual([]);
    expect(gate?.clauses).toContain('anze-L10-1');
  });
});

describe('what a procedure says of forms and acts is explained', () => {
  const commandOf = (wanted: string) =>
    explained('national')
      .steps.flatMap(({ commands }) => commands)
      .find(({ id }) => id === wanted);

  test('[apl-2021-61] given fields that concern a form only at times, then their conditions are told in words', () => {
    expect(commandOf('serveDecision')?.conditions).toEqual(
      expect.arrayContaining([
        { field: '/witness', title: '见证人', text: '“送达方式”为“留置送达”', needed: true },
        {
          field: '/recording/reference',
          title: '音像编号',
          text: '“已作音像记录”为“是”',
          needed: true,
        },
      ]),
    );
    expect(commandOf('makeDecision')?.conditions).toContainEqual({
      field: '/penalty/fineFen',
      title: '罚款金额（分）',
      text: '“处罚种类”含“罚款”',
      needed: true,
    });
    expect(commandOf('approveFiling')?.conditions).toEqual([]);
  });

  test('given an act that cannot be taken back, then what follows is told; of others nothing is', () => {
    expect(commandOf('archiveCase')?.consequence).toBe(
      procedure.commands.get('archiveCase')?.consequence,
    );
    expect(commandOf('archiveCase')?.consequence).toContain('不能取消归档');
    expect(commandOf('addEvidence')?.consequence).toBeNull();
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

  test('given a field that is needed at times, then its description says when', () => {
    const { properties, required } = schemaOf('serveDecision');

    expect(properties.witness.description).toContain('在“送达方式”为“留置送达”时必须填写。');
    expect(properties.receiver.description).toMatch(/在“送达方式”为.+时填写。/);
    expect(properties.recording.description).toContain('时填写。');
    expect(required).not.toContain('witness');
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
