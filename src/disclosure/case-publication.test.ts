import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBody, type CastBody } from '../../tests/support/body.ts';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { type Bodies, createBodies } from '../casework/index.store.ts';
import type { CaseEvent, JsonObject, ScenarioStage } from '../casework/index.ts';
import { loadRuleBook } from '../rules/index.store.ts';
import { appendAction, instantNow, runJobs } from '../store/index.store.ts';
import { disclosureOf } from './case-publication.ts';
import {
  decisionIdOf,
  followCase,
  introduceBody,
  publicationJobs,
  publicationTask,
  readPublicDecision,
} from './index.store.ts';

let db: TestDatabase;
let stage: ScenarioStage;
let bodies: Bodies;
let kaifu: CastBody;
let yueqing: CastBody;
beforeAll(async () => {
  db = await aDatabase();
  stage = await penaltyStage();
  const ruleBook = await loadRuleBook(join(import.meta.dirname, '../../rules'));
  bodies = createBodies({
    db,
    ruleBook,
    procedure: stage.composition.procedure,
    now: instantNow,
  });
  kaifu = await aBody(db, ruleBook, stage.book, { pack: 'kaifu' });
  yueqing = await aBody(db, ruleBook, stage.book, { pack: 'yueqing' });
});
afterAll(() => db.close());

const citizen = {
  kind: 'citizen',
  name: '林示范',
  idNumber: '11010519491231002X',
  address: '示范路 1 号 2 单元',
  phone: '13800000000',
};
const summary = { party: '林示范', agency: '示范局', 'main-facts': '林示范住示范路 1 号 2 单元。' };

/** Events of a case up to a published decision; what is given replaces the data of an event. */
function eventsOf(
  agencyId: string,
  change: Record<string, JsonObject> = {},
  last = 'decisionDisclosed',
) {
  const all: [string, string, JsonObject][] = [
    ['leadRegistered', '2026-03-02', { title: '林示范占道经营案', party: citizen }],
    [
      'decisionMade',
      '2026-03-30',
      {
        number: '示范罚〔2026〕1号',
        decidedOn: '2026-03-30',
        kind: 'penalize',
        penalty: { kinds: ['fine', 'other'], fineFen: 5000 },
      },
    ],
    ['disclosurePrepared', '2026-04-01', { form: 'full', document: '旧稿', screened: true }],
    [
      'disclosurePrepared',
      '2026-04-02',
      { form: 'full', document: '林示范违法占道。', summary, screened: true },
    ],
    ['decisionDisclosed', '2026-04-03', {}],
    ['disclosureWithdrawn', '2026-08-04', { reason: '决定已被撤销。' }],
  ];
  const caseId = randomUUID();
  return all.slice(0, all.findIndex(([kind]) => kind === last) + 1).map(
    ([kind, day, data], index): CaseEvent => ({
      agencyId,
      caseId,
      sequence: index + 1,
      kind,
      at: `${day}T09:00:00.000+08:00`,
      actorId: null,
      data: { ...data, ...change[kind] },
      clauses: [],
    }),
  );
}

const surroundings = (pack: string) => ({
  decisionId: randomUUID(),
  procedure: stage.composition.procedure,
  rules: stage.rulesOf(pack, {}),
});

describe('[kaifu-1.4-f] what is published is what was prepared last', () => {
  test('given the full form, then the last document, the kinds of penalty and no summary', () => {
    const disclosure = disclosureOf(eventsOf(kaifu.agencyId), surroundings('kaifu'));

    expect(disclosure).toMatchObject({
      standing: 'disclosed',
      publication: {
        decisionNumber: '示范罚〔2026〕1号',
        form: 'full',
        document: '林示范违法占道。',
        fields: [],
        penaltyKinds: ['罚款', '其他'],
        punishment: '罚款50元、法律、行政法规规定的其他行政处罚',
        amountFen: 5000,
        publishedAt: '2026-04-03T09:00:00.000+08:00',
        isNameRequired: false,
      },
    });
  });

  test('[kaifu-1.4-f] [yueqing-2.4.1-2] given a disclosure, then it names the clauses of the body that ask for its form', () => {
    const basisOf = (pack: string, data: JsonObject) => {
      const events = eventsOf(kaifu.agencyId, { disclosurePrepared: { ...data, summary } });
      const disclosure = disclosureOf(events, surroundings(pack));
      return disclosure.standing === 'disclosed' ? disclosure.publication.basis : [];
    };
    const full = basisOf('kaifu', { form: 'full', document: '决定书' })?.map(({ id }) => id);
    const short = basisOf('yueqing', { form: 'summary' })?.map(({ id }) => id);
    expect(full?.[0]).toMatch(/^kaifu-1\.4-/);
    expect(short).toContain('yueqing-2.4.1-2');
  });

  test('given no disclosure yet, then nothing is public', () => {
    const events = eventsOf(kaifu.agencyId, {}, 'disclosurePrepared');

    expect(disclosureOf(events, surroundings('kaifu'))).toEqual({ standing: 'undisclosed' });
  });
});

