// What the server tells of the review of one case.

import { queryOptions } from '@tanstack/react-query';
import { ask, type Clause } from '../../api/client.ts';
import { type CaseStep, caseKey } from '../workspace/case-file.ts';
import type { ReviewClock } from './desk.ts';
import type { Material } from './materials.ts';

/** A trigger that the facts of the case show a sign of. */
export type Proposal = {
  readonly code: string;
  readonly title: string;
  readonly reason: string;
  readonly sequence: number;
  readonly clauses: readonly string[];
};

/** Why a case is reviewed. */
export type Scope = {
  readonly mode: string;
  readonly clauses: readonly string[];
  readonly proposals: readonly Proposal[];
  /** Proposals that nobody has answered. */
  readonly open: readonly Proposal[];
  readonly confirmed: readonly { readonly code: string; readonly title: string }[];
  readonly confirmation: (Done & { readonly reason: string }) | null;
  readonly voluntary: boolean;
};

/** Something that was done, by whom, and where it stands in the file. */
export type Done = {
  readonly sequence: number;
  readonly at: string;
  readonly byName: string;
};

/** What was asked for; `answered` is null while it is awaited. */
type Asked = Done & { readonly answered: Done | null };

/** An item of a check list with its conclusion. */
export type Finding = {
  readonly code: string;
  readonly title: string;
  readonly conclusion: string;
  readonly conclusionTitle: string;
  readonly ground: string;
  readonly place: string;
};

/** An opinion as it was given. */
export type Opinion = Done & {
  readonly reviewerName: string;
  readonly kind: string;
  readonly kindTitle: string;
  readonly outcome: string;
  readonly findings: string;
  readonly checklist: readonly Finding[];
  readonly method: string;
  /** On paper; null where no pack says, 0 where the opinion is given online. */
  readonly copies: number | null;
};

/** What the handling department made of an opinion. */
export type Answer = Done & {
  readonly response: string;
  readonly responseTitle: string;
  readonly handling: string;
  readonly handled: readonly {
    readonly code: string;
    readonly title: string;
    readonly text: string;
  }[];
};

/** An objection and how it was settled. */
export type Dispute = {
  readonly isOpen: boolean;
  readonly consults: boolean;
  readonly lastInstance: string;
  readonly consulted:
    | (Done & { readonly agreed: boolean; readonly outcomeTitle: string; readonly record: string })
    | null;
  readonly decided:
    | (Done & {
        readonly outcomeTitle: string;
        readonly record: string;
        readonly participants: readonly string[];
        readonly dissent: string;
      })
    | null;
};

/** One round: what was submitted and what came of it. */
export type Round = {
  readonly round: number;
  readonly submittedSequence: number;
  readonly submittedAt: string;
  readonly submittedBy: string;
  readonly draft: string;
  /** The draft as it was submitted, before any supplement corrected it. */
  readonly submittedDraft: string;
  readonly handlingReview: string;
  readonly words: {
    readonly facts: string;
    readonly evidence: string;
    readonly basis: string;
    readonly discretion: string;
  };
  readonly penaltyText: string;
  readonly places: readonly string[];
  readonly materials: readonly Material[];
  readonly receivedAt: string | null;
  readonly reviewer: (Done & { readonly name: string; readonly notes: readonly string[] }) | null;
  readonly accepted: Done | null;
  readonly supplements: readonly (Asked & {
    readonly missing: string;
    readonly note: string;
    readonly materials: readonly string[];
    readonly places: readonly string[];
    /** What it changed in the draft; empty where it left the draft alone. */
    readonly draftChange: readonly Piece[];
  })[];
  readonly explanations: readonly (Asked & {
    readonly question: string;
    readonly answer: string;
  })[];
  readonly pauses: readonly (Asked & {
    readonly groundTitle: string;
    readonly reason: string;
    readonly result: string;
  })[];
  readonly extensionRequests: readonly (Asked & {
    readonly reason: string;
    /** Why it was not approved; empty while it is open or was approved. */
    readonly declined: string;
  })[];
  readonly extension: (Done & { readonly reason: string }) | null;
  readonly meeting:
    | (Done & {
        readonly heldOn: string;
        readonly groundTitle: string;
        readonly participants: readonly string[];
        readonly minutes: string;
      })
    | null;
  readonly opinion: Opinion | null;
  readonly countersigned: (Done & { readonly agreed: boolean; readonly opinion: string }) | null;
  readonly answer: Answer | null;
  readonly dispute: Dispute | null;
  readonly outcome: string | null;
  readonly workdays: number | null;
  readonly isLate: boolean | null;
  /** Nobody objected: by the rules of the body the opinion counts as adopted. */
  readonly adopted?: boolean;
};

