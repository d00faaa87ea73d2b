import {
  addDays,
  addMonths,
  type CivilDate,
  type ClauseId,
  type Instant,
  type Refusal,
  type Rules,
} from '../rules/index.ts';

/** Something that a body must put in place once for its legal review, and keep up from then on. */
export type Duty = {
  readonly code: string;
  readonly title: string;
  /** Local name of who leads; null where nobody is named. */
  readonly lead: string | null;
  /** Local names of those who carry it, at least one. */
  readonly carriers: readonly string[];
  /** Local names of those who assist; may be empty. */
  readonly assistants: readonly string[];
  /** Month of completion as the source writes it; null where it only asks to keep it up. */
  readonly completeBy: string | null;
  readonly isKeptUp: boolean;
  readonly clauses: readonly ClauseId[];
};

/** Why a completion no longer stands: it was recorded wrongly, or what was in place no longer is. */
export type ReopeningGround = 'mistaken' | 'lapsed';

/** What was done about a duty. */
export type DutyAct =
  | {
      readonly kind: 'dutyMet';
      readonly data: {
        readonly code: string;
        readonly metOn: CivilDate;
        readonly evidence: string;
      };
    }
  | {
      readonly kind: 'dutyReopened';
      readonly data: {
        readonly code: string;
        readonly ground: ReopeningGround;
        readonly reason: string;
      };
    };

/** An act with who did it, and when. */
export type DutyEvent = DutyAct & { readonly at: Instant; readonly by: string };

/** What the acts about one duty come to. */
export type DutyRecord = {
  /** Day of completion; kept when it lapsed, for it was completed that day. */
  readonly metOn: CivilDate | null;
  readonly hasLapsed: boolean;
  /** Everything done about it, in order. */
  readonly acts: readonly DutyEvent[];
};

/** How a duty stands on a day. */
export type DutyStanding = 'running' | 'overdue' | 'met' | 'met-late' | 'lapsed' | 'kept-up';

/** Either what happens, or what stands against it. */
export type DutyDecision =
  | { readonly happens: DutyAct; readonly refusals?: never }
  | { readonly refusals: readonly Refusal[]; readonly happens?: never };

/** A completion as it is to be recorded. */
export type Completion = { readonly metOn: CivilDate; readonly evidence: string };

/** A reopening as it is to be recorded. */
export type Reopening = { readonly ground: ReopeningGround; readonly reason: string };

const nothingDone: DutyRecord = { metOn: null, hasLapsed: false, acts: [] };

/**
 * What the packs of a body want put in place for legal review.
 *
 * @returns in the order of the source; empty where no pack sets any
 * @source kaifu-3.1-c; kaifu-3.2-d; kaifu-3.3-e; kaifu-3.4-c; kaifu-3.5-g; kaifu-3.6-e
 */
