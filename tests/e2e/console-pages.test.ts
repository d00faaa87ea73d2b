// Every page of the console, at a desk and as narrow as a phone, in light and dark, with data and without.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount, grantRole } from '../../src/access/index.store.ts';
import { courseSteps } from '../../src/casework/index.ts';
import {
  enterCertificate,
  openDepartment,
  registerOfficer,
} from '../../src/registers/index.store.ts';
import { aBody, type CastBody, castPassword, putBelow } from '../support/body.ts';
import { whyNoBrowser } from '../support/browser.ts';
import {
  aConsole,
  type Seat,
  screens,
  type TestConsole,
  type Visitor,
} from '../support/console.ts';
import { endTour } from '../support/console-hand.ts';
import { axeFaults, faultsOf, settled, turn } from '../support/console-look.ts';
import { ConsolePlayer } from '../support/console-player.ts';
import { aDatabase, type TestDatabase } from '../support/database.ts';
import { routerPaths } from '../support/in-page.ts';
import { goodPassword, theThree } from '../support/people.ts';
import { skipWithout } from '../support/skip-without.ts';

const noBrowser = await whyNoBrowser();
skipWithout(noBrowser);

const sixty = (start: string) => start.padEnd(60, '一二三四五六七八九十');
const now = '2026-03-30T09:00:00.000+08:00';

let db: TestDatabase;
let stage: TestConsole;
let body: CastBody;
let empty: CastBody;
let below: CastBody;
let askedSequence: number;
/** Cases by the last step that was done. */
const cases = new Map<string, string>();
const visitors = new Map<string, Visitor>();
let accountId: string;

beforeAll(async () => {
  if (noBrowser !== null) return;
  db = await aDatabase();
  stage = await aConsole(db, { at: '2026-03-02T09:00:00.000+08:00' });
  const three = await theThree(db, '2026-03-01T09:00:00.000+08:00');
  for (const { userName } of Object.values(three))
    visitors.set(userName, { userName, password: goodPassword });
  const { ruleBook, stage: rules } = stage.server();
  body = await aBody(db, ruleBook, rules.book, { pack: 'anze' });
  empty = await aBody(db, ruleBook, rules.book, { pack: 'dazhou' });
  below = await aBody(db, ruleBook, rules.book, { pack: 'anze' });
  for (const one of [empty, below]) await putBelow(db, one, body);
  for (const [name, member] of Object.entries(body.people)) visitors.set(name, member);
  visitors.set('监督员', await aSupervisor());
  visitors.set('长名', await anOfficerOfLongName());
  accountId = body.people['承办人甲']!.id;
  for (const through of ['registerLead', 'finishInvestigation', 'recordStatement', 'archiveCase'])
    cases.set(through, await aCase(through));
  cases.set('submitForReview', await aCase('submitForReview'));
  cases.set('reviewStatement', await aCase('reviewStatement'));
  await twoCatalogues(body);
  await twoCatalogues(below);
  askedSequence = await counselAsked();
  stage.setClock(now);
}, 240_000);
afterAll(async () => {
  await stage?.close();
  await db?.close();
});

const by = { actorId: randomUUID(), now: '2020-01-02T09:00:00.000+08:00' };

/** A case whose title and party are as long as names may be. */
async function aCase(through: string): Promise<string> {
  const player = new ConsolePlayer(stage, 'anze', body);
  const lead = { title: sixty('某某'), party: { name: sixty('某某餐饮管理有限公司') } };
  await player.playQuickly(
    courseSteps(
      stage.server().stage,
      { from: '2026-03-02', through, with: { registerLead: lead } },
      'general',
      '通常经过',
    ),
  );
  return player.caseId;
}

