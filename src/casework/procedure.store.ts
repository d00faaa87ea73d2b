import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { type PlaceOf, type Procedure, ProcedureFault, readProcedure } from './procedure.ts';

/**
 * Loads one procedure file.
 *
 * @param file - path of `procedures/<id>.yaml`
 * @throws ProcedureFault, each problem with file and line, when it is no YAML or does not hang together
 */
export async function loadProcedure(file: string): Promise<Procedure> {
  return procedureIn(await readFile(file, 'utf8'), basename(file));
}

/**
 * Reads a procedure from the text of its file.
 *
 * @param name - what problems call the file
 * @throws ProcedureFault as `loadProcedure`
 */
export function procedureIn(text: string, name: string): Procedure {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `流程文件 ${name} 第 ${lines.linePos(offset).line} 行：`;
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      ({ pos, code }) => `${at(pos[0])}不是正确的 YAML（${code}）。请检查引号、冒号和缩进。`,
    );
    throw new ProcedureFault(problems);
  }
  const placeOf: PlaceOf = (path) => at(offsetOf(document, path));
  return readProcedure(document.toJS(), placeOf);
}

/** Where a part begins, or, of one that is missing, the nearest part around it. */
function offsetOf(document: Document, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const name of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === name)
      : undefined;
    if (pair === undefined) break;
    offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
    node = pair.value;
  }
  return offset;
}
