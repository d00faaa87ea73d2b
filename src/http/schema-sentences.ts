import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { Refusal } from '../rules/index.ts';

const places: Readonly<Record<string, string>> = {
  body: '提交的内容',
  querystring: '查询条件',
  params: '地址',
  headers: '请求头',
};

/**
 * Says in Chinese what a schema found wrong.
 *
 * A field is named by its title, as people see it; by its pointer where the schema gives it none.
 *
 * @param part - `body`, `querystring`, `params` or `headers`
 * @param schema - what was not met
 */
export function fieldRefusals(
  errors: readonly FastifySchemaValidationError[],
  part: string,
  schema: unknown = null,
): readonly Refusal[] {
  return withoutBranches(errors)
    .slice(0, 20)
    .map((error) => {
      // A name may be as long as the whole body.
      const field = `${error.instancePath}${missing(error)}`.slice(0, 200);
      const title = titleAt(schema, field);
      const place = `${places[part] ?? part}${field === '' ? '' : `中的 ${printable(field)} `}`;
      const where = title === '' ? place : `“${title}”`;
      return { code: 'request.field', text: `${where}${sentence(error)}`, clauses: [], field };
    });
}

type Node = Readonly<Record<string, unknown>>;
const nodeOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null ? (value as Node) : {};
const ownOf = (value: unknown, name: string): unknown => {
  const node = nodeOf(value);
  return Object.hasOwn(node, name) ? node[name] : undefined;
};

/** The title of the innermost field that a pointer passes and that has one; empty when none has, or the form is left. */
function titleAt(schema: unknown, pointer: string): string {
  let at: Node = nodeOf(schema);
  let title = '';
  for (const name of pointer.split('/').slice(1).map(unescaped)) {
    const next = ownOf(at['properties'], name) ?? (/^\d+$/.test(name) ? at['items'] : undefined);
    if (next === undefined) return '';
    at = nodeOf(next);
    if (typeof at['title'] === 'string') title = at['title'];
  }
  return title;
}

const unescaped = (name: string) => name.replaceAll('~1', '/').replaceAll('~0', '~');

/**
 * Of a value that may also be left empty, what is wrong with the value: that it is not empty, and that no branch of the
 * union fits, tells nobody anything.
 */
function withoutBranches(
  errors: readonly FastifySchemaValidationError[],
): readonly FastifySchemaValidationError[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
  const rest = errors.filter(
    ({ keyword, instancePath, params }) =>
      keyword !== 'anyOf' &&
      !(params['type'] === 'null' && unions.some((one) => one.instancePath === instancePath)),
  );
  return rest.length > 0 ? rest : errors;
}

function missing({ keyword, params }: FastifySchemaValidationError): string {
  const name = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  return typeof name === 'string' ? `/${name}` : '';
}

const types: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '是（true）或者否（false）',
  array: '清单',
  object: '对象',
  null: '空值',
};

const formats: Readonly<Record<string, string>> = {
  uuid: '标识（UUID）',
  date: '日期，例如 2026-09-28',
};

const sentences: Readonly<Record<string, (limit: string) => string>> = {
  required: () => '没有填写，请填写。',
  additionalProperties: () => '不在接口说明之中，请删去。',
  type: (type) => `须填${types[type] ?? type}。`,
  format: (format) => `须填${formats[format] ?? format}。`,
  pattern: () => '写法不对，或者含有不允许的字符，请改正。',
  minLength: (n) => `至少 ${n} 个字符，请补充。`,
  maxLength: (n) => `最多 ${n} 个字符，请缩短。`,
  minimum: (n) => `不能小于 ${n}，请改正。`,
  maximum: (n) => `不能大于 ${n}，请改正。`,
  minItems: (n) => `至少 ${n} 项，请补充。`,
  maxItems: (n) => `最多 ${n} 项，请减少。`,
  enum: (values) => `须从下列各项中选择：${values}。`,
  const: (value) => `须为 ${value}。`,
};

function sentence({ keyword, params }: FastifySchemaValidationError): string {
  const limit =
    params['type'] ??
    params['format'] ??
    params['limit'] ??
    params['allowedValues'] ??
    params['allowedValue'] ??
    '';
  const shown = [limit].flat().map(shownValue).join('、');
  return sentences[keyword]?.(shown) ?? '与接口说明不符，请改正。';
}

function printable(text: string): string {
  return text.slice(0, 80).replace(/\p{C}/gu, '�');
}

function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
