// Asks one address over some connections without pause, in a thread of its own, so that asking does not slow answering.

import { connect } from 'node:net';
import { parentPort } from 'node:worker_threads';

/** What is to be asked, and for how long. */
export type Round = {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly millis: number;
};

/** How many whole answers came, and how long it took. */
export type RoundResult = { readonly answers: number; readonly millis: number };

parentPort?.on('message', async (round: Round) => {
  const started = performance.now();
  const counts = await Promise.all(
    Array.from({ length: round.connections }, () => askAgainAndAgain(round, started)),
  );
  const answers = counts.reduce((sum, count) => sum + count, 0);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage({ answers, millis: performance.now() - started } satisfies RoundResult);
});

const endOfHead = Buffer.from('\r\n\r\n');

function askAgainAndAgain({ port, path, millis }: Round, started: number): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let answers = 0;
    let missing = -1;
    let held: Buffer = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (part: Buffer) => {
      if (missing < 0) {
        held = held.length === 0 ? part : Buffer.concat([held, part]);
        const end = held.indexOf(endOfHead);
        if (end < 0) return;
        const head = held.toString('latin1', 0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
        if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(length))
          return reject(new Error(head.slice(0, 200)));
        missing = length - (held.length - end - endOfHead.length);
        held = Buffer.alloc(0);
      } else missing -= part.length;
      if (missing > 0) return;
      missing = -1;
      answers += 1;
      if (performance.now() - started < millis) socket.write(request);
      else {
        socket.destroy();
        resolve(answers);
      }
    });
  });
}
