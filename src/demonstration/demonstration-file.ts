import { isObject, type JsonObject } from '../casework/index.ts';

/** A body of the demonstration. */
export type DemonstrationBody = {
  readonly pack: string;
  readonly name: string;
  readonly shortName: string;
  readonly regionCode: string;
  readonly department: string;
  /** Begins the user names of its people. */
  readonly prefix: string;
  /** Whether past decisions are imported for it. */
  readonly hasDecisions: boolean;
};

/** A case that each body of the demonstration has. */
export type DemonstrationCase = {
  readonly title: string;
  readonly variant: string;
  /** Last command of the usual course that is given; null for all of it. */
  readonly through: string | null;
  readonly daysAgo: number;
  readonly fineFen: number;
  /** What the lead says. */
  readonly lead: JsonObject;
};

/** What the demonstration consists of. */
export type Demonstration = {
  readonly password: string;
  readonly supervisor: { readonly name: string; readonly userName: string };
  readonly bodies: readonly DemonstrationBody[];
  readonly cases: readonly DemonstrationCase[];
};

const record = (value: unknown): JsonObject => (isObject(value) ? value : {});
const list = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(record) : [];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Reads the demonstration from its parsed file. */
export function readDemonstration(value: unknown): Demonstration {
  const from = record(value);
  const supervisor = record(from['supervisor']);
  return {
    password: text(from['password']),
    supervisor: { name: text(supervisor['name']), userName: text(supervisor['userName']) },
    bodies: list(from['bodies']).map((body) => ({
      pack: text(body['pack']),
      name: text(body['name']),
      shortName: text(body['shortName']),
      regionCode: text(body['regionCode']),
      department: text(body['department']),
      prefix: text(body['prefix']),
      hasDecisions: body['decisions'] === true,
    })),
    cases: list(from['cases']).map((one) => ({
      title: text(one['title']),
      variant: text(one['variant']) || 'general',
      through: text(one['through']) || null,
      daysAgo: whole(one['daysAgo']),
      fineFen: whole(one['fineFen']),
      lead: { ...record(one['with']), title: text(one['title']), party: record(one['party']) },
    })),
  };
}
