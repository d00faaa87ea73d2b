import {
  type CaseView,
  clausesOf,
  type Fact,
  flagOf,
  type Gate,
  hasHearingRight,
  type JsonObject,
  lastSequence,
  objectOf,
  penaltyOf,
  refuse,
  textOf,
  textsOf,
} from '../casework/index.ts';
import type { ClauseId } from '../rules/index.ts';
import { catalogueBasis, catalogueHits, catalogueNotes } from './catalogue-scope.ts';
import { entriesOf, submission, valueOf } from './round.ts';

// Which decisions must be reviewed. The body's pack lists the triggers; the program looks for signs of each in the facts
// and proposes it with a reason; a person confirms it or says why it does not hold. An answer covers only the facts that
// were there: a later sign opens the question again. What the facts leave no doubt about is not asked.

/** A trigger of the pack of which the facts show a sign. */
export type Proposal = {
  readonly code: string;
  readonly title: string;
  readonly clauses: readonly ClauseId[];
  /** Why the program thinks so, in words. */
  readonly reason: string;
  /** Event that shows it. */
  readonly sequence: number;
  /** True where the facts leave nothing to judge. */
  readonly isCertain: boolean;
};

type Sign = Pick<Proposal, 'reason' | 'sequence'> & { readonly isCertain?: boolean };
type SignOf = (view: CaseView) => Sign | null;

/** The fact that names the penalty proposed last: the final report, or a notice after it. */
export function proposedPenalty(view: CaseView, before = Number.MAX_SAFE_INTEGER) {
  const facts = [...view.all('investigationFinished'), ...view.all('noticeGiven')];
  return facts
    .filter(({ sequence }) => sequence < before)
    .toSorted((one, other) => one.sequence - other.sequence)
    .at(-1);
}

const heard: SignOf = (view) => {
  const held = view.last('hearingHeld');
  if (held !== undefined)
    return { reason: '本案已经举行听证', sequence: held.sequence, isCertain: true };
  const asked = view.last('hearingRequested');
  return asked !== undefined && asked.sequence > lastSequence(view, 'hearingWaived')
    ? { reason: '当事人已经要求听证', sequence: asked.sequence }
    : null;
};

const weighty: SignOf = (view) => {
  const fact = proposedPenalty(view);
  return fact !== undefined && hasHearingRight(view, penaltyOf(objectOf(fact.data, 'penalty')))
    ? { reason: '拟处罚属于应当告知听证权利的种类', sequence: fact.sequence }
    : null;
};

const complex: SignOf = (view) => {
  const report = view.last('investigationFinished');
  if (report === undefined) return null;
  const relations = textsOf(report.data, 'legalRelations').length;
  if (relations > 1)
    return { reason: `报告写明涉及 ${relations} 个法律关系`, sequence: report.sequence };
  return flagOf(report.data, 'grave')
    ? { reason: '报告认为情节复杂或者属于重大违法行为', sequence: report.sequence }
    : null;
};

const harmful: SignOf = (view) => {
  const lead = view.last('leadRegistered');
  return lead !== undefined && flagOf(lead.data, 'graveHarm')
    ? { reason: '线索登记为涉及公民生命健康安全或者金融安全', sequence: lead.sequence }
    : null;
};

/** Signs by the code of the trigger; a trigger without one is for people to see. */
const signs: Readonly<Record<string, SignOf>> = {
  'after-hearing': heard,
  'rights-after-hearing': heard,
  'major-rights': weighty,
  'major-interest': weighty,
  complex,
  'public-interest': harmful,
};

/** A threshold that the pack itself sets on a trigger; none is assumed. */
function overThreshold(view: CaseView, trigger: Readonly<Record<string, unknown>>): Sign | null {
  const atLeast = trigger['atLeastFen'];
  const fact = proposedPenalty(view);
  if (typeof atLeast !== 'number' || fact === undefined) return null;
  const { fineFen, confiscatedFen } = penaltyOf(objectOf(fact.data, 'penalty'));
  if (fineFen + confiscatedFen < atLeast) return null;
  const reason = `罚没金额达到本机关规定的 ${atLeast / 100} 元`;
  return { reason, sequence: fact.sequence, isCertain: true };
}