/** Two versions of the review catalogue, the second waiting for the leader. */
async function twoCatalogues({ people }: CastBody): Promise<void> {
  const at = '/api/review-catalogue';
  const [head, reviewer, leader] = await Promise.all(
    ['机构负责人', '审核员', '机关负责人'].map((name) => stage.server().signIn(people[name]!)),
  );
  for (const title of [sixty('较大数额罚款'), sixty('责令停产停业')]) {
    const item = { title, actKind: 'penalty', level: 'county', field: null, amount: null };
    const report = { ...item, trigger: 'major-rights', basis: title, standard: title };
    const { body: reported } = await head!.post(`${at}/items`, report);
    await reviewer!.post(`${at}/items/${reported.itemId}/finding`, { accepted: true });
    await reviewer!.post(`${at}/versions`, {});
    const { asked, versions } = (await leader!.get(at)).body;
    const approval = { digest: versions[0].digest, inForceFrom: asked.today };
    if (versions.length === 1) await leader!.post(`${at}/versions/1/approval`, approval);
  }
}

/** A public lawyer with an account is asked for help in a case; somebody from outside stands beside in the register. */
async function counselAsked(): Promise<number> {
  const reviewer = await stage.server().signIn(body.people['审核员']!);
  const counsel = {
    kind: 'public-lawyer',
    organisation: sixty('示范律师事务所'),
    licenceNumber: null,
    specialty: sixty('某专长'),
    interests: [],
    isPurchased: true,
    isShared: false,
    validFrom: '2026-01-01',
    validUntil: null,
  };
  const at = `/api/agencies/${body.agencyId}/counsel`;
  await reviewer.post(at, { ...counsel, name: sixty('沈示范'), accountId: null });
  const accountOf = body.people['联络员']!.id;
  const lawyer = { ...counsel, name: '联络员', accountId: accountOf };
  const { counselId } = (await reviewer.post(at, lawyer)).body;
  const request = { counselId, question: sixty('依据是否准确'), until: '2026-12-31' };
  const asked = `/api/cases/${cases.get('submitForReview')}/counsel-requests`;
  return (await reviewer.post(asked, request)).body.sequence;
}

async function anAccount(displayName: string, role: 'supervisor' | 'officer') {
  const userName = `p${randomUUID().slice(0, 8)}`;
  const departmentId = await openDepartment(
    db,
    { agencyId: body.agencyId, name: sixty(`${displayName.slice(0, 2)}大队`) },
    by,
  );
  const account = await createAccount(
    db,
    {
      agencyId: body.agencyId,
      departmentId,
      userName,
      displayName,
      identity: userName,
      password: castPassword,
      mustChangePassword: false,
    },
    by,
  );
  await grantRole(db, { accountId: account.accountId, role }, by);
  return { userName, accountId: account.accountId, departmentId };
}

async function aSupervisor(): Promise<Visitor> {
  return anAccount('监督员', 'supervisor');
}

async function anOfficerOfLongName(): Promise<Visitor> {
  const name = sixty('某');
  const { userName, accountId: officerId, departmentId } = await anAccount(name, 'officer');
  const { agencyId } = body;
  await registerOfficer(
    db,
    { agencyId, officerId, name, post: sixty('某职'), departmentId, mayReview: false },
    by,
  );
  await enterCertificate(
    db,
    { agencyId, officerId },
    {
      number: sixty('示范'),
      class: 'enforcement',
      issuedBy: sixty('示范省'),
      validFrom: '2020-01-01',
      validUntil: '2030-01-01',
    },
    by,
  );
  return { userName };
}

type Visit = {
  readonly who: string;
  readonly pages: () => Readonly<Record<string, readonly string[]>>;
};

const parts = (path: string, name: string, values: readonly string[]) => [
  path,
  ...values.map((value) => `${path}?${name}=${value}`),
];
const caseAt = (step: string) => `/cases/${cases.get(step)}`;
const roomAt = (step: string) => `/review/${cases.get(step)}`;

