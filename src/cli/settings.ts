import { join, resolve } from 'node:path';
import { type Refusal, Refused } from '../rules/index.ts';

/** What the machine says about how to run, read once; every part is given this value and never looks again. */
export type Settings = {
  /** The program's own folder. */
  readonly home: string;
  readonly rulesFolder: string;
  readonly proceduresFolder: string;
  /** Everything that must survive: database, files, keys. */
  readonly dataFolder: string;
  /** Largest file of a recording that may be uploaded. */
  readonly fileMaxBytes: number;
  /** What uploads leave free on the disk. */
  readonly diskReserveBytes: number;
  /** Folder with the body's own fonts for documents; null when it has none. */
  readonly fontsFolder: string | null;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Null means the embedded database in the data folder. */
  readonly databaseUrl: string | null;
  /** A login of its own for the public site; null lets the staff's login take on the read-only role. */
  readonly publicDatabaseUrl: string | null;
  /** How outsiders reach the server, without a slash at the end; null when it is the listening address. */
  readonly publicUrl: string | null;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** How to send mail; null where none is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Hosts to which notifications may be pushed, as `host` or `host:port`, in small letters. */
  readonly webhookHosts: readonly string[];
  /** With which the figures of the server may be read from another machine; null where they may not. */
  readonly metricsToken: string | null;
  readonly logLevel: LogLevel;
  readonly language: Language;
};

export type Language = 'zh' | 'en';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export type Environment = Readonly<Record<string, string | undefined>>;

const databaseSchemes = ['postgres:', 'postgresql:'];
const logLevels: readonly LogLevel[] = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
];

/**
 * Reads the settings from the environment.
 *
 * @throws Refused (`settings.*`) naming the variable and what it may be
 */
export function readSettings(environment: Environment, home: string): Settings {
  const value = (name: string): string | null => environment[name]?.trim() || null;
  return {
    home,
    rulesFolder: resolve(value('MINGFA_RULES') ?? join(home, 'rules')),
    proceduresFolder: join(home, 'procedures'),
    dataFolder: resolve(value('MINGFA_DATA') ?? join(home, 'data')),
    fontsFolder: folderOf(value('MINGFA_FONTS')),
    fileMaxBytes: megabytesOf(value('MINGFA_FILE_MAX_MB') ?? '8192', 'MINGFA_FILE_MAX_MB'),
    diskReserveBytes: megabytesOf(
      value('MINGFA_DISK_RESERVE_MB') ?? '2048',
      'MINGFA_DISK_RESERVE_MB',
    ),
    host: value('MINGFA_HOST') ?? '127.0.0.1',
    port: portOf(value('MINGFA_PORT') ?? '8080', 'MINGFA_PORT'),
    databaseUrl: urlOf(value('MINGFA_DATABASE_URL'), 'MINGFA_DATABASE_URL', [
      'postgres:',
      'postgresql:',
    ]),
    publicDatabaseUrl: urlOf(
      value('MINGFA_PUBLIC_DATABASE_URL'),
      'MINGFA_PUBLIC_DATABASE_URL',
      databaseSchemes,
    ),
    publicUrl:
      urlOf(value('MINGFA_PUBLIC_URL'), 'MINGFA_PUBLIC_URL', ['http:', 'https:'])?.replace(
        /\/+$/,
        '',
      ) ?? null,
    trustedProxies: listOf(value('MINGFA_TRUSTED_PROXIES')),
    mail: mailOf(value('MINGFA_SMTP_URL'), value('MINGFA_MAIL_FROM')),
    webhookHosts: webhookHostsOf(value('MINGFA_WEBHOOK_HOSTS')),
    metricsToken: metricsTokenOf(value('MINGFA_METRICS_TOKEN')),
    logLevel: logLevelOf(value('MINGFA_LOG') ?? 'warn'),
    language: languageOf(environment),
  };
}

const folderOf = (text: string | null) => (text === null ? null : resolve(text));

function listOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

const SENDER = /^(?:[^\p{Cc}<>"@,;]*<)?[\w.%+-]{1,64}@[A-Za-z0-9.-]{1,190}>?$/u;

function mailOf(smtpUrl: string | null, from: string | null): Settings['mail'] {
  const url = urlOf(smtpUrl, 'MINGFA_SMTP_URL', ['smtp:', 'smtps:']);
  if (url === null) return null;
  if (from !== null && SENDER.test(from)) return { smtpUrl: url, from };
  throw new Refused(
    refusal(
      'settings.mail-from',
      '设了 MINGFA_SMTP_URL，就要用环境变量 MINGFA_MAIL_FROM 说明发件人。请填邮件地址，例如 mingfa@example.com 或者 明法 <mingfa@example.com>。',
      'MINGFA_MAIL_FROM',
    ),
  );
}

function webhookHostsOf(text: string | null): readonly string[] {
  const hosts = listOf(text).map((each) => each.toLowerCase());
  const wrong = hosts.find((each) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(each));
  if (wrong === undefined) return hosts;
  throw new Refused(
    refusal(
      'settings.webhook-hosts',
      `环境变量 MINGFA_WEBHOOK_HOSTS 中的“${wrong}”不是主机。请填主机名，需要指定端口的写作 主机名:端口，多个用逗号分隔。`,
      'MINGFA_WEBHOOK_HOSTS',
    ),
  );
}

function metricsTokenOf(text: string | null): string | null {
  if (text === null || /^[\w.~+/=-]{24,200}$/.test(text)) return text;
  throw new Refused(
    refusal(
      'settings.metrics-token',
      '环境变量 MINGFA_METRICS_TOKEN 不能用作令牌。请填 24 至 200 个字母、数字或者 - . _ ~ + / =，例如 openssl rand -hex 24 给出的。',
      'MINGFA_METRICS_TOKEN',
    ),
  );
}

/** English when the machine's messages are in English, Chinese otherwise. */
export function languageOf(environment: Environment): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.startsWith('en') ? 'en' : 'zh';
}

/** A port number from text. */
export function portOf(text: string, name: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Refused(
    refusal(
      'settings.port',
      `${name} 的值“${text}”不是端口号。请填 0 到 65535 之间的整数，例如 8080。`,
      name,
    ),
  );
}

function megabytesOf(text: string, name: string): number {
  const megabytes = Number(text);
  if (/^\d{1,8}$/.test(text) && megabytes >= 1) return megabytes * 1024 * 1024;
  throw new Refused(
    refusal(
      'settings.megabytes',
      `环境变量 ${name} 的值“${text}”不可用。请填以 MB 计的整数，例如 8192。`,
      name,
    ),
  );
}

function urlOf(text: string | null, name: string, schemes: readonly string[]): string | null {
  if (text === null) return null;
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return text;
  const examples = schemes.map((scheme) => `${scheme}//…`).join('、');
  throw new Refused(
    refusal('settings.url', `环境变量 ${name} 不是可用的地址。请填 ${examples} 形式的地址。`, name),
  );
}

function logLevelOf(text: string): LogLevel {
  const level = logLevels.find((each) => each === text);
  if (level) return level;
  const choices = logLevels.join('、');
  throw new Refused(
    refusal(
      'settings.log',
      `环境变量 MINGFA_LOG 的值“${text}”不可用。请填 ${choices} 之一。`,
      'MINGFA_LOG',
    ),
  );
}

function refusal(code: string, text: string, field: string): Refusal {
  return { code, text, clauses: [], field };
}
