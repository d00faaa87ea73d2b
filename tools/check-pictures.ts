// The guides show pictures that scenes make, and nothing else; every scene has its picture and every picture its place.

import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { scenes } from './pictures.ts';
import { filesUnder, textsOf } from './source-files.ts';

const pictureFolder = 'docs/pictures';

/** What is wrong with the pictures and the clauses of the pages. */
export function checkPictures(root: string): readonly string[] {
  const pages = textsOf(root, [...filesUnder(root, 'docs', ['.md']), 'README.md']);
  const guides = [...pages].filter(([path]) => path.startsWith('docs/guide/'));
  const clauses = clauseIds(root);
  return [
    ...pictureProblems({
      pages,
      files: filesUnder(root, pictureFolder, ['.png']),
      names: scenes.map(({ name }) => name),
    }),
    ...guides.flatMap(([path, text]) => unknownClauses(path, text, clauses)),
  ];
}

type Pictures = {
  /** Text of the pages by path. */
  readonly pages: ReadonlyMap<string, string>;
  /** Paths of the pictures that are there. */
  readonly files: readonly string[];
  /** Names of the scenes. */
  readonly names: readonly string[];
};

/** Pictures that no scene makes, that are missing, that nobody shows, or that say nothing to who does not see them. */
export function pictureProblems({ pages, files, names }: Pictures): readonly string[] {
  const made = new Set(names.map((name) => `${pictureFolder}/${name}.png`));
  const shown = new Set<string>();
  const problems: string[] = [];
  for (const [path, text] of pages)
    for (const [, words = '', target = ''] of text.matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)) {
      const picture = posix.normalize(posix.join(posix.dirname(path), target));
      shown.add(picture);
      if (!made.has(picture)) problems.push(`${path}: no scene makes the picture ${target}`);
      if (words.trim() === '') problems.push(`${path}: the picture ${target} is not told in words`);
    }
  const there = new Set(files);
  return [
    ...problems,
    ...[...made].filter((picture) => !there.has(picture)).map((one) => `${one}: is missing`),
    ...files.filter((file) => !made.has(file)).map((file) => `${file}: no scene makes it`),
    ...[...made].filter((picture) => !shown.has(picture)).map((one) => `${one}: no page shows it`),
  ];
}

const clauseForm = /`((?:apl|acl|lic|rec|lit|sao|foi|tsf|civ|kaifu|anze|dazhou|yueqing)-[\w.-]+)`/g;

/** Clauses that a page names and no rule pack has. */
export function unknownClauses(
  path: string,
  text: string,
  known: ReadonlySet<string>,
): readonly string[] {
  return [...text.matchAll(clauseForm)]
    .map((match) => match[1] ?? '')
    .filter((id) => !known.has(id))
    .map((id) => `${path}: no rule pack has the clause ${id}`);
}

function clauseIds(root: string): ReadonlySet<string> {
  const files = filesUnder(root, 'rules', ['clauses.yaml']);
  return new Set(
    files.flatMap((file) =>
      (parse(readFileSync(join(root, file), 'utf8')) as { id: string }[]).map(({ id }) => id),
    ),
  );
}
