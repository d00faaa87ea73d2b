import type { CounselFacts, DesignationTerm } from '../registers/index.ts';
import { type CivilDate, type Instant, parseInstant } from '../rules/index.ts';
import { isObject, type JsonObject } from './case-event.ts';
import type { ReviewCatalogue } from './review-catalogue.ts';
import { readCatalogues } from './scenario-catalogue.ts';

/** A person of a scenario. */
export type CastMember = {
  readonly roles: readonly string[];
  readonly certified: boolean;
  readonly mayReview: boolean;
  /** Terms for which the person is designated to review; empty while none is on record. */
  readonly designations: readonly DesignationTerm[];
  /** Office of the body that the person holds, by its key in pack.yaml; empty for none. */
  readonly office: string;
  /** The entry in the register of counsel; null for everybody else. */
  readonly counsel: CounselFacts | null;
  readonly departmentId: string | null;
  readonly identityNumber: string;
  readonly validFrom: CivilDate;
  readonly validUntil: CivilDate;
  /** Day from which the certificate is void; null while it stands. */
  readonly revokedOn: CivilDate | null;
};

/** One act of a scenario. */
export type ScenarioStep = {
  readonly at: Instant;
  readonly who: string;
  /** Command id or its Chinese title. */
  readonly do: string;
  /** What differs from the example; field names or Chinese titles. */
  readonly with: JsonObject;
  /** Only done when the body's rules open it. */
  readonly optional: boolean;
  /** Refusal code this act must meet; null when it must be accepted. */
  readonly refused: string | null;
};

/** What must hold of a clock; null where nothing is said. */
export type ClockExpectation = {
  /** Last day, or last moment as `2026-10-01 18:05`; `none` when there must be no such clock. */
  readonly due: string | null;
  readonly standing: string | null;
  readonly provisional: boolean | null;
};

/** What a scenario expects after its last act. */
export type Expectation = {
  /** Moment at which to look; the last act by default. */
  readonly at: Instant | null;
  /** Who looks at what is open. */
  readonly who: string;
  /** Refusal code of the last act; null when it must be accepted. */
  readonly refused: string | null;
  /** Clauses the refusal, the event or the named clocks must cite. */
  readonly citing: readonly string[];
  /** Clock name or title to what must hold of it. */
  readonly clocks: Readonly<Record<string, ClockExpectation>>;
  readonly open: readonly string[];
  /** Command to the refusal code that closes it. */
  readonly closed: Readonly<Record<string, string>>;
  /** Amounts in fen: surcharge, outstanding. */
  readonly money: Readonly<Record<string, number>>;
  /** What the event of the last act must hold, by field. */
  readonly event: JsonObject;
};

/** A scenario as a lawyer writes it. */
export type Scenario = {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly body: string;
  readonly variant: string;
  readonly cast: Readonly<Record<string, CastMember>>;
  /** Own settings of the body by rule key. */
  readonly ours: JsonObject;
  /** Versions of the body's review catalogue; the body has none when absent. */
  readonly catalogues?: readonly ReviewCatalogue[];
  readonly given: readonly ScenarioStep[];
  readonly when: readonly ScenarioStep[];
  readonly then: Expectation;
};

/** Examples, cast and courses that scenarios draw on. */
export type ScenarioBook = {
  readonly examples: Readonly<Record<string, JsonObject>>;
  readonly cast: Readonly<Record<string, CastMember>>;
  readonly courses: Readonly<Record<string, readonly CourseStep[]>>;
};

/** One step of a usual course. */
export type CourseStep = {
  readonly day: number;
  readonly who: string;
  readonly do: string;
  readonly with: JsonObject;
  readonly optional: boolean;
};

/** Raised when a scenario file cannot be read; the message says where and how to mend it. */
export class ScenarioFault extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'ScenarioFault';
  }
}

const record = (value: unknown): JsonObject => (isObject(value) ? value : {});
const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise;
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((item) => text(item)) : [];