/** A kind of opinion with what it is given for. */
export type OpinionKind = {
  readonly code: string;
  readonly title: string;
  readonly outcome: string;
  readonly conditions: readonly string[];
  readonly clauses: readonly string[];
};

/** The mildest kind of opinion that a problem allows; the higher its gravity, the graver. */
export type LeastKind = {
  readonly code: string;
  readonly title: string;
  readonly gravity: number;
};

/** Who answers for a part of the case. */
export type Responsibility = {
  readonly code: string;
  readonly title: string;
  readonly bearer: string;
  readonly clauses: readonly string[];
  readonly bearerNames: readonly string[];
  readonly acts: readonly {
    readonly sequence: number;
    readonly title: string;
    readonly byName: string;
  }[];
};

/** Somebody who might review the case. */
export type Candidate = {
  readonly accountId: string;
  readonly name: string;
  readonly post: string;
  readonly qualified: boolean;
  readonly conflicts: readonly string[];
  readonly notes: readonly string[];
  readonly sharedDepartment: boolean;
};

/** The clock of the review with what stopped and lengthened it. */
export type FullClock = ReviewClock & {
  readonly clauses: readonly string[];
  readonly pauses: readonly { readonly after: string; readonly until: string | null }[];
  readonly extensions: readonly string[];
};

type Replied = (Done & { readonly on: string; readonly text: string }) | null;

/** The case was handed to another body. */
export type Transfer = Done & {
  readonly groundTitle: string;
  readonly receiver: string;
  readonly transferredOn: string;
  readonly materials: string;
  readonly isOut: boolean;
  readonly received: Replied;
  readonly answered: Replied;
  readonly returned: Replied;
};

/** Several bodies decide together. */
export type Joint = Done & {
  readonly leadsTitle: string;
  readonly others: readonly string[];
  readonly basis: string;
  readonly participation: readonly (Done & { readonly body: string; readonly opinion: string })[];
  readonly result: (Done & { readonly outcomeTitle: string; readonly document: string }) | null;
};

/** The case was talked over by those in charge. */
export type Discussion = Done & {
  readonly heldOn: string;
  readonly participants: readonly string[];
  readonly views: string;
  readonly eachView: readonly string[];
  readonly dissent: string;
  readonly conclusion: string;
  readonly signed: boolean;
};

/** The review of one case. */
export type ReviewFile = {
  readonly standing: string;
  readonly standingTitle: string;
  readonly required: boolean;
  readonly scope: Scope;
  readonly round: number;
  readonly rounds: readonly Round[];
  readonly checklist: readonly {
    readonly code: string;
    readonly title: string;
    readonly clauses: readonly string[];
    /** What a problem in it asks for at least; null where the rules tie nothing to it. */
    readonly leastKind: LeastKind | null;
  }[];
  readonly kinds: readonly OpinionKind[];
  readonly staleReasons: readonly { readonly sequence: number; readonly text: string }[];
  readonly responsibilities: readonly Responsibility[];
  readonly timeLeft: {
    readonly caseDueOn: string;
    readonly workdays: number;
    readonly reviewTakes: number | null;
    readonly text: string;
  } | null;
  readonly clock: FullClock | null;
  readonly transfer: Transfer | null;
  readonly joint: Joint | null;
  readonly discussion: Discussion | null;
  readonly people: readonly Candidate[];
  readonly mayReview: boolean;
  readonly whyNot: readonly string[];
  readonly notes: readonly string[];
  readonly course: readonly CaseStep[];
  readonly clauses: readonly Clause[];
};

/** The review of one case; told of changes, its reader decides when to see them. */
export const reviewQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'review'],
    queryFn: ({ signal }) => ask<ReviewFile>(`/api/cases/${caseId}/review`, { signal }),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** A stretch of a text that stayed, came or went. */
export type Piece = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** What changed from one round to another. */
export type Comparison = {
  readonly parts: readonly {
    readonly title: string;
    readonly before: string;
    readonly after: string;
    readonly pieces: readonly Piece[];
  }[];
  readonly materials: readonly {
    readonly title: string;
    readonly before: readonly number[];
    readonly after: readonly number[];
  }[];
  readonly penalty: { readonly before: string; readonly after: string };
};

/** What changed from one round to another. */
export const comparisonQuery = (caseId: string, from: number, until: number) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'review', 'comparison', from, until],
    queryFn: ({ signal }) =>
      ask<Comparison>(`/api/cases/${caseId}/review/comparison`, {
        query: { from, until },
        signal,
      }),
  });
