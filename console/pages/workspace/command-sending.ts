import { ask } from '../../api/client.ts';
import type { Submitted } from '../../parts/fields/submitted.ts';

/** What was done, as the server says. */
export type Performed = {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly version: number;
  readonly step: string;
  readonly standing: string;
  readonly events: readonly {
    readonly sequence: number;
    readonly kind: string;
    readonly title: string;
    readonly at: string;
  }[];
};

/** A key under which an act is done once, however often it is sent. */
export function newKey(): string {
  // crypto.randomUUID is missing where the console is not reached over https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Gives a command, or opens a case when there is no version yet. */
export function sendCommand(
  path: string,
  data: Submitted,
  given: { readonly key: string; readonly version: number | null },
): Promise<Performed> {
  return ask<Performed>(path, {
    method: 'POST',
    body: data,
    headers: {
      'idempotency-key': given.key,
      ...(given.version === null ? {} : { 'if-match': `"${given.version}"` }),
    },
  });
}
