import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import {
  endPublication,
  publishBody,
  publishDecision,
  readFigures,
  readNewlyPublished,
  readPublicDecision,
  readPublicTotal,
  readSitemapPart,
  readVersions,
  withdrawPublication,
} from './index.store.ts';
import type { Publication } from './publication.ts';

let db: TestDatabase;
const [agencyId, otherId] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  db = await aDatabase();
  await publishBody(db.pool, { agencyId, name: '甲县城管局', ruleTitle: null, facts: [] });
  await publishBody(db.pool, { agencyId: otherId, name: '乙县城管局', ruleTitle: null, facts: [] });
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
    punishment: null,
    penaltyKinds: ['罚款'],
    amountFen: null,
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

/** The tally beside what counting the decisions says. */
async function compared() {
  const kept = await db.pool.query(
    `select agency_id, about, value, decisions::int from public_site.tally where decisions <> 0 order by 1, 2, 3`,
  );
  const counted = await db.pool.query(
    `select d.agency_id, a.about, a.value, count(*)::int as decisions from public_site.decision d,
       lateral (values ('all', ''), ('month', to_char(d.decided_on, 'YYYY-MM'))
                union all select 'kind', kind from unnest(d.penalty_kinds) kind) a (about, value)
      group by 1, 2, 3 order by 1, 2, 3`,
  );
  return { kept: kept.rows, counted: counted.rows };
}

describe('[kaifu-4.1-f] the figures of the public site', () => {
  test('given decisions that come, change, are withdrawn and end, when counted anew, then the kept figures say the same', async () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      aPublication({
        agencyId: at % 3 === 0 ? otherId : agencyId,
        penaltyKinds: at % 2 === 0 ? ['罚款'] : ['罚款', '没收违法所得'],
        decidedOn: `2026-${String(1 + (at % 9)).padStart(2, '0')}-10`,
      }),
    );
    await Promise.all(many.map((each) => publishDecision(db.pool, each)));
    const [changed, withdrawn, ended] = [many[1]!, many[2]!, many[3]!];
    await publishDecision(db.pool, { ...changed, decidedOn: '2025-12-31', penaltyKinds: ['警告'] });
    const at = '2026-10-01T09:00:00.000+08:00';
    await withdrawPublication(db.pool, { ...withdrawn, reason: '决定被撤销', withdrawnAt: at });
    await endPublication(db.pool, { ...ended, endedAt: at });
    const { kept, counted } = await compared();
    expect(counted.length).toBeGreaterThan(8);
    expect(kept).toEqual(counted);
    const { decisions, kinds, months, bodies } = await readFigures(db.publicPool);
    expect(decisions).toBe(10);
    expect(await readPublicTotal(db.publicPool)).toBe(10);
    expect(kinds[0]).toEqual({ kind: '罚款', decisions: 9 });
    expect(months).toHaveLength(12);
    expect(bodies.map(({ name }) => name)).toEqual(['甲县城管局', '乙县城管局']);
    const own = await readFigures(db.publicPool, otherId);
    expect(own.decisions).toBe(bodies[1]?.decisions);
  });

  test('given the newest, when the feed is read, then what became public last comes first, however old its decision is', async () => {
    const late = aPublication({
      decidedOn: '2019-01-02',
      publishedAt: '2026-11-01T09:00:00.000+08:00',
    });
    await publishDecision(db.pool, late);
    const [first] = await readNewlyPublished(db.publicPool);
    expect(first).toMatchObject({ id: late.decisionId, publishedAt: late.publishedAt });
  });

  test('given all ids in four parts, when the parts are put together, then every decision comes once', async () => {
    const parts = await Promise.all(
      [0, 1, 2, 3].map((part) =>
        readSitemapPart(db.publicPool, { from: part * 0x4000, to: part * 0x4000 + 0x3fff }),
      ),
    );
    const ids = parts.flat().map(({ id }) => id);
    expect(ids).toHaveLength(await readPublicTotal(db.publicPool));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('[apl-2021-48] the version of a public decision', () => {
  test('given a decision, when it or its body changes, then the version is another, and gone when it is withdrawn', async () => {
    const decision = aPublication();
    const id = decision.decisionId;
    const version = async () => (await readVersions(db.publicPool, [id])).get(id);
    expect(await version()).toBeUndefined();
    await publishDecision(db.pool, decision);
    const first = await version();
    expect(await readPublicDecision(db.publicPool, id)).toMatchObject({ version: first });
    expect(await version()).toBe(first);
    await publishDecision(db.pool, { ...decision, caseName: '更正后的案件' });
    const second = await version();
    await publishBody(db.pool, { agencyId, name: '甲县执法局', ruleTitle: null, facts: [] });
    const third = await version();
    expect(new Set([first, second, third, undefined]).size).toBe(4);
    const withdrawnAt = '2026-10-01T09:00:00.000+08:00';
    await withdrawPublication(db.pool, { ...decision, reason: '撤销', withdrawnAt });
    expect(await version()).toBeUndefined();
  });
});
