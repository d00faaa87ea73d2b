// Plays a case through the console: everybody in a browser of their own, every act by its form.

import { expect } from 'vitest';
import { kebabCase, type ScenarioStep } from '../../src/casework/index.ts';
import type { CastBody } from './body.ts';
import { type Seat, signIn, type TestConsole } from './console.ts';
import { type Effort, fillForm, knowPeople, type OfferedField } from './console-form.ts';
import { stepData } from './example-step.ts';

/** A body whose people play a case through the console. */
export class ConsolePlayer {
  readonly #seats = new Map<string, Seat>();
  readonly #efforts = new Map<string, Effort>();
  readonly stage: TestConsole;
  readonly pack: string;
  readonly body: CastBody;
  caseId = '';

  constructor(stage: TestConsole, pack: string, body: CastBody) {
    this.stage = stage;
    this.pack = pack;
    this.body = body;
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
    const seat = this.#seats.get(name) ?? (await this.stage.seat(member));
    this.#seats.set(name, seat);
    const names = Object.values(this.body.people).map((one) => [one.id, one.name]);
    knowPeople(seat.page, Object.fromEntries(names));
    return seat;
  }

  /**
   * Does one step by its form.
   *
   * @returns whether it was open; a closed one is left alone
   */
  async play(step: ScenarioStep): Promise<boolean> {
    this.stage.setClock(step.at);
    const server = this.stage.server();
    const member = this.body.people[step.who];
    if (member === undefined) throw new Error(`nobody is called ${step.who}`);
    const client = await server.signIn(member);
    const fields = await this.#fieldsOf(step, client);
    if (fields === null) return false;
    const data = await stepData(server, this, step, client);
    const { page } = await this.seat(step.who);
    const effort: Effort = { clicks: 1, fields: 0 };
    const address = this.caseId === '' ? '/cases/new' : `/cases/${this.caseId}?do=${step.do}`;
    await page.goto(`${this.stage.url}/console${address}`);
    await this.#signInAgain(step.who);
    const title = server.stage.composition.procedure.commands.get(step.do)?.title ?? step.do;
    const form = page.getByRole('form', { name: title, exact: true });
    await form.waitFor();
    await fillForm(form, fields, data, effort);
    await this.#submit(step, title, effort);
    this.#efforts.set(step.do, effort);
    return true;
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
      const answer = await client.post(path, data);
      if (answer.status >= 300 && step.optional !== true)
        throw new Error(`${step.do}: ${JSON.stringify(answer.body)}`);
      if (this.caseId === '') this.caseId = answer.body.caseId;
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
      return body.forms[step.do];
    }
    const { body } = await client.get(`/api/cases/${this.caseId}/options`);
    const option = body.options.find((one: { command: string }) => one.command === step.do);
    return option?.open === true ? option.fields : null;
  }

  async #submit(step: ScenarioStep, title: string, effort: Effort): Promise<void> {
    const { page } = await this.seat(step.who);
    const answered = page.waitForResponse(
      (response) =>
        response.request().method() === 'POST' &&
        /\/api\/cases(\/[^/]+\/commands\/|$)/.test(new URL(response.url()).pathname),
    );
    await page.getByRole('button', { name: `提交：${title}`, exact: true }).click();
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
      await sure.click();
      effort.clicks += 1;
    }
    const response = await answered;
    const body = await response.json();
    const faults = JSON.stringify(this.stage.server().faults).slice(0, 2000);
    expect(response.status(), `${step.do}: ${JSON.stringify(body)} ${faults}`).toBeLessThan(300);
    if (this.caseId === '') this.caseId = body.caseId;
    await page.getByRole('form', { name: title, exact: true }).waitFor({ state: 'detached' });
  }

  /** Days have passed: whoever comes back to the desk signs in first. */
  async #signInAgain(name: string): Promise<void> {
    const { page } = await this.seat(name);
    const member = this.body.people[name];
    const head = page.locator('#main h1');
    await head.or(page.getByLabel('登录名')).first().waitFor();
    if (member !== undefined && (await page.getByLabel('登录名').isVisible()))
      await signIn(page, member);
  }
}