/** Who visits what: by address of the router, the addresses that are looked at. */
const visits: readonly Visit[] = [
  {
    who: '承办人甲',
    pages: () => ({
      '/': ['/'],
      '/notifications': ['/notifications', '/notifications?unread=true'],
      '/cases': ['/cases', '/cases?text=某某&standing=open&order=due', '/cases?text=没有的'],
      '/tasks': ['/tasks', '/tasks?urgency=overdue'],
      '/cases/new': ['/cases/new'],
      '/cases/$caseId': [
        ...parts(caseAt('archiveCase'), 'part', ['clocks', 'events', 'facts']),
        caseAt('finishInvestigation'),
        `${caseAt('registerLead')}?do=requestFiling`,
        `${caseAt('finishInvestigation')}?do=submitForReview`,
        `${caseAt('recordStatement')}?do=reviewStatement`,
        '/cases/00000000-0000-4000-8000-000000000000',
      ],
      '/cases/$caseId/print': [`${caseAt('archiveCase')}/print`],
      '/me': parts('/me', 'part', ['security', 'notifications', 'drafts']),
      '/help': ['/help'],
    }),
  },
  { who: '长名', pages: () => ({ '/': ['/'], '/me': ['/me'], '/tasks': ['/tasks'] }) },
  {
    who: '机构负责人',
    pages: () => ({
      '/review': ['/review'],
      '/review/$caseId': [roomAt('submitForReview')],
      '/': ['/'],
      '/overdue': ['/overdue'],
      '/handover': ['/handover'],
      '/deputies': ['/deputies'],
    }),
  },
  {
    who: '审核员',
    pages: () => ({
      '/': ['/'],
      '/review': ['/review', '/review?standing=mine', '/review?text=没有的'],
      '/review/figures': ['/review/figures', '/review/figures?from=2020-01-01&until=2020-02-01'],
      '/review/$caseId': [
        ...parts(roomAt('submitForReview'), 'part', ['acts', 'rounds', 'duty', 'documents']),
        `${roomAt('submitForReview')}?do=acceptReview`,
        `${roomAt('submitForReview')}?record=3`,
        ...parts(roomAt('archiveCase'), 'part', ['rounds', 'duty']),
        roomAt('finishInvestigation'),
        '/review/00000000-0000-4000-8000-000000000000',
      ],
      '/cases/$caseId': [
        caseAt('submitForReview'),
        `${caseAt('submitForReview')}?do=giveOpinion`,
        `${caseAt('registerLead')}?do=makeDecision`,
      ],
      '/review/catalogue': ['/review/catalogue'],
      '/review/catalogue/$number': ['/review/catalogue/1', '/review/catalogue/2'],
      '/review/catalogue/comparison': ['/review/catalogue/comparison?before=1&after=2'],
      '/review/flow': ['/review/flow', '/review/flow?pack=yueqing'],
      '/review/people': ['/review/people'],
      '/review/counsel': ['/review/counsel'],
    }),
  },
  {
    who: '机关负责人',
    pages: () => ({
      '/': ['/'],
      '/figures': ['/figures'],
      '/guide': ['/guide'],
      '/cases/$caseId': [`${caseAt('reviewStatement')}?do=makeDecision`],
    }),
  },
  {
    who: '联络员',
    pages: () => ({
      '/': ['/'],
      '/imports': ['/imports'],
      '/review/asked': ['/review/asked'],
      '/review/asked/$caseId/$sequence': [
        `/review/asked/${cases.get('submitForReview')}/${askedSequence}`,
        `/review/asked/${cases.get('archiveCase')}/1`,
      ],
    }),
  },
  {
    who: '办公室',
    pages: () => ({
      '/': ['/'],
      '/admin/agencies/$agencyId': parts(`/admin/agencies/${body.agencyId}`, 'tab', [
        'departments',
        'officers',
        'settings',
      ]),
      '/review/people': ['/review/people'],
      '/guide': ['/guide'],
    }),
  },
  {
    who: '监督员',
    pages: () => ({
      '/': ['/'],
      '/cases': ['/cases'],
      '/overdue': ['/overdue'],
      '/figures': ['/figures'],
      '/rules': ['/rules'],
      '/rules/compare': ['/rules/compare', '/rules/compare?text=disclosure.penalty'],
      '/rules/$packId': parts('/rules/anze', 'tab', ['rules']),
      '/clauses/$clauseId': ['/clauses/apl-2021-57'],
      '/review/catalogues': [
        '/review/catalogues',
        ...[1, 2].map((n) => `/review/catalogues?agencyId=${below.agencyId}&version=${n}`),
        `/review/catalogues?agencyId=${empty.agencyId}`,
      ],
      '/procedure': ['/procedure'],
    }),
  },
  {
    who: 'system-admin',
    pages: () => ({
      '/': ['/'],
      '/guide': ['/guide'],
      '/admin/agencies': ['/admin/agencies'],
      '/admin/agencies/$agencyId': parts(`/admin/agencies/${body.agencyId}`, 'tab', ['packs']),
      '/admin/accounts': ['/admin/accounts', '/admin/accounts?text=没有的'],
      '/admin/accounts/$accountId': [`/admin/accounts/${accountId}`],
      '/admin/calendar': ['/admin/calendar'],
      '/admin/backups': ['/admin/backups'],
      '/admin/jobs': ['/admin/jobs'],
      '/admin/standing': ['/admin/standing'],
    }),
  },
  {
    who: 'security-admin',
    pages: () => ({
      '/': ['/'],
      '/admin/sessions': ['/admin/sessions'],
      '/admin/accounts': ['/admin/accounts'],
      '/admin/accounts/$accountId': [`/admin/accounts/${accountId}`],
    }),
  },
  {
    who: 'auditor',
    pages: () => ({
      '/': ['/'],
      '/audit/events': ['/audit/events'],
      '/audit/readings': ['/audit/readings'],
      '/help/$topic': ['/help/officer'],
    }),
  },
];

