import type { Refusal } from '../rules/index.ts';

/** What is said no to before anything is asked of a room. */
export const requestRefusals = {
  badBody: refusal(
    'request.bad-body',
    '提交的内容不是完整的 JSON。请检查引号、逗号和括号后重新提交。',
  ),
  tooDeep: refusal('request.too-deep', '提交的内容嵌套过深。请按接口说明的结构提交。'),
  tooLarge: refusal('request.too-large', '提交的内容超过 1 MB。请减少内容后重新提交。'),
  mediaType: refusal(
    'request.media-type',
    '内容格式无法识别。请以 application/json 提交，编码为 UTF-8。',
  ),
  badAddress: refusal('request.bad-address', '地址中有无法识别的部分。请核对地址。'),
  unknownRoute: refusal(
    'request.unknown-route',
    '没有这个地址，或不支持这种请求方式。请对照接口说明（/api/openapi.json）。',
  ),
  metricsClosed: refusal(
    'request.metrics-closed',
    '运行指标只供服务器本机读取。请在服务器上读取，或者使用 MINGFA_METRICS_TOKEN 设定的令牌。',
  ),
  tooMany: refusal('request.too-many', '操作过于频繁。请稍候再试。'),
  busy: refusal('request.busy', '系统繁忙，暂时不能办理。请稍候再试。'),
  unsaveable: refusal('request.unsaveable', '内容中有无法保存的字符。请删去不可见字符后重试。'),
} as const satisfies Record<string, Refusal>;

function refusal(code: string, text: string): Refusal {
  return { code, text, clauses: [] };
}
