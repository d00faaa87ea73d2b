import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { addDays } from '../rules/index.ts';
import { type CaseState, type JsonObject, numberOf } from './case-event.ts';
import { type Decision, decide } from './decide.ts';
import { emptyCase, evolve } from './evolve.ts';
import { exampleData } from './example-data.ts';
import { options } from './options.ts';
import { type Option, optionsOf } from './options-of.ts';
import type { Context, OfficerFacts } from './part.ts';
import { castId } from './scenario.ts';
import type { CourseStep } from './scenario-file.ts';
import { viewOf } from './view.ts';

const stage = await penaltyStage();
const { composition, book } = stage;
const { procedure } = composition;
const agencyId = '00000000-0000-4000-8000-00000000a9e1';
const caseId = '00000000-0000-4000-8000-0000000ca5e1';

const names = [...Object.keys(book.cast), '法律顾问'];
const rolesOf = (name: string | undefined) =>
  name === lawyer ? ['counsel'] : (book.cast[name ?? '']?.roles ?? []);
const ids = Object.fromEntries(names.map((name, index) => [name, castId(index)]));
const people = { ids, handlers: [castId(0), castId(1)], host: ids['主持人'] ?? '' };
const reviewHead = (pack: string) => stage.rulesOf(pack, {}).office('review-head', '2026-03-02');
const officersOf = (pack: string): Readonly<Record<string, OfficerFacts>> =>
  Object.fromEntries(
    names.map((name, index) => {
      const { certified, mayReview } = book.cast[name] ?? { certified: false, mayReview: false };
      const certificates = certified
        ? [{ number: name, validFrom: '2015-01-01', validUntil: '2035-12-31', revokedOn: null }]
        : [];
      const post = book.cast[name]?.office === 'review-head' ? reviewHead(pack) : '';
      return [castId(index), { name, certificates, mayReview, post }];
    }),
  );

const lawyer = '法律顾问';
const counsel = {
  [castId(names.indexOf(lawyer))]: {
    name: lawyer,
    kind: 'legal-adviser' as const,
    organisation: '示范律师事务所',
    identityNumber: '',
    accountId: null,
    interests: [],
    validFrom: '2015-01-01',
    validUntil: '2045-12-31',
    endedOn: null,
  },
};

/** Commands accepted so far; a property that never gets past the door proves little. */
const reached = new Set<string>();

type Move = {
  readonly pick: number;
  readonly how: number;
  readonly days: number;
  readonly kind: string;
};
const move = fc.record({
  pick: fc.nat(10_000),
  how: fc.nat(20),
  days: fc.oneof(
    { weight: 6, arbitrary: fc.nat(4) },
    { weight: 1, arbitrary: fc.constantFrom(15, 40, 200, 700) },
  ),
  kind: fc.constantFrom('any', 'open', 'fresh', 'fresh'),
});
const history = fc.record({
  pack: fc.constantFrom('national', 'kaifu', 'dazhou', 'anze', 'yueqing'),
  variant: fc.constantFrom('general', 'general', 'general', 'summary'),
  /** How much of the usual course comes first, so that the random part also begins late in a case. */
  prefix: fc.nat(30),
  /** A less usual way into a case, instead. */
  path: fc.option(
    fc.constantFrom(
      'hearing',
      'dispute',
      'finished',
      'accepted',
      'pause',
      'extension',
      'court',
      'correction',
      'preservation',
      'defended',
      'joint',
      'led',
    ),
    {
      freq: 3,
    },
  ),
  lead: fc.constantFrom(
    {},
    { realName: true },
    { party: { kind: 'citizen', bornOn: '2015-01-01' } },
  ),
  moves: fc.array(move, { minLength: 1, maxLength: 40 }),
});

const fine = (fineFen: number) => ({ penalty: { kinds: ['fine'], fineFen } });
const problem = { checklist: { $each: 'problem' } };
const rotated = names.filter((name) => book.cast[name]?.certified === true);

