/** The pure face of the rules: values of law, time and refusal. Reading packs from a folder is in `index.store.ts`. */
export {
  type Calendar,
  type CalendarYear,
  type LiveCalendar,
  makeCalendar,
  missingYears,
} from './calendar.ts';
export {
  addDays,
  addMonths,
  addYears,
  type CivilDate,
  civilDate,
  dayNumber,
  daysBetween,
  isCivilDate,
  weekday,
  yearOf,
} from './civil-date.ts';
export { type CoverageRow, clausesInScenario, clausesInTitles, coverageOf } from './coverage.ts';
export { type Deadline, deadlineOf } from './deadline.ts';
export { type Due, due, dueAt, nextOn } from './due.ts';
export {
  addHours,
  dayOf,
  endOfDay,
  type Instant,
  instantFromMillis,
  isInstant,
  millisOf,
  parseInstant,
  startOfDay,
} from './instant.ts';
export { nearest } from './nearest.ts';
export type { Problem } from './node.ts';
export { firstDay, lastDay, type Pack } from './pack.ts';
export type { PackWarning } from './pack-warning.ts';
export { type EffectivePeriod, periodOf } from './period.ts';
export { type Refusal, Refused } from './refusal.ts';
export type {
  Clause,
  ClauseId,
  Keep,
  OwnSetting,
  Period,
  PeriodUnit,
  Rule,
  Rules,
  Schedule,
} from './rule.ts';
export { type BodySettings, packsBehind, type RuleBook } from './rule-book.ts';
export { type ComparedCell, compareRules, type RuleComparison } from './rule-comparison.ts';
export { differences, type RuleDifference } from './rule-difference.ts';
export type { RuleKey } from './rule-key.ts';
export { lengthText, ruleText } from './rule-text.ts';
export { startEvents } from './start-event.ts';
