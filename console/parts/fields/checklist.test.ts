import { describe, expect, test } from 'vitest';
import { progressOf } from './checklist-field.tsx';
import { sequenceIn } from './place-picker.ts';

describe('the place of a conclusion', () => {
  test.each([
    ['12', 12],
    [' １２ ', 12],
    ['8d0a1a2e-9f0b-4a6c-8a6e-0a1b2c3d4e5f#7', 7],
  ])('given %s, then it names a record', (place, sequence) => {
    expect(sequenceIn(place)).toBe(sequence);
  });

  test.each(['', '笔录', '0', '12 页', '第12'])('given %s, then it names none', (place) => {
    expect(sequenceIn(place)).toBeNull();
  });
});

describe('the progress of a check list', () => {
  const codes = ['a', 'b', 'c'];

  test('given nothing, then none of three', () => {
    expect(progressOf(codes, {})).toBe('已有结论 0/3 项。');
  });

  test('given two conclusions, one a problem, then both are told', () => {
    const typed = { a: { conclusion: 'ok' }, b: { conclusion: 'problem', ground: '' } };

    expect(progressOf(codes, typed)).toBe('已有结论 2/3 项，其中 1 项有问题。');
  });

  test('given a ground without a conclusion, then the item is still open', () => {
    expect(progressOf(codes, { a: { ground: '待查' } })).toBe('已有结论 0/3 项。');
  });

  test('given all conclusions, then nothing is open', () => {
    const typed = Object.fromEntries(codes.map((code) => [code, { conclusion: 'ok' }]));

    expect(progressOf(codes, typed)).toBe('全部已有结论。');
  });
});
