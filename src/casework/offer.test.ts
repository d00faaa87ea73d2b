import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { CaseState, JsonObject } from './case-event.ts';
import { decide } from './decide.ts';
import { particularsOf } from './event-particulars.ts';
import { emptyCase, evolve } from './evolve.ts';
import { type CaseOption, options } from './options.ts';
import type { Context } from './part.ts';
import { castId, courseSteps, playScenario } from './scenario.ts';
import { readScenarios } from './scenario-file.ts';

const stage = await penaltyStage();
const { composition } = stage;
const { procedure } = composition;
const cast = Object.entries(stage.book.cast);
const idOf = (name: string) => castId(cast.findIndex(([one]) => one === name));
const officers: Context['officers'] = Object.fromEntries(
  cast.map(([name, { certified, mayReview }]) => [
    idOf(name),
    {
      name,
      mayReview,
      certificates: certified
        ? [{ number: name, validFrom: '2015-01-01', validUntil: '2035-12-31', revokedOn: null }]
        : [],
    },
  ]),
);

type Person = { readonly name: string; readonly roles: readonly string[] };
const officer: Person = { name: '承办人甲', roles: ['officer'] };
const reviewer: Person = { name: '审核员', roles: ['reviewer'] };
const departmentHead: Person = { name: '机构负责人', roles: ['department-head'] };
const leader: Person = { name: '机关负责人', roles: ['leader'] };
const liaison: Person = { name: '联络员', roles: ['liaison'] };

/** A case that has come as far as an act of the usual course, and who looks at it a month later. */
function at(through: string, who: Person, body = 'national') {
  const told = {
    scenario: '表单',
    body,
    given: { course: { from: '2026-03-02', through } },
    when: { who: '承办人甲', do: '登记线索', at: '2026-04-01', with: {} },
    // oxlint-disable-next-line unicorn/no-thenable -- the word of given, when, then; nobody awaits a scenario
    then: { refused: 'any' },
  };
  const [scenario] = readScenarios(told, stage.book, (course, variant, place) =>
    courseSteps(stage, course, variant, place),
  );
  if (scenario === undefined) throw new Error('no scenario');
  let state: CaseState | null = null;
  for (const event of playScenario(stage, scenario).played.flatMap(({ events }) => events))
    state = evolve(
      procedure,
      state ?? emptyCase(procedure, event.agencyId, event.caseId, 'general'),
      event,
    );
  if (state === null) throw new Error('nothing happened');
  const context: Context = {
    rules: stage.rulesOf(body, {}),
    calendar: stage.calendar,
    now: '2026-04-01T09:00:00.000+08:00',
    officers,
    actor: { id: idOf(who.name), name: who.name, roles: who.roles },
  };
  const all = options(composition, state, context);
  return {
    context,
    state,
    all,
    option: (command: string): CaseOption => {
      const found = all.find((one) => one.command === command);
      if (found === undefined) throw new Error(`${command} is not listed`);
      return found;
    },
  };
}

const fieldOf = (option: CaseOption, name: string) => {
  const found = option.fields.find((field) => field.name === name);
  if (found === undefined) throw new Error(`${option.command} has no field ${name}`);
  return found;
};

describe('what a rule rules out is not offered', () => {
  const prepared = (body: string) =>
    fieldOf(at('makeDecision', liaison, body).option('prepareDisclosure'), 'form').options;

  test('[kaifu-1.4-f] given a body that publishes the decision itself, then no summary is offered', () => {
    expect(prepared('kaifu')).toEqual({ full: '决定书全文' });
  });

  test('given a body that may publish either, then both are offered', () => {
    expect(Object.keys(prepared('anze') ?? {})).toEqual(['full', 'summary']);
  });

  test('[yueqing-3.4.4-6] given a body that may not serve decisions electronically, then that way is not offered', () => {
    const ways = (body: string) =>
      Object.keys(
        fieldOf(at('makeDecision', officer, body).option('serveDecision'), 'method').options ?? {},
      );
    expect(ways('national')).toContain('electronic');
    expect(ways('yueqing')).not.toContain('electronic');
    expect(ways('yueqing')).toContain('direct');
  });

  test('[kaifu-1.4-f] given that it is submitted all the same, then the refusal names the clause', () => {
    const { state, context } = at('makeDecision', liaison, 'kaifu');
    const data = { form: 'summary', summary: {}, screened: true };
    const { agencyId, caseId } = state;
    const command = { kind: 'prepareDisclosure', agencyId, caseId, data };
    const { refusals = [] } = decide(composition, state, command, context);
    expect(refusals.flatMap(({ clauses }) => clauses)).toContain('kaifu-1.4-f');
  });
});

