// Plays a case through the console: everybody in a browser of their own, every act by its form.

import { expect } from 'vitest';
import { sessionLimits } from '../../src/access/session.ts';
import {
  type JsonObject,
  kebabCase,
  objectOf,
  type ScenarioStep,
  textOf,
} from '../../src/casework/index.ts';
import type { Instant } from '../../src/rules/index.ts';
import type { CastBody } from './body.ts';
import { type Seat, signIn, type TestConsole } from './console.ts';
import { type Effort, fillForm, knowPeople, type OfferedField } from './console-form.ts';
import { endTour } from './console-hand.ts';
import { byAddress, type Way } from './console-way.ts';
import { stepData } from './example-step.ts';

/** A body whose people play a case through the console. */
export class ConsolePlayer {
  readonly #seats = new Map<string, Seat>();
  readonly #efforts = new Map<string, Effort>();
  readonly #lastAt = new Map<string, Instant>();
  #party = '';
  readonly stage: TestConsole;
  readonly pack: string;
  readonly body: CastBody;
  readonly way: Way;
  /** The procedure that is chosen with the lead. */
  variant = 'general';
  caseId = '';

  constructor(stage: TestConsole, pack: string, body: CastBody, way: Way = byAddress) {
    this.stage = stage;
    this.pack = pack;
    this.body = body;
    this.way = way;
  }

  /** What each command took, from the case to its being done. */
  get efforts(): ReadonlyMap<string, Effort> {
    return this.#efforts;
  }

  /** What the browsers complained of. */
  get complaints(): readonly string[] {
    return [...this.#seats.values()].flatMap((seat) => seat.complaints);
  }

  /** The browser of somebody of the cast. */
  async seat(name: string): Promise<Seat> {
    const member = this.body.people[name];
    if (member === undefined) throw new Error(`nobody is called ${name}`);
    const known = this.#seats.get(name);
    if (known !== undefined) return known;
    const { screen, hand, meetsTour } = this.way;
    const seat = await this.stage.seat(member, screen, hand);
    if (meetsTour) await endTour(seat.page, hand);
    this.#seats.set(name, seat);
    const names = Object.values(this.body.people).map((one) => [one.id, one.name]);
    knowPeople(seat.page, Object.fromEntries(names));
    return seat;
  }

  /** What is typed of what could be typed: everything. */
  shape(_step: ScenarioStep, _fields: readonly OfferedField[], data: JsonObject): JsonObject {
    return data;
  }

  /**
   * Does one step by its form.
   *
   * @returns whether it was open; a closed one is left alone
   */
  async play(step: ScenarioStep): Promise<boolean> {
    const opened = await this.#fill(step);
    if (opened === null) return false;
    const { page, title, effort, data } = opened;
    const { status, body } = await this.#submit(step, title, effort);
    const faults = JSON.stringify(this.stage.server().faults).slice(0, 2000);
    expect(status, `${step.do}: ${JSON.stringify(body)} ${faults}`).toBeLessThan(300);
    if (this.caseId === '') {
      this.caseId = body.caseId;
      this.#party = textOf(objectOf(data, 'party'), 'name');
    }
    await page.getByRole('form', { name: title, exact: true }).waitFor({ state: 'detached' });
    this.#efforts.set(step.do, effort);
    return true;
  }

  /** Does one step by its form, which is refused; what the server says must stand in the form. */
  async playRefused(step: ScenarioStep): Promise<void> {
    const opened = await this.#fill(step);
    if (opened === null) throw new Error(`${step.do} is closed, its form was to be refused`);
    const { page, title, effort } = opened;
    const { status, body } = await this.#submit(step, title, effort);
    const found = body.refusals.map((one: { code: string }) => one.code);
    expect([status >= 400 && status < 500, found]).toEqual([true, [step.refused]]);
    const form = page.getByRole('form', { name: title, exact: true });
    await form.getByText(body.refusals[0].text).first().waitFor();
  }

  /** Fills in the form of a step; null when the step is closed. */
  async #fill(step: ScenarioStep) {
    this.stage.setClock(step.at);
    const server = this.stage.server();
    const member = this.body.people[step.who];
    if (member === undefined) throw new Error(`nobody is called ${step.who}`);
    const client = await server.signIn(member);
    const fields = await this.#fieldsOf(step, client);
    if (fields === null) return null;
    const typed = this.shape(step, fields, await stepData(server, this, step, client));
    const isOther = this.caseId === '' && this.variant !== 'general';
    const data = isOther ? { variant: this.variant, ...typed } : typed;
    const { page } = await this.seat(step.who);
    await this.#comeBack(step);
    const title = server.stage.composition.procedure.commands.get(step.do)?.title ?? step.do;
    const { caseId } = this;
    const errand = { page, console: `${this.stage.url}/console`, caseId, party: this.#party };
    const clicks = await this.way.open({ ...errand, command: step.do, title });
    const effort: Effort = { clicks, fields: 0 };
    const form = page.getByRole('form', { name: title, exact: true });
    await form.waitFor();
    await fillForm({ form, effort, hand: this.way.hand }, fields, data);
    return { page, title, effort, data };
  }

  /** Brings the case as far as the steps go over the interface, where the forms are not what is looked at. */
  async playQuickly(steps: readonly ScenarioStep[]): Promise<void> {
    const server = this.stage.server();
    for (const step of steps) {
      this.stage.setClock(step.at);
      const member = this.body.people[step.who];
      if (member === undefined) throw new Error(`nobody is called ${step.who}`);
      const client = await server.signIn(member);
      const data = await stepData(server, this, step, client);
      const path =
        this.caseId === ''
          ? '/api/cases'
          : `/api/cases/${this.caseId}/commands/${kebabCase(step.do)}`;
      const opening = this.caseId === '' ? { variant: this.variant } : {};
      const answer = await client.post(path, { ...opening, ...data });
      if (answer.status >= 300 && !step.optional)
        throw new Error(`${step.do}: ${JSON.stringify(answer.body)}`);
      if (this.caseId === '') {
        this.caseId = answer.body.caseId;
        this.#party = textOf(objectOf(data, 'party'), 'name');
      }
    }
  }

  /** What happened in the case, as somebody reads it. */
  async eventKinds(name: string): Promise<readonly string[]> {
    const member = this.body.people[name];
    if (member === undefined) throw new Error(`nobody is called ${name}`);
    const client = await this.stage.server().signIn(member);
    const { body } = await client.get(`/api/cases/${this.caseId}/events?limit=200`);
    return body.items.map((event: { kind: string }) => event.kind);
  }

  /** The form of a step; null when it is closed. */
  async #fieldsOf(
    step: ScenarioStep,
    client: Awaited<ReturnType<ReturnType<TestConsole['server']>['signIn']>>,
  ): Promise<readonly OfferedField[] | null> {
    if (this.caseId === '') {
      const { body } = await client.get('/api/procedures/penalty');
      return [variantField(body.variants), ...body.forms[step.do]];
    }
    const { body } = await client.get(`/api/cases/${this.caseId}/options`);
    const option = body.options.find((one: { command: string }) => one.command === step.do);
    return option?.open === true ? option.fields : null;
  }

