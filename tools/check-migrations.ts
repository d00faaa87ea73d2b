import { filesUnder, textsOf } from './source-files.ts';

const folder = 'src/store/migrations';
const phases = /^-- Phase: (?:expand|backfill|contract)\b/m;

/** Migrations are numbered, each number once, and say their phase and source; law and persons are commented. */
export function checkMigrations(root: string): readonly string[] {
  return migrationProblems(textsOf(root, filesUnder(root, folder, ['.sql'])));
}

/** Migrations of the first release, which meet no row, and the later ones. */
export function byRelease(root: string): {
  readonly first: readonly string[];
  readonly later: readonly string[];
} {
  const texts = textsOf(root, filesUnder(root, folder, ['.sql']));
  const isFirst = (path: string): boolean =>
    /^-- Phase: expand \(first release\)/m.test(texts.get(path) ?? '');
  const paths = [...texts.keys()];
  return { first: paths.filter(isFirst), later: paths.filter((path) => !isFirst(path)) };
}

/** What is wrong with migrations, by path. */
export function migrationProblems(texts: ReadonlyMap<string, string>): readonly string[] {
  const numbers = new Map<string, string>();
  return [...texts].flatMap(([path, text]) => {
    const problems: string[] = [];
    const number = /\/(\d{3})-[a-z0-9-]+\.sql$/.exec(path)?.[1];
    if (number === undefined) problems.push(`${path}: the name is not NNN-what-it-does.sql`);
    else if (numbers.has(number))
      problems.push(`${path}: ${numbers.get(number)} has the same number`);
    else numbers.set(number, path);
    const heading = /^(?:--.*\n)+/.exec(text)?.[0] ?? '';
    if (!phases.test(heading))
      problems.push(`${path}: the heading names no phase (-- Phase: expand, backfill or contract)`);
    if (!/^-- Source: \S/m.test(heading))
      problems.push(`${path}: the heading names no source (-- Source: clause ids or reason)`);
    return [...problems, ...uncommented(path, text)];
  });
}

function uncommented(path: string, text: string): readonly string[] {
  const code = text.replace(/--.*$/gm, '');
  const made = [...code.matchAll(/create (?:unlogged )?table (?:if not exists )?([\w.]+)/gi)].map(
    (match) => match[1] ?? '',
  );
  return made
    .filter(
      (table) => !new RegExp(`comment on table ${table.replace('.', '\\.')}\\s+is`, 'i').test(code),
    )
    .map((table) => `${path}: table ${table} has no comment`);
}