/** What the body's own catalogue says, put together by trigger. */
function listedSigns(view: CaseView): ReadonlyMap<string, Sign> {
  const hits = Map.groupBy(hitsOf(view), ({ trigger }) => trigger);
  const signOf = (found: ReturnType<typeof hitsOf>): Sign => ({
    reason: found.map(({ reason }) => reason).join('；'),
    sequence: Math.max(...found.map(({ sequence }) => sequence)),
    isCertain: found.some(({ isCertain }) => isCertain),
  });
  return new Map([...hits].map(([trigger, found]) => [trigger, signOf(found)]));
}

const hitsOf = (view: CaseView) => catalogueHits(view, proposedPenalty(view));

/** One sign made of two: certain where one is, and as late as the later. */
function bothSigns(one: Sign | null, other: Sign | null): Sign | null {
  if (one === null || other === null) return one ?? other;
  return {
    reason: `${one.reason}；${other.reason}`,
    sequence: Math.max(one.sequence, other.sequence),
    isCertain: one.isCertain === true || other.isCertain === true,
  };
}

/** Triggers of the pack that the facts show signs of, in the order of the pack. */
export function proposals(view: CaseView): readonly Proposal[] {
  const listed = listedSigns(view);
  return entriesOf(view, 'review.scope').flatMap((trigger) => {
    const code = String(trigger['code']);
    const seen = overThreshold(view, trigger) ?? signs[code]?.(view) ?? null;
    const sign = bothSigns(listed.get(code) ?? null, seen);
    if (sign === null) return [];
    const clauses = Array.isArray(trigger['clauses']) ? trigger['clauses'].map(String) : [];
    return [{ code, title: String(trigger['title']), clauses, isCertain: false, ...sign }];
  });
}

/**
 * Triggers that people have confirmed: the last confirmation, and every final report made after it.
 *
 * A later report does not take one back in silence: that asks for a confirmation, with a reason.
 */
export function confirmedTriggers(view: CaseView): ReadonlySet<string> {
  const confirmed = view.last('scopeConfirmed');
  const reports = view
    .all('investigationFinished')
    .filter(({ sequence }) => sequence > (confirmed?.sequence ?? 0));
  return new Set([
    ...textsOf(confirmed?.data, 'triggers'),
    ...reports.flatMap(({ data }) => textsOf(data, 'majorTriggers')),
  ]);
}

/**
 * Proposals that nobody has answered: neither confirmed, nor weighed in a confirmation made after the fact that shows
 * them and that was shown them. After a confirmation these are the reasons why it no longer holds.
 */
export function openProposals(view: CaseView): readonly Proposal[] {
  const confirmed = confirmedTriggers(view);
  return proposals(view).filter((one) => !confirmed.has(one.code) && !isWeighed(view, one));
}

/** Whether a confirmation weighed a sign: it was there, and was shown. A catalogue in force since shows more. */
function isWeighed(view: CaseView, { code, sequence, isCertain }: Proposal): boolean {
  const confirmation = view.last('scopeConfirmed');
  if (confirmation === undefined || isCertain || sequence > confirmation.sequence) return false;
  const shown = confirmation.data['proposed'];
  return shown === undefined || Object.hasOwn(objectOf(confirmation.data, 'proposed'), code);
}

const isEvery = (view: CaseView) => valueOf(view, 'review.scope')['mode'] === 'every';

/**
 * Whether the decision must pass legal review.
 *
 * A case submitted of its own accord is held to the result as well.
 *
 * @source apl-2021-58; kaifu-3.3-a; dazhou-2.3.10-1a; anze-L5-3; anze-L9-1; yueqing-4.2-1
 */
export function isRequired(view: CaseView): boolean {
  return (
    view.has('reviewSubmitted') ||
    isEvery(view) ||
    flagOf(view.last('scopeConfirmed')?.data, 'voluntary') ||
    confirmedTriggers(view).size > 0 ||
    proposals(view).some(({ isCertain }) => isCertain)
  );
}

