import {
  type CaseView,
  type Fact,
  type Gate,
  type JsonObject,
  objectOf,
  type Procedure,
  refuse,
  textOf,
} from '../casework/index.ts';
import {
  type CivilDate,
  dayOf,
  deadlineOf,
  type Instant,
  lengthText,
  type Refusal,
  type Rule,
} from '../rules/index.ts';
import { type MediaKind, mediaTypeOf } from './media-type.ts';

/** A file that belongs to a recording of a case. */
export type AttachedFile = {
  /** The record by which it was entered. */
  readonly sequence: number;
  readonly reference: string;
  readonly madeOn: CivilDate;
  readonly fileName: string;
  readonly mediaType: string;
  readonly kind: MediaKind;
  readonly typeTitle: string;
  readonly ending: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly attachedAt: Instant;
  readonly attachedBy: string | null;
  /** What the rules say of when it should have been stored, and whether it was too late; null where they set no period. */
  readonly storing: Storing | null;
};

/** By when a recording was to be stored. */
export type Storing = {
  readonly dueOn: CivilDate;
  readonly isLate: boolean;
  readonly text: string;
  readonly clauses: readonly string[];
};

/** A recording by its number: which records speak of it, and its files. */
export type CaseRecording = {
  readonly reference: string;
  readonly records: readonly { readonly sequence: number; readonly title: string }[];
  readonly files: readonly AttachedFile[];
};

/** The files of a case, in the order in which they were entered. */
export function attachedFiles(view: CaseView): readonly AttachedFile[] {
  return view.all('recordingAttached').map((fact) => fileOf(view, fact));
}

function fileOf(view: CaseView, { sequence, at, actorId, data }: Fact): AttachedFile {
  const mediaType = textOf(data, 'mediaType');
  const known = mediaTypeOf(mediaType);
  return {
    sequence,
    reference: textOf(data, 'reference'),
    madeOn: textOf(data, 'madeOn'),
    fileName: textOf(data, 'fileName'),
    mediaType,
    kind: known?.kind ?? 'document',
    typeTitle: known?.title ?? mediaType,
    ending: known?.ending ?? '',
    sizeBytes: Number(textOf(data, 'sizeBytes')),
    sha256: textOf(data, 'sha256'),
    attachedAt: at,
    attachedBy: actorId,
    storing: storingOf(view, textOf(data, 'madeOn'), dayOf(at)),
  };
}

/**
 * By when a recording of a day is to be stored.
 *
 * @returns null where the body's rules set no period in days
 * @source anze-R17-2; yueqing-3.5.2-3
 */
function storingOf(view: CaseView, madeOn: CivilDate, storedOn: CivilDate): Storing | null {
  const rule: Rule | null = view.rule('recording.store', madeOn);
  if (rule?.within === undefined) return null;
  const deadline = deadlineOf(rule, madeOn, view.context.calendar);
  if (deadline === null || deadline.due === null) return null;
  const dueOn = dayOf(deadline.due);
  const isLate = storedOn > dueOn;
  const text = isLate
    ? `应在录制后 ${lengthText(rule.within)}内（${dueOn} 以前）存储，存储晚了。`
    : `应在录制后 ${lengthText(rule.within)}内（${dueOn} 以前）存储，已按时存储。`;
  return { dueOn, isLate, text, clauses: deadline.clauses };
}

/**
 * The recordings of a case by number: those its records speak of, in order, then files whose number no record names.
 *
 * A file belongs to a number when it bears it, or bears it with a part behind it, such as `YX-7-2`, that no record names.
 */
export function recordingsOf(view: CaseView): readonly CaseRecording[] {
  const files = attachedFiles(view);
  const named = Map.groupBy(spokenOf(view), ({ reference }) => reference);
  const plainNames = new Set([...named.keys()].map(plainNumber));
  const known = [...named].map(([reference, records]) => ({
    reference,
    records: records.map(({ sequence, title }) => ({ sequence, title })),
    files: files.filter(
      (file) =>
        isSameNumber(file.reference, reference) ||
        (!plainNames.has(plainNumber(file.reference)) && isPartOf(file.reference, reference)),
    ),
  }));
  const held = new Set(known.flatMap((one) => one.files.map(({ sequence }) => sequence)));
  const others = files
    .filter(({ sequence }) => !held.has(sequence))
    .map((file) => ({ reference: file.reference, records: [], files: [file] }));
  return [...known, ...others];
}

/** A number without what people do not see or do not mind: width, spaces, marks, kind of dash, case. */
const plainNumber = (reference: string) =>
  reference
    .normalize('NFKC')
    .replaceAll(/[\p{Mn}\p{Z}\p{C}]/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .toLowerCase();

const isSameNumber = (one: string, other: string) => plainNumber(one) === plainNumber(other);

function isPartOf(reference: string, whole: string): boolean {
  const [part, of] = [plainNumber(reference), plainNumber(whole)];
  return part.startsWith(`${of}-`) && /^-\d{1,3}$/.test(part.slice(of.length));
}

/** Every number that a record of the case gives, with the record. */
function spokenOf({ state, procedure }: CaseView) {
  return Object.entries(state.facts)
    .filter(([kind]) => kind !== attachedKind)
    .flatMap(([kind, facts]) => facts.flatMap((fact) => namedIn(procedure, kind, fact)))
    .toSorted((one, other) => one.sequence - other.sequence);
}

const attachedKind = 'recordingAttached';

function namedIn({ causes }: Procedure, kind: string, { sequence, data }: Fact) {
  const command = causes.get(kind);
  const fields = command?.fields.filter(({ type }) => type === 'recording') ?? [];
  return fields
    .map(({ name }) => textOf(objectOf(data, name), 'reference'))
    .filter((reference) => reference !== '')
    .map((reference) => ({ reference, sequence, title: command?.title ?? kind }));
}

function repetitions(view: CaseView, data: JsonObject): readonly Refusal[] {
  const files = attachedFiles(view);
  const clauses = view.rule('recording.store')?.clauses ?? [];
  const reference = textOf(data, 'reference');
  if (/\p{C}/u.test(reference))
    return refuse(
      'recording.number-unreadable',
      '音像编号中有看不见的字符，和别的编号分不清。请重新输入，不要粘贴。',
      clauses,
      '/reference',
    );
  const taken = files.find((file) => isSameNumber(file.reference, reference));
  if (taken !== undefined)
    return refuse(
      'recording.number-taken',
      `音像编号“${taken.reference}”已有文件（第 ${taken.sequence} 项），不能替换。同一次记录的另一段或者更正的文件，请在编号后加 -2、-3。`,
      clauses,
      '/reference',
    );
  const same = files.find(({ sha256 }) => sha256 === textOf(data, 'sha256'));
  if (same === undefined) return [];
  return refuse(
    'recording.file-attached',
    `这个文件已经作为“${same.reference}”登记在本案（第 ${same.sequence} 项），不必再次上传。`,
    clauses,
    '/sha256',
  );
}

/**
 * Whether a file may be entered: each number once, each file once; nothing takes the place of anything.
 *
 * @source anze-R18-2; yueqing-3.5.3-1
 */
export const newRecording: Gate = { content: repetitions };
