import { type JsonObject, textOf } from '../casework/index.ts';
import { type Filed, personOf } from './filed.ts';
import { caseNames, groundsOf, headOf } from './head.ts';
import { dateText, paragraphsOf } from './words.ts';

/**
 * The contents of a notice by which the review office asks for what is missing.
 *
 * @source anze-L10-1; anze-L14-3; yueqing-4.4.1-2
 */
export function supplementNotice(filed: Filed, title: string): JsonObject {
  const { event, view } = filed;
  const named = caseNames(filed);
  const office = view.context.rules.office('review-office', view.today);
  return {
    ...headOf(filed, title),
    addressee: named.department || '承办机构',
    opening: [
      `你机构送审的“${named.title}”${numbered(named.number)}，经审查，还需要补充下列材料或者作出说明：`,
    ],
    missing: paragraphsOf(textOf(event.data, 'missing')),
    closing: ['请补充后在案件中办理“补充送审材料”。', ...pauseText(filed)],
    signatures: [{ label: '审核人员', name: personOf(filed, event.actorId), note: '' }],
    issuer: office,
    grounds: groundsOf(filed, event.clauses),
  };
}

/** What the pack says of the review's clock meanwhile; nothing where it says nothing. */
function pauseText({ view }: Filed): readonly string[] {
  const pauses = view.rule('review.complete')?.pauses ?? [];
  return pauses.includes('supplement') ? ['补充材料的期间不计入审核期限。'] : [];
}

const numbered = (number: string) => (number === '' ? '' : `（案号：${number}）`);

const transferGrounds: Readonly<Record<string, string>> = {
  crime: '违法行为涉嫌犯罪',
  jurisdiction: '本案不属于本机关管辖',
};

/**
 * The contents of a letter by which a case goes to the body that is competent.
 *
 * @source apl-2021-27; anze-L12-4; yueqing-4.4.4-7
 */
export function transferLetter(filed: Filed, title: string): JsonObject {
  const { event } = filed;
  const named = caseNames(filed);
  const ground = transferGrounds[textOf(event.data, 'ground')] ?? '依法应当移送';
  const crime =
    textOf(event.data, 'ground') === 'crime'
      ? textOf(filed.view.last('transferReported')?.data, 'crime')
      : '';
  const party = named.party === '' ? '' : `，当事人：${named.party}`;
  return {
    ...headOf(filed, title),
    ...sentTo(filed, '接收'),
    opening: [
      `我机关办理的“${named.title}”${numbered(named.number)}${party}，经审查，${ground}${crime === '' ? '' : `（${crime}）`}。现依法移送你机关处理。`,
    ],
    parts: [{ title: '移送材料清单', paragraphs: paragraphsOf(textOf(event.data, 'materials')) }],
    closing: [
      '请在所附回执上签收后退回；是否受理或者立案，请书面告知我机关，不予受理或者不予立案的请说明理由并退回材料。',
    ],
    grounds: groundsOf(filed, event.clauses),
  };
}

const obstructionMeans: Readonly<Record<string, string>> = {
  violence: '暴力',
  coercion: '胁迫',
  other: '其他方法',
};

/**
 * The contents of a letter by which the obstruction of an act goes to the police.
 *
 * @source anze-R23-1
 */
export function obstructionLetter(filed: Filed, title: string): JsonObject {
  const { data, clauses } = filed.event;
  const named = caseNames(filed);
  const means = obstructionMeans[textOf(data, 'means')] ?? '其他方法';
  const day = dateText(textOf(data, 'happenedOn'));
  return {
    ...headOf(filed, title),
    ...sentTo(filed, '接收'),
    opening: [
      `我机关在办理“${named.title}”${numbered(named.number)}时，${day}有人以${means}阻挠执法和记录。现将有关情况移交你机关处理。`,
    ],
    parts: [
      { title: '经过', paragraphs: paragraphsOf(textOf(data, 'facts')) },
      { title: '移交材料清单', paragraphs: paragraphsOf(textOf(data, 'materials')) },
    ],
    closing: ['请在所附回执上签收后退回，并将处理情况告知我机关。'],
    grounds: groundsOf(filed, clauses),
  };
}

/** To whom a letter goes, on which day, and the slip that comes back. */
function sentTo(filed: Filed, act: string) {
  const { event, names } = filed;
  const sentOn = textOf(event.data, 'transferredOn');
  const receiver = textOf(event.data, 'receiver');
  return {
    addressee: receiver,
    issuer: names.agency,
    date: dateText(sentOn),
    receipt: {
      title: '回　　执',
      text: `${names.agency}：你机关${dateText(sentOn)}发来的函及所列材料，我机关已经${act}。`,
    },
  };
}
