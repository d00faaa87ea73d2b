import { flagOf, type JsonObject, objectOf, textOf } from '../casework/index.ts';
import { dayOf } from '../rules/index.ts';
import { type CaseSource, entriesOf, type Filed, type FiledEvent, personOf } from './filed.ts';
import { caseNames, headOf, rowsOf } from './head.ts';
import { checklistOf, materialsOf } from './review-round.ts';
import { dateText, paragraphsOf, penaltyText } from './words.ts';

// The whole review of a case on one sheet, as it stood with a record: each round with its material, its course, its
// opinion and what became of it.

/** Events of the review, in the order of the procedure. */
export const reviewKinds: readonly string[] = [
  'reviewSubmitted',
  'reviewerAssigned',
  'reviewAccepted',
  'supplementRequested',
  'reviewSupplemented',
  'reviewPaused',
  'reviewResumed',
  'reviewExtensionRequested',
  'reviewExtended',
  'reviewExtensionDeclined',
  'explanationRequested',
  'explanationGiven',
  'participationRecorded',
  'reviewMeetingHeld',
  'opinionGiven',
  'opinionCountersigned',
  'opinionAnswered',
  'disputeConsulted',
  'disputeDecided',
];

/** Whether a record is the last one of the review so far: the sheet is listed once, as it stands. */
export function isLastOfReview({ events }: CaseSource, sequence: number): boolean {
  return events.findLast(({ kind }) => reviewKinds.includes(kind))?.sequence === sequence;
}

/**
 * The contents of the sheet.
 *
 * @source kaifu-3.5-a; kaifu-3.5-e; dazhou-2.3.11-2b; anze-L10-1; anze-L13-1; anze-L15-1; yueqing-4.2-3
 */
export function reviewFile(filed: Filed, title: string): JsonObject {
  const named = caseNames(filed);
  const office = filed.view.context.rules.office('review-office', filed.view.today);
  const starts = filed.events.filter(({ kind }) => kind === 'reviewSubmitted');
  return {
    ...headOf(filed, title),
    facts: rowsOf([
      ['案件名称', named.title],
      ['案　　号', named.number],
      ['当 事 人', named.party],
      ['承办机构', named.department],
      ['承 办 人', named.handlers],
      ['审核机构', office],
      ['截　　至', `${dateText(filed.view.today)}，第${filed.event.sequence}号记录`],
    ]),
    rounds: starts.map((start, index) =>
      roundOf(filed, { start, n: index + 1, until: starts[index + 1]?.sequence ?? endless }),
    ),
  };
}

const endless = Number.POSITIVE_INFINITY;

type Round = { readonly start: FiledEvent; readonly n: number; readonly until: number };

function roundOf(filed: Filed, { start, n, until }: Round): JsonObject {
  const events = filed.events.filter(
    ({ sequence, kind }) =>
      sequence >= start.sequence && sequence < until && reviewKinds.includes(kind),
  );
  const opinion = events.findLast(({ kind }) => kind === 'opinionGiven');
  const penalty = penaltyText(filed.view, objectOf(start.data, 'penalty'));
  return {
    title: `第${n}次送审`,
    penalty: penalty === '' ? '' : `送审的处罚内容：${penalty}`,
    handlingReview: paragraphsOf(textOf(start.data, 'handlingReview')),
    materials: materialsOf(filed, start, until),
    course: events.map((event) => actOf(filed, event)),
    opinion: opinion === undefined ? null : opinionOf(filed, opinion),
    handling: events.flatMap((event) => handlingOf(filed, event)),
  };
}

/** One act of the course: when, what, by whom, and its own words where it has some. */
function actOf(filed: Filed, event: FiledEvent): JsonObject {
  const { procedure } = filed.view;
  const words = ['missing', 'question', 'answer', 'reason', 'result', 'note', 'minutes', 'opinion'];
  const said = words.map((name) => textOf(event.data, name)).find((text) => text !== '') ?? '';
  return {
    n: event.sequence,
    on: dateText(dayOf(event.at)),
    act: procedure.causes.get(event.kind)?.title ?? event.kind,
    who: personOf(filed, event.actorId),
    said: paragraphsOf(said),
  };
}

function opinionOf(filed: Filed, opinion: FiledEvent): JsonObject {
  const kinds = entriesOf(filed.view, 'review.opinions', dayOf(opinion.at));
  const kind = kinds.find(({ code }) => code === opinion.data['kind']);
  return {
    kind: kind === undefined ? textOf(opinion.data, 'kind') : String(kind['title']),
    who: personOf(filed, opinion.actorId),
    on: dateText(dayOf(opinion.at)),
    problems: checklistOf(filed, opinion).filter(({ conclusion }) => conclusion === 'problem'),
    findings: paragraphsOf(textOf(opinion.data, 'findings')),
  };
}

/** What became of an opinion: answered, consulted on, decided by the last instance. */
function handlingOf(filed: Filed, { kind, data, at }: FiledEvent): readonly JsonObject[] {
  const command = filed.view.procedure.causes.get(kind);
  const titled = (field: string) => {
    const options = command?.fields.find(({ name }) => name === field)?.options;
    return options?.[textOf(data, field)] ?? '';
  };
  const told: Readonly<Record<string, () => readonly string[]>> = {
    opinionAnswered: () => [
      titled('response'),
      textOf(data, 'handling'),
      ...itemsHandled(filed, data),
    ],
    disputeConsulted: () => [
      flagOf(data, 'agreed') ? `协商一致：${titled('outcome')}` : '协商未达成一致',
      textOf(data, 'record'),
    ],
    disputeDecided: () => [titled('outcome'), textOf(data, 'record'), textOf(data, 'dissent')],
  };
  const texts = told[kind]?.() ?? [];
  return texts.length === 0
    ? []
    : [
        {
          title: `${command?.title ?? kind}（${dateText(dayOf(at))}）`,
          paragraphs: texts.flatMap(paragraphsOf),
        },
      ];
}

function itemsHandled(filed: Filed, data: JsonObject): readonly string[] {
  const handled = objectOf(data, 'handled');
  return entriesOf(filed.view, 'review.checklist')
    .map(({ code, title }) => [String(title), textOf(handled, String(code))] as const)
    .filter(([, text]) => text !== '')
    .map(([title, text]) => `${title}：${text}`);
}
