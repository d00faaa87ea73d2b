import { isObject, type Json, type JsonObject, textOf } from './case-event.ts';
import { conditionText } from './condition.ts';
import { countMax, lineMax, listMax, moneyMaxFen, proseMax } from './fields.ts';
import type { CommandSpec, Field, Procedure } from './procedure.ts';

/** A JSON schema as plain data. */
export type JsonSchema = JsonObject;

/** The address of a command: `giveOpinion` becomes `give-opinion`. */
export function kebabCase(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * The schema of what is submitted with a command, for the description of the interface.
 *
 * It says what every body has in common. What a body's rules add, such as the options of a choice, is offered per case.
 *
 * @param example - as the procedure's examples give it, with placeholders
 */
export function commandSchema(
  procedure: Procedure,
  command: CommandSpec,
  example: JsonObject | undefined,
): JsonSchema {
  const schema = groupSchema(procedure, command.title, command.fields);
  if (example === undefined) return schema;
  return { ...schema, examples: [filled(procedure, command.fields, example)] };
}

function groupSchema(procedure: Procedure, title: string, fields: readonly Field[]): JsonSchema {
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    title,
    additionalProperties: false,
    properties: Object.fromEntries(
      fields.map((field) => [field.name, fieldSchema(procedure, field, fields)]),
    ),
    ...(required.length === 0 ? {} : { required }),
  };
}

/**
 * The schema of one field.
 *
 * @param siblings - all fields of its form or group; its condition names them
 */
export function fieldSchema(
  procedure: Procedure,
  field: Field,
  siblings: readonly Field[],
): JsonSchema {
  const group = procedure.types[field.type];
  const schema: JsonSchema =
    group === undefined
      ? { ...plain[field.type]?.(field), title: field.title }
      : groupSchema(procedure, field.title, group);
  const notes = [textOf(schema, 'description'), ...notesOf(field, siblings)].filter(Boolean);
  return notes.length === 0 ? schema : { ...schema, description: notes.join('') };
}

function notesOf(field: Field, siblings: readonly Field[]): string[] {
  const notes: string[] = [];
  if (field.when === null && field.neededThen) notes.push('必须填写。');
  if (field.when !== null) {
    const needed = field.neededThen ? '必须填写' : '填写';
    notes.push(`在${conditionText(field.when, siblings)}时${needed}。`);
  }
  if (field.optionsFrom !== null)
    notes.push(`可选项由本机关的规则（${field.optionsFrom}）给出，见该案件的 options。`);
  if (field.type === 'date' && !field.future) notes.push('不能晚于办理当日。');
  if (field.private) notes.push('不公开。');
  return notes;
}

type Make = (field: Field) => JsonSchema;

const text = (maxLength: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength });
const id: JsonSchema = { type: 'string', format: 'uuid' };
const many = (items: JsonSchema): JsonSchema => ({
  type: 'array',
  items,
  maxItems: listMax,
  uniqueItems: true,
});
const choice: Make = (field) => {
  if (field.options === null) return { type: 'string' };
  const offered = Object.entries(field.options).map(([code, title]) => `${code}：${title}`);
  return {
    type: 'string',
    enum: Object.keys(field.options),
    description: `${offered.join('；')}。`,
  };
};

const plain: Readonly<Record<string, Make>> = {
  line: () => text(lineMax),
  prose: () => text(proseMax),
  lines: () => many(text(lineMax)),
  date: () => ({ type: 'string', format: 'date' }),
  money: () => ({
    type: 'integer',
    minimum: 0,
    maximum: moneyMaxFen,
    description: '以分为单位。',
  }),
  count: () => ({ type: 'integer', minimum: 1, maximum: countMax }),
  flag: () => ({ type: 'boolean' }),
  officer: () => ({ ...id, description: '本机关登记的人员。' }),
  officers: () => ({ ...many(id), description: '本机关登记的人员。' }),
  counsel: () => ({ ...id, description: '法律顾问、公职律师和人才库名册中的人员。' }),
  choice,
  choices: (field) => many(choice(field)),
  summary: () => ({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: proseMax },
  }),
  checklist: () => ({
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['conclusion'],
      additionalProperties: false,
      properties: {
        conclusion: {
          type: 'string',
          enum: ['ok', 'problem', 'not-applicable'],
          description: 'ok：合格；problem：有问题；not-applicable：不涉及。',
        },
        ground: { type: 'string', maxLength: proseMax, title: '理由' },
        place: { ...text(lineMax), title: '在案卷中的记录号' },
      },
    },
  }),
};

/** An example with something plausible in the place of each placeholder; what depends on the body is left out. */
function filled(procedure: Procedure, fields: readonly Field[], example: JsonObject): JsonObject {
  const data: Record<string, Json> = {};
  for (const field of fields) {
    const value = example[field.name];
    const group = procedure.types[field.type];
    if (value === undefined) continue;
    if (group !== undefined && isObject(value)) data[field.name] = filled(procedure, group, value);
    else if (typeof value !== 'string' || !value.startsWith('$')) data[field.name] = value;
    else if (samples[field.type] !== undefined) data[field.name] = samples[field.type] ?? null;
  }
  return data;
}

const someone = '6f1c2f0e-5a0b-4f57-9d52-3f5a4a3f0c11';
const samples: Readonly<Record<string, Json>> = {
  date: '2026-03-02',
  officer: someone,
  officers: [someone, 'b0f5ad5e-7a34-4b86-8a5e-0f0c4e0a9d22'],
  counsel: someone,
  choice: 'passed',
  summary: { party: '城南示范食品有限公司' },
};