export function dutiesOf(rules: Rules, on: CivilDate): readonly Duty[] {
  const value = rules.get('review.duties', on)?.value;
  const list: readonly Readonly<Record<string, unknown>>[] = Array.isArray(value) ? value : [];
  const name = (key: unknown) => rules.office(String(key), on);
  const names = (keys: unknown) => textsIn(keys).map((key) => name(key));
  return list.map((one) => ({
    code: String(one['code']),
    title: String(one['title']),
    lead: typeof one['lead'] === 'string' ? name(one['lead']) : null,
    carriers: names(one['carriers']),
    assistants: names(one['assistants']),
    completeBy: typeof one['completeBy'] === 'string' ? one['completeBy'] : null,
    isKeptUp: one['thereafter'] === 'long-term',
    clauses: textsIn(one['clauses']),
  }));
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

/**
 * The last day on which a duty is completed in time: the last of the month, be it a day of rest or not.
 *
 * @returns null where the source names no month
 * @source kaifu-3.1-c; kaifu-3.2-d; kaifu-3.3-e; kaifu-3.5-g
 */
export function lastDayOf({ completeBy }: Pick<Duty, 'completeBy'>): CivilDate | null {
  return completeBy === null ? null : addDays(addMonths(`${completeBy}-01`, 1), -1);
}

/** What was done about each duty, by its code. */
export function dutyRecords(events: readonly DutyEvent[]): ReadonlyMap<string, DutyRecord> {
  const records = new Map<string, DutyRecord>();
  for (const event of events) {
    const { code } = event.data;
    records.set(code, evolve(records.get(code) ?? nothingDone, event));
  }
  return records;
}

/** What was done about one duty; nothing yet where it is not among the records. */
export const dutyRecord = (records: ReadonlyMap<string, DutyRecord>, code: string): DutyRecord =>
  records.get(code) ?? nothingDone;

function evolve(record: DutyRecord, event: DutyEvent): DutyRecord {
  const acts = [...record.acts, event];
  if (event.kind === 'dutyReopened')
    return event.data.ground === 'lapsed'
      ? { ...record, hasLapsed: true, acts }
      : { ...nothingDone, acts };
  // What is in place again after a lapse was completed on the day it was first.
  return { metOn: record.metOn ?? event.data.metOn, hasLapsed: false, acts };
}

/**
 * How a duty stands on a day.
 *
 * @source kaifu-3.1-c; kaifu-3.2-d; kaifu-3.3-e; kaifu-3.4-c; kaifu-3.5-g; kaifu-3.6-e
 */
export function dutyStanding(
  duty: Pick<Duty, 'completeBy'>,
  { metOn, hasLapsed }: DutyRecord,
  on: CivilDate,
): DutyStanding {
  const lastDay = lastDayOf(duty);
  if (lastDay === null) return 'kept-up';
  if (hasLapsed) return 'lapsed';
  if (metOn !== null) return metOn <= lastDay ? 'met' : 'met-late';
  return on <= lastDay ? 'running' : 'overdue';
}

/** Whether a duty can be recorded as completed, or opened again; null where neither can be. */
export function dutyNext(
  duty: Pick<Duty, 'completeBy'>,
  record: DutyRecord,
): 'complete' | 'reopen' | null {
  if (duty.completeBy === null) return null;
  return isInPlace(record) ? 'reopen' : 'complete';
}

const isInPlace = ({ metOn, hasLapsed }: DutyRecord) => metOn !== null && !hasLapsed;

/**
 * Records that a duty is completed, or in place again after a lapse.
 *
 * @param duty - undefined where the packs set no duty of this code
 * @param today - nothing is completed on a later day
 * @source kaifu-3.1-c; kaifu-3.2-d; kaifu-3.3-e; kaifu-3.5-g
 */
export function completeDuty(
  duty: Duty | undefined,
  record: DutyRecord,
  { metOn, evidence }: Completion,
  today: CivilDate,
): DutyDecision {
  if (duty === undefined) return against(unknownDuty);
  const { clauses, code, title } = duty;
  if (duty.completeBy === null) return against({ ...undated(title), clauses });
  if (isInPlace(record)) return against({ ...alreadyMet(title), clauses });
  if (metOn > today) return against({ ...dayToCome, clauses });
  if (metOn < (record.metOn ?? '')) return against({ ...beforeCompletion, clauses });
  return { happens: { kind: 'dutyMet', data: { code, metOn, evidence } } };
}

/**
 * Opens a duty again whose completion was recorded wrongly or is no longer kept up.
 *
 * @param duty - undefined where the packs set no duty of this code
 * @source kaifu-3.1-c; kaifu-3.2-d; kaifu-3.3-e; kaifu-3.5-g
 */
export function reopenDuty(
  duty: Duty | undefined,
  record: DutyRecord,
  { ground, reason }: Reopening,
): DutyDecision {
  if (duty === undefined) return against(unknownDuty);
  const { clauses, code, title } = duty;
  if (duty.completeBy === null) return against({ ...undated(title), clauses });
  if (!isInPlace(record)) return against({ ...notMet(title), clauses });
  return { happens: { kind: 'dutyReopened', data: { code, ground, reason } } };
}

const against = (refusal: Refusal): DutyDecision => ({ refusals: [refusal] });

const unknownDuty: Refusal = {
  code: 'review.duty-unknown',
  text: '本机关适用的规则没有规定这项落实任务。请刷新后从列表中选择。',
  clauses: [],
};
const dayToCome = {
  code: 'review.duty-met-on',
  text: '完成日期晚于今天。请填写实际完成的那一天。',
  field: 'metOn',
};
const beforeCompletion = {
  code: 'review.duty-restored-on',
  text: '恢复落实的日期早于当初完成的日期。请核对后填写恢复落实的那一天。',
  field: 'metOn',
};
const undated = (title: string) => ({
  code: 'review.duty-undated',
  text: `“${title}”没有完成时限，长期执行，不登记完成。不需要办理。`,
});
const alreadyMet = (title: string) => ({
  code: 'review.duty-met',
  text: `“${title}”已经登记完成。登记有误或者不再保持的，请先重新打开。`,
});
const notMet = (title: string) => ({
  code: 'review.duty-not-met',
  text: `“${title}”还没有登记完成，不能重新打开。请先登记完成。`,
});
