// Starts the program: database, keys, rules, procedures, sealer, background, server.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pino from 'pino';
import { openSetUp } from '../access/index.store.ts';
import { assemble } from '../assembly.ts';
import {
  gatherTallies,
  loadProcedure,
  loadScenarioBook,
  recheckCases,
  recountClocks,
} from '../casework/index.store.ts';
import type { ScenarioBook } from '../casework/index.ts';
import { type DemonstrationAccount, loadDemonstration } from '../demonstration/index.store.ts';
import { verifierKey } from '../ledger/index.store.ts';
import type { DeliverySettings } from '../notification/index.ts';
import { FileFolder, filesFolder, Uploads } from '../recording/index.store.ts';
import { CalendarFolder, loadRuleBook } from '../rules/index.store.ts';
import { millisOf, type RuleBook } from '../rules/index.ts';
import {
  type Database,
  instantNow,
  ledgerReader,
  openDatabase,
  type Sealer,
  secretFolder,
  startSealer,
} from '../store/index.store.ts';
import { backupTask, makeBackup } from './backup.store.ts';
import { builtConsole } from './console-build.ts';
import { type Desk, setUpDesk } from './desk.ts';
import { dropLeftIncoming } from './incoming.store.ts';
import { askForRecount, recountTask } from './recount.store.ts';
import { buildServer } from './server.ts';
import { every, startBackground, type Worker } from './worker.ts';

/** What the machine says about how to run, as far as the server goes. */
export type ServerSettings = {
  readonly home: string;
  readonly rulesFolder: string;
  readonly proceduresFolder: string;
  readonly dataFolder: string;
  /** Folder with the body's own fonts for documents; null when it has none. */
  readonly fontsFolder: string | null;
  /** Largest file of a recording that may be uploaded. */
  readonly fileMaxBytes: number;
  /** What uploads leave free on the disk. */
  readonly diskReserveBytes: number;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly databaseUrl: string | null;
  readonly publicDatabaseUrl: string | null;
  readonly publicUrl: string | null;
  readonly trustedProxies: readonly string[];
  /** How to send mail; null where none is sent. */
  readonly mail: DeliverySettings['mail'];
  /** Hosts to which notifications may be pushed. */
  readonly webhookHosts: readonly string[];
  /** With which figures may be read from another machine; from none when absent. */
  readonly metricsToken?: string | null;
  readonly logLevel: pino.LevelWithSilent;
};

/** How to start. */
export type StartOptions = {
  /** Whether jobs run in this process. */
  readonly jobs: boolean;
  /** Whether to load demonstration data, and let its cases be played at past days. */
  readonly demo: boolean;
  readonly onProgress: (text: string) => void;
};

/** A started server. */
export type Started = {
  readonly url: string;
  /** The one-time token of the first set-up; null when it is done. */
  readonly setUpToken: string | null;
  /** Accounts of the demonstration; empty without it. */
  readonly accounts: readonly DemonstrationAccount[];
  /** Whether bodies of an earlier demonstration are there although none was asked for. */
  readonly demonstrationRemains: boolean;
  /** Resolves when the database that belongs to this program has ended. */
  readonly databaseEnded: Promise<void>;
  close(): Promise<void>;
};