  async #submit(step: ScenarioStep, title: string, effort: Effort) {
    const { page } = await this.seat(step.who);
    const answered = page.waitForResponse(
      (response) =>
        response.request().method() === 'POST' &&
        /\/api\/cases(\/[^/]+\/commands\/|$)/.test(new URL(response.url()).pathname),
    );
    const { hand } = this.way;
    await hand.submit(page.getByRole('button', { name: `提交：${title}`, exact: true }));
    effort.clicks += 1;
    const sure = page.getByRole('dialog').getByRole('button', { name: title, exact: true });
    const first = await Promise.race([
      answered.then(() => 'answered' as const),
      sure.waitFor().then(
        () => 'asked' as const,
        () => 'answered' as const,
      ),
    ]);
    if (first === 'asked') {
      await hand.press(sure);
      effort.clicks += 1;
    }
    const response = await answered;
    return { status: response.status(), body: await response.json() };
  }

  /** Who was away for longer than a session waits opens the console anew and signs in. */
  async #comeBack({ who, at }: ScenarioStep): Promise<void> {
    const { page } = await this.seat(who);
    const member = this.body.people[who];
    const before = this.#lastAt.get(who) ?? at;
    this.#lastAt.set(who, at);
    const awayMillis = Date.parse(at) - Date.parse(before);
    if (awayMillis < sessionLimits.idleMillis || member === undefined) return;
    await page.goto(`${this.stage.url}/console/`);
    await signIn(page, member, this.way.hand);
  }
}

/** The console asks for the procedure before the fields of the lead. */
function variantField(options: Readonly<Record<string, string>>): OfferedField {
  return { name: 'variant', title: '程序', type: 'choice', required: true, options, fields: null };
}
