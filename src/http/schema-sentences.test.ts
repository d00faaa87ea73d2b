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
