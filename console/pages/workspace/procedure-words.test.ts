import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import text from '../../../procedures/penalty.yaml?raw';
import { consequences } from './consequences.ts';
import { relevanceRules } from './relevance.ts';

type Named = Readonly<Record<string, { readonly type: string; readonly required?: boolean }>>;
const procedure = parse(text) as {
  readonly types: Readonly<Record<string, Named>>;
  readonly commands: Readonly<Record<string, { readonly fields?: Named }>>;
};

describe('what forms know of commands and fields is there in the procedure', () => {
  test.each(Object.keys(consequences))('given %s, then it is a command', (command) => {
    expect(Object.keys(procedure.commands)).toContain(command);
  });

  test.each(Object.keys(relevanceRules))('given %s, then it is a field left open', (name) => {
    const [group = '', field = ''] = name.split('.');
    const fields = procedure.types[group] ?? procedure.commands[group]?.fields ?? {};
    expect(fields[field]?.required).toBe(false);
  });
});