const scopeClauses = (view: CaseView) => clausesOf(view, ['review.scope'], ['apl-2021-58']);
const saidOf = (open: readonly Proposal[]) =>
  open.map(({ title, reason }) => `${reason}，可能属于“${title}”`).join('；');

const settled: Gate = {
  standing: (view) => {
    const open = isRequired(view) ? [] : openProposals(view);
    if (open.length === 0) return [];
    return refuse(
      'review.scope-open',
      `须先确认是否应当法制审核：${saidOf(open)}。请确认审核范围，或者直接送审。`,
      [...new Set([...scopeClauses(view), ...open.flatMap(({ clauses }) => clauses)])],
    );
  },
};

const confirmable: Gate = {
  standing: (view) => {
    if (isEvery(view))
      return refuse(
        'review.scope-every',
        '本机关的决定一律须经法制审核，无须确认范围，请直接送审。',
        scopeClauses(view),
      );
    return submission(view) === undefined
      ? []
      : refuse('review.scope-submitted', '本案已经送审，无须再确认范围。', scopeClauses(view));
  },
  content: (view, data) => {
    const chosen = new Set(textsOf(data, 'triggers'));
    const refusal = (code: string, text: string, field: string) =>
      refuse(code, text, scopeClauses(view), field);
    const certain = proposals(view).find(({ code, isCertain }) => isCertain && !chosen.has(code));
    if (certain !== undefined)
      return refusal(
        'review.scope-certain',
        `${certain.reason}，属于“${certain.title}”，请一并勾选。`,
        '/triggers',
      );
    if (flagOf(data, 'voluntary') && valueOf(view, 'review.scope')['voluntary'] !== true)
      return refusal(
        'review.scope-not-voluntary',
        '本机关的规则没有写明自愿送审，请不勾选；认为需要的可以直接送审。',
        '/voluntary',
      );
    const known = [...confirmedTriggers(view), ...proposals(view).map(({ code }) => code)];
    return known.every((code) => chosen.has(code)) || textOf(data, 'reason') !== ''
      ? []
      : refusal(
          'review.scope-unreasoned',
          '程序提示的或者已经确认的情形没有勾选的，须写明理由。',
          '/reason',
        );
  },
  notes: (view) => [
    ...openProposals(view).map((one) => `${saidOf([one])}。`),
    ...catalogueNotes(view),
  ],
};

/** What the program proposed when somebody confirmed the scope. */
const proposedThen = (view: CaseView): JsonObject => ({
  proposed: Object.fromEntries(proposals(view).map(({ code, reason }) => [code, reason])),
  ...catalogueBasis(hitsOf(view)),
});

/** On what ground a case is submitted. */
export function groundOf(view: CaseView): JsonObject {
  const triggers = new Set([
    ...confirmedTriggers(view),
    ...proposals(view)
      .filter(({ isCertain }) => isCertain)
      .map(({ code }) => code),
  ]);
  if (isEvery(view)) return { mode: 'every', triggers: [] };
  const mode = triggers.size > 0 ? 'listed' : 'voluntary';
  return { mode, triggers: [...triggers], ...catalogueBasis(hitsOf(view)) };
}

/** Gates on the question whether a decision must be reviewed. */
export const scopeGates: Readonly<Record<string, Gate>> = {
  'review.scope-settled': settled,
  'review.scope-confirmable': confirmable,
};

/** What is kept of a confirmation besides what was submitted. */
export const scopeDerives: Readonly<Record<string, (view: CaseView) => JsonObject>> = {
  'scope-proposed': proposedThen,
};

/** The confirmation that later facts, or a catalogue in force since, have overtaken, with the reasons; null while it holds or there is none. */
export function overtakenScope(
  view: CaseView,
): { readonly confirmed: Fact; readonly reasons: readonly Proposal[] } | null {
  const confirmed = view.last('scopeConfirmed');
  if (confirmed === undefined) return null;
  const reasons = openProposals(view);
  return reasons.length === 0 ? null : { confirmed, reasons };
}
