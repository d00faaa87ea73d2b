import { flagOf, type JsonObject, textOf, textsOf } from '../casework/index.ts';
import { dayOf } from '../rules/index.ts';
import { type Filed, personOf } from './filed.ts';
import { caseNames, groundsOf, headOf, rowsOf } from './head.ts';
import { dateText, paragraphsOf } from './words.ts';

/** Whether the record of a discussion names who took part; without them there is nothing to sign. */
export const hasParticipants = ({ event }: Filed): boolean =>
  textsOf(event.data, 'participants').length > 0;

const outcomes: Readonly<Record<string, string>> = {
  upheld: '维持审核意见。',
  passed: '同意作出决定。',
};

/**
 * The contents of the record of a discussion: of a grave penalty, of a review by meeting, of a dispute over a review.
 *
 * @source apl-2021-57; anze-L15-5; kaifu-3.5-f; dazhou-2.3.11-2d; yueqing-3.4.3-4; yueqing-4.4.1-3
 */
export function discussionRecord(filed: Filed, title: string): JsonObject {
  const { event, view } = filed;
  const { data } = event;
  const named = caseNames(filed);
  const office = view.context.rules.office('case-committee', view.today);
  const heldOn = textOf(data, 'heldOn') || dayOf(event.at);
  return {
    ...headOf(filed, title),
    facts: rowsOf([
      ['案件名称', named.title],
      ['案　　号', named.number],
      ['当 事 人', named.party],
      ['承办机构', named.department],
      ['讨论日期', dateText(heldOn)],
      ['讨论形式', event.kind === 'reviewMeetingHeld' ? '会议审核' : office],
    ]),
    parts: partsOf(data).filter(({ paragraphs }) => paragraphs.length > 0),
    participants: textsOf(data, 'participants'),
    signedNote: flagOf(data, 'signed') ? '系统登记：参加人员已在原始记录上签名。' : '',
    signatures: [
      { label: '登记人', name: personOf(filed, event.actorId), note: dateText(dayOf(event.at)) },
    ],
    grounds: groundsOf(filed, event.clauses),
  };
}

function partsOf(data: JsonObject) {
  const outcome = outcomes[textOf(data, 'outcome')] ?? '';
  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['各人意见', [...textsOf(data, 'eachView'), ...paragraphsOf(textOf(data, 'views'))]],
    ['讨论记录', paragraphsOf(textOf(data, 'minutes') || textOf(data, 'record'))],
    ['不同意见', paragraphsOf(textOf(data, 'dissent'))],
    ['结论', paragraphsOf(textOf(data, 'conclusion') || outcome)],
  ];
  return texts.map(([title, paragraphs]) => ({ title, paragraphs }));
}
