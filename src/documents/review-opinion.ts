import {
  flagOf,
  isObject,
  type JsonObject,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from '../casework/index.ts';
import { type ClauseId, dayOf } from '../rules/index.ts';
import { entriesOf, type Filed, type FiledEvent, lastOf, personOf, valueOf } from './filed.ts';
import { caseNames, groundsOf, headOf, rowsOf } from './head.ts';
import { checklistOf, materialsOf } from './review-round.ts';
import { dateText, paragraphsOf, penaltyText } from './words.ts';

// An opinion of one level is complete when it is given; one of two levels when the second has agreed. So the document is
// made from the event that completes it, and what it holds stood in the file at that moment.

/** The opinion that an event completes; null when it completes none. */
export function completedOpinion(filed: Filed): FiledEvent | null {
  const opinion = lastOf(filed, 'opinionGiven');
  if (opinion === undefined) return null;
  const levels = numberOf(
    valueOf(filed.view, 'review.levels', dayOf(opinion.at)) as JsonObject,
    'n',
  );
  const { event } = filed;
  if (levels < 2) return event.kind === 'opinionGiven' ? opinion : null;
  const agrees = event.kind === 'opinionCountersigned' && flagOf(event.data, 'agreed');
  return agrees ? opinion : null;
}

/** Who keeps a copy, by the code of the pack. */
function keeperOf(filed: Filed, code: string): string {
  if (code === 'case-file') return '承办机构存入执法案卷';
  return code === 'review-office' ? `${reviewOffice(filed)}留存归档` : code;
}

const reviewOffice = ({ view }: Filed) => view.context.rules.office('review-office', view.today);

/**
 * The copies of an opinion and who keeps each; empty where none is asked for on paper.
 *
 * @source anze-L13-1
 */
export function opinionCopies(
  filed: Filed,
): readonly { readonly n: number; readonly keeper: string }[] {
  const copies = objectOf(completedOpinion(filed)?.data, 'copies');
  if (numberOf(copies, 'n') === 0) return [];
  return textsOf(copies, 'to').map((code, index) => ({
    n: index + 1,
    keeper: keeperOf(filed, code),
  }));
}

/**
 * Whether the opinion was given online and needs no separate paper.
 *
 * @source anze-L13-2
 */
export function isPaperless(filed: Filed): boolean {
  const opinion = completedOpinion(filed);
  const copies = opinion?.data['copies'];
  return isObject(copies) && numberOf(copies, 'n') === 0;
}

/** What the document says of a paperless opinion. */
export const paperlessNote =
  '本案网上办理并在线完成审核，依规定免予另行出具书面审核意见书；本件供查阅。';

/**
 * The contents of a written opinion of legal review.
 *
 * @source kaifu-3.4-b; kaifu-T15-2; dazhou-2.3.11-2a; anze-L12-1; anze-L13-1; anze-L13-2; yueqing-4.4.4-9
 */
export function reviewOpinion(filed: Filed, title: string): JsonObject {
  const opinion = completedOpinion(filed) ?? filed.event;
  const submission = lastOf(filed, 'reviewSubmitted');
  const office = reviewOffice(filed);
  const copies = opinionCopies(filed);
  const kept = copies.map(({ keeper }) => `一份由${keeper}`).join('，');
  return {
    ...headOf(filed, title),
    copies: copies.length === 0 ? null : `本意见书一式${copies.length}份：${kept}。`,
    note: isPaperless(filed) ? paperlessNote : null,
    facts: factsOf(filed, opinion, submission),
    materials: submission === undefined ? [] : materialsOf(filed, submission),
    checklist: checklistOf(filed, opinion),
    kinds: kindsOf(filed, opinion).map(({ code, title: name }) => ({
      title: String(name),
      chosen: code === opinion.data['kind'],
    })),
    conditions: problemsText(filed, opinion),
    findings: paragraphsOf(textOf(opinion.data, 'findings')),
    signatures: [
      {
        label: '审核人员',
        name: personOf(filed, opinion.actorId),
        note: dateText(dayOf(opinion.at)),
      },
    ],
    countersign: countersignOf(filed, opinion),
    grounds: groundsOf(filed, clausesOf(filed, opinion)),
    issuer: office,
  };
}

function factsOf(filed: Filed, opinion: FiledEvent, submission: FiledEvent | undefined) {
  const named = caseNames(filed);
  const rounds = filed.events.filter(({ kind }) => kind === 'reviewSubmitted').length;
  const method = textOf(opinion.data, 'method') === 'meeting' ? '会议审核' : '书面审核';
  return rowsOf([
    ['案件名称', named.title],
    ['案　　号', named.number],
    ['当 事 人', named.party],
    ['承办机构', named.department],
    ['承 办 人', named.handlers],
    ['拟作决定', proposedPenalty(filed, submission)],
    [
      '送　　审',
      submission === undefined ? '' : `${dateText(dayOf(submission.at))}，第${rounds}次`,
    ],
    ['审核机构', reviewOffice(filed)],
    ['审核方式', method],
  ]);
}

function proposedPenalty(filed: Filed, submission: FiledEvent | undefined): string {
  const before = filed.events.filter(({ sequence }) => sequence <= (submission?.sequence ?? 0));
  const stated = before.findLast(
    ({ kind, data }) =>
      ['reviewSubmitted', 'noticeGiven', 'investigationFinished'].includes(kind) &&
      isObject(data['penalty']),
  );
  return penaltyText(filed.view, objectOf(stated?.data, 'penalty'));
}

const kindsOf = ({ view }: Filed, opinion: FiledEvent) =>
  entriesOf(view, 'review.opinions', dayOf(opinion.at));

function problemsText(filed: Filed, opinion: FiledEvent): string {
  const problems = checklistOf(filed, opinion).filter(({ conclusion }) => conclusion === 'problem');
  return problems.length === 0
    ? ''
    : `存在问题的项目：${problems.map(({ n }) => `第${n}项`).join('、')}`;
}

function countersignOf(filed: Filed, opinion: FiledEvent): JsonObject | null {
  const { event, view } = filed;
  if (event.kind !== 'opinionCountersigned') return null;
  const { steps } = valueOf(view, 'review.levels', dayOf(opinion.at));
  const key = Array.isArray(steps) ? String(steps.at(-1)) : 'deputy-head';
  const office = view.context.rules.office(key, view.today);
  return {
    title: `${office}把关意见`,
    paragraphs: ['同意该审核意见。', ...paragraphsOf(textOf(event.data, 'opinion'))],
    signatures: [
      { label: office, name: personOf(filed, event.actorId), note: dateText(dayOf(event.at)) },
    ],
  };
}

/** Clauses of the opinion: its own kind first; those that stand for other kinds are left out. */
function clausesOf(filed: Filed, opinion: FiledEvent): readonly ClauseId[] {
  const kinds = kindsOf(filed, opinion);
  const clausesIn = (kind: Readonly<Record<string, unknown>>) =>
    Array.isArray(kind['clauses']) ? kind['clauses'].map(String) : [];
  const own = kinds.filter(({ code }) => code === opinion.data['kind']).flatMap(clausesIn);
  const others = new Set(kinds.flatMap(clausesIn).filter((id) => !own.includes(id)));
  return [...own, ...[...opinion.clauses, ...filed.event.clauses].filter((id) => !others.has(id))];
}
