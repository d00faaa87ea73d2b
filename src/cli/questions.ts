import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Refused } from '../rules/index.ts';

/** Where questions are put. */
export type Terminal = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
};

/** Asks a person at the terminal. */
export type Questions = {
  /**
   * Asks until the answer will do.
   *
   * @param wrongWith - sentences that stand against an answer; empty when it will do
   * @throws Refused (`account.stopped`) when the person leaves
   */
  readonly ask: (
    question: Question,
    wrongWith: (answer: string) => readonly string[],
  ) => Promise<string>;
  close(): void;
};

/** One question. */
export type Question = {
  readonly text: string;
  /** Whether what is typed must not be seen on the screen. */
  readonly isSecret?: boolean;
};

/** Opens the terminal for questions. */
export function openQuestions({ input, output }: Terminal): Questions {
  let isHidden = false;
  const screen = new Writable({
    write: (chunk, _encoding, done) => {
      if (!isHidden) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output: screen, terminal: true, historySize: 0 });
  let isOpen = true;
  lines.on('SIGINT', () => lines.close());
  lines.on('close', () => {
    isOpen = false;
  });
  const answerTo = (question: Question) =>
    new Promise<string>((resolve, reject) => {
      const stopped = () => reject(new Refused(stoppedRefusal));
      if (!isOpen) {
        stopped();
        return;
      }
      lines.once('close', stopped);
      // A shown line is drawn anew with every key, its question too; of a hidden one nothing is drawn.
      isHidden = question.isSecret ?? false;
      if (isHidden) output.write(`${question.text}：`);
      lines.question(`${question.text}：`, (answer) => {
        lines.off('close', stopped);
        if (isHidden) output.write('\n');
        isHidden = false;
        resolve(answer.trim());
      });
    });
  const ask: Questions['ask'] = async (question, wrongWith) => {
    for (;;) {
      const answer = await answerTo(question);
      const wrong = wrongWith(answer);
      if (wrong.length === 0) return answer;
      for (const sentence of wrong) output.write(`${sentence}\n`);
    }
  };
  return { ask, close: () => lines.close() };
}

const stoppedRefusal = {
  code: 'account.stopped',
  text: '已中止，没有建立任何账户。请重新执行本命令。',
  clauses: [],
};
