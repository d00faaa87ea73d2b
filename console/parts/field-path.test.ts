import { describe, expect, test } from 'vitest';
import { fieldPath } from './field-path.ts';

describe('a refusal finds its field in the form', () => {
  test('given a JSON pointer, when it is read, then lists are counted and names are named', () => {
    expect(fieldPath('/people/0/userName')).toEqual(['people', 0, 'userName']);
  });

  test('given a plain or a dotted name, when it is read, then it is the way to the field', () => {
    expect(fieldPath('name')).toEqual(['name']);
    expect(fieldPath('party.idNumber')).toEqual(['party', 'idNumber']);
  });

  test('given a slash inside a name, when it is read, then it is not a step', () => {
    expect(fieldPath('/a~1b/c~0d')).toEqual(['a/b', 'c~d']);
  });
});
