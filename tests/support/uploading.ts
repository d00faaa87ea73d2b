import type { Answer, Client, Sender } from './server.ts';

const pieceType = 'application/offset+octet-stream';

/** Begins an upload; the answer is the server's. */
export function begin(
  by: Pick<Client, 'post'>,
  caseId: string,
  { name, size }: { readonly name: string; readonly size: number | string },
): Promise<Answer> {
  const encoded = Buffer.from(name).toString('base64');
  return by.post(`/api/cases/${caseId}/recording-uploads`, undefined, {
    'upload-length': String(size),
    'upload-metadata': `filename ${encoded},filetype ${Buffer.from('x').toString('base64')}`,
  });
}

/** Sends a piece of a file. */
export function send(by: Sender, path: string, offset: number, piece: Buffer): Promise<Answer> {
  return by.patch(path, piece, { 'upload-offset': String(offset), 'content-type': pieceType });
}

/** Uploads a whole file in pieces; the answer is the id of the upload. */
export async function upload(
  by: Sender,
  caseId: string,
  file: { readonly name: string; readonly bytes: Buffer; readonly piece?: number },
): Promise<string> {
  const { name, bytes, piece = bytes.length } = file;
  const begun = await begin(by, caseId, { name, size: bytes.length });
  if (begun.status !== 201) throw new Error(`upload: ${JSON.stringify(begun.body)}`);
  for (let at = 0; at < bytes.length; at += piece) {
    const sent = await send(by, begun.body.path, at, bytes.subarray(at, at + piece));
    if (sent.status !== 204) throw new Error(`piece at ${at}: ${JSON.stringify(sent.body)}`);
  }
  return begun.body.uploadId;
}

/** Enters an uploaded file into its case. */
export function enter(
  by: Pick<Client, 'post'>,
  caseId: string,
  given: { readonly uploadId: string; readonly reference: string; readonly madeOn: string },
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return by.post(`/api/cases/${caseId}/recordings`, given, headers);
}