describe('[yueqing-2.4.1-3] a summary has the fields of the pack, in its order, and the name it asks for', () => {
  test('given a summary, then its fields are titled and ordered by the pack', () => {
    const events = eventsOf(yueqing.agencyId, { disclosurePrepared: { form: 'summary', summary } });
    const disclosure = disclosureOf(events, surroundings('yueqing'));

    expect(disclosure).toMatchObject({ publication: { document: null, isNameRequired: true } });
    const { fields } = (disclosure as unknown as { publication: { fields: { code: string }[] } })
      .publication;
    expect(fields.map(({ code }) => code)).toEqual(['party', 'main-facts', 'agency']);
  });
});

async function keep(events: readonly CaseEvent[]) {
  const [first] = events;
  const { agencyId, caseId } = first!;
  await appendAction(db, {
    agencyId,
    streamId: caseId,
    expectedVersion: first!.sequence - 1,
    events,
    jobs: events.flatMap((event) => [...publicationJobs(event)]),
  });
  return { agencyId, caseId };
}

const onSite = async (which: { agencyId: string; caseId: string }) =>
  (
    await db.publicPool.query('select party_name, document, fields from decision where id = $1', [
      decisionIdOf(which),
    ])
  ).rows;

const follow = (which: { agencyId: string; caseId: string }) =>
  followCase({ db, bodies, procedure: stage.composition.procedure }, which);

describe('[apl-2021-48] the public site follows a case, whenever it is told', () => {
  test('given a server that was killed before it published, when jobs run again, then the decision is public', async () => {
    const which = await keep(eventsOf(kaifu.agencyId));
    expect(await onSite(which)).toEqual([]);

    const jobs = await runJobs(db, {
      [publicationTask]: (payload) => follow(payload as typeof which),
    });
    while ((await onSite(which)).length === 0)
      await new Promise((resume) => setTimeout(resume, 20));
    await jobs.stop();

    expect(await onSite(which)).toMatchObject([{ party_name: '林某', document: '林某违法占道。' }]);
  });

  test('given the same told twice and at once, then it is public once', async () => {
    const which = await keep(
      eventsOf(yueqing.agencyId, { disclosurePrepared: { form: 'summary', summary } }),
    );

    await Promise.all([follow(which), follow(which), follow(which)]);

    const rows = await onSite(which);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).toContain('林示范');
    expect(JSON.stringify(rows)).not.toContain('示范路 1 号 2 单元');
  });

  test('given a body known without its rules, when a case of it is published, then the site names the rules', async () => {
    const read = async () =>
      (
        await db.publicPool.query('select name, rule_title from body where agency_id = $1', [
          kaifu.agencyId,
        ])
      ).rows;
    await introduceBody(db.pool, { agencyId: kaifu.agencyId, name: '旧名', ruleTitle: null });
    const which = await keep(eventsOf(kaifu.agencyId));

    await follow(which);

    const [body] = await read();
    expect(body.rule_title).toBe('长沙市开福区司法局三项制度实施方案');
  });

  test('[sao-2018-118-6] given a decision published without its penalty in words, when the jobs of the migration run, then the words stand there', async () => {
    const which = await keep(eventsOf(kaifu.agencyId));
    await follow(which);
    const id = decisionIdOf(which);
    await db.pool.query('update public_site.decision set punishment = null where id = $1', [id]);
    await db.pool.query('delete from graphile_worker._private_jobs where key like $1', [
      `%${which.caseId}`,
    ]);
    const migration = join(import.meta.dirname, '../store/migrations/107-public-penalty.sql');
    await db.pool.query(`set search_path = mingfa; ${await readFile(migration, 'utf8')}`);

    const jobs = await runJobs(db, {
      [publicationTask]: (payload) => follow(payload as typeof which),
    });
    const words = async () =>
      (await readPublicDecision(db.publicPool, id)) as { punishment: string };
    while ((await words()).punishment === null)
      await new Promise((resume) => setTimeout(resume, 20));
    await jobs.stop();

    expect((await words()).punishment).toMatch(/^罚款50元/);
  });

  test('given a withdrawal, when an older job comes late, then the decision stays down', async () => {
    const events = eventsOf(kaifu.agencyId, {}, 'disclosureWithdrawn');
    const which = await keep(events.slice(0, -1));
    await follow(which);
    await keep(events.slice(-1));
    await follow(which);
    await follow(which);

    expect(await onSite(which)).toEqual([]);
    const { rows } = await db.publicPool.query(
      'select reason from withdrawal where decision_id = $1',
      [decisionIdOf(which)],
    );
    expect(rows).toEqual([{ reason: '决定已被撤销。' }]);
  });
});

