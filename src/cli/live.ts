// A scenario played on the running server: each act is what the pure core made of it, sent by the person who does it.

import {
  type CaseClock,
  castId,
  narrateStep,
  type PlayedStep,
  playScenario,
  type Scenario,
  type ScenarioStage,
} from '../casework/index.ts';
import { loadDemonstrationFile, userNameOf } from '../demonstration/index.store.ts';
import { type Refusal, Refused } from '../rules/index.ts';

type Json = Readonly<Record<string, unknown>>;
type Person = { readonly id: string; readonly cookie: string; readonly csrf: string };
type Answer = { readonly status: number; readonly body: Json };
type Credentials = (name: string) => { readonly userName: string; readonly password: string };
type Where = { readonly url: string; readonly demonstrationFile: string };

/**
 * Plays scenarios on the running server with the demonstration accounts, telling each act as the server answers it.
 *
 * @param where - address of the server without a slash at the end, and the file of the demonstration
 * @returns 0 when the server answered as the pure core does, 1 otherwise
 * @throws Refused (`live.…`) when the server cannot be reached or holds no demonstration
 */
export async function playLive(
  stage: ScenarioStage,
  scenarios: readonly Scenario[],
  { url, demonstrationFile }: Where,
): Promise<number> {
  const demonstration = await loadDemonstrationFile(demonstrationFile);
  let same = true;
  for (const scenario of scenarios) {
    const body = demonstration.bodies.find(({ pack }) => pack === scenario.body);
    if (body === undefined) {
      throw refusal(
        'live.no-body',
        `演示数据中没有适用“${scenario.body}”规则的单位，请改用 kaifu、dazhou、anze 或者 yueqing。`,
      );
    }
    const { password } = demonstration;
    const server = new LiveServer(url, (name) => ({ userName: userNameOf(body, name), password }));
    console.log(`◆ ${scenario.title}（${body.name}，${url}）\n`);
    if (!(await playOne(stage, scenario, server))) same = false;
  }
  return same ? 0 : 1;
}

async function playOne(
  stage: ScenarioStage,
  scenario: Scenario,
  server: LiveServer,
): Promise<boolean> {
  const rules = stage.rulesOf(scenario.body, scenario.ours);
  const nameOf = (id: string) => rules.clause(id)?.citation ?? id;
  let caseId: string | null = null;
  let before: readonly CaseClock[] = [];
  let same = true;
  for (const step of playScenario(stage, scenario).played) {
    const answer = await server.act(step, caseId, scenario);
    const told = answered(step, answer);
    if (told.refusals.length === 0) caseId = String(answer.body['caseId']);
    const clocks = caseId === null ? [] : await server.clocks(step, caseId);
    console.log(narrateStep({ ...told, clocks }, before, nameOf).join('\n'));
    before = told.refusals.length === 0 ? clocks : before;
    if (told.refusals.length > 0 !== step.refusals.length > 0) {
      same = false;
      console.log('    ！与内核的判断不一致。');
    }
  }
  const address = caseId === null ? null : await server.publicAddress(caseId);
  console.log(address === null ? '\n本案尚未公示。' : `\n公示页面：${address}`);
  console.log(same ? '结果：服务器与内核的判断一致。\n' : '结果：服务器与内核的判断不一致。\n');
  return same;
}

/** The act as the server answered it. */
function answered(step: PlayedStep, { status, body }: Answer): PlayedStep {
  if (status < 300) {
    const clauses = listOf(body['events']).flatMap((event) => listOf(event['clauses']));
    const events = step.events.map((event) => ({ ...event, clauses: clauses.map(String) }));
    return { ...step, events, refusals: [] };
  }
  const refusals = listOf(body['refusals']) as unknown as readonly Refusal[];
  const whole = [
    { code: String(body['code']), text: String(body['detail'] ?? body['title']), clauses: [] },
  ];
  return { ...step, events: [], refusals: refusals.length > 0 ? refusals : whole };
}

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);

/** The server as the people of one body use it. */
class LiveServer {
  readonly #url: string;
  readonly #credentials: Credentials;
  readonly #people = new Map<string, Promise<Person>>();

  constructor(url: string, credentials: Credentials) {
    this.#url = url;
    this.#credentials = credentials;
  }

  /** Sends one act, with the people of the scenario replaced by the accounts that stand for them. */
  async act(step: PlayedStep, caseId: string | null, scenario: Scenario): Promise<Answer> {
    const path =
      caseId === null ? '/api/cases' : `/api/cases/${caseId}/commands/${kebab(step.command.id)}`;
    const data = await this.#withAccounts(JSON.stringify(step.data), scenario);
    const body = caseId === null ? { ...data, variant: scenario.variant } : data;
    return this.#send(step.step.who, path, {
      method: 'POST',
      body: JSON.stringify(body),
      at: step.step.at,
    });
  }

  /** Clocks of a case as the server derives them at the moment of an act. */
  async clocks({ step }: PlayedStep, caseId: string): Promise<readonly CaseClock[]> {
    const { status, body } = await this.#send(step.who, `/api/cases/${caseId}/clocks`, {
      method: 'GET',
      at: step.at,
    });
    return status === 200 ? (listOf(body['clocks']) as unknown as readonly CaseClock[]) : [];
  }

  /** Where the public reads the decision; null while it is not published. */
  async publicAddress(caseId: string): Promise<string | null> {
    const { body } = await this.#send('机关负责人', `/api/cases/${caseId}`, { method: 'GET' });
    const path = body['publicPath'];
    return typeof path === 'string' ? `${this.#url}${path}` : null;
  }

  async #withAccounts(text: string, { cast }: Scenario): Promise<Json> {
    let replaced = text;
    for (const [index, name] of Object.keys(cast).entries()) {
      const stand = castId(index);
      if (replaced.includes(stand))
        replaced = replaced.replaceAll(stand, (await this.#person(name)).id);
    }
    return JSON.parse(replaced) as Json;
  }

  #person(name: string): Promise<Person> {
    const known = this.#people.get(name) ?? this.#signIn(name);
    this.#people.set(name, known);
    return known;
  }

  async #signIn(name: string): Promise<Person> {
    const response = await this.#fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.#credentials(name)),
    });
    const body = (await response.json()) as Json;
    if (response.status !== 201) {
      throw refusal(
        'live.sign-in',
        `“${this.#credentials(name).userName}”不能登录：${String(body['detail'])}请确认服务器以 npm start -- --demo 启动。`,
      );
    }
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { id: String(body['accountId']), cookie, csrf: String(body['csrfToken']) };
  }

  async #send(
    who: string,
    path: string,
    { at, ...request }: { readonly method: string; readonly body?: string; readonly at?: string },
  ): Promise<Answer> {
    const { cookie, csrf } = await this.#person(who);
    const headers = {
      cookie,
      'x-csrf-token': csrf,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(at === undefined ? {} : { 'mingfa-at': at }),
    };
    const response = await this.#fetch(path, { ...request, headers });
    return { status: response.status, body: (await response.json()) as Json };
  }

  async #fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(this.#url + path, request);
    } catch {
      throw refusal(
        'live.unreachable',
        `连接不上 ${this.#url} 。请先启动：npm start -- --demo。服务器在别的端口时，用 --url 写明地址，例如 --url http://127.0.0.1:8081。`,
      );
    }
  }
}

const kebab = (id: string): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function refusal(code: string, text: string): Refused {
  return new Refused({ code, text, clauses: [] });
}
