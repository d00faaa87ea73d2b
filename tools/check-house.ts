import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaches, type House } from './house.ts';
import { filesUnder, textsOf } from './source-files.ts';

/** Compares the imports and names of all code with house.json. */
export function checkHouse(root: string): readonly string[] {
  const house: House = JSON.parse(readFileSync(join(root, 'tools/house.json'), 'utf8'));
  const paths = ['src', 'tests', 'tools', 'console'].flatMap((folder) =>
    filesUnder(root, folder, ['.ts', '.tsx']),
  );
  return breaches(textsOf(root, paths), house);
}
