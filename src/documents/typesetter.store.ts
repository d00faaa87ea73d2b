// Hands documents to the thread that sets them. The thread is started with the first document, ended when it has been
// idle for a while or has set many, and ended at once when one document takes too long.

import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type CivilDate, Refused } from '../rules/index.ts';
import { documentRefusals, glyphRefusal, undrawnIn } from './refusals.ts';
import type {
  SettingAnswer,
  SettingRequest,
  WorkerReady,
  WorkerSetting,
} from './typesetting-worker.store.ts';

/** Where templates and fonts lie. */
export type TypesetterFolders = {
  /** Folder of the rule packs. */
  readonly rules: string;
  /** Folder with the body's own fonts; null when it has none. */
  readonly fonts: string | null;
};

/** A document to set: the packs are asked for its template, the most specific first. */
export type Sheet = {
  readonly packs: readonly string[];
  readonly template: string;
  readonly contents: unknown;
  /** Day whose template is used, where a pack has several versions. */
  readonly on: CivilDate;
  /** Moment of making, in milliseconds. */
  readonly madeAt: number;
};

/** Sets documents. */
export type Typesetter = {
  /**
   * Sets a document as PDF/A-2a; the same sheet gives the same bytes.
   *
   * @throws Refused (`document.*`) if it cannot be set
   */
  pdf(sheet: Sheet): Promise<Uint8Array>;
  /** Sets a document as a drawing, to look at. */
  svg(sheet: Sheet): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** After so many documents the thread is replaced, and its memory with it. */
const mostBySameThread = 2000;
const mostWaiting = 200;
const longestMillis = 60_000;
const idleMillis = 300_000;

/** Fonts that a body may have, the wished one first, then what ships. */
const families = {
  body: [
    'FZFangSong-Z02',
    'FZFangSong-Z02S',
    '仿宋_GB2312',
    'FangSong',
    'FandolFang R',
    'Noto Serif SC',
  ],
  title: ['FZXiaoBiaoSong-B05', 'FZXiaoBiaoSong-B05S', 'Noto Serif SC'],
};

type Waiting = {
  readonly request: SettingRequest;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
};

/** Makes a typesetter. Nothing is loaded before the first document. */
export function makeTypesetter(folders: TypesetterFolders): Typesetter {
  const queue: Waiting[] = [];
  let thread: Thread | null = null;
  let isWorking = false;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;

  const endThread = async () => {
    const ending = thread;
    thread = null;
    await ending?.close();
  };

  const work = async () => {
    if (isWorking) return;
    isWorking = true;
    clearTimeout(idle);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        if (thread?.isOver === true) thread = null;
        thread ??= await startThread(folders);
        next.resolve(await thread.set(next.request));
        if (thread.count >= mostBySameThread) await endThread();
      } catch (error) {
        if (!(error instanceof Failed)) await endThread();
        next.reject(refusalOf(error));
      }
    }
    isWorking = false;
    idle = setTimeout(() => void endThread(), idleMillis).unref();
  };

  const set = (form: SettingRequest['form'], sheet: Sheet) => {
    if (queue.length >= mostWaiting) return Promise.reject(new Refused(documentRefusals.busy));
    lastId += 1;
    const request: SettingRequest = {
      id: lastId,
      form,
      template: templatePath(folders.rules, sheet),
      contents: JSON.stringify(sheet.contents),
      madeAt: Math.floor(sheet.madeAt / 1000),
    };
    return new Promise<Uint8Array>((resolve, reject) => {
      queue.push({ request, resolve, reject });
      void work();
    });
  };

  return {
    pdf: (sheet) => set('pdf', sheet),
    svg: (sheet) => set('svg', sheet),
    close: async () => {
      clearTimeout(idle);
      for (const { reject } of queue.splice(0)) reject(new Refused(documentRefusals.busy));
      await endThread();
    },
  };
}

/** The template of the most specific pack that has one, in the version of the pack that is in force on the day. */
function templatePath(rules: string, { packs, template, on }: Sheet): string {
  const folders = readdirSync(rules).toSorted().toReversed();
  const versionsOf = (pack: string) => [
    ...folders.filter((name) => name.startsWith(`${pack}@`) && name <= `${pack}@${on}`),
    pack,
  ];
  const path = [...packs, 'national']
    .flatMap(versionsOf)
    .map((folder) => join(rules, folder, 'templates', `${template}.typ`))
    .find((one) => existsSync(one));
  if (path === undefined) throw new Error(`no template ${template}`);
  return path;
}

/** One document failed; the thread goes on. */
class Failed extends Error {}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Failed)) return error;
  const characters = undrawnIn(error.message);
  return characters.length > 0 ? new Refused(glyphRefusal(characters)) : error;
}

type Thread = {
  readonly count: number;
  /** Whether it ended by itself. */
  readonly isOver: boolean;
  set(request: SettingRequest): Promise<Uint8Array>;
  close(): Promise<void>;
};

async function startThread({ rules, fonts }: TypesetterFolders): Promise<Thread> {
  if (fonts !== null && !existsSync(fonts)) throw new Refused(documentRefusals.noFont);
  const workerData: WorkerSetting = {
    rulesFolder: rules,
    fontPaths: [...shippedFonts(), ...(fonts === null ? [] : [fonts])],
    families,
  };
  const worker = new Worker(new URL('./typesetting-worker.store.ts', import.meta.url), {
    workerData,
    env: {},
  });
  worker.unref();
  // It may also fail between two documents, when nobody waits for it: an error that nobody hears ends the whole server.
  let isOver = false;
  const noteEnd = () => {
    isOver = true;
  };
  worker.on('error', noteEnd).on('exit', noteEnd);
  const close = async () => {
    await worker.terminate();
  };
  const told = await answerOf<WorkerReady>(worker).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  if (!told.ready) {
    await close();
    throw new Refused(
      told.why === 'no-font' ? documentRefusals.noFont : documentRefusals.noTypesetter,
    );
  }
  let count = 0;
  return {
    get count() {
      return count;
    },
    get isOver() {
      return isOver;
    },
    set: async (request) => {
      count += 1;
      const answer = answerOf<SettingAnswer>(worker);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(request);
      const set = await answer;
      if ('failed' in set) throw new Failed(set.failed);
      return set.bytes;
    },
    close,
  };
}

/** The next thing the thread says; it may not take longer than a document may. */
function answerOf<T>(worker: Worker): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => done(() => reject(new Refused(documentRefusals.tooLong))),
      longestMillis,
    );
    const onMessage = (message: T) => done(() => resolve(message));
    const onError = (error: unknown) => done(() => reject(error));
    const onExit = () => done(() => reject(new Error('the typesetting thread ended')));
    const done = (finish: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    worker.once('message', onMessage).once('error', onError).once('exit', onExit);
  });
}

/** The regular and the bold font that are installed with the program. */
function shippedFonts(): readonly string[] {
  const require = createRequire(import.meta.url);
  try {
    return [
      require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
      require.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
    ];
  } catch {
    throw new Refused(documentRefusals.noFont);
  }
}