function designation(from: JsonObject): DesignationTerm {
  const endedOn = text(from['endedOn']) || null;
  const ground = text(from['endGround']) === 'qualification' ? 'qualification' : 'post';
  return {
    level: text(from['level'], 'review-office'),
    validFrom: text(from['validFrom'], '2015-01-01'),
    validUntil: text(from['validUntil']) || null,
    endedOn,
    endGround: endedOn === null ? null : ground,
  };
}

const counselKinds = ['legal-adviser', 'public-lawyer', 'talent'] as const;

function counsel(from: JsonObject, name: string): CounselFacts {
  const interests = Array.isArray(from['interests']) ? from['interests'] : [];
  return {
    name,
    kind: counselKinds.find((kind) => kind === from['kind']) ?? 'legal-adviser',
    organisation: text(from['organisation'], '示范律师事务所'),
    identityNumber: text(from['identityNumber']),
    accountId: text(from['account']) || null,
    interests: interests.map((one) => ({
      name: text(record(one)['name']),
      relation: text(record(one)['relation']),
    })),
    validFrom: text(from['validFrom'], '2015-01-01'),
    validUntil: text(from['validUntil']) || null,
    endedOn: text(from['endedOn']) || null,
  };
}

function member(value: unknown, name: string): CastMember {
  const from = record(value);
  return {
    roles: texts(from['roles']),
    certified: from['certified'] === true,
    mayReview: from['mayReview'] === true,
    designations: isObject(from['designation']) ? [designation(from['designation'])] : [],
    office: text(from['office']),
    counsel: isObject(from['counsel']) ? counsel(from['counsel'], name) : null,
    departmentId: text(from['departmentId']) || null,
    identityNumber: text(from['identityNumber']),
    validFrom: text(from['validFrom'], '2015-01-01'),
    validUntil: text(from['validUntil'], '2035-12-31'),
    revokedOn: text(from['revokedOn']) || null,
  };
}

const stepKeys = new Set(['at', 'who', 'do', 'with', 'optional', 'refused']);

function step(value: unknown, place: string): ScenarioStep {
  const from = record(value);
  const stray = Object.keys(from).find((key) => !stepKeys.has(key));
  if (stray !== undefined)
    throw new ScenarioFault(`${place}：没有“${stray}”这一项，请删去或者改正。`);
  const at = parseInstant(
    text(from['at']).length === 10 ? `${text(from['at'])} 09:00` : text(from['at']),
  );
  if (at === null)
    throw new ScenarioFault(`${place}：“at”须写日期或者日期加时刻，例如 2026-03-02 09:00。`);
  return {
    at,
    who: text(from['who']),
    do: text(from['do']),
    with: record(from['with']),
    optional: from['optional'] === true,
    refused: from['refused'] === undefined ? null : text(from['refused']),
  };
}

/** Reads the examples, cast and courses of a procedure. */
export function readScenarioBook(value: unknown): ScenarioBook {
  const from = record(value);
  const course = (steps: unknown): readonly CourseStep[] =>
    (Array.isArray(steps) ? steps : []).map((item) => {
      const one = record(item);
      return {
        day: typeof one['day'] === 'number' ? one['day'] : 0,
        who: text(one['who']),
        do: text(one['do']),
        with: record(one['with']),
        optional: one['optional'] === true,
      };
    });
  return {
    examples: Object.fromEntries(
      Object.entries(record(from['examples'])).map(([key, data]) => [key, record(data)]),
    ),
    cast: Object.fromEntries(
      Object.entries(record(from['cast'])).map(([name, one]) => [name, member(one, name)]),
    ),
    courses: Object.fromEntries(
      Object.entries(record(from['courses'])).map(([name, steps]) => [name, course(steps)]),
    ),
  };
}

/**
 * Reads scenarios: one, or a list of them.
 *
 * @param value - the parsed file
 * @param courseOf - turns the `course` of a `given` into steps
 * @throws ScenarioFault naming the scenario and what is wrong
 */
