import type { CounselFacts, DesignationTerm } from '../registers/index.ts';
import type {
  Calendar,
  CivilDate,
  ClauseId,
  Instant,
  Period,
  Refusal,
  Rule,
  Rules,
} from '../rules/index.ts';
import type { CaseEvent, CaseState, Fact, JsonObject } from './case-event.ts';
import type { CommandSpec, Procedure } from './procedure.ts';
import type { ReviewCatalogue } from './review-catalogue.ts';

/** A certificate of an officer. */
export type Certificate = {
  readonly number: string;
  readonly validFrom: CivilDate;
  /** Last day of validity, inclusive. */
  readonly validUntil: CivilDate;
  /** Day from which it is void; null while it stands. */
  readonly revokedOn: CivilDate | null;
};

/** What a case needs to know of an officer. */
export type OfficerFacts = {
  readonly name: string;
  readonly certificates: readonly Certificate[];
  /** Whether the person is entered as a reviewer; on which days that counts, the designations say. */
  readonly mayReview?: boolean;
  /** Terms for which the person is designated to review; absent or empty while none is on record. */
  readonly designations?: readonly DesignationTerm[];
  /** Post as the body's register calls it; empty or absent when none is on record. */
  readonly post?: string;
  readonly departmentId?: string | null;
  /** Number of the identity document, where the body keeps it. */
  readonly identityNumber?: string;
};

/** Who acts. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
};

/** All that a decision depends on besides the case itself. */
export type Context = {
  readonly rules: Rules;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly actor: Actor;
  /** Officers of the body by account id. */
  readonly officers: Readonly<Record<string, OfficerFacts>>;
  /** Legal advisers, public lawyers and talents whom the body may ask, by id of their entry; absent for none. */
  readonly counsel?: Readonly<Record<string, CounselFacts>>;
  /** Approved versions of the body's review catalogue; the body has none when absent. */
  readonly catalogues?: readonly ReviewCatalogue[];
};

/** A read-only look at a case, handed to gates and clocks. */
export type CaseView = {
  readonly state: CaseState;
  readonly context: Context;
  readonly procedure: Procedure;
  readonly today: CivilDate;
  has(kind: string): boolean;
  last(kind: string): Fact | undefined;
  all(kind: string): readonly Fact[];
  /** The rule in force for the body on a day, today by default; null when no pack sets it. */
  rule(key: string, on?: CivilDate): Rule | null;
};

/**
 * A condition by name.
 *
 * `standing` looks at the case alone and decides whether a command is open; `content` also looks at what is submitted.
 * Both return nothing when the gate is open.
 */
export type Gate = {
  readonly standing?: (view: CaseView, command: CommandSpec) => readonly Refusal[];
  readonly content?: (view: CaseView, data: JsonObject, command: CommandSpec) => readonly Refusal[];
  /** What is to be known before the command is given; it never shuts the gate. */
  readonly notes?: (view: CaseView, command: CommandSpec) => readonly string[];
};

/** How a clock stands. */
export type ClockStanding =
  | 'running'
  | 'paused'
  | 'met'
  | 'met-late'
  | 'overdue'
  | 'lapsed'
  | 'stopped';

/** Days that are not counted: after `after`, up to and including `until`; open while `until` is null. */
export type Pause = { readonly after: CivilDate; readonly until: CivilDate | null };

/** A period of a case with its end. Derived, never stored as truth. */
export type CaseClock = {
  /** Name in the procedure, with `#sequence` where one start is one clock. */
  readonly name: string;
  readonly title: string;
  readonly rule: string;
  readonly pack: string;
  readonly clauses: readonly ClauseId[];
  readonly from: CivilDate | Instant;
  /** Last day in time, inclusive; null for periods in hours and while paused. */
  readonly dueOn: CivilDate | null;
  /** Last moment in time for periods in hours; null otherwise. */
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly standing: ClockStanding;
  readonly endedOn: CivilDate | null;
  /** True when the number is the body's own setting and not the source's. */
  readonly ours: boolean;
  /** True for a right of somebody else that merely lapses: passing the day is no fault of the body. */
  readonly lapses: boolean;
  /** When it stood still, in order. */
  readonly pauses: readonly Pause[];
  /** Periods added to the first one, in order. */
  readonly extensions: readonly Period[];
};

/** What a room adds to a case. */
export type CasePart = {
  readonly name: string;
  readonly gates: Readonly<Record<string, Gate>>;
  /** Clocks of the procedure's specs that name this part; several may share one function. */
  readonly clocks?: Readonly<Record<string, (view: CaseView) => readonly CaseClock[]>>;
  /** Values added to an event's data when a command names them. */
  readonly derives?: Readonly<Record<string, (view: CaseView, data: JsonObject) => JsonObject>>;
  /** What a form may open with, drawn up from the case; a person looks through it and may change it. */
  readonly drafts?: Readonly<Record<string, Draft>>;
  /** What is kept beside the case for lists of the part's own; null while there is nothing. */
  readonly row?: RowOf;
};

/** Makes what a part keeps beside a case. It follows from the events and the rules, and can be made anew. */
export type RowOf = (view: CaseView) => JsonObject | null;

/** What a draft is drawn up from besides the view: long texts stand only in the events. */
export type Told = { readonly events: readonly CaseEvent[]; readonly agencyName: string };

/** Draws up what a form opens with, by the names of its fields; empty where there is nothing to go by. */
export type Draft = (view: CaseView, told: Told) => JsonObject;

/** A procedure together with the parts that take part in it. */
export type Composition = {
  readonly procedure: Procedure;
  readonly gates: ReadonlyMap<string, Gate>;
  readonly clocks: ReadonlyMap<string, (view: CaseView) => readonly CaseClock[]>;
  readonly derives: ReadonlyMap<string, (view: CaseView, data: JsonObject) => JsonObject>;
  readonly drafts: ReadonlyMap<string, Draft>;
  /** What parts keep beside the case, by the name of the part. */
  readonly rows: ReadonlyMap<string, RowOf>;
};
