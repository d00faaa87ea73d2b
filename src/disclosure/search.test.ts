import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  endPublication,
  measureSearch,
  publishBody,
  publishDecision,
  readDecisionsByNumber,
  readPublicDecision,
  searchDecisions,
  withdrawPublication,
} from './index.store.ts';
import type { Publication } from './publication.ts';
import { plainText } from './search-words.ts';

let db: TestDatabase;
const agencyId = randomUUID();
const otherAgencyId = randomUUID();

beforeAll(async () => {
  db = await aDatabase();
  await publishBody(db.pool, { agencyId, name: '某县市场监督管理局', ruleTitle: null, facts: [] });
  await publishBody(db.pool, {
    agencyId: otherAgencyId,
    name: '某县城管局',
    ruleTitle: null,
    facts: [],
  });
});
afterAll(() => db.close());

function aPublication(change: Partial<Publication> = {}): Publication {
  return {
    agencyId,
    decisionId: randomUUID(),
    caseId: randomUUID(),
    decisionNumber: null,
    caseName: '某案',
    party: null,
    facts: null,
    law: null,
    punishment: '罚款100元',
    penaltyKinds: ['罚款'],
    amountFen: 10_000,
    decidedOn: '2026-09-28',
    publishedAt: '2026-09-29T09:00:00.000+08:00',
    form: 'summary',
    fields: [],
    document: null,
    isNameRequired: false,
    privateTexts: [],
    ...change,
  };
}

