// Runs in a thread of its own: sets documents as PDF/A-2a, one after the other.
//
// The native module is loaded here and nowhere else, so that a machine that has none still runs everything but this. Its
// results are freed only when the event loop turns, and what it has remembered only when told to: both are done after
// each document. Only fonts that were asked for by name are used, never whatever the machine happens to have, and a font
// that is not there is an error: the same contents give the same bytes everywhere.

import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** What the thread is started with. */
export type WorkerSetting = {
  /** Folder of the rule packs with their templates. */
  readonly rulesFolder: string;
  /** Files of the fonts that ship, and folders of the body's own. */
  readonly fontPaths: readonly string[];
  /** Families in the order of preference, by use; those that are not there are left out. */
  readonly families: Readonly<Record<string, readonly string[]>>;
};

/** One document to set. */
export type SettingRequest = {
  readonly id: number;
  /** Template, from the folder of the packs. */
  readonly template: string;
  /** Contents as JSON. */
  readonly contents: string;
  /** Moment of making, in whole seconds. */
  readonly madeAt: number;
  readonly form: 'pdf' | 'svg';
};

/** What became of it. */
export type SettingAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failed: string };

/** What the thread says first. */
export type WorkerReady =
  | { readonly ready: true }
  | { readonly ready: false; readonly why: 'no-typesetter' | 'no-font'; readonly detail: string };

const setting = workerData as WorkerSetting;

function compilerHere(): NodeCompiler {
  const require = createRequire(import.meta.url);
  const { NodeCompiler: Compiler } = require('@myriaddreamin/typst-ts-node-compiler');
  return Compiler.create({
    workspace: setting.rulesFolder,
    fontArgs: [{ fontPaths: [...setting.fontPaths] }],
  });
}

const warningsOf = (compiler: NodeCompiler, options: Parameters<NodeCompiler['compile']>[0]) => {
  const result = compiler.compile(options);
  const told = result.takeWarnings()?.shortDiagnostics ?? [];
  return { result, warnings: told.map(({ message }) => String(message)) };
};

/** Whether the compiler has a family: naming one that is not there is only a warning to it. */
function hasFamily(compiler: NodeCompiler, family: string): boolean {
  const mainFileContent = `#set text(font: ${JSON.stringify(family)})\n字`;
  return warningsOf(compiler, { mainFileContent }).warnings.length === 0;
}

function setDocument(
  compiler: NodeCompiler,
  fonts: string,
  { template, contents, madeAt, form }: SettingRequest,
): Uint8Array {
  const { result, warnings } = warningsOf(compiler, {
    mainFilePath: template,
    inputs: { data: contents, fonts },
  });
  const told = result.takeDiagnostics()?.shortDiagnostics ?? [];
  const problems = [...warnings, ...told.map(({ message }) => String(message))];
  if (result.result === null || problems.length > 0)
    throw new Error(problems.join('; ') || 'the template gave no document');
  if (form === 'svg') return Buffer.from(compiler.plainSvg(result.result));
  return compiler.pdf(result.result, { pdfStandard: 'a-2a', creationTimestamp: madeAt });
}

function answerTo(compiler: NodeCompiler, fonts: string, request: SettingRequest): SettingAnswer {
  try {
    return { id: request.id, bytes: setDocument(compiler, fonts, request) };
  } catch (error) {
    return { id: request.id, failed: String(error) };
  }
}

function start(): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs in a thread');
  const say = (ready: WorkerReady) => port.postMessage(ready);
  let compiler: NodeCompiler;
  try {
    compiler = compilerHere();
  } catch (error) {
    say({ ready: false, why: 'no-typesetter', detail: String(error) });
    return;
  }
  const held = Object.entries(setting.families).map(
    ([use, families]) => [use, families.filter((one) => hasFamily(compiler, one))] as const,
  );
  const missing = held.filter(([, families]) => families.length === 0).map(([use]) => use);
  if (missing.length > 0) {
    say({ ready: false, why: 'no-font', detail: missing.join(', ') });
    return;
  }
  const fonts = JSON.stringify(Object.fromEntries(held));
  const answer = async (request: SettingRequest): Promise<void> => {
    port.postMessage(answerTo(compiler, fonts, request));
    compiler.evictCache(2);
    await setImmediate();
  };
  let waiting: Promise<void> = Promise.resolve();
  port.on('message', (request: SettingRequest) => {
    waiting = waiting.then(() => answer(request));
  });
  say({ ready: true });
}

start();
