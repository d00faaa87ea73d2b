// The recordings of a case as the server tells them.

import { queryOptions } from '@tanstack/react-query';
import { ask, type Clause } from '../../api/client.ts';
import type { Upload } from '../../api/upload.ts';
import { caseKey } from './case-file.ts';
import { newKey, type Performed } from './command-sending.ts';

/** A file of a recording. */
export type RecordedFile = {
  readonly sequence: number;
  readonly reference: string;
  readonly madeOn: string;
  readonly fileName: string;
  readonly kind: 'audio' | 'video' | 'image' | 'document';
  readonly typeTitle: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly attachedAt: string;
  readonly attachedByName: string | null;
  readonly storing: {
    readonly isLate: boolean;
    readonly text: string;
    readonly clauses: readonly string[];
  } | null;
  readonly path: string;
};

/** A number with the records that give it and its files. */
export type Recording = {
  readonly reference: string;
  readonly records: readonly { readonly sequence: number; readonly title: string }[];
  readonly files: readonly RecordedFile[];
};

/** The recordings of a case, and what the person may add. */
export type Recordings = {
  readonly items: readonly Recording[];
  readonly mayStore: boolean;
  readonly whyNot: readonly string[];
  readonly uploads: readonly Upload[];
  readonly maxBytes: number;
  readonly keptTypes: string;
  readonly clauses: readonly Clause[];
};

/** Everything that is recorded of a case. */
export const recordingsQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...caseKey(caseId), 'recordings'],
    queryFn: ({ signal }) => ask<Recordings>(`/api/cases/${caseId}/recordings`, { signal }),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** The files of some numbers, in their order. */
export function filesOf(
  items: readonly Recording[],
  references: readonly string[],
): readonly Recording[] {
  return references.map(
    (reference) =>
      items.find((item) => item.reference === reference) ?? { reference, records: [], files: [] },
  );
}

/** What is said of a file that was sent. */
export type FileEntry = {
  readonly uploadId: string;
  readonly reference: string;
  readonly madeOn: string;
};

/** Makes a file that was sent part of its case. */
export function enterFile(caseId: string, entry: FileEntry): Promise<Performed> {
  return ask<Performed>(`/api/cases/${caseId}/recordings`, {
    method: 'POST',
    body: entry,
    headers: { 'idempotency-key': newKey() },
  });
}

/** The day on which a file was last written, in Beijing; only proposed. */
export function dayOfFile({ lastModified }: Pick<File, 'lastModified'>): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(lastModified);
}

/** The numbers that records give and that have no file yet. */
export function numbersWithout(items: readonly Recording[]): readonly string[] {
  return items.filter(({ files }) => files.length === 0).map(({ reference }) => reference);
}