/** Other right ways to fill in a command, for cases in which the example does not fit. */
const otherwise: Readonly<Record<string, readonly JsonObject[]>> = {
  assignOfficers: [
    { officers: rotated.slice(1) },
    { officers: [rotated[0] ?? '', rotated[2] ?? ''] },
  ],
  reassignOfficers: [
    { officers: rotated.slice(1) },
    { officers: [rotated[0] ?? '', rotated[2] ?? ''] },
  ],
  recordInspection: [
    { officers: rotated.slice(1) },
    { officers: [rotated[0] ?? '', rotated[2] ?? ''] },
  ],
  recordQuestioning: [
    { officers: rotated.slice(1) },
    { officers: [rotated[0] ?? '', rotated[2] ?? ''] },
  ],
  decideRecusal: rotated.map((officerId) => ({ officerId })),
  makeDecision: [{ ...fine(100), correctByOn: '2035-01-05' }],
  finishInvestigation: [
    { grave: true, majorTriggers: [] },
    { suggestion: 'exempt', penalty: null },
  ],
  answerOpinion: [{ response: 'object' }],
  registerJointDecision: [{ leads: 'other' }],
  transferCase: [{ ground: 'crime' }],
  consultDispute: [{ agreed: true, outcome: 'passed' }],
  closeRemedy: [
    { outcome: 'revoked' },
    { outcome: 'changed', newFineFen: 100 },
    { outcome: 'unlawful' },
  ],
  fileRemedy: [{ type: 'litigation' }],
  giveNotice: [{ ...fine(100), hearingRight: true }, { hearingRight: true }],
  decideOnSpot: [fine(100)],
  recordPayment: [{ amountFen: 1 }, { amountFen: 1, collectedBy: 'cash', cashGround: 'remote' }],
  closeCase: ['court', 'none', 'declined', 'transferred', 'revoked', 'terminated'].map(
    (ground) => ({ ground, terminationGround: 'other' }),
  ),
  pauseReview: [{ ground: 'interpretation' }],
  correctDisclosure: [{ foundBy: 'party', verification: '证据属实。' }],
  endDisclosure: [{ shortened: true, minor: true, corrected: true }],
  notifyHearing: [{ hearingOn: '2026-05-06' }],
};

/** Given on behalf of whoever uploads a file, in a role that no account has: see http/recordings.test.ts. */
const byUploadOnly = 'attachRecording';

describe('options says exactly which commands are open', () => {
  test('given a random history, when any command is given, then it is accepted or refused as listed', () => {
    fc.assert(
      fc.property(history, ({ pack, variant, prefix, path, lead, moves }) => {
        const rules = stage.rulesOf(pack, {});
        const officers = officersOf(pack);
        const at =
          (day: string) =>
          (who: number): Context => ({
            rules,
            calendar: stage.calendar,
            now: `${day}T09:00:00.000+08:00`,
            officers,
            counsel,
            actor: {
              id: castId(who),
              name: names[who] ?? '',
              roles: rolesOf(names[who]),
            },
          });
        let day = '2026-03-02';
        let state = open(at(day)(0), variant, lead);
        const course = (book.courses[variant] ?? []).slice(1, prefix);
        for (const usual of variant === 'general' && path !== null ? pathSteps(path) : course) {
          day = addDays('2026-03-02', usual.day);
          state = usualStep(state, usual, at(day)(names.indexOf(usual.who)));
        }
        for (const one of moves) {
          day = addDays(day, one.days);
          state = step(state, one, at(day)) ?? state;
        }
      }),
      { numRuns: 2000, seed: 20261121 },
    );
    const never = [...procedure.commands.keys()].filter((command) => !reached.has(command));
    expect(never).toEqual(['registerLead', byUploadOnly]);
  }, 1_800_000);

  test('given the usual course, when each command is tried with nothing filled in, then a closed one is refused for the reason listed', () => {
    const context: Context = {
      rules: stage.rulesOf('kaifu', {}),
      calendar: stage.calendar,
      now: '2026-03-02T09:00:00.000+08:00',
      officers: officersOf('kaifu'),
      actor: { id: castId(0), name: '承办人甲', roles: ['officer'] },
    };
    const state = open(context, 'general');
    for (const option of options(composition, state, context).filter((one) => !one.open)) {
      const decision = decide(
        composition,
        state,
        { kind: option.command, agencyId, caseId, data: {} },
        context,
      );
      expect(decision.refusals).toEqual(option.refusals);
    }
  });
});

function open(context: Context, variant: string, lead: JsonObject = {}): CaseState {
  const start = emptyCase(procedure, agencyId, caseId, variant);
  const data = dataFor(start, 'registerLead', context, lead);
  return after(
    start,
    decide(composition, null, { kind: 'registerLead', agencyId, caseId, variant, data }, context),
  );
}

