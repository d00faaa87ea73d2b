import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agenciesBelow,
  draftRefusals,
  packRefusals,
  parentRefusals,
  settingsOf,
  unconfirmedDrafts,
} from './agency.ts';
import { mayKeep } from './keeping.ts';

const known = [
  { id: 'national', draft: false },
  { id: 'anze', draft: false },
  { id: 'dazhou', draft: true },
];
const confirmation = { confirmedBy: '某局长', confirmedOn: '2026-09-28', basis: '正式印发稿' };
const codes = (refusals: readonly { readonly code: string }[]) => refusals.map(({ code }) => code);

describe('the packs a body follows', () => {
  test('given known packs with national last or implied, then they will do', () => {
    expect(packRefusals(['anze', 'national'], known)).toEqual([]);
    expect(packRefusals(['anze'], known)).toEqual([]);
  });

  test('given an unknown pack, national before another, or one twice, then it is refused', () => {
    expect(codes(packRefusals(['nowhere', 'national'], known))).toEqual(['register.pack-unknown']);
    expect(codes(packRefusals(['national', 'anze'], known))).toEqual(['register.pack-order']);
    expect(codes(packRefusals(['anze', 'anze', 'national'], known))).toEqual([
      'register.pack-order',
    ]);
  });

  test('given a draft, then it waits until the body confirms it, once', () => {
    const agency = { packs: ['dazhou', 'national'], drafts: {}, ours: {} };
    const confirmed = { ...agency, drafts: { dazhou: confirmation } };
    expect(unconfirmedDrafts(agency, known)).toEqual(['dazhou']);
    expect(draftRefusals(agency, 'dazhou', known)).toEqual([]);
    expect(unconfirmedDrafts(confirmed, known)).toEqual([]);
    expect(codes(draftRefusals(confirmed, 'dazhou', known))).toEqual(['register.draft-not-open']);
    expect(codes(draftRefusals(agency, 'anze', known))).toEqual(['register.draft-not-open']);
    expect(settingsOf(confirmed).confirmedDrafts).toEqual(['dazhou']);
  });
});

describe('bodies above and below', () => {
  const parents = new Map([
    ['city', null],
    ['county', 'city'],
    ['town', 'county'],
    ['other', null],
  ]);

  test('given a body, then those below it are found at any depth, without itself', () => {
    expect(agenciesBelow('city', parents)).toEqual(['county', 'town']);
    expect(agenciesBelow('town', parents)).toEqual([]);
  });

  test('given itself, one below or an unknown one as parent, then it is refused', () => {
    expect(codes(parentRefusals('city', 'city', parents))).toEqual(['register.parent-circle']);
    expect(codes(parentRefusals('city', 'town', parents))).toEqual(['register.parent-circle']);
    expect(codes(parentRefusals('city', 'nowhere', parents))).toEqual(['register.parent-unknown']);
    expect(parentRefusals('town', 'other', parents)).toEqual([]);
    expect(parentRefusals('town', null, parents)).toEqual([]);
  });

  test('given any moves that are let through, then no body is ever below itself', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const move = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, null));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const tree = new Map<string, string | null>(ids.map((id) => [id, null]));
        for (const [id, parent] of moves)
          if (parentRefusals(id, parent, tree).length === 0) tree.set(id, parent);
        for (const id of ids) {
          let steps = 0;
          for (let up = tree.get(id) ?? null; up !== null; up = tree.get(up) ?? null) steps += 1;
          expect(steps).toBeLessThan(ids.length);
        }
      }),
    );
  });
});

describe('who keeps the registers of a body', () => {
  const keeper = (roles: Parameters<typeof mayKeep>[0]['roles']) => ({ roles, agencyId: 'county' });

  test('given an office, then the own body; a supervisor, then those below; the administrator, then all', () => {
    expect(mayKeep(keeper(['office']), 'county', ['town'])).toBe(true);
    expect(mayKeep(keeper(['office']), 'town', ['town'])).toBe(false);
    expect(mayKeep(keeper(['supervisor']), 'town', ['town'])).toBe(true);
    expect(mayKeep(keeper(['supervisor']), 'county', ['town'])).toBe(false);
    expect(mayKeep(keeper(['system-admin']), 'elsewhere', [])).toBe(true);
  });
});
