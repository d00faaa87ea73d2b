import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Procedure, readProcedure } from './procedure.ts';

/**
 * Loads one procedure file.
 *
 * @param file - path of `procedures/<id>.yaml`
 * @throws ProcedureFault when the file does not hang together
 */
export async function loadProcedure(file: string): Promise<Procedure> {
  return readProcedure(parse(await readFile(file, 'utf8')));
}
