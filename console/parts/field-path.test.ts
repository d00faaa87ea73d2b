import { describe, expect, test } from 'vitest';
import { fieldFor, fieldPath } from './field-path.ts';

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

describe('a refusal stands beside a field that the form has', () => {
  const held = [['token'], ['packs'], ['people', 0, 'userName'], ['people', 1, 'userName']];

  test('given the name of a field, then beside it', () => {
    expect(fieldFor('/people/1/userName', held)).toEqual(['people', 1, 'userName']);
    expect(fieldFor('token', held)).toEqual(['token']);
  });

  test('given one of several choices of a field, then beside the field', () => {
    expect(fieldFor('/packs/2', held)).toEqual(['packs']);
  });

  test('given a group of fields, or one that is not there, then nowhere', () => {
    expect(fieldFor('people', held)).toBeNull();
    expect(fieldFor('/people/2/userName', held)).toBeNull();
    expect(fieldFor('', held)).toBeNull();
  });
});
