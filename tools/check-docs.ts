import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { checkPictures } from './check-pictures.ts';
import { filesUnder, textsOf } from './source-files.ts';

/** Links between the pages lead somewhere, their pictures are made by scenes, and nothing tells of one machine. */
export function checkDocs(root: string): readonly string[] {
  const pages = filesUnder(root, '', ['.md']);
  const problems = [...textsOf(root, pages)].flatMap(([path, text]) => [
    ...linkProblems(path, text, (target) => existsSync(join(root, target))),
    ...[...text.matchAll(/\/(?:home|root|Users|work)\/[\w.-]+/g)].map(
      (match) => `${path}: tells a folder of one machine: ${match[0]}`,
    ),
  ]);
  const hasGuides = existsSync(join(root, 'docs/guide'));
  return [...problems, ...(hasGuides ? checkPictures(root) : [])];
}

/** Relative links of a page that lead nowhere, headings included. */
export function linkProblems(
  path: string,
  text: string,
  exists: (target: string) => boolean,
): readonly string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '');
  const headings = new Set(
    [...prose.matchAll(/^#+ (.*)$/gm)].map((match) => slugOf(match[1] ?? '')),
  );
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', heading] = link.split('#');
      if (file === '') return heading !== undefined && !headings.has(decodeURIComponent(heading));
      return !exists(normalize(join(dirname(path), decodeURIComponent(file))));
    })
    .map((link) => `${path}: the link ${link} leads nowhere`);
}

function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
