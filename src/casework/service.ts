import { due, type Period, type Refusal } from '../rules/index.ts';
import { flagOf, type JsonObject, textOf } from './case-event.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';

type Demand = { readonly field: string; readonly text: string };

/** What each way of service must leave behind. */
const demands: Readonly<Record<string, readonly Demand[]>> = {
  direct: [
    { field: 'receiver', text: '直接送达须填写签收人。' },
    { field: 'receiptSigned', text: '直接送达须在送达回证上签名或者盖章。' },
  ],
  post: [{ field: 'postingProof', text: '邮寄送达须留存付邮凭证和回执。' }],
  leave: [
    { field: 'refusalReason', text: '留置送达须写明拒收事由。' },
    { field: 'witness', text: '留置送达须由见证人签名。' },
    { field: 'receiptSigned', text: '留置送达须由送达人在回证上签名。' },
  ],
  entrust: [
    { field: 'entrustReason', text: '委托送达须记录原因。' },
    { field: 'receiptSigned', text: '委托送达须在送达回证上签名或者盖章。' },
  ],
  forward: [
    { field: 'entrustReason', text: '转交送达须记录原因。' },
    { field: 'receiptSigned', text: '转交送达须在送达回证上签名或者盖章。' },
  ],
  electronic: [{ field: 'confirmation', text: '电子送达须有当事人签订的确认书。' }],
  'public-notice': [
    { field: 'otherMeansFailed', text: '公告送达须先记明其他方式均无法送达的情况。' },
    { field: 'noticeMedium', text: '公告送达须记录公告的方式和载体。' },
    { field: 'noticeOn', text: '公告送达须记录发出公告的日期。' },
  ],
};

const isGiven = (data: JsonObject, field: string) =>
  textOf(data, field) !== '' || flagOf(data, field);

function electronicRefusals(view: CaseView): readonly Refusal[] {
  const rule = view.rule('service.electronic-decision');
  const allowed = (rule?.value as { allowed?: boolean } | undefined)?.allowed;
  if (rule === null || allowed !== false) return [];
  return refuse(
    'service.electronic',
    '本机关的规则不允许以传真、电子邮件等方式送达决定书，请改用其他方式。',
    rule.clauses,
    '/method',
  );
}

/** A notice to the public serves only when its time has run (civ-2023-95). */
function tooEarly(view: CaseView, data: JsonObject): readonly Refusal[] {
  const noticeOn = textOf(data, 'noticeOn');
  const rule = view.rule('service.public-notice', noticeOn);
  const after = (rule?.value as { deemedAfter?: Period } | undefined)?.deemedAfter;
  if (rule === null || after === undefined) return [];
  const deemedOn = due(after, noticeOn, view.context.calendar).on;
  if (textOf(data, 'servedOn') >= deemedOn) return [];
  const text = `公告自发出之日起满 ${after.n} 日才视为送达，送达日期最早为 ${deemedOn}。`;
  return refuse('service.notice-running', text, rule.clauses, '/servedOn');
}

const method: Gate = {
  content: (view, data) => {
    const way = textOf(data, 'method');
    const banned = way === 'electronic' ? electronicRefusals(view) : [];
    if (banned.length > 0) return banned;
    const clauses = clausesOf(
      view,
      ['service.methods', 'service.public-notice', 'service.electronic-decision'],
      ['apl-2021-61'],
    );
    const missing = (demands[way] ?? [])
      .filter(({ field }) => !isGiven(data, field))
      .flatMap(({ field, text }) => refuse('service.incomplete', text, clauses, `/${field}`));
    return missing.length === 0 && way === 'public-notice' ? tooEarly(view, data) : missing;
  },
};

/** Service of documents (apl-2021-61; yueqing-3.4.4-1 to yueqing-3.4.4-11). */
export const servicePart: CasePart = { name: 'service', gates: { 'service.method': method } };
