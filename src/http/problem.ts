import type { ClauseId, Refusal } from '../rules/index.ts';

/** A clause as an answer cites it. */
export type CitedClause = {
  readonly id: ClauseId;
  /** Where it stands in its source. */
  readonly locator: string;
  /** What it asks, in our own words. */
  readonly text: string;
};

/** Finds what a clause says; null for an id that no pack has. */
export type ClauseFinder = (id: ClauseId) => CitedClause | null;

/** What is answered instead of the thing asked for (RFC 9457). */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What stands against it, one sentence or more. */
  readonly detail: string;
  /** Code of the first refusal; stable, for programs. */
  readonly code: string;
  /** What to do next. */
  readonly remedy: string;
  readonly clauses: readonly CitedClause[];
  /** What is wrong with what was submitted, by field. */
  readonly errors: readonly { readonly field: string; readonly text: string }[];
  /** All that stands against it. */
  readonly refusals: readonly {
    readonly code: string;
    readonly text: string;
    readonly clauses: readonly ClauseId[];
  }[];
  /** What others did meanwhile; only where the present state has moved on. */
  readonly changes?: Refusal['changes'];
};

const titles: Readonly<Record<number, string>> = {
  400: '请求无法识别',
  401: '尚未登录',
  403: '没有权限',
  404: '没有找到',
  405: '不支持这种请求方式',
  409: '现在不能办理',
  413: '提交的内容过大',
  414: '地址过长',
  415: '不支持这种内容格式',
  422: '提交的内容有误',
  429: '请求过于频繁',
  431: '请求头过大',
  500: '系统出现故障',
  503: '系统繁忙',
};

const remedies: Readonly<Record<number, string>> = {
  400: '请对照接口说明（/api/openapi.json）改正后重试。',
  401: '请先登录。',
  403: '请联系安全管理员。',
  404: '请核对地址。',
  409: '请先办理所缺的事项，再来办理本项。',
  413: '请减少内容后重试。',
  422: '请按提示改正后重新提交。',
  429: '请稍候再试。',
  500: '请把故障编号告诉系统管理员。',
  503: '请稍候再试。',
};

/** Makes the answer to what was refused. */
export function problemOf(
  refusals: readonly Refusal[],
  status: number,
  clauseOf: ClauseFinder,
): Problem {
  const cited = [...new Set(refusals.flatMap((refusal) => refusal.clauses))];
  const first = refusals[0];
  return {
    type: `urn:mingfa:refusal:${first?.code ?? 'unknown'}`,
    title: titles[status] ?? '不能办理',
    status,
    detail: refusals.map(({ text }) => text).join(''),
    code: first?.code ?? 'unknown',
    remedy: remedyOf(refusals) ?? remedies[status] ?? '请核对后重试。',
    clauses: cited.flatMap((id) => clauseOf(id) ?? []),
    errors: refusals.flatMap(({ field, text }) => (field === undefined ? [] : [{ field, text }])),
    refusals: refusals.map(({ code, text, clauses }) => ({ code, text, clauses })),
    ...(first?.changes === undefined ? {} : { changes: first.changes }),
  };
}

/** The part of a refusal's sentence that says what to do: it begins with 请. */
function remedyOf(refusals: readonly Refusal[]): string | null {
  for (const { text } of refusals) {
    const start = /(?:^|[。，；])(请.*)$/su.exec(text)?.[1];
    if (start !== undefined) return start;
  }
  return null;
}