describe('what a body asks for is marked in the form, as the gate refuses it empty', () => {
  const needed = (body: string) =>
    at('reviewStatement', leader, body)
      .option('makeDecision')
      .fields.filter(({ required, neededThen, when }) => !required && neededThen && when === null)
      .map(({ name }) => name);

  test('[yueqing-3.4.3-1][yueqing-3.4.3-7] given reasons and a record of the draft, then those are needed', () => {
    expect(needed('yueqing')).toEqual(
      expect.arrayContaining(['reasons', 'drafter', 'draftReviewer']),
    );
    expect(needed('yueqing')).not.toContain('reasonsLaw');
  });

  test('[kaifu-2.1-b] given three kinds of reasons, then each of them is needed, and nothing of a draft', () => {
    expect(needed('kaifu')).toEqual(
      expect.arrayContaining(['reasonsEvidence', 'reasonsLaw', 'reasonsDiscretion']),
    );
    expect(needed('kaifu')).not.toContain('drafter');
  });

  test('given a body that asks for neither, then neither is needed', () => {
    expect(needed('national').filter((name) => /reasons|draft/u.test(name))).toEqual([]);
  });
});

describe('who cannot be named is told with the reason', () => {
  test('[apl-2021-42] given officers to assign, then those without a certificate are named, the others not', () => {
    const { unfit } = fieldOf(
      at('registerLead', departmentHead).option('assignOfficers'),
      'officers',
    );
    expect(unfit?.[idOf('审核员')]).toContain('没有有效执法证件');
    expect(unfit).not.toHaveProperty([idOf('承办人甲')]);
    expect(unfit).not.toHaveProperty([idOf('承办人丙')]);
  });

  test('given officers who were present, then only those who handle the case can be named', () => {
    const { unfit } = fieldOf(at('tellRights', officer).option('recordInspection'), 'officers');
    expect(unfit?.[idOf('承办人丙')]).toContain('不是本案承办人');
    expect(unfit).not.toHaveProperty([idOf('承办人乙')]);
  });

  test('[apl-2021-43] given one whose recusal is asked for, then only those who handle or review the case', () => {
    const { unfit } = fieldOf(at('assignOfficers', officer).option('requestRecusal'), 'officerId');
    expect(unfit?.[idOf('机关负责人')]).toContain('不是本案');
    expect(unfit).not.toHaveProperty([idOf('承办人甲')]);
  });

  test('given a field in which nobody is named, then nobody is listed', () => {
    expect(fieldOf(at('registerLead', officer).option('requestFiling'), 'cause').unfit).toBeNull();
  });
});

describe('a form asks only for what concerns it', () => {
  test('given nobody assigned yet, then nothing is handed over; later it may be', () => {
    const names = (through: string) =>
      at(through, departmentHead)
        .option('assignOfficers')
        .fields.map(({ name }) => name);
    expect(names('registerLead')).toEqual(['officers']);
    expect(names('assignOfficers')).toEqual(['officers', 'reason']);
  });

  test('given what is on file, then the form says where', () => {
    const { from } = fieldOf(at('registerLead', officer).option('requestFiling'), 'partyBasics');
    expect(from).toEqual(['leadRegistered.party']);
  });

  test('[anze-L13-2] given an opinion to be given online, then only the pack that can do without paper asks for it', () => {
    const asks = (body: string) =>
      at('acceptReview', reviewer, body)
        .option('giveOpinion')
        .fields.map(({ name }) => name);
    expect(asks('anze')).toContain('paper');
    expect(asks('national')).toContain('findings');
    expect(asks('national')).not.toContain('paper');
  });

  test('[anze-L10-2] given materials to hand in, then only the pack that lists an assessment asks for one', () => {
    const asks = (body: string) =>
      at('examineHandling', officer, body)
        .option('submitForReview')
        .fields.map(({ name }) => name);
    expect(asks('anze')).toContain('assessed');
    expect(asks('yueqing')).toContain('draft');
    expect(asks('yueqing')).not.toContain('assessed');
  });

  test('given an opinion with problems, then only these are handled one by one; without any, none is', () => {
    const { state, context } = at('acceptReview', officer);
    const handledAfter = (problems: readonly string[]) => {
      const given = evolve(procedure, state, {
        agencyId: state.agencyId,
        caseId: state.caseId,
        sequence: state.version + 1,
        kind: 'opinionGiven',
        at: context.now,
        actorId: idOf('审核员'),
        data: { kind: 'not-passed', outcome: 'not-passed', problems: [...problems] },
        clauses: [],
      });
      const option = options(composition, given, context).find(
        ({ command }) => command === 'answerOpinion',
      );
      expect(option?.open).toBe(true);
      const field = option?.fields.find(({ name }) => name === 'handled');
      return field === undefined ? null : Object.keys(field.options ?? {});
    };
    expect(handledAfter(['officers'])).toEqual(['officers']);
    expect(handledAfter([])).toBeNull();
  });

  test('given a lead, then what it says of the party is told with its pointers', () => {
    const data: JsonObject = { party: { kind: 'citizen', name: '王示范' }, place: '示范路 1 号' };
    const { state, context } = at('registerLead', officer);
    const event = { kind: 'leadRegistered', at: context.now, data };
    expect(particularsOf(event, { procedure, state, context, departments: {} })).toEqual([
      { field: '/place', title: '地点', text: '示范路 1 号' },
      { field: '/party/kind', title: '当事人 · 当事人类别', text: '公民' },
      { field: '/party/name', title: '当事人 · 姓名或者名称', text: '王示范' },
    ]);
  });
});

