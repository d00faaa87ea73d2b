import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { awaitingOf, recheckOn } from './awaiting.ts';
import { type CaseEvent, type CaseState, textOf } from './case-event.ts';
import { summaryOf } from './case-summary.ts';
import { isOpenNow, standingRefusals } from './decide.ts';
import { commandOf, particularsOf, yuanText } from './event-particulars.ts';
import { emptyCase, evolve } from './evolve.ts';
import { loadScenarios } from './index.store.ts';
import { options } from './options.ts';
import type { Context } from './part.ts';
import { castId, playScenario } from './scenario.ts';
import type { Scenario } from './scenario-file.ts';
import { stepsOf } from './step-standing.ts';
import { viewOf } from './view.ts';

const stage = await penaltyStage();
const { composition } = stage;
const { procedure } = composition;
const scenarios = await loadScenarios(
  join(import.meta.dirname, '../../tests/scenarios/usual-course.yaml'),
  composition,
  stage.book,
);
const usual = (body: string, variant = 'general'): Scenario => {
  const found = scenarios.find((one) => one.body === body && one.variant === variant);
  if (found === undefined) throw new Error(`no usual course of ${body}`);
  return found;
};

type Moment = {
  readonly command: string;
  readonly who: string;
  readonly events: readonly CaseEvent[];
  readonly state: CaseState;
  readonly context: Context;
};

/** A case after each act of a course. */
function momentsOf(scenario: Scenario): readonly Moment[] {
  const rules = stage.rulesOf(scenario.body, {});
  const officers = Object.fromEntries(
    Object.entries(scenario.cast).map(([name, member], index) => {
      const { validFrom, validUntil, revokedOn, mayReview, certified } = member;
      const certificates = certified ? [{ number: name, validFrom, validUntil, revokedOn }] : [];
      return [castId(index), { name, mayReview, certificates }];
    }),
  );
  const first = playScenario(stage, scenario).played;
  let state: CaseState | null = null;
  return first.flatMap(({ step, command, events }) => {
    for (const event of events) {
      const start = emptyCase(procedure, event.agencyId, event.caseId, scenario.variant);
      state = evolve(procedure, state ?? start, event);
    }
    if (state === null) return [];
    const actor = { id: 'somebody', name: '', roles: [] };
    const context = { rules, officers, actor, calendar: stage.calendar, now: step.at };
    return [{ command: command.id, who: step.who, events, state, context }];
  });
}

const waitedFor = ({ state, context }: Moment) => awaitingOf(composition, state, context);
const after = (moments: readonly Moment[], command: string): Moment => {
  const found = moments.findLast((one) => one.command === command);
  if (found === undefined) throw new Error(`${command} is not part of the course`);
  return found;
};

