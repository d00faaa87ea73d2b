import { describe, expect, test } from 'vitest';
import { aNeededField } from './a-field.ts';
import { errorsAt, placeErrors } from './field-errors.ts';
import { submittedOf } from './submitted.ts';

const penalty = aNeededField('penalty', {
  type: 'penalty',
  required: false,
  fields: [
    aNeededField('kinds', { type: 'choices', options: { fine: '罚款' } }),
    aNeededField('fineFen', { type: 'money', title: '罚款金额（分）', required: false }),
  ],
});
const checklist = aNeededField('checklist', {
  type: 'checklist',
  options: { a: '主体', b: '事实' },
});
const send = submittedOf;

describe('what was typed becomes what is sent', () => {
  test('given texts, lists, counts and amounts, then each is sent in its form', () => {
    const fields = [
      aNeededField('title'),
      aNeededField('people', { type: 'lines' }),
      aNeededField('volumes', { type: 'count' }),
      aNeededField('agreed', { type: 'flag' }),
      aNeededField('fineFen', { type: 'money' }),
    ];
    const typed = {
      title: ' 某案 ',
      people: '甲\n乙、丙\n\n甲',
      volumes: '２',
      agreed: false,
      fineFen: '20.5',
    };
    expect(send(fields, typed)).toEqual({
      data: {
        title: '某案',
        people: ['甲', '乙', '丙'],
        volumes: 2,
        agreed: false,
        fineFen: 2050,
      },
      errors: [],
    });
  });

  test('given nothing in a required field, then it is named', () => {
    expect(
      send([aNeededField('title'), aNeededField('agreed', { type: 'flag' })], { title: '  ' })
        .errors,
    ).toEqual([
      { path: '/title', text: '请填写“title”。' },
      { path: '/agreed', text: '请选择“agreed”。' },
    ]);
  });

  test('given an optional group that was not begun, then it is left out', () => {
    expect(send([penalty], {})).toEqual({ data: {}, errors: [] });
  });

  test('given a group that the form asks for as it stands, then its required fields are asked for unopened', () => {
    const asked = { ...penalty, when: { suggestion: ['penalize'] }, neededThen: true };
    const fields = [aNeededField('suggestion', { type: 'choice' }), asked];
    expect(send(fields, { suggestion: 'penalize' }).errors).toEqual([
      { path: '/penalty/kinds', text: '请选择“kinds”。' },
    ]);
    expect(send(fields, { suggestion: 'exempt' }).errors).toEqual([]);
  });

  test('given an optional group that was begun, then its required fields are asked for', () => {
    expect(send([penalty], { penalty: {} }).errors).toEqual([
      { path: '/penalty/kinds', text: '请选择“kinds”。' },
    ]);
  });

  test('given an amount that is none, then it is not sent', () => {
    const { data, errors } = send([penalty], { penalty: { kinds: ['fine'], fineFen: '五千' } });
    expect(data).toEqual({ penalty: { kinds: ['fine'] } });
    expect(errors.map(({ path }) => path)).toEqual(['/penalty/fineFen']);
  });

  test('given a list to check with an item left open, then that item is named', () => {
    const typed = { checklist: { a: { conclusion: 'ok', ground: ' ' } } };
    expect(send([checklist], typed)).toEqual({
      data: { checklist: { a: { conclusion: 'ok' } } },
      errors: [{ path: '/checklist/b', text: '请给出“事实”的结论。' }],
    });
  });

  test('given a ground and the number of a record, then both are sent as they are read', () => {
    const said = { conclusion: 'problem', ground: ' 证据不足 ', place: ' １２ ' };
    const { data } = send([checklist], { checklist: { a: said, b: { conclusion: 'ok' } } });
    expect(data).toEqual({
      checklist: {
        a: { conclusion: 'problem', ground: '证据不足', place: '12' },
        b: { conclusion: 'ok' },
      },
    });
  });

  test('given a field that does not belong to the form as it stands, then it is not sent', () => {
    const reason = aNeededField('reason', {
      required: false,
      when: { made: [false] },
      neededThen: true,
    });
    const fields = [aNeededField('made', { type: 'flag' }), reason];
    expect(send(fields, { made: true, reason: '旧' })).toEqual({
      data: { made: true },
      errors: [],
    });
  });
});

describe('what the server says of a field stands beside it', () => {
  const fields = [aNeededField('number'), penalty, checklist];

  test.each([
    ['/penalty/fineFen', '/penalty/fineFen'],
    ['penalty.kinds', '/penalty/kinds'],
    ['number', '/number'],
    ['/penalty/unknown', '/penalty'],
    ['/checklist/b', '/checklist/b'],
    ['/checklist/unknown', '/checklist'],
  ])('given %s, then it stands at %s', (field, path) => {
    expect(placeErrors(fields, [{ field, text: '错' }]).placed).toEqual([{ path, text: '错' }]);
  });

  test('given a field the form does not have, then it goes to the summary', () => {
    expect(placeErrors(fields, [{ field: '/other', text: '错' }])).toEqual({
      placed: [],
      homeless: ['错'],
    });
  });

  test('given a group, then the errors within it are found, those of its neighbours are not', () => {
    const errors = [
      { path: '/penalty/kinds', text: '甲' },
      { path: '/penaltyOther', text: '乙' },
    ];
    expect(errorsAt(errors, '/penalty')).toEqual([errors[0]]);
  });
});
