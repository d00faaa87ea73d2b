import { describe, expect, test } from 'vitest';
import { bodiesBelow, cataloguesSearchIn } from './catalogues.ts';

const at = (agencyId: string, parentId: string | null) => ({ agencyId, parentId });

describe('the bodies below one', () => {
  const city = at('city', null);
  const county = at('county', 'city');
  const town = at('town', 'county');
  const other = at('other', null);

  test('given bodies at two depths, then both are below, and neither the own one nor another', () => {
    expect(bodiesBelow([town, other, county, city], 'city')).toEqual([town, county]);
    expect(bodiesBelow([town, other, county, city], 'town')).toEqual([]);
  });

  test('given bodies that stand below each other, then the list ends', () => {
    expect(bodiesBelow([at('a', 'b'), at('b', 'a')], 'city')).toEqual([]);
  });
});

describe('the address of a catalogue below', () => {
  test('given a body and a number, then both are read; given nonsense, then neither', () => {
    const agencyId = '0b9cf2f0-6a0e-4d43-8a51-0f3ec1f6a111';
    expect(cataloguesSearchIn({ agencyId, version: 2 })).toEqual({ agencyId, version: 2 });
    expect(cataloguesSearchIn({ agencyId: 'x', version: 0 })).toEqual({});
    expect(cataloguesSearchIn({ version: '2' })).toEqual({});
  });
});