/** Starts the server; it listens when this returns. */
export async function startServer(
  settings: ServerSettings,
  options: StartOptions,
): Promise<Started> {
  const office = await openOffice(settings, options.demo, options.onProgress);
  const { db, ruleBook, book, sealer, log, closing } = office;
  try {
    const now = instantNow();
    const accounts = options.demo ? await demonstrate(settings, office, options.onProgress) : [];
    await dropLeftIncoming(settings.dataFolder, millisOf(now));
    if (options.jobs) closing.push(await background(settings, office));
    const consoleFolder = await readyConsole(settings, log, options.onProgress);
    const app = await buildServer({
      db,
      consoleFolder,
      desk: office.desk.desk,
      ruleBook,
      examples: book.examples,
      ledger: ledgerReader(db.pool),
      verifierKey: verifierKey(originOf(db), db.secret.publicKey),
      sealer: sealer.standing,
      installation: {
        folders: foldersOf(settings),
        dataFolder: settings.dataFolder,
        fontsFolder: settings.fontsFolder,
        files: filesOf(settings),
        startedAt: now,
        isEmbedded: settings.databaseUrl === null,
      },
      version: versionOf(settings.home),
      now: instantNow,
      delivery: deliveryOf(settings),
      publicUrl: settings.publicUrl,
      isSecure: settings.publicUrl?.startsWith('https:') ?? false,
      trustedProxies: settings.trustedProxies,
      metricsToken: settings.metricsToken ?? null,
      logger: log,
    });
    closing.push(app);
    await app.listen({ host: settings.host, port: settings.port });
    const { port } = app.server.address() as AddressInfo;
    return {
      url: settings.publicUrl ?? urlOf(settings.host, port),
      setUpToken: await openSetUp(db, now),
      accounts,
      demonstrationRemains: !options.demo && (await hasDemonstration(db)),
      databaseEnded: db.serverEnded,
      close: () => office.close(),
    };
  } catch (error) {
    await office.close();
    throw error;
  }
}

/** The console's folder; null when it cannot be bundled, which must not take the public site down with it. */
async function readyConsole(
  settings: ServerSettings,
  log: pino.Logger,
  onProgress: (text: string) => void,
): Promise<string | null> {
  try {
    return await builtConsole(settings, onProgress);
  } catch (error) {
    log.error({ err: error }, 'the console could not be bundled');
    onProgress('办案界面没有准备好，公示网站和接口照常使用。请查看日志，排除原因后重新启动。');
    return null;
  }
}

/** Runs jobs and the sealer without a server. */
export async function startWorker(settings: ServerSettings): Promise<Worker> {
  const office = await openOffice(settings, false, () => {});
  try {
    office.closing.push(await background(settings, office));
    return { close: () => office.close() };
  } catch (error) {
    await office.close();
    throw error;
  }
}

/** Everything that works without a server, and how to close it. */
type Office = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly book: ScenarioBook;
  readonly desk: Desk;
  readonly sealer: Sealer;
  readonly calendar: CalendarFolder;
  readonly log: pino.Logger;
  /** What else must be closed before, the last opened first. */
  readonly closing: { close(): PromiseLike<unknown> }[];
  close(): Promise<void>;
};

async function openOffice(
  settings: ServerSettings,
  isDemonstration: boolean,
  onProgress: (text: string) => void,
): Promise<Office> {
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const { ruleBook, book, composition } = await readLaw(settings, onProgress);
  const db = await openDatabase({
    dataFolder: settings.dataFolder,
    databaseUrl: settings.databaseUrl ?? undefined,
    publicDatabaseUrl: settings.publicDatabaseUrl ?? undefined,
    onProgress,
  });
  const sealer = sealing(db, settings, log);
  const desk = setUpDesk({
    db,
    ruleBook,
    composition,
    isDemonstration,
    delivery: deliveryOf(settings),
    now: instantNow,
    onWritten: sealer.nudge,
    onFault: (error) => log.error({ err: error }, 'public site not yet following'),
  });
  const calendar = new CalendarFolder(foldersOf(settings), ruleBook.calendar);
  const following = every(
    calendarMillis,
    'calendar',
    async () => {
      if (await calendar.follow()) await askForRecount(db);
    },
    (what, error) => log.error({ err: error, what }, 'the calendar could not be read again'),
  );
  const closing: Office['closing'] = [{ close: () => following.stop() }];
  const closeAll = async () => {
    for (const each of closing.toReversed()) await each.close();
    await sealer.stop();
    await db.close();
  };
  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  return { db, ruleBook, book, desk, sealer, calendar, log, closing, close };
}

/** Years that other processes or the command line add count here within a minute. */
const calendarMillis = 60_000;

