import { open } from 'node:fs/promises';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import {
  type Desk,
  type MapEntry,
  type Node,
  note,
  type Place,
  type Problem,
  TOP,
} from './node.ts';

/** No file of rules comes near this; a larger one is a mistake and would only hold up the start. */
export const LARGEST_FILE = 4 * 1024 * 1024;
const DEEPEST = 60;

/**
 * Reads a YAML file as a document with places.
 *
 * @param path - where it lies
 * @param file - what to call it in problems
 * @returns null if it cannot be read as one; why has been noted
 */
export async function readYamlFile(
  path: string,
  file: string,
  problems: Problem[],
): Promise<Node | null> {
  const desk: Desk = { file, problems };
  const bytes = await readBytes(path, desk);
  return bytes === null ? null : parseYaml(bytes, desk);
}

async function readBytes(path: string, desk: Desk): Promise<Uint8Array | null> {
  try {
    await using handle = await open(path, 'r');
    const stat = await handle.stat();
    if (stat.isFile() && stat.size <= LARGEST_FILE) return await handle.readFile();
    const text = stat.isFile()
      ? `文件超过 ${LARGEST_FILE / 1024 / 1024} MB。请核对是否放错了文件。`
      : '这不是文件。请改放 YAML 文件。';
    note(desk, TOP, 'rules.unreadable', text);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = reasons[code] ?? `文件读不出来（${code}）。请检查文件能否读取。`;
    note(desk, TOP, 'rules.unreadable', why);
    return null;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件。请核对规则文件夹的位置，或者补上文件。',
  ENOTDIR: '没有这个文件。请核对规则文件夹的位置，或者补上文件。',
  EACCES: '没有读取这个文件的权限。请修改文件的权限。',
  EISDIR: '这是文件夹，不是文件。请改放 YAML 文件。',
};

/** Reads bytes as a YAML document with places; null if they are none, and why has been noted. */
export function parseYaml(bytes: Uint8Array, desk: Desk): Node | null {
  const text = decode(bytes);
  if (text === null) {
    note(desk, TOP, 'rules.not-utf8', '文件不是 UTF-8 编码。请另存为 UTF-8。');
    return null;
  }
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const before = desk.problems.length;
  try {
    // Names are compared below: the parser's own comparison takes quadratic time.
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      stringKeys: false,
    });
    for (const error of [...document.errors, ...document.warnings]) {
      note(desk, placeOf(error.pos[0]), 'rules.syntax', syntaxText(error));
    }
    if (desk.problems.length > before) return null;
    const node = convert(document.contents, { desk, placeOf, depth: 0 });
    return desk.problems.length > before ? null : node;
  } catch (error) {
    // The parser recurses; only a file written to break it goes that deep.
    if (!(error instanceof RangeError)) throw error;
    note(desk, TOP, 'rules.too-deep', '内容嵌套太深，无法读取。请减少层次。');
    return null;
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

type Reading = {
  readonly desk: Desk;
  readonly placeOf: (offset: number) => Place;
  readonly depth: number;
};

function convert(source: unknown, reading: Reading): Node | null {
  const { desk, placeOf } = reading;
  const at = placeOf(startOf(source));
  const inner = { ...reading, depth: reading.depth + 1 };
  if (reading.depth > DEEPEST) {
    note(desk, at, 'rules.too-deep', `内容嵌套超过 ${DEEPEST} 层。请减少层次。`);
    return null;
  }
  if (source === null) return { kind: 'scalar', value: null, at };
  if (isScalar(source)) {
    const value = scalarOf(source.value);
    if (value !== undefined) return { kind: 'scalar', value, at };
  }
  if (isSeq(source)) {
    const items = source.items.map((item) => convert(item, inner));
    return { kind: 'list', items: items.filter((item) => item !== null), at };
  }
  if (isMap(source)) {
    const entries = source.items.map((pair) => convertPair(pair.key, pair.value, at, inner));
    return {
      kind: 'map',
      entries: unique(
        entries.filter((entry) => entry !== null),
        desk,
      ),
      at,
    };
  }
  const what = isAlias(source) ? '“*”引用' : '这种写法';
  note(desk, at, 'rules.syntax', `规则文件不支持${what}。请把内容直接写出来。`);
  return null;
}

function convertPair(
  key: unknown,
  value: unknown,
  parent: Place,
  reading: Reading,
): MapEntry | null {
  const name = isScalar(key) ? key.value : undefined;
  const at = isScalar(key) ? reading.placeOf(startOf(key)) : parent;
  if (typeof name !== 'string' || name === '') {
    note(
      reading.desk,
      at,
      'rules.syntax',
      '冒号前的名称应当是文字。请改为文字，数字和日期请加引号。',
    );
    return null;
  }
  // A part without a value has no place of its own; it stands where its name does.
  const node: Node | null =
    value === null ? { kind: 'scalar', value: null, at } : convert(value, reading);
  return node === null ? null : { key: name, at, value: node };
}

function unique(entries: readonly MapEntry[], desk: Desk): readonly MapEntry[] {
  const seen = new Map<string, MapEntry>();
  for (const entry of entries) {
    const first = seen.get(entry.key);
    if (first !== undefined) {
      const text = `“${entry.key}”写了两次（前一次在第 ${first.at.line} 行）。请只留一处。`;
      note(desk, entry.at, 'rules.twice', text);
    }
    seen.set(entry.key, entry);
  }
  return [...seen.values()];
}

function scalarOf(value: unknown): string | number | boolean | null | undefined {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  // Neither NUL nor half a surrogate pair survives the database.
  if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed()) return undefined;
  return value;
}

function startOf(source: unknown): number {
  const range = (source as { range?: readonly number[] } | null)?.range;
  return range?.[0] ?? 0;
}

const syntaxTexts: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: '缩进不对。同一层的内容请对齐，下一层多缩进两个空格',
  TAB_AS_INDENT: '缩进用了制表符。请改用空格',
  MISSING_CHAR: '缺少一个符号，常见的是引号没有成对，或者冒号后面没有空格',
  MULTIPLE_DOCS: '一个文件里有“---”隔开的几份内容。请分成几个文件',
  MULTILINE_IMPLICIT_KEY: '冒号前的名称跨了行，多半是少写了冒号或者引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个冒号。请给含冒号的文字加引号',
  UNEXPECTED_TOKEN: '此处不应出现这个符号。含有特殊符号的文字请加引号',
  MULTIPLE_ANCHORS: '规则文件不支持“&”锚点。请把内容直接写出来',
  TAG_RESOLVE_FAILED: '规则文件不支持“!”标签。请删去',
};

function syntaxText(error: YAMLError): string {
  const known = syntaxTexts[error.code];
  return known === undefined
    ? `写法不合 YAML（${error.code}）。请检查引号、冒号和缩进。`
    : `${known}。`;
}
