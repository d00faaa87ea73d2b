import { describe, expect, test } from 'vitest';
import { fieldLines, typeText } from './api-schema.ts';

const components = {
  Party: {
    type: 'object',
    properties: { name: { type: 'string', title: '姓名', maxLength: 200 } },
    required: ['name'],
  },
} as const;

describe('the fields of a schema as lines of a table', () => {
  test('given objects, lists and references, when laid out, then inner fields follow their outer one', () => {
    const lines = fieldLines(
      {
        type: 'object',
        required: ['on'],
        properties: {
          on: { type: 'string', format: 'date', title: '日期', description: '不能晚于当日。' },
          parties: { type: 'array', items: { $ref: '#/components/schemas/Party' }, maxItems: 5 },
        },
      },
      components,
    );
    expect(lines).toEqual([
      { path: 'on', type: '日期', isRequired: true, text: '日期。不能晚于当日' },
      { path: 'parties', type: '列表：对象', isRequired: false, text: '至多 5 项' },
      { path: 'parties[].name', type: '文字', isRequired: true, text: '姓名。0–200 字' },
    ]);
  });

  test('given a schema that refers to itself, when laid out, then it ends', () => {
    const tree = { Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } };
    expect(fieldLines({ $ref: '#/components/schemas/Node' }, tree).length).toBeLessThan(20);
  });

  test.each([
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, '文字 或 空'],
    [{ type: ['integer', 'null'] }, '整数 或 空'],
    [{ const: true }, 'true'],
    [{}, '任意'],
  ])('given %j, then its type is said as %s', (schema, said) => {
    expect(typeText(schema, components)).toBe(said);
  });
});
