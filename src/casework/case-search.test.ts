import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { listCases } from './index.store.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.close());

type Words = { readonly title: string; readonly party?: string; readonly number?: string };

/** Keeps cases of a body of their own, the first opened first. */
async function keep(cases: readonly Words[], agencyId: string = randomUUID()): Promise<string> {
  await db.pool.query(
    `insert into mingfa.case_file (agency_id, case_id, version, procedure, variant, title, party_name, case_number,
        step, standing, handler_ids, clocks, state, opened_at, updated_at)
     select $1, gen_random_uuid(), 1, 'penalty', 'general', given ->> 'title', given ->> 'party', given ->> 'number',
        'lead', 'open', '{}', '[]', '{}', timestamptz '2026-01-05 09:00+08' + place * interval '1 minute', now()
       from jsonb_array_elements($2::jsonb) with ordinality as each (given, place)`,
    [agencyId, JSON.stringify(cases)],
  );
  return agencyId;
}

const found = async (agencyId: string, text: string, filter: object = {}) =>
  (
    await listCases(
      db,
      { agencyIds: [agencyId], department: null, alsoDepartments: [], handler: null },
      { limit: 5000, now: '2026-03-02T09:00:00.000+08:00', text, ...filter },
    )
  ).map(({ title }) => title);

describe('cases are found by parts of their name, their party and their number', () => {
  test('given words in different fields, in another width or case, then all of them must be there', async () => {
    const agencyId = await keep([
      { title: '占道经营案', party: 'ABC示范食品店', number: '示范立〔2026〕1号' },
      { title: '占道堆放案', party: '示范五金店', number: '示范立〔2026〕21号' },
    ]);

    expect(await found(agencyId, '占道')).toEqual(['占道堆放案', '占道经营案']);
    expect(await found(agencyId, '占道 ａｂｃ')).toEqual(['占道经营案']);
    expect(await found(agencyId, '食品　〔2026〕1号')).toEqual(['占道经营案']);
    expect(await found(agencyId, '营')).toEqual(['占道经营案']);
    expect(await found(agencyId, '营案示范')).toEqual([]);
    expect(await found(agencyId, '案A')).toEqual([]);
    expect(await found(agencyId, ' ')).toHaveLength(2);
  });

  test('given a case that gets another name, then it is found by the new one only', async () => {
    const agencyId = await keep([{ title: '旧名之案' }]);
    await db.pool.query(
      `update mingfa.case_file set title = '新称之案', case_number = '立1号' where agency_id = $1`,
      [agencyId],
    );

    expect(await found(agencyId, '旧名')).toEqual([]);
    expect(await found(agencyId, '新称 立1号')).toEqual(['新称之案']);
  });

  test('given an action that changes no word, then nothing is written for the search', async () => {
    const agencyId = await keep([{ title: '不变之案' }]);
    const written = async () =>
      (await db.pool.query('select xmin from mingfa.case_search where agency_id = $1', [agencyId]))
        .rows;
    const before = await written();
    await db.pool.query(
      'update mingfa.case_file set version = 2, title = title, party_name = party_name where agency_id = $1',
      [agencyId],
    );

    expect(await written()).toEqual(before);
  });

  test('given another body with the same words, then only those of the scope are found', async () => {
    const agencyId = await keep([{ title: '同词之案' }]);
    await keep([{ title: '同词之案' }, { title: '同词之案' }]);

    expect(await found(agencyId, '同词')).toEqual(['同词之案']);
    expect(await found(randomUUID(), '同词')).toEqual([]);
  });
});

describe('what is found is what a plain comparison finds', () => {
  const character = fc.constantFrom(
    '甲',
    '乙',
    'a',
    'Ａ',
    '1',
    '2',
    ' ',
    '　',
    "'",
    '\\',
    '%',
    '_',
  );
  const phrase = fc.array(character, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
  const plain = (text: string) =>
    text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const expected = (titles: readonly string[], text: string) =>
    titles
      .filter((title) =>
        plain(text)
          .split(' ')
          .every((word) => plain(title).includes(word)),
      )
      .toReversed();

  test('given any names and any words', async () => {
    const titles = fc.sample(phrase, { numRuns: 300, seed: 7 });
    const agencyId = await keep(titles.map((title) => ({ title })));

    await fc.assert(
      fc.asyncProperty(phrase, async (text) => {
        expect(await found(agencyId, text)).toEqual(expected(titles, text));
      }),
      { numRuns: 100 },
    );
  });

  test('given more cases than are looked up, then the newest come first and pages go on', async () => {
    const titles = Array.from({ length: 1100 }, (_, n) => `常见之案${n}号${n < 3 ? '早' : ''}`);
    const agencyId = await keep(titles.map((title) => ({ title })));

    expect(await found(agencyId, '常见')).toEqual(titles.toReversed());
    expect(await found(agencyId, '常见 1号', { limit: 5 })).toEqual(
      expected(titles, '常见 1号').slice(0, 6),
    );
    expect(await found(agencyId, '早', { limit: 1 })).toEqual(expected(titles, '早').slice(0, 2));
    expect(await found(agencyId, '常见 11')).toEqual(expected(titles, '常见 11'));
    expect(await found(agencyId, '常见 早')).toEqual([
      '常见之案2号早',
      '常见之案1号早',
      '常见之案0号早',
    ]);
    expect(await found(agencyId, '常见', { standing: 'closed' })).toEqual([]);
    const after = { key: '2026-01-05T09:03:00.000+08:00', caseId: randomUUID() };
    expect((await found(agencyId, '常见', { after })).slice(-2)).toEqual(
      titles.slice(0, 2).toReversed(),
    );
  });
});
