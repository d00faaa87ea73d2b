/** The pure face of casework: the case, its procedure, what may be done and what is due. */

export {
  type ClockFacts,
  clocksOf,
  endedBy,
  isOpen,
  lateFrom,
  limitText,
  makeClock,
  startDay,
} from './case-clock.ts';
export {
  type CaseEvent,
  type CaseState,
  type Fact,
  flagOf,
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from './case-event.ts';
export {
  type CaseStanding,
  type CaseSummary,
  caseNumberOf,
  caseStandingTitles,
  lastAt,
  projectCase,
  summaryOf,
} from './case-summary.ts';
export { comeNow, type Moment, type MomentKind, momentsOf } from './clock-moment.ts';
export {
  type ClockUrgency,
  type ClockWords,
  clockWords,
  type Now,
  unitOf,
} from './clock-words.ts';
export { closingPart } from './closing.ts';
export { commandSchema, type JsonSchema, kebabCase } from './command-schema.ts';
export { compose } from './compose.ts';
export { type Command, type Decision, decide, roleTitles, standingRefusals } from './decide.ts';
export { decisionPart } from './decision.ts';
export { defencePart, hasHearingRight } from './defence.ts';
export {
  type Particular,
  type Particulars,
  particularsOf,
  yuanText,
} from './event-particulars.ts';
export { emptyCase, evolve, foldCase } from './evolve.ts';
export { type ExamplePeople, exampleData } from './example-data.ts';
export {
  type ExplainedClock,
  type ExplainedCommand,
  type ExplainedDocument,
  type ExplainedGate,
  type ExplainedRule,
  type ExplainedStep,
  type Explanation,
  type ExplanationGround,
  explain,
} from './explain.ts';
export { offeredTo } from './fields.ts';
export { filingPart, limitationEnd } from './filing.ts';
export { investigationPart } from './investigation.ts';
export { outstandingFen, overturnedBy, paidFen, receivedOn, surchargeFen } from './money.ts';
export { type ClauseNamer, clockStandingTitles, narrate, narrateStep } from './narrate.ts';
export {
  assignedReviewer,
  everHandled,
  handlingOfficers,
  isCertified,
  officersPart,
  recusedOfficers,
} from './officers.ts';
export { type CaseOption, type FieldOffer, options } from './options.ts';
export { type Option, optionsOf } from './options-of.ts';
export type {
  Actor,
  CaseClock,
  CasePart,
  CaseView,
  Certificate,
  ClockStanding,
  Composition,
  Context,
  Draft,
  Gate,
  OfficerFacts,
  Pause,
  Told,
} from './part.ts';
export { isHeavier, isSamePenalty, type Penalty, penaltyOf, penaltyWords } from './penalty.ts';
export { performancePart } from './performance.ts';
export {
  type ClockSpec,
  type CommandSpec,
  type Field,
  type FieldType,
  type Procedure,
  ProcedureFault,
  readProcedure,
} from './procedure.ts';
export { clausesOf, refuse } from './refuse.ts';
export {
  type CatalogueAmount,
  type CatalogueStandard,
  catalogueOn,
  type ReviewCatalogue,
} from './review-catalogue.ts';
export {
  castId,
  courseSteps,
  playScenario,
  type ScenarioResult,
  type ScenarioStage,
} from './scenario.ts';
export type { PlayedStep } from './scenario-check.ts';
export {
  type CourseStep,
  type Scenario,
  type ScenarioBook,
  ScenarioFault,
  type ScenarioStep,
} from './scenario-file.ts';
export { servicePart } from './service.ts';
export { transferPart } from './transfer.ts';
export { dayOfFact, lastSequence, stands, viewAt, viewOf } from './view.ts';
