// Sends a file in pieces, as tus 1.0.0 defines it. A piece that did not arrive is asked after and sent again from where the
// server has got to, so that a broken line costs at most one piece.

import { ApiProblem, ask } from './client.ts';

/** An upload as the server knows it. */
export type Upload = {
  readonly uploadId: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly isComplete: boolean;
  readonly path: string;
};

/** How an upload is watched and broken off. */
export type Watching = {
  readonly signal: AbortSignal;
  readonly onProgress: (receivedBytes: number) => void;
};

/** How much is sent at once, as long as all goes well. */
const pieceBytes = 4 * 1024 * 1024;
/** Comes within half a minute over a poor line, and is less than a proxy lets through that nobody has told of uploads. */
const smallBytes = 900_000;
const mostTries = 20;

/** Begins an upload of a file to a case. */
export function beginUpload(caseId: string, file: File): Promise<Upload> {
  return ask<Upload>(`/api/cases/${caseId}/recording-uploads`, {
    method: 'POST',
    headers: {
      'upload-length': String(file.size),
      'upload-metadata': `filename ${base64Of(file.name)}`,
    },
  });
}

/** The text as base64 of its UTF-8. */
function base64Of(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/**
 * Sends what the server lacks of a file.
 *
 * @throws ApiProblem with the server's reason, or when the line stays broken; the upload can be gone on with later
 */
export async function sendRest(
  upload: Upload,
  file: Blob,
  { signal, onProgress }: Watching,
): Promise<void> {
  let { receivedBytes } = upload;
  let most = pieceBytes;
  for (let tries = 0; receivedBytes < file.size; ) {
    signal.throwIfAborted();
    const end = Math.min(receivedBytes + most, file.size);
    try {
      await ask(upload.path, {
        method: 'PATCH',
        file: file.slice(receivedBytes, end),
        headers: {
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(receivedBytes),
        },
        signal,
      });
      receivedBytes = end;
      tries = 0;
    } catch (error) {
      tries += 1;
      if (tries > mostTries || !isWorthAnother(error)) throw error;
      most = smallBytes;
      ({ receivedBytes } = await ask<Upload>(upload.path, { signal }));
    }
    onProgress(receivedBytes);
  }
}

/** Whether the piece may go through when it is sent again. */
function isWorthAnother(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const { code, status } = error.problem;
  return (
    ['connection.lost', 'recording.offset', 'request.busy'].includes(code) ||
    [408, 429, 502, 503, 504].includes(status) ||
    // Our server gives its reasons; a proxy that finds the piece too large does not.
    (status === 413 && code === 'unknown')
  );
}