const foldersOf = ({ rulesFolder, dataFolder }: ServerSettings) => ({
  rules: rulesFolder,
  extraCalendar: join(dataFolder, 'calendar'),
});

const filesOf = ({ dataFolder, fileMaxBytes, diskReserveBytes }: ServerSettings) => ({
  folder: filesFolder(dataFolder),
  limits: { maxBytes: fileMaxBytes, reserveBytes: diskReserveBytes },
});

function uploadsOf(settings: ServerSettings, db: Database): Uploads {
  const { folder, limits } = filesOf(settings);
  return new Uploads({ db, files: new FileFolder(folder), limits, now: instantNow });
}

function versionOf(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return String(version);
}

function deliveryOf({ mail, webhookHosts, publicUrl }: ServerSettings): DeliverySettings {
  return { mail, webhookHosts, publicUrl };
}

async function readLaw(settings: ServerSettings, onProgress: (text: string) => void) {
  const [ruleBook, procedure, book] = await Promise.all([
    loadRuleBook(foldersOf(settings)),
    loadProcedure(join(settings.proceduresFolder, 'penalty.yaml')),
    loadScenarioBook(join(settings.proceduresFolder, 'penalty.examples.yaml')),
  ]);
  const [problem] = ruleBook.check();
  if (problem !== undefined)
    onProgress(
      `规则文件 ${problem.file} 第 ${problem.line} 行有误：${problem.text} 请运行 ./mingfa rules check 查看全部。`,
    );
  return { ruleBook, book, composition: assemble(procedure) };
}

function sealing(db: Database, settings: ServerSettings, log: pino.Logger): Sealer {
  return startSealer(
    {
      pool: db.pool,
      key: db.secret,
      origin: originOf(db),
      secretFolder: secretFolder(settings.dataFolder),
      now: instantNow,
    },
    {
      onTrouble: (trouble) => log.fatal({ trouble }, 'the ledger may not be continued'),
      onQuarantine: (rows) => log.error({ rows }, 'rows that the server did not write'),
      onFault: (error) => log.error({ err: error }, 'a pass of the sealer failed'),
    },
  );
}

/** Name of the log: it must never change, whatever address the server has, so it is made from the key. */
function originOf(db: Database): string {
  const digest = createHash('sha256').update(db.secret.publicKey).digest('hex');
  return `mingfa.local/${digest.slice(0, 16)}`;
}

function background(
  settings: ServerSettings,
  { db, desk, calendar, log }: Office,
): Promise<Worker> {
  return startBackground({
    db,
    jobs: {
      ...desk.jobs,
      [backupTask]: (payload) => makeBackup(db, settings.dataFolder, payload),
      [recountTask]: async () => {
        await calendar.follow();
        await recountClocks(desk.desk);
      },
    },
    filesFolder: filesOf(settings).folder,
    recheck: async () => {
      await gatherTallies(db);
      await recheckCases(desk.desk);
    },
    notifier: desk.notifier,
    now: instantNow,
    onFault: (what, error) => log.error({ err: error, what }, 'background work failed'),
    onDue: (clocks) => log.info({ clocks }, 'clocks ran out'),
  });
}

async function hasDemonstration({ pool }: Database): Promise<boolean> {
  const { rowCount } = await pool.query('select from mingfa.demonstration_body limit 1');
  return rowCount === 1;
}

function demonstrate(
  settings: ServerSettings,
  { db, ruleBook, book, desk }: Office,
  onProgress: (text: string) => void,
): Promise<readonly DemonstrationAccount[]> {
  const given = {
    db,
    ruleBook,
    book,
    desk: desk.desk,
    uploads: uploadsOf(settings, db),
    now: instantNow(),
    file: join(settings.home, 'demo/demonstration.yaml'),
    decisionFiles: [
      join(settings.home, '../shared/data/traffic-penalties.jsonl'),
      join(settings.home, 'demo/decisions.jsonl'),
    ],
  };
  return loadDemonstration(given, onProgress);
}

function urlOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