function after(state: CaseState, decision: Decision): CaseState {
  return (decision.events ?? []).reduce((folded, event) => evolve(procedure, folded, event), state);
}

function dataFor(state: CaseState, command: string, context: Context, differs: JsonObject = {}) {
  const spec = procedure.commands.get(command);
  if (spec === undefined) throw new Error(command);
  const view = viewOf(procedure, state, context);
  const checklist = optionsOf(view, 'review.checklist') ?? [];
  const flawed = Object.fromEntries(
    checklist.map(({ code }) => [code, { conclusion: 'problem', ground: '有瑕疵' }]),
  );
  const given = differs['checklist'] === undefined ? differs : { ...differs, checklist: flawed };
  return exampleData(view, spec, { example: book.examples[command] ?? {}, differs: given }, people);
}

function usualStep(
  state: CaseState,
  usual: Omit<CourseStep, 'optional'>,
  context: Context,
): CaseState {
  const kinds = optionsOf(viewOf(procedure, state, context), 'review.opinions') ?? [];
  const flawed = { kind: gravest(kinds) };
  const data = dataFor(state, usual.do, context, {
    ...usual.with,
    ...(usual.with['kind'] === '$flawed' ? flawed : {}),
  });
  const decision = decide(composition, state, { kind: usual.do, agencyId, caseId, data }, context);
  if (decision.events !== undefined) {
    const listed = options(composition, state, context).find((one) => one.command === usual.do);
    expect(listed?.open, usual.do).toBe(true);
    reached.add(usual.do);
  }
  return after(state, decision);
}

type Path = { readonly through: string; readonly rest: readonly Omit<CourseStep, 'optional'>[] };

const paths: Readonly<Record<string, Path>> = {
  hearing: {
    through: 'giveOpinion',
    rest: [
      { day: 16, who: '承办人甲', do: 'giveNotice', with: { hearingRight: true } },
      { day: 17, who: '承办人甲', do: 'requestHearing', with: {} },
      { day: 18, who: '承办人甲', do: 'notifyHearing', with: { hearingOn: '2026-04-03' } },
      { day: 32, who: '承办人甲', do: 'showCertificates', with: {} },
    ],
  },
  dispute: {
    through: 'acceptReview',
    rest: [
      { day: 14, who: '审核员', do: 'giveOpinion', with: { kind: '$flawed', ...problem } },
      { day: 15, who: '机关负责人', do: 'countersignOpinion', with: {} },
      { day: 16, who: '承办人甲', do: 'answerOpinion', with: { response: 'object' } },
    ],
  },
  preservation: {
    through: 'addEvidence',
    rest: [
      { day: 4, who: '承办人甲', do: 'requestPreservation', with: {} },
      { day: 4, who: '机关负责人', do: 'approvePreservation', with: {} },
      { day: 4, who: '承办人甲', do: 'preserveEvidence', with: {} },
    ],
  },
  defended: { through: 'reviewStatement', rest: [] },
  joint: {
    through: 'finishInvestigation',
    rest: [
      { day: 10, who: '承办人甲', do: 'registerJointDecision', with: {} },
      { day: 10, who: '机构负责人', do: 'examineHandling', with: {} },
      { day: 10, who: '承办人甲', do: 'submitForReview', with: {} },
    ],
  },
  led: {
    through: 'finishInvestigation',
    rest: [
      { day: 10, who: '承办人甲', do: 'registerJointDecision', with: { leads: 'other' } },
      { day: 11, who: '审核员', do: 'recordLeadReview', with: {} },
    ],
  },
  finished: { through: 'finishInvestigation', rest: [] },
  accepted: { through: 'acceptReview', rest: [] },
  pause: {
    through: 'acceptReview',
    rest: [{ day: 14, who: '审核员', do: 'pauseReview', with: {} }],
  },
  extension: {
    through: 'acceptReview',
    rest: [
      { day: 14, who: '审核员', do: 'requestReviewExtension', with: {} },
      { day: 14, who: '机关负责人', do: 'declineReviewExtension', with: {} },
    ],
  },
  court: {
    through: 'serveDecision',
    rest: [
      { day: 230, who: '承办人甲', do: 'demandPerformance', with: {} },
      // Refused by now: it lets the days go by that a demand waits.
      { day: 242, who: '承办人甲', do: 'showCertificates', with: {} },
    ],
  },
  correction: {
    through: 'reviewStatement',
    rest: [
      { day: 28, who: '机关负责人', do: 'makeDecision', with: { correctByOn: '2026-05-06' } },
      { day: 29, who: '承办人甲', do: 'serveDecision', with: {} },
    ],
  },
};

