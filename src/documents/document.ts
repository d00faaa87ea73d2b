import type { JsonObject } from '../casework/index.ts';
import type { ClauseId } from '../rules/index.ts';
import { discussionRecord, hasParticipants } from './discussion-record.ts';
import { type CaseSource, type Filed, filedAt } from './filed.ts';
import { numberIn } from './head.ts';
import { obstructionLetter, supplementNotice, transferLetter } from './letter.ts';
import { isLastOfReview, reviewFile, reviewKinds } from './review-file.ts';
import {
  completedOpinion,
  isPaperless,
  opinionCopies,
  paperlessNote,
  reviewOpinion,
} from './review-opinion.ts';
import { printable } from './words.ts';

/** One copy of a document and who keeps it. */
export type Copy = { readonly n: number; readonly keeper: string };

/** A document that a case has, made or not. */
export type CaseDocument = {
  /** `<kind>:<sequence>`. */
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly title: string;
  /** The record that the document is made from. */
  readonly sequence: number;
  readonly number: string | null;
  /** Empty where the rules ask for no number of copies. */
  readonly copies: readonly Copy[];
  /** Whether the rules do without it on paper. */
  readonly paperless: boolean;
  readonly note: string | null;
  /** Clauses of the copies and of the note. */
  readonly clauses: readonly ClauseId[];
};

type Spec = {
  readonly title: string;
  /** Events that it may be made from. */
  readonly of: readonly string[];
  /** The template; several kinds may share one. */
  readonly template: string;
  readonly contents: (filed: Filed, title: string) => JsonObject;
  /** Whether such an event has this document; always when absent. */
  readonly has?: (filed: Filed) => boolean;
  /** Whether the list shows it for such an event of a case; always when absent. */
  readonly isListed?: (source: CaseSource, sequence: number) => boolean;
};

const specs = {
  'review-opinion': {
    title: '法制审核意见书',
    of: ['opinionGiven', 'opinionCountersigned'],
    template: 'review-opinion',
    contents: reviewOpinion,
    has: (filed) => completedOpinion(filed) !== null,
  },
  'supplement-notice': {
    title: '补充材料通知书',
    of: ['supplementRequested'],
    template: 'supplement-notice',
    contents: supplementNotice,
  },
  'review-meeting-record': {
    title: '会议审核笔录',
    of: ['reviewMeetingHeld'],
    template: 'discussion-record',
    contents: discussionRecord,
    has: hasParticipants,
  },
  'dispute-record': {
    title: '审核争议讨论笔录',
    of: ['disputeDecided'],
    template: 'discussion-record',
    contents: discussionRecord,
    has: hasParticipants,
  },
  'discussion-record': {
    title: '集体讨论笔录',
    of: ['discussionHeld'],
    template: 'discussion-record',
    contents: discussionRecord,
    has: hasParticipants,
  },
  'review-file': {
    title: '法制审核情况表',
    of: reviewKinds,
    template: 'review-file',
    contents: reviewFile,
    isListed: isLastOfReview,
  },
  'transfer-letter': {
    title: '案件移送函',
    of: ['caseTransferred'],
    template: 'transfer-letter',
    contents: transferLetter,
  },
  'obstruction-letter': {
    title: '阻挠执法情况移交函',
    of: ['obstructionTransferred'],
    template: 'transfer-letter',
    contents: obstructionLetter,
  },
} as const satisfies Readonly<Record<string, Spec>>;

/** A kind of document. */
export type DocumentKind = keyof typeof specs;

const specOf = (kind: DocumentKind): Spec => specs[kind];

/** Every kind of document. */
export const documentKinds = Object.keys(specs) as readonly DocumentKind[];

/** The file name of a kind's template, without its ending. */
export const templateOf = (kind: DocumentKind): string => specOf(kind).template;

/** Whether the text names a kind of document. */
export function isDocumentKind(text: string): text is DocumentKind {
  return Object.hasOwn(specs, text);
}

/**
 * The documents of a case, in the order of the records they are made from.
 *
 * @source anze-L13-1; anze-L13-2; kaifu-3.4-b
 */
export function documentsOf(source: CaseSource): readonly CaseDocument[] {
  return source.events.flatMap(({ kind, sequence }) =>
    documentKinds
      .filter((each) => specOf(each).of.includes(kind))
      .filter((each) => specOf(each).isListed?.(source, sequence) !== false)
      .flatMap((each) => documentOf(source, each, sequence) ?? []),
  );
}

/** One document of a case; null if that record has no document of that kind. */
export function documentOf(
  source: CaseSource,
  kind: DocumentKind,
  sequence: number,
): CaseDocument | null {
  const filed = filedFor(source, kind, sequence);
  if (filed === null) return null;
  const isOpinion = kind === 'review-opinion';
  const paperless = isOpinion && isPaperless(filed);
  const copies = isOpinion ? opinionCopies(filed) : [];
  return {
    documentId: `${kind}:${sequence}`,
    kind,
    title: specOf(kind).title,
    sequence,
    number: numberIn(filed),
    copies,
    paperless,
    note: paperless ? paperlessNote : null,
    clauses:
      paperless || copies.length > 0 ? (filed.view.rule('review.copies')?.clauses ?? []) : [],
  };
}

/**
 * What a document holds, ready to be drawn: from its record, what stood in the file before, and the rules of its day.
 *
 * @returns null if that record has no document of that kind
 */
export function contentsOf(
  source: CaseSource,
  kind: DocumentKind,
  sequence: number,
): JsonObject | null {
  const filed = filedFor(source, kind, sequence);
  return filed === null ? null : printable(specOf(kind).contents(filed, specOf(kind).title));
}

function filedFor(source: CaseSource, kind: DocumentKind, sequence: number): Filed | null {
  const event = source.events[sequence - 1];
  const { of, has } = specOf(kind);
  if (event === undefined || !of.includes(event.kind)) return null;
  const filed = filedAt(source, sequence);
  return filed === null || has?.(filed) === false ? null : filed;
}
