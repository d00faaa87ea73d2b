import { describe, expect, test } from 'vitest';
import { aField } from './a-field.ts';
import { essenceOf } from './essence.ts';

const fields = [
  aField('facts', { type: 'prose' }),
  aField('penalty', {
    type: 'penalty',
    fields: [
      aField('kinds', {
        title: '处罚种类',
        type: 'choices',
        options: { warning: '警告', fine: '罚款' },
      }),
      aField('fineFen', { title: '罚款金额（分）', type: 'money' }),
    ],
  }),
  aField('form', { title: '公示形式', type: 'choice', options: { full: '决定书全文' } }),
];

describe('what a person looks at once more before sending', () => {
  test('given kinds, an amount and a form, then each as it is read, and no prose', () => {
    const data = {
      facts: '查明的事实',
      penalty: { kinds: ['warning', 'fine'], fineFen: 600_000 },
      form: 'full',
    };

    expect(essenceOf(fields, data)).toEqual([
      { title: '处罚种类', text: '警告、罚款' },
      { title: '罚款金额', text: '6,000.00 元（陆仟元整）' },
      { title: '公示形式', text: '决定书全文' },
    ]);
  });

  test('given a penalty without an amount and no form, then only what will be sent', () => {
    expect(essenceOf(fields, { penalty: { kinds: ['warning'] } })).toEqual([
      { title: '处罚种类', text: '警告' },
    ]);
    expect(essenceOf(fields, {})).toEqual([]);
  });
});
