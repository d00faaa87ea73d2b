import { html } from 'ghtml';
import { type FieldLine, fieldLines, type Schema, typeText } from './api-schema.ts';
import type { PageFrame } from './layout.pages.ts';

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
};
type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
};

/** What is read of `/api/openapi.json`. */
export type ApiDescription = {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

type Placed = Operation & { readonly method: string; readonly path: string; readonly id: string };

const untagged = '其他';

/** Operations by group, in the order of the description. */
function groupsOf({ paths }: ApiDescription): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? untagged;
      const id = operation.operationId ?? `${method}-${path.replaceAll(/\W+/g, '-')}`;
      groups.set(tag, [...(groups.get(tag) ?? []), { ...operation, method, path, id }]);
    }
  return groups;
}

/** All groups with their operations, and what holds for all of them. */
export function apiIndexPage(api: ApiDescription): PageFrame {
  const groups = [...groupsOf(api)];
  const components = api.components?.schemas ?? {};
  const problem = components['Problem'];
  return {
    title: '接口说明 - 明法',
    place: 'help',
    address: '/api/docs',
    description: '程序怎样调用明法：登录、地址、字段和不予办理时的答复，与运行中的系统一致。',
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/help">使用帮助</a> / <span aria-current="page">接口说明</span></nav>
<h1>接口说明</h1>
<div class="prose"><p>${api.info.description ?? ''}</p>
<p>本页由运行中的系统（版本 ${api.info.version}）生成。供程序读取的完整描述：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。</p>
<h2>登录和改动</h2>
<p>先以 <code>POST /api/session</code> 登录，得到会话 Cookie 和 <code>csrfToken</code>。改动数据的请求还须带请求头 <code>x-csrf-token</code>。办理案件的请求可带 <code>Idempotency-Key</code>，重发时不会办理两次。</p></div>
<h2 id="groups">全部接口</h2>
<ul class="groups">!${groups.map(
      ([
        tag,
        operations,
      ]) => html`<li><details><summary>${tag}<span class="soft">（${operations.length}）</span></summary>
<p class="small"><a href="${tagAddress(tag)}">${tag}的字段和答复</a></p>
<table><tbody>!${operations.map(
        (each) =>
          html`<tr><th scope="row"><a href="${tagAddress(tag)}#${each.id}">${each.summary ?? each.path}</a></th><td><code>${each.method.toUpperCase()} ${each.path}</code></td></tr>`,
      )}</tbody></table></details></li>`,
    )}</ul>
!${
      problem === undefined
        ? ''
        : html`<h2 id="refusal">不予办理时的答复</h2>
<p>格式为 <code>application/problem+json</code>，写明缺什么、怎么办、依据哪一条。</p>!${tableOf(fieldLines(problem, components))}`
    }`,
  };
}

/** One group in full, or null when there is none of that name. */
export function apiTagPage(api: ApiDescription, tag: string): PageFrame | null {
  const operations = groupsOf(api).get(tag);
  if (operations === undefined) return null;
  const components = api.components?.schemas ?? {};
  return {
    title: `${tag} - 接口说明 - 明法`,
    place: 'help',
    address: tagAddress(tag),
    description: `“${tag}”的接口：地址、字段和答复。`,
    main: html`<nav class="crumbs" aria-label="所在位置"><a href="/help">使用帮助</a> / <a href="/api/docs">接口说明</a> / <span aria-current="page">${tag}</span></nav>
<h1>${tag}</h1>
<nav aria-label="本页接口"><ul class="inside">!${operations.map(({ id, summary, path }) => html`<li><a href="#${id}">${summary ?? path}</a></li>`)}</ul></nav>
!${operations.map((operation) => operationOf(operation, components))}`,
  };
}

function tagAddress(tag: string): string {
  return `/api/docs/${encodeURIComponent(tag)}`;
}

type Components = Readonly<Record<string, Schema>>;

function operationOf(operation: Placed, components: Components): string {
  const { id, method, path, summary, description, security = [] } = operation;
  return html`<section class="operation" aria-labelledby="${id}">
<h2 id="${id}">${summary ?? path}</h2>
<p class="call"><code><strong>${method.toUpperCase()}</strong> ${path}</code></p>
!${description === undefined ? '' : html`<p>${description}</p>`}
<p class="small soft">${security.length === 0 ? '不用登录。' : '须登录。'}${security.length > 0 && method !== 'get' ? '须带 x-csrf-token。' : ''}</p>
!${parametersOf(operation.parameters ?? [], components)}
!${bodyOf(operation.requestBody?.content, components)}
!${answersOf(operation, components)}
</section>`;
}

const placeWords: Readonly<Record<string, string>> = {
  path: '路径',
  query: '查询',
  header: '请求头',
  cookie: 'Cookie',
};

function parametersOf(parameters: readonly Parameter[], components: Components): string {
  if (parameters.length === 0) return '';
  return html`<h3>参数</h3>!${tableOf(
    parameters.map(({ name, in: place, required, description, schema = {} }) => ({
      path: name,
      type: `${placeWords[place] ?? place}，${typeText(schema, components)}`,
      isRequired: required === true,
      text: [schema.title, description ?? schema.description].filter(Boolean).join('。'),
    })),
  )}`;
}

function bodyOf(content: Content | undefined, components: Components): string {
  const [type, body] = Object.entries(content ?? {})[0] ?? [];
  if (type === undefined || body === undefined) return '';
  const lines = fieldLines(body.schema ?? {}, components);
  return html`<h3>提交的内容</h3>
<p class="small soft">${type}</p>
!${lines.length === 0 ? html`<p>${typeText(body.schema ?? {}, components)}</p>` : tableOf(lines)}
!${body.example === undefined ? '' : html`<details><summary>例子</summary><pre><code>${JSON.stringify(body.example, null, 1)}</code></pre></details>`}`;
}

function answersOf({ responses = {} }: Placed, components: Components): string {
  const entries = Object.entries(responses).filter(([status]) => !/^[45]/.test(status));
  return html`<h3>答复</h3>
<ul class="answers">!${entries.map(([status, { description, content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    const lines = schema === undefined ? [] : fieldLines(schema, components);
    return html`<li><strong>${status}</strong> ${description === 'Default Response' ? '' : (description ?? '')}!${lines.length === 0 ? '' : html`<details><summary>字段</summary>!${tableOf(lines)}</details>`}</li>`;
  })}<li><strong>4xx、5xx</strong> <a href="/api/docs#refusal">不予办理</a></li></ul>`;
}

function tableOf(lines: readonly FieldLine[]): string {
  return html`<table class="schema"><thead><tr><th scope="col">名称</th><th scope="col">类型</th><th scope="col">说明</th></tr></thead>
<tbody>!${lines.map(
    ({ path, type, isRequired, text }) =>
      html`<tr><th scope="row"><code>${path}</code>!${isRequired ? '<span class="must">必填</span>' : ''}</th><td>${type}</td><td>${text}</td></tr>`,
  )}</tbody></table>`;
}