async function found(typed: string, filter: object = {}): Promise<string[]> {
  const ids: string[] = [];
  let after: { decidedOn: string; id: string } | undefined;
  do {
    const page = await searchDecisions(db.publicPool, { typed, ...filter, after });
    ids.push(...page.cards.map((card) => card.id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

describe('[kaifu-4.1-f] [yueqing-5.2-7] what a search finds is what plain comparison finds', () => {
  const pieces = fc.constantFrom(
    ...Array.from('海门龙江市食品安全公司张王李某'),
    'ＡＢ',
    'ab',
    'Ab',
    '100%',
    '_',
    '\\',
    "'",
    '0001',
    '１２',
    '第',
    '号',
    '（',
    '(',
    ' ',
    '　',
    '𠮷',
  );
  const words = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((list) => list.join(''));

  test('given any texts, when any words are sought, then exactly the texts that hold all of them are found', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(pieces, { minLength: 1, maxLength: 12 }).map((list) => list.join('')),
          { minLength: 1, maxLength: 8 },
        ),
        words,
        words,
        async (texts, first, second) => {
          const made = texts.map((facts) =>
            aPublication({ facts, caseName: '－', punishment: null, decidedOn: '1990-05-06' }),
          );
          for (const publication of made) await publishDecision(db.pool, publication);
          const typed = `${first} ${second}`;
          const truth = made
            .filter(({ facts }) =>
              plainText(typed)
                .split(' ')
                .filter(Boolean)
                .every((word) => plainText(facts ?? '').includes(word)),
            )
            .map(({ decisionId }) => decisionId);
          const ids = new Set(await found(typed));
          expect(
            made
              .map(({ decisionId }) => decisionId)
              .filter((id) => ids.has(id))
              .sort(),
          ).toEqual(truth.sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('given many decisions, when the shares are measured, then both ways find the same', async () => {
    const before = await found('罚款');
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        publishDecision(
          db.pool,
          aPublication({
            decisionNumber: `测罚〔2026〕${index}号`,
            facts: index % 7 === 0 ? '占道经营，经教育后改正' : '占用盲道',
            decidedOn: `2026-0${1 + (index % 9)}-15`,
          }),
        ),
      ),
    );
    const byIndex = [await found('占道经营'), await found('罚款'), await found('占用 盲道')];
    await measureSearch(db.pool);
    await db.pool.query('update public_site.search_size set decisions = 1000000');
    await db.pool.query(
      "insert into public_site.search_share values ('占道', 0.14), ('道经', 0.14), ('经营', 0.14) on conflict do nothing",
    );
    const fresh = Object.create(db.publicPool) as typeof db.publicPool;
    const ids: string[] = [];
    for (let after: { decidedOn: string; id: string } | undefined, isLast = false; !isLast; ) {
      const page = await searchDecisions(fresh, { typed: '占道经营', after });
      ids.push(...page.cards.map((card) => card.id));
      after = page.next ?? undefined;
      isLast = page.next === null;
    }
    expect(ids).toEqual(byIndex[0]);
    expect(byIndex[0]).toHaveLength(43);
    expect(byIndex[1]).toHaveLength(before.length + 300);
    expect(byIndex[2]).toHaveLength(257);
  });

  test('given the pages of a search, when read one after the other, then newest first, none twice', async () => {
    const ids = await found('罚款');
    expect(new Set(ids).size).toBe(ids.length);
    const page = await searchDecisions(db.publicPool, { typed: '罚款' });
    const days = page.cards.map((card) => card.decidedOn);
    expect(days).toEqual(days.toSorted().toReversed());
  });
});

describe('a search is narrowed by body, year and kind of penalty', () => {
  test('given decisions of two bodies, when one is asked for, then the other does not appear', async () => {
    const theirs = aPublication({
      agencyId: otherAgencyId,
      facts: '违章搭建',
      penaltyKinds: ['警告'],
      decidedOn: '2019-03-04',
    });
    const ours = aPublication({ facts: '违章搭建', decidedOn: '2020-03-04' });
    await publishDecision(db.pool, theirs);
    await publishDecision(db.pool, ours);

    expect(await found('违章搭建', { agencyId: otherAgencyId })).toEqual([theirs.decisionId]);
    expect(await found('违章搭建', { year: 2020 })).toEqual([ours.decisionId]);
    expect(await found('违章搭建', { penaltyKind: '警告' })).toEqual([theirs.decisionId]);
    expect(await found('', { agencyId: otherAgencyId })).toEqual([theirs.decisionId]);
    expect(await found('', { year: 2019 })).toEqual([theirs.decisionId]);
  });
});

describe('[apl-2021-48] what is withdrawn is gone, and its notice stays', () => {
  test('given a public decision, when withdrawn twice and published again, then only the notice remains', async () => {
    const publication = aPublication({
      decisionNumber: '测罚〔2026〕9001号',
      facts: '独有之词甲乙丙',
    });
    expect(await publishDecision(db.pool, publication)).toBe(true);
    expect(await publishDecision(db.pool, publication)).toBe(true);
    expect(await found('独有之词甲乙丙')).toEqual([publication.decisionId]);

    const withdrawal = {
      agencyId,
      decisionId: publication.decisionId,
      reason: '处罚决定被行政复议机关撤销',
      withdrawnAt: '2026-10-12T10:00:00.000+08:00',
    };
    expect(await withdrawPublication(db.pool, withdrawal)).toBe(true);
    expect(await withdrawPublication(db.pool, withdrawal)).toBe(false);
    expect(await publishDecision(db.pool, publication)).toBe(false);

    expect(await found('独有之词甲乙丙')).toEqual([]);
    expect(await readPublicDecision(db.publicPool, publication.decisionId)).toMatchObject({
      kind: 'withdrawal',
      decisionNumber: '测罚〔2026〕9001号',
      publishedOn: '2026-09-29',
      withdrawnOn: '2026-10-12',
      reason: '处罚决定被行政复议机关撤销',
    });
  });

  test('[yueqing-2.3-6] given a decision whose term is over, when published or withdrawn again, then it stays away without a notice', async () => {
    const publication = aPublication({
      decisionNumber: '测罚〔2021〕9002号',
      facts: '期满之词子丑寅',
    });
    const { decisionId } = publication;
    await publishDecision(db.pool, publication);

    const end = { agencyId, decisionId, endedAt: '2031-09-30T10:00:00.000+08:00' };
    expect(await endPublication(db.pool, end)).toBe(true);
    expect(await endPublication(db.pool, end)).toBe(false);
    expect(await publishDecision(db.pool, publication)).toBe(false);
    const withdrawnAt = '2031-10-08T10:00:00.000+08:00';
    expect(
      await withdrawPublication(db.pool, { agencyId, decisionId, reason: '撤销', withdrawnAt }),
    ).toBe(false);

    expect(await found('期满之词子丑寅')).toEqual([]);
    expect(await readDecisionsByNumber(db.publicPool, '测罚〔2021〕9002号')).toEqual([]);
    expect(await readPublicDecision(db.publicPool, decisionId)).toEqual({ kind: 'end' });
  });

  test('given a published decision, when corrected, then the old text is not found any more', async () => {
    const publication = aPublication({ facts: '误写之词丁戊己' });
    await publishDecision(db.pool, publication);
    await publishDecision(db.pool, { ...publication, facts: '更正之词庚辛壬' });
    expect(await found('误写之词丁戊己')).toEqual([]);
    expect(await found('更正之词庚辛壬')).toEqual([publication.decisionId]);
  });
});

describe('[anze-P15-2] personal data does not reach the public schema', () => {
  test('given a natural person, when published, then no row of the schema holds name, number, telephone or address', async () => {
    const publication = aPublication({
      party: { name: '欧阳测试', isPerson: true },
      caseName: '欧阳测试占道经营案',
      facts:
        '欧阳测试（身份证号11010519491231002X，电话13800138000，账号6222021234567890123）住测试路一百号二单元',
      fields: [{ code: 'party', title: '执法对象', value: '欧阳测试' }],
      form: 'full',
      document: '当事人：欧阳测试，住测试路一百号二单元。',
      privateTexts: ['测试路一百号二单元'],
    });
    await publishDecision(db.pool, publication);
    const { rows } = await db.publicPool.query(
      `select d::text || s::text as everything from public_site.decision d join public_site.decision_search s using (id) where id = $1`,
      [publication.decisionId],
    );
    const everything = (rows[0] as { everything: string }).everything;
    expect(everything).toContain('欧阳某');
    for (const secret of [
      '欧阳测试',
      '11010519491231002',
      '13800138000',
      '6222021234567890123',
      '测试路一百号',
    ])
      expect(everything).not.toContain(secret);
  });

  test('given the role of the public site, when it reads the staff schema or writes, then it may not', async () => {
    await expect(db.publicPool.query('select 1 from mingfa.publication')).rejects.toThrow(
      /permission denied/,
    );
    await expect(db.publicPool.query('delete from public_site.decision')).rejects.toThrow();
  });
});