/** What stands against a page at a desk, in the dark, and on a narrow screen. */
async function look(seat: Seat, address: string): Promise<readonly string[]> {
  const { page } = seat;
  await page.setViewportSize(screens.desk.viewport);
  await page.goto(`${stage.url}/console${address}`);
  await settled(seat);
  const wide = await faultsOf(page);
  await turn(page, 'dark');
  const dark = await axeFaults(page);
  await turn(page, 'light');
  await page.setViewportSize(screens.phone.viewport);
  const narrow = await faultsOf(page);
  return [
    ...wide.map((fault) => `1366: ${fault}`),
    ...dark.map((fault) => `dark: ${fault}`),
    ...narrow.map((fault) => `390: ${fault}`),
  ];
}

async function lookAtAll(
  visitor: Visitor,
  addresses: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const seat = await stage.seat(visitor);
  const { page, complaints } = seat;
  const found: Record<string, readonly string[]> = {};
  await page.locator('dialog.tour').waitFor();
  const tour = await faultsOf(page);
  await endTour(page);
  if (tour.length > 0) found['the tour'] = tour;
  for (const address of addresses) {
    const faults = [...(await look(seat, address)), ...complaints.splice(0)];
    if (faults.length > 0) found[address] = faults;
  }
  await page.context().close();
  return found;
}

describe('the pages of the console', () => {
  test.each(visits)(
    'given $who, when each page of theirs is opened, then nothing stands against it',
    async ({ who, pages }) => {
      const faults = await lookAtAll(visitors.get(who)!, Object.values(pages()).flat());

      expect(faults).toEqual({});
      expect(stage.server().faults).toEqual([]);
    },
    600_000,
  );

  test.each([
    ['承办人甲', ['/', '/cases', '/tasks', '/notifications', '/me?part=drafts']],
    ['机关负责人', ['/', '/overdue', '/figures', '/handover', '/deputies', '/review']],
    ['审核员', ['/', '/review', '/review/figures']],
    ['办公室', [`/imports`, '/']],
  ])(
    'given a body without cases, when %s looks, then empty pages are sound too',
    async (who, addresses) => {
      const faults = await lookAtAll(empty.people[who]!, addresses);

      expect(faults).toEqual({});
    },
    600_000,
  );

  test('given nobody who is signed in, when the console or an unknown page is opened, then it is sound', async () => {
    const outside = await stage.browse();
    const faults = [...(await look(outside, '/')), ...outside.complaints];
    const inside = await stage.seat(body.people['联络员']!);

    expect(faults).toEqual([]);
    expect(await look(inside, '/no-such-page')).toEqual([]);
  }, 600_000);

  test('given the router, when its addresses are read, then each was visited by somebody', async () => {
    const { page } = await stage.browse();
    const known = await page.evaluate(routerPaths);
    const visited = new Set(visits.flatMap(({ pages }) => Object.keys(pages())));

    expect(known.length).toBeGreaterThan(20);
    expect(known.filter((path) => !visited.has(path))).toEqual([]);
  }, 600_000);
});