const corrected = { form: 'full', document: '林示范违法占道，罚款五十元。', screened: true };

/** A published case with what came after it. */
function afterwards(
  agencyId: string,
  ...more: readonly [kind: string, day: string, data: JsonObject][]
) {
  const events = eventsOf(agencyId);
  const [first] = events;
  const later = more.map(([kind, day, data], index) => ({
    ...first!,
    sequence: events.length + 1 + index,
    kind,
    at: `${day}T09:00:00.000+08:00`,
    data,
  }));
  return [...events, ...later];
}

describe('[sao-2018-118-0] what is wrong in public is corrected', () => {
  test('given a correction that nobody has reviewed, then what was published stays', () => {
    const events = afterwards(kaifu.agencyId, ['disclosureCorrected', '2026-05-06', corrected]);

    expect(disclosureOf(events, surroundings('kaifu'))).toMatchObject({
      publication: { document: '林示范违法占道。', correctedOn: null },
    });
  });

  test('given a correction that was turned down and one that was agreed to, then the second is public', () => {
    const events = afterwards(
      kaifu.agencyId,
      ['disclosureCorrected', '2026-05-06', { ...corrected, document: '错稿' }],
      ['correctionReviewed', '2026-05-06', { agreed: false, opinion: '仍有错字。' }],
      ['disclosureCorrected', '2026-05-07', corrected],
      ['correctionReviewed', '2026-05-08', { agreed: true, opinion: '同意。' }],
    );

    expect(disclosureOf(events, surroundings('kaifu'))).toMatchObject({
      publication: {
        document: corrected.document,
        correctedOn: '2026-05-08',
        publishedAt: '2026-04-03T09:00:00.000+08:00',
      },
    });
  });

  test('given a further correction that waits for its review, then the one before it stays public', () => {
    const events = afterwards(
      kaifu.agencyId,
      ['disclosureCorrected', '2026-05-06', corrected],
      ['correctionReviewed', '2026-05-06', { agreed: true, opinion: '同意。' }],
      ['disclosureCorrected', '2026-05-07', { ...corrected, document: '再改' }],
    );

    expect(disclosureOf(events, surroundings('kaifu'))).toMatchObject({
      publication: { document: corrected.document, correctedOn: '2026-05-06' },
    });
  });

  test('[yueqing-2.4.2-1] given a correction on the site, then the page has the new text, masked as ever, and its day', async () => {
    const events = afterwards(
      kaifu.agencyId,
      ['disclosureCorrected', '2026-05-06', corrected],
      ['correctionReviewed', '2026-05-08', { agreed: true, opinion: '同意。' }],
    );
    const which = await keep(events.slice(0, -1));
    await follow(which);
    expect(await onSite(which)).toMatchObject([{ document: '林某违法占道。' }]);

    await keep(events.slice(-1));
    await follow(which);

    expect(await readPublicDecision(db.publicPool, decisionIdOf(which))).toMatchObject({
      document: '林某违法占道，罚款五十元。',
      correctedOn: '2026-05-08',
    });
    const found = await db.publicPool.query('select text from decision_search where id = $1', [
      decisionIdOf(which),
    ]);
    expect(found.rows[0].text).toContain('罚款五十元');
  });
});

describe('[yueqing-2.3-6] a decision whose term is over leaves the public site', () => {
  test('given the end of the term, when an older job comes late, then nothing of the case is in public', async () => {
    const events = eventsOf(yueqing.agencyId);
    const which = await keep(events);
    await follow(which);
    expect(await onSite(which)).toHaveLength(1);

    const ended = { kind: 'disclosureEnded', at: '2031-04-04T09:00:00.000+08:00' };
    await keep([{ ...events.at(-1)!, ...ended, sequence: 6, data: { reason: '林示范期满。' } }]);
    await follow(which);
    await follow(which);

    expect(await onSite(which)).toEqual([]);
    const decisionId = decisionIdOf(which);
    expect(await readPublicDecision(db.publicPool, decisionId)).toEqual({ kind: 'end' });
    const { rows } = await db.publicPool.query(
      'select (select count(*) from withdrawal where decision_id = $1)::int as notices, to_jsonb(e) as said from ended e where decision_id = $1',
      [decisionId],
    );
    expect(rows).toEqual([{ notices: 0, said: { decision_id: decisionId } }]);
  });
});

test('the id of a public decision does not give the case away, and is the same each time', () => {
  const which = { agencyId: randomUUID(), caseId: randomUUID() };

  expect(decisionIdOf(which)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(decisionIdOf(which)).toBe(decisionIdOf({ ...which }));
  expect(decisionIdOf(which)).not.toBe(decisionIdOf({ ...which, agencyId: randomUUID() }));
});
