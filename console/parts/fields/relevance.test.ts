import { describe, expect, test } from 'vitest';
import { aField } from './a-field.ts';
import { isNeeded, isShown, offersNothing } from './relevance.ts';

describe('fields that belong to a form as it stands', () => {
  const witness = aField('witness', {
    title: '见证人',
    when: { method: ['leave', 'entrust'] },
    neededThen: true,
  });
  const receiver = aField('witness', { title: '见证人', when: { method: ['post'] } });
  const fine = aField('witness', { title: '见证人', when: { kinds: ['fine'] } });
  const reason = aField('witness', { title: '见证人', when: { made: [false] } });

  test('given a choice, then a field belongs to it for the values that it names', () => {
    expect([isShown(witness, { method: 'leave' }), isShown(witness, { method: 'post' })]).toEqual([
      true,
      false,
    ]);
    expect(isShown(witness, {})).toBe(false);
  });

  test('given several that are chosen, then one of them suffices', () => {
    expect(isShown(fine, { kinds: ['warning', 'fine'] })).toBe(true);
    expect(isShown(fine, { kinds: ['warning'] })).toBe(false);
  });

  test('given yes or no, then neither stands for what was not said', () => {
    expect(isShown(reason, { made: false })).toBe(true);
    expect(isShown(reason, { made: true })).toBe(false);
    expect(isShown(reason, {})).toBe(false);
  });

  test('given two fields that it names, then both must hold', () => {
    const both = aField('witness', { title: '见证人', when: { method: ['leave'], made: [true] } });
    expect(isShown(both, { method: 'leave', made: true })).toBe(true);
    expect(isShown(both, { method: 'leave', made: false })).toBe(false);
  });

  test('given a field that names none, then it always belongs to the form', () => {
    expect([
      isShown(aField('witness', { title: '见证人' }), {}),
      isShown(aField('witness', { title: '见证人', when: null }), {}),
    ]).toEqual([true, true]);
  });

  test('given what must be filled in then, then it is needed only then', () => {
    expect(isNeeded(witness, { method: 'leave' })).toBe(true);
    expect(isNeeded(witness, { method: 'post' })).toBe(false);
    expect(isNeeded(receiver, { method: 'post' })).toBe(false);
    expect(isNeeded(aField('witness', { title: '见证人', required: true }), {})).toBe(true);
  });

  test('given choices that the rules do not set, then what may be left out offers nothing', () => {
    const materials = aField('witness', { title: '见证人', type: 'choices', options: {} });
    expect(offersNothing(materials)).toBe(true);
    expect(offersNothing({ ...materials, options: { file: '全部案卷材料' } })).toBe(false);
    expect(offersNothing({ ...materials, required: true })).toBe(false);
    expect(
      offersNothing(aField('witness', { title: '见证人', type: 'officers', options: null })),
    ).toBe(false);
  });
});
