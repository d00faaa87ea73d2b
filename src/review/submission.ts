import {
  type CaseView,
  clausesOf,
  type Draft,
  flagOf,
  type Gate,
  type JsonObject,
  lastSequence,
  objectOf,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import type { Refusal } from '../rules/index.ts';
import { misplaced } from './place.ts';
import { materialsOf, standingOf, startsWhenComplete } from './review-standing.ts';
import { wordsKept } from './reviewed-words.ts';
import { entriesOf, type RuleEntry, submission, valueOf } from './round.ts';
import { groundOf } from './scope.ts';
import { staleReasons } from './stale-reason.ts';
import {
  draftMark,
  isDraftUnderReview,
  kindsOf,
  recordsOf,
  supplementDerives,
  supplementGates,
} from './supplement.ts';
import { markOf } from './text-mark.ts';
import { timeKept } from './time-left.ts';

/** Materials the pack asks for that are not there; empty when the pack lists none. */
function missingMaterials(
  view: CaseView,
  handed: ReadonlySet<string>,
  submitted: JsonObject,
): readonly string[] {
  return entriesOf(view, 'review.materials')
    .filter((item) => isAsked(view, item, submitted))
    .filter((item) => !handed.has(String(item['code'])))
    .map((item) => String(item['title']));
}

/**
 * Codes of the materials that the pack asks for in a case, in the order of the pack.
 *
 * @param submitted - what was said with the submission
 * @source kaifu-3.5-a; anze-L10-1; anze-L10-2
 */
export function askedMaterials(view: CaseView, submitted: JsonObject): readonly string[] {
  return entriesOf(view, 'review.materials')
    .filter((item) => isAsked(view, item, submitted))
    .map((item) => String(item['code']));
}

function isAsked(view: CaseView, item: RuleEntry, submitted: JsonObject): boolean {
  if (item['optional'] === true || item['code'] === 'other') return false;
  if (item['when'] === undefined) return true;
  if (item['when'] === 'assessed') return flagOf(submitted, 'assessed');
  return item['when'] === 'hearing-held' && view.has('hearingHeld');
}

/** What a request for more opens with: the materials that are known to be missing. */
export const lacking: Draft = (view) => {
  const missing = missingMaterials(view, materialsOf(view), submission(view)?.data ?? {});
  return missing.length === 0 ? {} : { missing: `${missing.join('、')}。` };
};

function incomplete(
  view: CaseView,
  missing: readonly string[],
  field?: string,
): readonly Refusal[] {
  if (missing.length === 0) return [];
  return refuse(
    'review.incomplete',
    `送审材料不全，还缺：${missing.join('、')}。`,
    clausesOf(view, ['review.materials']),
    field,
  );
}

const materials: Gate = {
  content: (view, data) =>
    startsWhenComplete(view)
      ? []
      : incomplete(
          view,
          missingMaterials(view, new Set(textsOf(data, 'materials')), data),
          '/materials',
        ),
};

const materialsComplete: Gate = {
  standing: (view) =>
    incomplete(view, missingMaterials(view, materialsOf(view), submission(view)?.data ?? {})),
};

const ofThisCase: Gate = {
  content: (view, data) =>
    textsOf(data, 'places').flatMap((place) => misplaced(view, place, '/places')),
};

/** Whether the handling department has examined the last final report. */
const isExamined = (view: CaseView) =>
  lastSequence(view, 'handlingExamined') > lastSequence(view, 'investigationFinished');

const isExaminationAsked = (view: CaseView) =>
  valueOf(view, 'review.examination')['required'] === true;
const examinationClauses = (view: CaseView) =>
  clausesOf(view, ['review.examination'], ['apl-2021-58']);

/** How the handling department's own examination stands; null where the pack asks for none. */
export function examinationStanding(view: CaseView): 'open' | 'done' | null {
  if (!isExaminationAsked(view)) return null;
  return isExamined(view) ? 'done' : 'open';
}

/**
 * Review does not stand in for the handling department's own examination, which is on record before.
 *
 * @source yueqing-4.5-3
 */
const examined: Gate = {
  standing: (view) =>
    isExamined(view) || !isExaminationAsked(view)
      ? []
      : refuse(
          'review.unexamined',
          '承办机构尚未自行审查，不能送审。请先由承办机构负责人办理承办机构审查。',
          examinationClauses(view),
        ),
};

const examinable: Gate = {
  standing: (view) => {
    if (!isExaminationAsked(view))
      return refuse(
        'review.no-examination',
        '本机关的规则没有要求单独的承办机构审查，请在送审时填写审查意见。',
        examinationClauses(view),
      );
    return isExamined(view)
      ? refuse('review.examined', '承办机构已经审查，请送审。', examinationClauses(view))
      : [];
  },
  content: (view, data) =>
    flagOf(data, 'agreed')
      ? []
      : refuse(
          'review.examination-unsettled',
          '承办机构不同意的，请恢复调查或者退回承办人修改后再审查。',
          examinationClauses(view),
          '/agreed',
        ),
};

/** A mark of what is submitted besides the draft. */
const contentMark = (data: JsonObject) =>
  markOf(
    JSON.stringify([
      textOf(data, 'handlingReview'),
      objectOf(data, 'penalty'),
      textOf(data, 'facts'),
      textOf(data, 'evidence'),
      textOf(data, 'basis'),
      textOf(data, 'discretion'),
      textsOf(data, 'materials').toSorted(),
    ]),
  );

const changed: Gate = {
  content: (view, data) => {
    const before = submission(view);
    if (before === undefined || standingOf(view) !== 'not-passed') return [];
    const isSame =
      textOf(before.data, 'contentMark') === contentMark(data) && isDraftUnderReview(view, data);
    return isSame && staleReasons(view).length === 0
      ? refuse(
          'review.same-content',
          '送审的内容与未通过的那一次完全相同。请按审核意见修改代拟稿、审查意见或者补充材料后再送审。',
          clausesOf(view, ['review.follow-up'], ['apl-2021-58']),
          '/draft',
        )
      : [];
  },
};

/** The events that each material stands for, so that later versions of them are told apart. */
function versionsOf(view: CaseView, codes: readonly string[]): JsonObject {
  const next = view.state.version + 1;
  const of = (item: RuleEntry): readonly number[] => {
    const kinds = kindsOf(item);
    if (kinds.length === 0) return [view.state.version];
    // The draft goes with each submission: that of an earlier round is none of this one.
    const own = kinds.includes('reviewSubmitted') ? [next] : [];
    return [...recordsOf(view, kinds), ...own];
  };
  const entries = entriesOf(view, 'review.materials')
    .filter((item) => codes.includes(String(item['code'])))
    .map((item) => [String(item['code']), of(item).toSorted((a, b) => a - b)] as const);
  return Object.fromEntries(entries.filter(([, sequences]) => sequences.length > 0));
}

/** What a submission keeps besides what was filled in: ground, versions of the material, time left. */
const submitted = (view: CaseView, data: JsonObject): JsonObject => ({
  scope: groundOf(view),
  versions: versionsOf(view, textsOf(data, 'materials')),
  contentMark: contentMark(data),
  draftMark: draftMark(data),
  ...wordsKept(view, data),
  ...timeKept(view),
});

/** Gates on what is submitted. */
export const submissionGates: Readonly<Record<string, Gate>> = {
  'review.materials': materials,
  'review.materials-complete': materialsComplete,
  'review.places': ofThisCase,
  'review.examined': examined,
  'review.examinable': examinable,
  ...supplementGates,
  'review.changed': changed,
};

/** Values that a submission keeps. */
export const submissionDerives: Readonly<
  Record<string, (view: CaseView, data: JsonObject) => JsonObject>
> = { 'review-submission': submitted, ...supplementDerives };
