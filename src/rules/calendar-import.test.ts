import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aRuleFolder } from '../../tests/support/rule-folder.ts';
import { importCalendarYear, loadRuleBook } from './index.store.ts';
import { due } from './index.ts';

const notice2027 = `
year: 2027
source: 示例通知
rest: ['2026-12-31..2027-01-03', '2027-05-01..2027-05-05', '2027-10-01..2027-10-07']
makeUp: ['2026-12-27', '2027-10-09']
`;

/** Folders of a fresh installation and a file to be added to them. */
function anInstallation(text: string, name = '2027.yaml') {
  const file = join(aRuleFolder(), name);
  writeFileSync(file, text);
  const extraCalendar = join(aRuleFolder(), 'own', 'calendar');
  return { file, folders: { rules: aRuleFolder(), extraCalendar } };
}

async function importing(text: string, name?: string) {
  const { file, folders } = anInstallation(text, name);
  return importCalendarYear(file, folders);
}

describe('[apl-2021-85] a year is added as soon as its notice is out', () => {
  test('given a provisional due date, when the notice is added, then it is certain and moves', async () => {
    const { file, folders } = anInstallation(notice2027);
    const before = await loadRuleBook(folders);
    expect(due({ n: 3, unit: 'workday' }, '2026-12-30', before.calendar)).toEqual({
      on: '2027-01-04',
      provisional: true,
    });

    const result = await importCalendarYear(file, folders);

    expect(result).toMatchObject({ outcome: 'added', year: 2027 });
    const after = await loadRuleBook(folders);
    expect(after.check()).toEqual([]);
    expect(after.calendar.years).toEqual([2026, 2027]);
    expect(due({ n: 3, unit: 'workday' }, '2026-12-30', after.calendar)).toEqual({
      on: '2027-01-06',
      provisional: false,
    });
    expect(after.calendar.isWorkday('2026-12-27')).toBe(true);
  });

  test('given the same notice again, then nothing is done and nothing is wrong', async () => {
    const { file, folders } = anInstallation(notice2027);
    await importCalendarYear(file, folders);

    expect(await importCalendarYear(file, folders)).toMatchObject({ outcome: 'already-there' });
    expect(readdirSync(folders.extraCalendar)).toEqual(['2027.yaml']);
  });
});

describe('a notice that cannot be right is refused and leaves nothing behind', () => {
  const edited = (from: string, to: string) => notice2027.replace(from, to);

  test.each([
    ['no source', edited('source: 示例通知', ''), 'rules.missing-field'],
    ['a year of another age', edited('year: 2027', 'year: 1027'), 'rules.wrong-kind'],
    ['a day that does not exist', edited('2027-10-09', '2027-02-30'), 'calendar.bad-date'],
    [
      'a range backwards',
      edited('2027-05-01..2027-05-05', '2027-05-05..2027-05-01'),
      'calendar.bad-range',
    ],
    [
      'a range of months',
      edited('2027-05-01..2027-05-05', '2027-05-01..2027-07-05'),
      'calendar.bad-range',
    ],
    [
      'a range of three',
      edited('2027-05-01..2027-05-05', '2027-05-01..2027-05-03..2027-05-05'),
      'calendar.bad-date',
    ],
    ['a day of another year', edited('2027-10-09', '2028-10-08'), 'calendar.other-year'],
    ['a day of the November before', edited('2026-12-27', '2026-11-29'), 'calendar.other-year'],
    [
      'a day twice',
      edited("'2026-12-27', '2027-10-09'", "'2027-10-09', '2027-10-09'"),
      'calendar.twice',
    ],
    [
      'a day that rests and is worked',
      edited('2027-10-09', '2027-10-03'),
      'calendar.contradiction',
    ],
    ['a make-up day in the week', edited('2027-10-09', '2027-10-11'), 'calendar.not-a-weekend'],
    [
      'a list without the National Day',
      edited(", '2027-10-01..2027-10-07'", ''),
      'calendar.incomplete',
    ],
    ['no rest at all', edited(/rest: .*\n/.exec(notice2027)?.[0] ?? '', ''), 'calendar.no-rest'],
    ['an unknown part', `${notice2027}workdays: 250\n`, 'rules.unknown-field'],
    ['no YAML', '{', 'rules.syntax'],
  ])('given %s, then it is refused', async (_, text, code) => {
    const result = await importing(text);

    expect(result.outcome === 'refused' ? result.problems[0]?.code : undefined).toBe(code);
  });

  test('given a different notice for a year that is known, then both files are named', async () => {
    const other = `
year: 2026
source: 另一份通知
rest: ['2026-01-01..2026-01-03', '2026-05-01..2026-05-03', '2026-10-01..2026-10-07']
makeUp: ['2026-10-10']
`;
    const result = await importing(other, '2026.yaml');

    expect(result).toMatchObject({
      outcome: 'refused',
      problems: [{ file: '2026.yaml', code: 'calendar.duplicate-year' }],
    });
    expect(result.outcome === 'refused' && result.problems[0]?.text).toContain(
      'calendar/2026.yaml',
    );
  });

  test('given a holiday that begins on a day the year before works, then it is refused', async () => {
    const { file, folders } = anInstallation(
      `
year: 2028
source: 示例通知
rest: ['2027-12-26', '2028-01-01..2028-01-03', '2028-05-01..2028-05-05', '2028-10-01..2028-10-07']
makeUp: []
`,
      '2028.yaml',
    );
    const worked = notice2027.replace('2027-10-09', '2027-12-26');
    writeFileSync(join(folders.rules, 'calendar', '2027.yaml'), worked);

    expect(await importCalendarYear(file, folders)).toMatchObject({
      outcome: 'refused',
      problems: [{ file: '2028.yaml', line: 4, code: 'calendar.contradiction' }],
    });
  });

  test('given a file that is not there, then that is said', async () => {
    const { folders } = anInstallation('');
    const result = await importCalendarYear(join(folders.rules, 'no-such.yaml'), folders);

    expect(result).toMatchObject({ outcome: 'refused', problems: [{ code: 'rules.unreadable' }] });
  });

  test('given a refused notice, then the folder stays as it was', async () => {
    const { file, folders } = anInstallation(notice2027.replace('2027-10-09', '2027-10-11'));

    const result = await importCalendarYear(file, folders);

    expect(result).toMatchObject({
      outcome: 'refused',
      problems: [{ file: '2027.yaml', line: 5, code: 'calendar.not-a-weekend' }],
    });
    expect((await loadRuleBook(folders)).calendar.years).toEqual([2026]);
  });

  test('given a file named after another year, then that is said', async () => {
    const result = await importing(notice2027, '2026.yaml');

    expect(result.outcome === 'refused' && result.problems[0]?.text).toContain('文件名');
  });
});