describe('a case says what it waits for', () => {
  const all = ['kaifu', 'dazhou', 'anze', 'yueqing', 'national'];

  test.each([...all.map((body) => [body, 'general'] as const), ['national', 'summary'] as const])(
    'given the usual course under %s (%s), then each awaited act was waited for, by a role of who did it',
    (body, variant) => {
      const scenario = usual(body, variant);
      const moments = momentsOf(scenario);
      const missed = moments.slice(1).flatMap((moment, index) => {
        const spec = procedure.commands.get(moment.command);
        const before = moments[index];
        if (spec === undefined || before === undefined || spec.awaited === null) return [];
        // What was done although the course could have gone on without it.
        if (['submitForReview', 'addEvidence', 'discussCase'].includes(spec.id)) return [];
        const waited = awaitingOf(composition, before.state, {
          ...before.context,
          now: moment.context.now,
        }).find(({ command }) => command === spec.id);
        const roles = scenario.cast[moment.who]?.roles ?? [];
        return waited?.roles.some((role) => roles.includes(role)) === true ? [] : [spec.id];
      });

      expect(moments.length).toBeGreaterThan(8);
      expect(missed).toEqual([]);
    },
  );

  test.each(all)(
    'given each moment of the usual course under %s, then a command is open exactly where nothing is said against it',
    (body) => {
      const roles = [...new Set([...procedure.commands.values()].flatMap((spec) => spec.roles))];
      const asked = momentsOf(usual(body)).flatMap(({ state, context }) =>
        [...Object.keys(context.officers), 'somebody'].flatMap((id) =>
          roles.map((role) =>
            viewOf(procedure, state, { ...context, actor: { id, name: '', roles: [role] } }),
          ),
        ),
      );
      const answers = asked.flatMap((view) =>
        [...procedure.commands.values()].map((spec) => ({
          command: spec.id,
          isOpen: isOpenNow(composition, view, spec),
          said: standingRefusals(composition, view, spec).map(({ code }) => code),
        })),
      );

      expect(answers.filter(({ isOpen }) => isOpen).length).toBeGreaterThan(100);
      expect(answers.filter(({ isOpen, said }) => isOpen !== (said.length === 0))).toEqual([]);
    },
  );

  test('given a lead, then filing is asked for by the officer and officers by a head; when archived, nothing', () => {
    const moments = momentsOf(usual('anze'));

    expect(waitedFor(after(moments, 'registerLead'))).toEqual([
      { command: 'requestFiling', roles: ['officer'] },
      { command: 'assignOfficers', roles: ['department-head', 'leader'] },
    ]);
    expect(waitedFor(after(moments, 'archiveCase'))).toEqual([]);
  });

  test('[kaifu-3.1-a] given a pack that sends a draft to legal review for publication, then the reviewer is waited for; elsewhere the office', () => {
    const rolesFor = (body: string) =>
      waitedFor(after(momentsOf(usual(body)), 'prepareDisclosure')).flatMap(({ roles }) => roles);

    expect(rolesFor('kaifu')).toEqual(['reviewer']);
    expect(rolesFor('anze')).toEqual(['office']);
  });

  test('given what one person may not do alone, then it is still waited for, by others', () => {
    const moment = after(momentsOf(usual('anze')), 'requestFiling');
    const requester = moment.events[0]?.actorId ?? '';
    const asRequester = {
      ...moment.context,
      actor: { id: requester, name: '', roles: ['leader'] },
    };
    const offered = options(composition, moment.state, asRequester);
    const approve = offered.find(({ command }) => command === 'approveFiling');

    expect(approve).toMatchObject({ open: false, awaited: true, usual: true, done: false });
    expect(approve?.refusals.map(({ code }) => code)).toEqual(['filing.own-request']);
    expect(approve?.roles).toEqual(['department-head', 'leader']);
    expect(approve?.clauses).toContain('apl-2021-54');
  });

  test('given certificates that ran out, then officers are waited for again and nothing of theirs', () => {
    const { state, context } = after(momentsOf(usual('anze')), 'approveFiling');
    const officers = Object.fromEntries(
      Object.entries(context.officers).map(([id, one]) => [id, { ...one, certificates: [] }]),
    );

    expect(awaitingOf(composition, state, { ...context, officers })).toEqual([
      { command: 'assignOfficers', roles: ['department-head', 'leader'] },
    ]);
  });

  test('given a time that the party has, then the day after it is when to look again', () => {
    const { state, context } = after(momentsOf(usual('anze')), 'giveNotice');
    const until = textOf(state.facts['noticeGiven']?.[0]?.data, 'statementUntilOn');
    const commands = (now: string) =>
      awaitingOf(composition, state, { ...context, now }).map(({ command }) => command);

    expect(recheckOn(composition, state, { ...context, now: `${until}T10:00:00.000+08:00` })).toBe(
      '2026-03-26',
    );
    expect(until).toBe('2026-03-25');
    expect(commands('2026-03-25T23:59:59.999+08:00')).toEqual(['recordStatement']);
    expect(commands('2026-03-26T00:00:00.000+08:00')).toContain('makeDecision');
  });
});

