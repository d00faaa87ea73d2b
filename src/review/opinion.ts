import {
  type CaseView,
  clausesOf,
  flagOf,
  type Gate,
  isObject,
  type JsonObject,
  objectOf,
  optionsOf,
  refuse,
  textOf,
} from '../casework/index.ts';
import type { ClauseId, Refusal } from '../rules/index.ts';
import { misplaced } from './place.ts';
import { outcomeOf } from './review-standing.ts';
import { entriesOf, inRound, valueOf } from './round.ts';
import { staleReasons, staleText } from './stale-reason.ts';

// An opinion follows from its conclusions. Each kind of the pack lists its conditions, and each condition the items of
// the check list where it would show. A problem therefore asks for at least the mildest kind that lists it, several ask
// for the gravest of these, and a kind must rest on a problem of its own. Where a pack ties nothing, nothing is asked.

const opinionClauses = (view: CaseView) =>
  clausesOf(view, ['review.checklist', 'review.opinions'], ['apl-2021-58']);

/** Codes of the check list that an opinion calls problems, in the order given. */
export function problemsIn(data: JsonObject): readonly string[] {
  return Object.entries(objectOf(data, 'checklist'))
    .filter(([, item]) => isObject(item) && item['conclusion'] === 'problem')
    .map(([code]) => code);
}

type Kind = {
  readonly code: string;
  readonly title: string;
  readonly gravity: number;
  readonly clauses: readonly ClauseId[];
  /** Items in which a condition of this kind shows. */
  readonly items: ReadonlySet<string>;
  /** Items that have to be in order for it. */
  readonly asks: ReadonlySet<string>;
  /** Whether it also has conditions that no item shows. */
  readonly isFree: boolean;
};

function kindsOf(view: CaseView): readonly Kind[] {
  return entriesOf(view, 'review.opinions').map((entry, index) => {
    const conditions = Array.isArray(entry['conditions'])
      ? entry['conditions'].filter(isObject)
      : [];
    const asked = conditions.map(({ asks }) => (Array.isArray(asks) ? asks.map(String) : []));
    const listed = conditions.map(({ items }) => (Array.isArray(items) ? items.map(String) : []));
    return {
      code: String(entry['code']),
      title: String(entry['title']),
      gravity: typeof entry['gravity'] === 'number' ? entry['gravity'] : index,
      clauses: Array.isArray(entry['clauses']) ? entry['clauses'].map(String) : [],
      items: new Set(listed.flat()),
      asks: new Set(asked.flat()),
      isFree: listed.length === 0 || listed.some((items) => items.length === 0),
    };
  });
}

/** The mildest kind that lists an item; undefined where none does. */
const mildestFor = (kinds: readonly Kind[], item: string) =>
  kinds
    .filter(({ items }) => items.has(item))
    .toSorted((one, other) => one.gravity - other.gravity)[0];

/**
 * The kind that the problems ask for at least; null where the pack ties no kind to them.
 *
 * @source anze-L12-2; anze-L12-3; anze-L12-4; yueqing-4.4.4-2; yueqing-4.4.4-3; yueqing-4.4.4-4; yueqing-4.4.4-6
 */
export function leastKind(view: CaseView, problems: readonly string[]): Kind | null {
  const kinds = kindsOf(view);
  const asked = problems.flatMap((item) => mildestFor(kinds, item) ?? []);
  return asked.toSorted((one, other) => other.gravity - one.gravity)[0] ?? null;
}

function fitOf(view: CaseView, code: string, problems: readonly string[]): readonly Refusal[] {
  const chosen = kindsOf(view).find((kind) => kind.code === code);
  const least = leastKind(view, problems);
  if (chosen === undefined) return [];
  const clauses = [...new Set([...(least?.clauses ?? []), ...opinionClauses(view)])];
  if (least !== null && chosen.gravity < least.gravity)
    return refuse(
      'review.kind-too-mild',
      `所列问题至少对应“${least.title}”的意见，请改选或者更正结论；几种情形并存的，出具最重的一种。`,
      clauses,
      '/kind',
    );
  return least === null || chosen.isFree || problems.some((item) => chosen.items.has(item))
    ? []
    : refuse(
        'review.kind-unfounded',
        `没有一项结论属于“${chosen.title}”的情形，请改选意见种类或者更正结论。`,
        [...new Set([...chosen.clauses, ...opinionClauses(view)])],
        '/kind',
      );
}

