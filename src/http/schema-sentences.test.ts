import { describe, expect, test } from 'vitest';
import { fieldRefusals } from './schema-sentences.ts';

const anError = (keyword: string, instancePath: string, params: Record<string, unknown> = {}) => ({
  keyword,
  instancePath,
  schemaPath: '#',
  params,
});
const textsOf = (errors: Parameters<typeof fieldRefusals>[0]) =>
  fieldRefusals(errors, 'body').map(({ text }) => text);

describe('what a schema finds wrong is said once', () => {
  test('given a value that may be empty and is ill written, then only how it is written', () => {
    expect(
      textsOf([
        anError('pattern', '/mailAddress', { pattern: '@' }),
        anError('type', '/mailAddress', { type: 'null' }),
        anError('anyOf', '/mailAddress'),
      ]),
    ).toEqual(['提交的内容中的 /mailAddress 写法不对，或者含有不允许的字符，请改正。']);
  });

  test('given a union of which nothing else is known, then at least that it does not fit', () => {
    expect(textsOf([anError('anyOf', '/place')])).toEqual([
      '提交的内容中的 /place 与接口说明不符，请改正。',
    ]);
  });

  test('given a field that must be empty, then it says so', () => {
    expect(textsOf([anError('type', '/place', { type: 'null' })])).toEqual([
      '提交的内容中的 /place 须填空值。',
    ]);
  });
});

describe('a field is named as people see it', () => {
  const schema = {
    type: 'object',
    properties: {
      mailAddress: { type: 'string', title: '邮件地址' },
      party: { title: '当事人', properties: { name: { title: '姓名或者名称' }, age: {} } },
      officers: { type: 'array', title: '承办人', items: { type: 'string' } },
      'a/b': { title: '斜线' },
    },
  };
  const said = (keyword: string, pointer: string, params: Record<string, unknown> = {}) =>
    fieldRefusals([anError(keyword, pointer, params)], 'body', schema)[0];

  test.each([
    ['type', '/mailAddress', { type: 'string' }, '“邮件地址”须填文字。'],
    ['required', '', { missingProperty: 'mailAddress' }, '“邮件地址”没有填写，请填写。'],
    ['maxLength', '/party/name', { limit: 20 }, '“姓名或者名称”最多 20 个字符，请缩短。'],
    ['type', '/party/age', { type: 'integer' }, '“当事人”须填整数。'],
    ['format', '/officers/1', { format: 'uuid' }, '“承办人”须填标识（UUID）。'],
    ['type', '/a~1b', { type: 'string' }, '“斜线”须填文字。'],
  ])('given %s at %j, then by its title', (keyword, pointer, params, text) => {
    expect(said(keyword, pointer, params)?.text).toBe(text);
  });

  test('given what the schema does not have, or has without a title, then by its pointer', () => {
    expect(said('additionalProperties', '', { additionalProperty: 'constructor' })?.text).toBe(
      '提交的内容中的 /constructor 不在接口说明之中，请删去。',
    );
    expect(said('type', '', { type: 'object' })?.text).toBe('提交的内容须填对象。');
  });

  test('given a title, then the pointer still says where', () => {
    expect(said('type', '/party/name', { type: 'string' })?.field).toBe('/party/name');
  });
});