export function readScenarios(
  value: unknown,
  book: ScenarioBook,
  courseOf: (course: JsonObject, variant: string, place: string) => readonly ScenarioStep[],
): readonly Scenario[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item, index) =>
    readScenario(record(item), `第 ${index + 1} 个情景`, book, courseOf),
  );
}

function readScenario(
  from: JsonObject,
  place: string,
  book: ScenarioBook,
  courseOf: (course: JsonObject, variant: string, place: string) => readonly ScenarioStep[],
): Scenario {
  const title = text(from['scenario']);
  if (title === '') throw new ScenarioFault(`${place}：缺少标题（scenario）。`);
  const known = new Set([
    'scenario',
    'clauses',
    'body',
    'variant',
    'cast',
    'ours',
    'catalogue',
    'given',
    'when',
    'then',
  ]);
  const stray = Object.keys(from).find((key) => !known.has(key));
  if (stray !== undefined)
    throw new ScenarioFault(`${place}“${title}”：没有“${stray}”这一项，请删去或者改正。`);
  const given = record(from['given']);
  const variant = text(from['variant'], 'general');
  const steps = (value: unknown, where: string) =>
    (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one, index) =>
      step(one, `${place}“${title}”${where}第 ${index + 1} 步`),
    );
  const course = isObject(given['course'])
    ? courseOf(given['course'], variant, `${place}“${title}”`)
    : [];
  const cast = Object.fromEntries(
    Object.entries(record(from['cast'])).map(([name, one]) => [
      name,
      member({ ...book.cast[name], ...record(one) }, name),
    ]),
  );
  return {
    title,
    clauses: texts(from['clauses']),
    body: text(from['body'], 'national'),
    variant,
    cast: { ...book.cast, ...cast },
    ours: record(from['ours']),
    catalogues: readCatalogues(from['catalogue'], (text) => {
      throw new ScenarioFault(`${place}“${title}”：${text}`);
    }),
    given: [...course, ...steps(given['steps'], '前提')],
    when: steps(from['when'], '办理'),
    // oxlint-disable-next-line unicorn/no-thenable -- the word of given, when, then; nobody awaits a scenario
    then: expectation(record(from['then']), `${place}“${title}”`),
  };
}

function expectation(from: JsonObject, place: string): Expectation {
  const known = new Set([
    'at',
    'who',
    'refused',
    'citing',
    'clocks',
    'open',
    'closed',
    'money',
    'event',
  ]);
  const stray = Object.keys(from).find((key) => !known.has(key));
  if (stray !== undefined)
    throw new ScenarioFault(`${place}：预期中没有“${stray}”这一项，请删去或者改正。`);
  if (Object.keys(from).length === 0) throw new ScenarioFault(`${place}：没有写预期（then）。`);
  const at = from['at'] === undefined ? null : step({ at: from['at'] }, `${place}预期`).at;
  return {
    at,
    who: text(from['who'], '承办人甲'),
    refused: from['refused'] === undefined ? null : text(from['refused']),
    citing: texts(from['citing']),
    clocks: Object.fromEntries(
      Object.entries(record(from['clocks'])).map(([name, of]) => [
        name,
        clockExpectation(isObject(of) ? of : { due: text(of) }, `${place}的时钟“${name}”`),
      ]),
    ),
    open: texts(from['open']),
    closed: Object.fromEntries(
      Object.entries(record(from['closed'])).map(([name, code]) => [name, text(code)]),
    ),
    event: record(from['event']),
    money: Object.fromEntries(
      Object.entries(record(from['money'])).map(([name, fen]) => [
        name,
        typeof fen === 'number' ? fen : -1,
      ]),
    ),
  };
}

function clockExpectation(from: JsonObject, place: string): ClockExpectation {
  const stray = Object.keys(from).find((key) => !['due', 'standing', 'provisional'].includes(key));
  if (stray !== undefined)
    throw new ScenarioFault(`${place}：没有“${stray}”这一项，请删去或者改正。`);
  const { provisional } = from;
  return {
    due: text(from['due']) || null,
    standing: text(from['standing']) || null,
    provisional: typeof provisional === 'boolean' ? provisional : null,
  };
}
