// docs/refusals.md lists every code the program may refuse with. It is made from the code, so that neither can know a
// code the other does not: the check makes it again and compares.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, textsOf } from './source-files.ts';

const page = 'docs/refusals.md';

/** Sentences by code, both sorted. */
export type Codes = ReadonlyMap<string, readonly string[]>;

/** Compares the page with the code. */
export function checkRefusals(root: string): readonly string[] {
  const known = codesOf(sources(root));
  let text = '';
  try {
    text = readFileSync(join(root, page), 'utf8');
  } catch {
    return [`${page}: is missing; run ./mingfa dev refusals`];
  }
  const listed = new Set([...text.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? ''));
  const missing = [...known.keys()]
    .filter((code) => !listed.has(code))
    .map((code) => `${page}: lacks ${code}`);
  const stale = [...listed]
    .filter((code) => !known.has(code))
    .map((code) => `${page}: nobody refuses with ${code}`);
  if (missing.length + stale.length > 0) return [...missing, ...stale, 'run ./mingfa dev refusals'];
  return text === pageOf(known)
    ? []
    : [`${page}: a sentence has changed; run ./mingfa dev refusals`];
}

/** Writes the page. */
export function writeRefusals(root: string): void {
  const known = codesOf(sources(root));
  writeFileSync(join(root, page), pageOf(known));
  console.log(`${page}：${known.size} 个代码`);
}

/**
 * Codes and sentences in source texts: `code: '…'`, what is handed to a function named after refusing, and what is handed
 * to any other together with a sentence. What is noted about a file that is read is no refusal.
 */
export function codesOf(texts: Iterable<string>): Codes {
  const found = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const match of text.matchAll(named)) add(found, text, match);
    for (const match of text.matchAll(handedOver))
      if (!/^(?:note|complain)$/.test(calleeOf(text, match.index))) add(found, text, match);
  }
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([code, sentences]) => [code, [...sentences].toSorted()]));
}

const named =
  /(?:\bcode:\s*|\b\w*[rR]efus\w*\(\s*(?:[\w.]+,\s*)?)'([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)'/g;
const handedOver =
  /(?<=[(,]\s*)'([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)'(?=,\s*(?:\([^()]*\)\s*=>\s*)?['`][^'`\n]*\p{Script=Han})/gu;

function add(found: Map<string, Set<string>>, text: string, match: RegExpExecArray): void {
  const code = match[1] ?? '';
  const sentences = found.get(code) ?? new Set();
  const sentence = sentenceAt(text, match.index + match[0].length);
  if (sentence !== null) sentences.add(sentence);
  found.set(code, sentences);
}

/** The name of the function among whose arguments a place is. */
function calleeOf(text: string, place: number): string {
  let depth = 1;
  let at = place;
  while (depth > 0 && at > 0) {
    at -= 1;
    if (text[at] === ')') depth += 1;
    if (text[at] === '(') depth -= 1;
  }
  return /\w*$/.exec(text.slice(0, at))?.[0] ?? '';
}

const literal = /^(?:'((?:\\.|[^'\\])*)'|`((?:\\.|[^`\\])*)`)/;

/** The sentence after a code: written there, made there by a function, or named there and written just before. */
function sentenceAt(text: string, place: number): string | null {
  const rest = text.slice(place).replace(/^,\s*(?:text:\s*)?(?:\([^()]*\)\s*=>\s*)?/, '');
  const name = /^\w+/.exec(rest)?.[0];
  const match = literal.exec(name === undefined ? rest : writtenBefore(text.slice(0, place), name));
  const written = match?.[1] ?? match?.[2] ?? null;
  return written === null
    ? null
    : written
        .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…')
        .replaceAll('|', '／')
        .replaceAll('\n', ' ');
}

/** What a constant of the same function is made of; empty when there is none. */
function writtenBefore(text: string, name: string): string {
  const within = text.slice(text.lastIndexOf('\n}\n') + 1);
  return (
    within
      .split(new RegExp(`\\bconst ${name} =\\s*`))
      .slice(1)
      .at(-1) ?? ''
  );
}

function pageOf(codes: Codes): string {
  const groups = Map.groupBy([...codes], ([code]) => code.split('.')[0] ?? '');
  const sections = [...groups].map(([group, rows]) => {
    const lines = rows.map(
      ([code, sentences]) => `| \`${code}\` | ${sentences.join('<br>') || '（句子随情形组成）'} |`,
    );
    return `## ${group}\n\n| 代码 | 说给用户的话 |\n| --- | --- |\n${lines.join('\n')}\n`;
  });
  return `# 拒绝代码

明法不办一件事时，说明缺什么、怎么办、依据哪一条。下面是全部代码；句中的“…”随情形而定，条款编号随规则包而定。
本页由 \`./mingfa dev refusals\` 从代码生成，\`npm run check\` 核对两者一致。

${sections.join('\n')}`;
}

function sources(root: string): readonly string[] {
  const paths = filesUnder(root, 'src', ['.ts']).filter((path) => !path.endsWith('.test.ts'));
  return [...textsOf(root, paths).values()];
}