describe('a case shows how far it has come', () => {
  test('given a decision, then the steps before are done or skipped and those after are ahead', () => {
    const { state } = after(momentsOf(usual('national')), 'makeDecision');
    const { step } = summaryOf(procedure, state);
    const standing = Object.fromEntries(
      stepsOf(procedure, state, step).map((one) => [one.id, one.standing]),
    );

    expect(standing).toMatchObject({
      lead: 'done',
      filing: 'done',
      decision: 'current',
      service: 'ahead',
      archive: 'ahead',
    });
    expect(Object.values(standing).filter((one) => one === 'current')).toHaveLength(1);
  });

  test('given a step behind in which something is still owed, then it was not skipped', () => {
    const { state } = after(momentsOf(usual('national')), 'makeDecision');
    const standingOf = (id: string, owed: readonly string[]) =>
      stepsOf(procedure, state, 'disclosure', owed).find((one) => one.id === id)?.standing;

    expect(standingOf('performance', [])).toBe('skipped');
    expect(standingOf('performance', ['performance'])).toBe('ahead');
    expect(standingOf('decision', ['performance'])).toBe('done');
  });

  test('given the summary procedure, then only its steps; when archived, none is current', () => {
    const { state } = after(momentsOf(usual('national', 'summary')), 'archiveCase');
    const steps = stepsOf(procedure, state, 'archive');

    expect(steps.map(({ id }) => id)).not.toContain('notice');
    expect(steps.at(-1)).toEqual({ id: 'archive', title: '归档', standing: 'done' });
  });
});

describe('an event is told in words', () => {
  const moments = momentsOf(usual('kaifu'));
  const tell = (command: string) => {
    const { events, state, context } = after(moments, command);
    const event = events[0]!;
    return particularsOf(event, { procedure, state, context, departments: {} });
  };

  test('given a lead, then the fields of the party follow one another and choices have their titles', () => {
    const titles = tell('registerLead').map(({ title }) => title);

    expect(titles).toContain('当事人 · 姓名或者名称');
    expect(tell('registerLead')).toContainEqual({
      field: '/source',
      title: '线索来源',
      text: '检查发现',
    });
  });

  test('given officers, then their names; money in yuan; a checklist item by item', () => {
    expect(tell('assignOfficers')).toEqual([
      { field: '/officers', title: '承办人', text: '承办人甲、承办人乙' },
    ]);
    const fine = tell('makeDecision').find(({ title }) => title === '处罚内容 · 罚款金额');
    expect(fine?.text).toMatch(/^[\d,]+ 元$/);
    const checks = tell('giveOpinion').filter(({ title }) => title.startsWith('逐项审核结论 · '));
    expect(checks.length).toBeGreaterThan(3);
    expect(new Set(checks.map(({ text }) => text))).toEqual(new Set(['合格']));
  });

  test('given an event that several commands bring about, then the one whose form it came from', () => {
    const { events } = after(moments, 'makeDecision');
    const data = {
      kind: 'exempt',
      number: '1',
      decidedOn: '2026-03-30',
      facts: '甲',
      basis: '乙',
      approvalOpinion: '同意',
    };
    const at = '2026-03-30T09:00:00.000+08:00';

    expect(commandOf(procedure, events[0]!)?.id).toBe('makeDecision');
    expect(commandOf(procedure, { kind: 'decisionMade', at, data })?.id).toBe('decideNoPenalty');
    expect(commandOf(procedure, { kind: 'unheardOf', at, data })).toBe(null);
  });

  test('given amounts, then thousands are parted and fen only where there are any', () => {
    expect([0, 5, 100, 123_450, 100_000_000].map(yuanText)).toEqual([
      '0 元',
      '0.05 元',
      '1 元',
      '1,234.50 元',
      '1,000,000 元',
    ]);
  });
});