function unanswered(view: CaseView, data: JsonObject): readonly Refusal[] {
  const checklist = objectOf(data, 'checklist');
  const open = (optionsOf(view, 'review.checklist') ?? []).filter(
    ({ code }) => code !== 'other' && !isObject(checklist[code]),
  );
  if (open.length === 0) return [];
  return refuse(
    'review.unchecked',
    `还有未作结论的审核项目：${open.map(({ title }) => title).join('、')}。`,
    opinionClauses(view),
    '/checklist',
  );
}

function unfounded(view: CaseView, data: JsonObject): readonly Refusal[] {
  return Object.entries(objectOf(data, 'checklist')).flatMap(([code, item]) => {
    const finding = isObject(item) ? item : {};
    const place = textOf(finding, 'place');
    if (place !== '') {
      const wrong = misplaced(view, place, `/checklist/${code}/place`);
      if (wrong.length > 0) return wrong;
    }
    return finding['conclusion'] === 'problem' && textOf(finding, 'ground') === ''
      ? refuse(
          'review.unexplained',
          '有问题的项目须写明理由。',
          opinionClauses(view),
          `/checklist/${code}/ground`,
        )
      : [];
  });
}

/** Of what a passing kind asks for, the items that are not in order; all of them where no item is. */
function unsound(view: CaseView, data: JsonObject): readonly string[] {
  const checklist = objectOf(data, 'checklist');
  const isSound = (code: string) => textOf(objectOf(checklist, code), 'conclusion') === 'ok';
  const items = optionsOf(view, 'review.checklist') ?? [];
  const kind = kindsOf(view).find(({ code }) => code === textOf(data, 'kind'));
  const missing = items.filter(({ code }) => kind?.asks.has(code) === true && !isSound(code));
  const found = items.some(({ code }) => isSound(code)) ? missing : items;
  return found.map(({ title }) => title);
}

function contradicted(view: CaseView, data: JsonObject): readonly Refusal[] {
  const problems = problemsIn(data);
  const isPassing = outcomeOf(view, textOf(data, 'kind')) === 'passed';
  const changes = isPassing ? staleReasons(view) : [];
  if (changes.length > 0)
    return refuse(
      'review.changed-meanwhile',
      `${staleText(changes)}，审核的已经不是将要决定的内容，不能出具通过的意见。请要求补充材料；重新提出报告的，等待承办机构重新送审。`,
      opinionClauses(view),
      '/kind',
    );
  const missing = isPassing && problems.length === 0 ? unsound(view, data) : [];
  if (missing.length > 0)
    return refuse(
      'review.contradiction',
      `通过的意见须下列项目合格，不能选不涉及：${missing.join('、')}。`,
      opinionClauses(view),
      '/checklist',
    );
  if (isPassing === (problems.length === 0)) return fitOf(view, textOf(data, 'kind'), problems);
  return isPassing
    ? refuse(
        'review.contradiction',
        '仍有存在问题的项目，不能出具通过的意见。',
        opinionClauses(view),
        '/kind',
      )
    : refuse(
        'review.contradiction',
        '未通过的意见须指出至少一项问题。',
        opinionClauses(view),
        '/checklist',
      );
}

const opinion: Gate = {
  content: (view, data) => {
    for (const check of [unanswered, unfounded, contradicted]) {
      const refusals = check(view, data);
      if (refusals.length > 0) return refusals.slice(0, 1);
    }
    return [];
  },
};

/** Where the opinion goes: copies as the pack asks, or none where the review was made online. */
function copiesOf(view: CaseView, data: JsonObject): JsonObject {
  const { n, to, onlineExempt } = valueOf(view, 'review.copies');
  if (typeof n !== 'number') return {};
  if (onlineExempt === true && !flagOf(data, 'paper')) return { copies: { n: 0, to: [] } };
  return { copies: { n, to: Array.isArray(to) ? to.map(String) : [] } };
}

/** What an opinion keeps besides what was filled in: its problems, how it was reached, its copies. */
const given = (view: CaseView, data: JsonObject): JsonObject => ({
  problems: problemsIn(data),
  method: inRound(view, 'reviewMeetingHeld') === undefined ? 'written' : 'meeting',
  ...copiesOf(view, data),
});

/** Gates on an opinion. */
export const opinionGates: Readonly<Record<string, Gate>> = { 'review.opinion': opinion };

/** Values that an opinion keeps. */
export const opinionDerives: Readonly<
  Record<string, (view: CaseView, data: JsonObject) => JsonObject>
> = { 'review-opinion': given };
