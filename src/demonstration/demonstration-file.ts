import { isObject, type JsonObject } from '../casework/index.ts';

/** A body of the demonstration with its cases. */
export type DemonstrationBody = {
  readonly pack: string;
  readonly name: string;
  readonly shortName: string;
  readonly regionCode: string;
  readonly department: string;
  /** Begins the user names of its people. */
  readonly prefix: string;
  /** Prefix of the body that supervises it; null for none. */
  readonly under: string | null;
  /** Whether past decisions are imported for it. */
  readonly hasDecisions: boolean;
  readonly cases: readonly DemonstrationCase[];
};

/** A body that supervises others and handles no cases. */
export type DemonstrationSupervisor = {
  readonly name: string;
  readonly shortName: string;
  readonly regionCode: string;
  readonly prefix: string;
  /** Name of the person who supervises. */
  readonly person: string;
};

/** A case of a body: what it is about, and how far it has come. */
export type DemonstrationCase = {
  readonly title: string;
  /** What was found, in a clause without a full stop. */
  readonly fact: string;
  /** The law it breaks. */
  readonly law: string;
  readonly party: JsonObject;
  readonly variant: string;
  /** Last command of the usual course that is given; null for all of it. */
  readonly through: string | null;
  readonly daysAgo: number;
  readonly fineFen: number;
  /** Command after which a recording is entered under the number that its record gives; null for none. */
  readonly recordedAfter: string | null;
  /** What else the lead says. */
  readonly lead: JsonObject;
};

/** What the demonstration consists of. */
export type Demonstration = {
  readonly password: string;
  readonly supervisors: readonly DemonstrationSupervisor[];
  readonly bodies: readonly DemonstrationBody[];
};

const record = (value: unknown): JsonObject => (isObject(value) ? value : {});
const list = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(record) : [];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Reads the demonstration from its parsed file: the n-th act of a body is at the n-th stage. */
export function readDemonstration(value: unknown): Demonstration {
  const from = record(value);
  const stages = list(from['stages']);
  return {
    password: text(from['password']),
    supervisors: list(from['supervisors']).map((one) => ({
      name: text(one['name']),
      shortName: text(one['shortName']),
      regionCode: text(one['regionCode']),
      prefix: text(one['prefix']),
      person: text(one['person']),
    })),
    bodies: list(from['bodies']).map((body) => ({
      pack: text(body['pack']),
      name: text(body['name']),
      shortName: text(body['shortName']),
      regionCode: text(body['regionCode']),
      department: text(body['department']),
      prefix: text(body['prefix']),
      under: text(body['under']) || null,
      hasDecisions: body['decisions'] === true,
      cases: list(body['acts']).map((act, index) => caseOf(act, record(stages[index]))),
    })),
  };
}

function caseOf(act: JsonObject, stage: JsonObject): DemonstrationCase {
  return {
    title: text(act['title']),
    fact: text(act['fact']),
    law: text(act['law']),
    party: record(act['party']),
    variant: text(stage['variant']) || 'general',
    through: text(stage['through']) || null,
    daysAgo: whole(stage['daysAgo']),
    fineFen: whole(stage['fineFen']),
    recordedAfter: text(stage['recordedAfter']) || null,
    lead: record(stage['with']),
  };
}
