import { describe, expect, test } from 'vitest';
import type { CaseOption, ClosedAs } from './case-file.ts';
import { closedGroups } from './closed-groups.ts';

const steps = [
  { id: 'lead', standing: 'done' },
  { id: 'filing', standing: 'done' },
  { id: 'investigation', standing: 'current' },
  { id: 'review', standing: 'ahead' },
  { id: 'decision', standing: 'ahead' },
] as const;
const anOption = (command: string, step: string, closedAs: ClosedAs | null) =>
  ({ command, step, closedAs }) as CaseOption;
const told = (options: readonly CaseOption[], at: Parameters<typeof closedGroups>[1] = steps) =>
  closedGroups(options, at).map(({ sort, options: group }) => [
    sort,
    group.map(({ command }) => command),
  ]);

describe('what cannot be done now is sorted by why', () => {
  test('given acts closed for several reasons, then what is yet to come stands first, and no group is empty', () => {
    const options = [
      anOption('filed', 'filing', 'over'),
      anOption('decide', 'decision', 'not-yours'),
      anOption('submit', 'review', 'not-yet'),
    ];
    expect(told(options)).toEqual([
      ['not-yet', ['submit']],
      ['not-yours', ['decide']],
      ['over', ['filed']],
    ]);
  });

  test('given acts of several steps, then the nearest ahead comes first, what lies behind last', () => {
    const options = [
      anOption('decide', 'decision', 'not-yet'),
      anOption('inform', 'filing', 'not-yet'),
      anOption('open', 'lead', 'not-yet'),
      anOption('preserve', 'investigation', 'not-yet'),
      anOption('submit', 'review', 'not-yet'),
    ];
    expect(told(options)).toEqual([
      ['not-yet', ['preserve', 'submit', 'decide', 'inform', 'open']],
    ]);
  });

  test('given a case that has passed all steps, then the last ones come first', () => {
    const over = steps.map(({ id }) => ({ id, standing: 'done' as const }));
    const options = [anOption('a', 'lead', 'over'), anOption('b', 'decision', 'over')];
    expect(told(options, over)).toEqual([['over', ['b', 'a']]]);
  });
});