describe('what a form asks for is what it is refused without', () => {
  test('[apl-2021-59] given a decision to be made, then its form asks for performance and remedies, which the law wants in it', () => {
    const { fields } = at('reviewStatement', leader).option('makeDecision');
    const asked = fields.filter(({ required, neededThen }) => required || neededThen);

    expect(asked.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['performance', 'remedies']),
    );
  });
});

describe('what a case waits for names those who may do it now', () => {
  test('given a pack that keeps the filing for the head of the body, then the head of a department is not named', () => {
    const rolesUnder = (body: string) =>
      at('requestFiling', officer, body).option('approveFiling').roles;

    expect(rolesUnder('yueqing')).toEqual(['leader']);
    expect(rolesUnder('national')).toEqual(['department-head', 'leader']);
  });
});

describe('who is assigned anew lies apart from the course of the case', () => {
  test('given nobody assigned yet, then assigning belongs to the course; later it lies apart', () => {
    expect(at('registerLead', departmentHead).option('assignOfficers').aside).toBe(false);
    expect(at('assignOfficers', departmentHead).option('assignOfficers').aside).toBe(true);
    expect(at('makeDecision', departmentHead).option('reassignOfficers')).toMatchObject({
      aside: true,
      open: true,
    });
  });
});

describe('a closed command says in one word why', () => {
  test('given a case under investigation, then each is sorted', () => {
    const { option } = at('tellRights', officer);
    const sorted = (command: string) => option(command).closedAs;
    expect(sorted('recordInspection')).toBeNull();
    expect(sorted('requestFiling')).toBe('over');
    expect(sorted('startUrgently')).toBe('over');
    // Its complainant was never to be informed: the case was filed.
    expect(sorted('informComplainant')).toBe('over');
    expect(sorted('makeDecision')).toBe('not-yours');
    expect(sorted('submitForReview')).toBe('not-yet');
    expect(sorted('serveDecision')).toBe('not-yet');
    expect(sorted('recordTransferReceipt')).toBe('other-course');
    expect(sorted('closeRemedy')).toBe('other-course');
  });

  test('given an officer who does not handle the case, then acts of the handlers are not theirs', () => {
    const { option } = at('tellRights', { name: '承办人丙', roles: ['officer'] });
    expect(option('recordInspection').closedAs).toBe('not-yours');
  });

  test('given a case that nobody handles yet, then its acts are still to come and nobody’s', () => {
    expect(at('registerLead', officer).option('addEvidence').closedAs).toBe('not-yet');
  });

  test('given gates that say the same, then it is said once', () => {
    for (const through of ['registerLead', 'tellRights', 'makeDecision'])
      for (const who of [officer, departmentHead, leader]) {
        const { all } = at(through, who);
        for (const { refusals } of all) {
          const texts = refusals.map(({ text }) => text);
          expect(texts).toEqual([...new Set(texts)]);
        }
      }
  });
});