function pathSteps(name: string): readonly Omit<CourseStep, 'optional'>[] {
  const general = book.courses['general'] ?? [];
  const path = paths[name] ?? { through: '', rest: [] };
  return [
    ...general.slice(1, general.findIndex((one) => one.do === path.through) + 1),
    ...path.rest,
  ];
}

/** The kind of opinion that several problems at once ask for: of the packs' kinds the gravest, else the last. */
function gravest(kinds: readonly Option[]): string {
  const gravity = (kind: Option) => numberOf(kind, 'gravity');
  const sorted = kinds.toSorted((one, other) => gravity(other) - gravity(one));
  return (
    (gravity(sorted[0] ?? { code: '', title: '' }) > 0 ? sorted[0] : kinds.at(-1))?.code ??
    'not-passed'
  );
}

/** Tries one command of somebody and holds the answers against the list; returns the state after one of them. */
function step(state: CaseState, one: Move, at: (who: number) => Context): CaseState | null {
  const all = names.flatMap((_, who) =>
    options(composition, state, at(who))
      .filter(({ command }) => command !== byUploadOnly)
      .map((option) => ({ who, option })),
  );
  const open = all.filter(({ option }) => option.open);
  const fresh = open.filter(({ option }) => !isPast(state, option.command));
  const pool = one.kind === 'any' ? all : one.kind === 'fresh' && fresh.length > 0 ? fresh : open;
  const chosen = pool[one.pick % Math.max(1, pool.length)];
  if (chosen === undefined) return null;
  const { option } = chosen;
  const context = at(chosen.who);
  const { command } = option;
  const answers = [{}, ...rightWays(state, command, context)].map((differs) =>
    decide(
      composition,
      state,
      { kind: command, agencyId, caseId, data: dataFor(state, command, context, differs) },
      context,
    ),
  );
  if (!option.open) {
    for (const answer of answers) expect(answer.refusals).toEqual(option.refusals);
    return null;
  }
  const accepted = answers.filter((answer) => answer.events !== undefined);
  expect(
    accepted.length,
    `${command}: ${JSON.stringify(answers.map(({ refusals }) => refusals))}`,
  ).toBeGreaterThan(0);
  reached.add(command);
  return after(state, accepted[one.how % accepted.length] ?? { refusals: [] });
}

/** Whether the command has already been given in this case. */
function isPast(state: CaseState, command: string): boolean {
  return state.facts[procedure.commands.get(command)?.emits ?? ''] !== undefined;
}

type Fit = (state: CaseState, context: Context) => readonly JsonObject[];
const lastOf = ({ facts }: CaseState, kind: string) => facts[kind]?.at(-1)?.data ?? {};
const eachRequest: Fit = ({ facts }) =>
  (facts['counselRequested'] ?? []).map(({ sequence }) => ({ request: sequence }));

const fits: Readonly<Record<string, Fit>> = {
  holdHearing: (state) => [{ heldOn: lastOf(state, 'hearingNotified')['hearingOn'] ?? null }],
  requestHearing: (state) => [
    { requestedOn: lastOf(state, 'noticeGiven')['noticeServedOn'] ?? null },
  ],
  submitForReview: ({ version }) => [
    { draft: `第 ${version} 稿`, handlingReview: `第 ${version} 次审查` },
  ],
  withdrawCounselRequest: eachRequest,
  giveCounselOpinion: eachRequest,
  recordParticipation: () => [{ body: '示范市场监督管理局' }],
  makeDecision: () => [{ opinionsWeighed: '双方意见均已考虑。' }],
  giveOpinion: (state, context) => {
    const kinds = optionsOf(viewOf(procedure, state, context), 'review.opinions') ?? [];
    return [
      { kind: 'not-passed', ...problem },
      ...kinds.map(({ code }) => ({ kind: code, ...problem })),
    ];
  },
};

/** Other right ways to fill in a command: always, or after what came before. */
const rightWays = (state: CaseState, command: string, context: Context): readonly JsonObject[] => [
  ...(fits[command]?.(state, context) ?? []),
  ...(otherwise[command] ?? []),
];
