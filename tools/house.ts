// What the house says about every source file: its room and floor, its kind, whom it may import, how it is named.

/** tools/house.json. */
export type House = {
  readonly floors: Readonly<Record<string, number>>;
  /** Rooms whose files may be of any kind at once. */
  readonly shells: readonly string[];
  /** Rooms that may import these rooms only. */
  readonly onlyFrom: Readonly<Record<string, readonly string[]>>;
  /** Which faces of another room a kind may use. */
  readonly faces: Readonly<Record<string, readonly string[]>>;
  /** Which kinds a kind may import. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
  /** Words no file or folder may be called. */
  readonly banned: readonly string[];
  /** Files that may look at the environment. */
  readonly readsEnvironment: readonly string[];
};

/** Source text by path, relative to the root, with slashes. */
export type Sources = ReadonlyMap<string, string>;

type Place = { readonly room: string; readonly kind: string };

/** Every breach of the house, one sentence each, in order of path; empty when it stands. */
export function breaches(sources: Sources, house: House): readonly string[] {
  const found = [...sources].flatMap(([path, text]) => [
    ...nameBreaches(path, house),
    ...textBreaches(path, text, house),
    ...(path.startsWith('src/') ? importBreaches(path, text, house) : consoleBreaches(path, text)),
  ]);
  return [...found, ...cycles(sources)].toSorted();
}

/** The specifiers a source imports or exports from, types included. */
export function importsOf(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  const pattern =
    /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function placeOf(path: string): Place {
  const parts = path.split('/').slice(1);
  const file = parts.at(-1) ?? '';
  const kind = /\.(store|routes|pages|test)\.tsx?$/.exec(file)?.[1] ?? 'pure';
  const room = parts.length > 1 ? (parts[0] ?? '') : file.replace(/\..*$/, '');
  return { room, kind };
}

function importBreaches(path: string, text: string, house: House): readonly string[] {
  const from = placeOf(path);
  if (house.floors[from.room] === undefined)
    return [`${path}: room "${from.room}" has no floor in house.json`];
  if (from.kind === 'test') return [];
  const isShell = house.shells.includes(from.room);
  return importsOf(text).flatMap((specifier) => {
    if (!specifier.startsWith('.')) {
      return from.kind === 'pure' && !isShell
        ? [`${path}: a pure file imports the package "${specifier}"`]
        : [];
    }
    const target = resolvePath(path, specifier);
    if (!target.startsWith('src/'))
      return isShell ? [] : [`${path}: imports ${target} from outside src`];
    return neighbourBreaches(path, from, target, house);
  });
}

function neighbourBreaches(
  path: string,
  from: Place,
  target: string,
  house: House,
): readonly string[] {
  const to = placeOf(target);
  const isShell = house.shells.includes(from.room);
  if (to.kind === 'test') return [`${path}: imports the test ${target}`];

  const mayKnow = isShell || (house.kinds[from.kind] ?? []).includes(to.kind);
  const kindBreach = mayKnow
    ? []
    : [`${path}: a ${from.kind} file imports the ${to.kind} file ${target}`];
  return to.room === from.room
    ? kindBreach
    : [...kindBreach, ...roomBreaches(path, from, target, house)];
}

function roomBreaches(path: string, from: Place, target: string, house: House): readonly string[] {
  const to = placeOf(target);
  const isShell = house.shells.includes(from.room);
  const isBelow = (house.floors[to.room] ?? Infinity) < (house.floors[from.room] ?? 0);
  const only = house.onlyFrom[from.room];
  const faces = isShell ? Object.values(house.faces).flat() : (house.faces[from.kind] ?? []);
  return [
    ...(isBelow || isShell
      ? []
      : [`${path}: ${from.room} does not stand above ${to.room} and imports ${target}`]),
    ...(!only || only.includes(to.room)
      ? []
      : [`${path}: ${from.room} may import only ${only.join(', ')}`]),
    ...(isFace(target, faces) ? [] : [`${path}: imports ${target} past the face of ${to.room}`]),
  ];
}

function isFace(target: string, faces: readonly string[]): boolean {
  const parts = target.split('/');
  return parts.length === 2 || (parts.length === 3 && faces.includes(parts[2] ?? ''));
}

function nameBreaches(path: string, house: House): readonly string[] {
  const words = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const problems = words
    .filter((word) => house.banned.includes(word))
    .map((word) => `${path}: nothing is called "${word}"`);
  const file = words.at(-1) ?? '';
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(file)) problems.push(`${path}: a file's name is kebab-case`);
  return problems;
}

function textBreaches(path: string, text: string, house: House): readonly string[] {
  const problems = text.split('\n').flatMap((line, index) => {
    const isWaiver =
      /(?:^|[^'"`])\/[/*]\s*(?:(?:oxlint|eslint)-disable|@ts-expect-error|biome-ignore)/.test(line);
    if (/^\s*\/\/\s*@ts-(?:ignore|nocheck)/.test(line))
      return [`${path}:${index + 1}: use @ts-expect-error -- reason`];
    return isWaiver && !/ -- \S/.test(line)
      ? [`${path}:${index + 1}: a waiver ends in "-- reason"`]
      : [];
  });
  const isOurs = path.startsWith('src/') && placeOf(path).kind !== 'test';
  if (isOurs && !house.readsEnvironment.includes(path) && /\bprocess\.env\b/.test(text)) {
    problems.push(`${path}: the environment is read once, in ${house.readsEnvironment.join(', ')}`);
  }
  return problems;
}

function consoleBreaches(path: string, text: string): readonly string[] {
  if (!path.startsWith('console/')) return [];
  return importsOf(text)
    .filter(
      (specifier) =>
        specifier.startsWith('.') &&
        !resolvePath(path, specifier).startsWith('console/') &&
        !/^design\/[^/]+\.css$/.test(resolvePath(path, specifier)),
    )
    .map((specifier) => `${path}: the console knows only the API and imports ${specifier}`);
}

function cycles(sources: Sources): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push(`${path}: import cycle ${[...trail.slice(start), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const specifier of importsOf(sources.get(path) ?? '')) {
      const target = specifier.startsWith('.') ? resolvePath(path, specifier) : '';
      if (sources.has(target)) walk(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of [...sources.keys()].toSorted()) walk(path, []);
  return found;
}

function resolvePath(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
