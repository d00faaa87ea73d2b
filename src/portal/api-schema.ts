/** The parts of an OpenAPI description that a reader is shown. */

/** A JSON schema as the description holds it. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly $ref?: string;
};

/** One field of a body or an answer, as a line of a table. */
export type FieldLine = {
  /** Names from the outside in, with dots; an array's entries are marked []. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly text: string;
};

const typeWords: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '是否',
  object: '对象',
  array: '列表',
  null: '空',
};
const formatWords: Readonly<Record<string, string>> = {
  date: '日期',
  'date-time': '时刻',
  uuid: '编号（UUID）',
  uri: '网址',
  email: '邮箱',
};
const deepest = 6;

/**
 * The fields of a schema, outer before inner.
 *
 * @param schema - of a body, an answer or a part of them
 * @param components - named schemas that others refer to
 */
export function fieldLines(
  schema: Schema,
  components: Readonly<Record<string, Schema>>,
): readonly FieldLine[] {
  return linesUnder(schema, '', { components, depth: 0 });
}

type Surroundings = {
  readonly components: Readonly<Record<string, Schema>>;
  readonly depth: number;
};

function linesUnder(given: Schema, prefix: string, around: Surroundings): readonly FieldLine[] {
  const schema = resolved(given, around.components);
  if (around.depth > deepest) return [];
  const inside = { ...around, depth: around.depth + 1 };
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const isRequired = schema.required?.includes(name) === true;
    return [lineOf(path, property, isRequired, around), ...linesUnder(property, path, inside)];
  });
  const entries = schema.items === undefined ? [] : linesUnder(schema.items, `${prefix}[]`, inside);
  const known = new Set(own.map(({ path }) => path));
  const others = branches
    .flatMap((branch) => linesUnder(branch, prefix, inside))
    .filter(({ path }) => !known.has(path) && known.add(path));
  return [...own, ...entries, ...others];
}

function lineOf(
  path: string,
  given: Schema,
  isRequired: boolean,
  { components }: Surroundings,
): FieldLine {
  const schema = resolved(given, components);
  const said = [schema.title, schema.description, limits(schema)]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => part?.replace(/。$/, ''));
  return { path, type: typeText(schema, components), isRequired, text: said.join('。') };
}

/**
 * The type of a schema in a few words.
 *
 * @param components - named schemas that others refer to
 */
export function typeText(given: Schema, components: Readonly<Record<string, Schema>>): string {
  const schema = resolved(given, components);
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (branches.length > 0)
    return [...new Set(branches.map((branch) => typeText(branch, components)))].join(' 或 ');
  if (schema.items !== undefined) return `列表：${typeText(schema.items, components)}`;
  return valuesText(schema) ?? plainTypeText(schema);
}

function valuesText(schema: Schema): string | null {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum === undefined) return null;
  return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
}

function plainTypeText(schema: Schema): string {
  const format = schema.format === undefined ? undefined : formatWords[schema.format];
  if (format !== undefined) return format;
  const types = [schema.type ?? (schema.properties === undefined ? [] : 'object')].flat();
  return types.map((type) => typeWords[type] ?? type).join(' 或 ') || '任意';
}

function limits(schema: Schema): string {
  const { minLength, maxLength, minimum, maximum, maxItems, pattern } = schema;
  const said = [
    ...(maxLength === undefined ? [] : [`${minLength ?? 0}–${maxLength} 字`]),
    ...(minimum === undefined && maximum === undefined
      ? []
      : [`${minimum ?? ''}–${maximum ?? ''}`]),
    ...(maxItems === undefined ? [] : [`至多 ${maxItems} 项`]),
    ...(pattern === undefined ? [] : [`形如 ${pattern}`]),
    ...(schema.default === undefined ? [] : [`默认 ${JSON.stringify(schema.default)}`]),
  ];
  return said.join('，');
}

function resolved(schema: Schema, components: Readonly<Record<string, Schema>>): Schema {
  const name = schema.$ref?.replace(/^#\/components\/schemas\//, '').replace(/#$/, '');
  return name === undefined ? schema : (components[name] ?? schema);
}
