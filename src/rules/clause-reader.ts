import { defined } from './defined.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Desk, note, plain, type SourceFile } from './node.ts';
import type { Clause, ClauseId } from './rule.ts';

/** What a clause asks of software; `enforce` and `clock` must each be proved by a test or scenario. */
export const softwareKinds = ['enforce', 'clock', 'hold', 'produce', 'support', 'none'] as const;

type PackName = { readonly id: string; readonly shortTitle: string | null };

/** Reads the clauses of one pack; a clause that is wrong is noted and left out. */
export function readClauses(
  desk: Desk,
  source: SourceFile,
  pack: PackName,
): ReadonlyMap<ClauseId, Clause> {
  const clauses = new Map<ClauseId, Clause>();
  if (source.node.kind !== 'list') {
    const text = '条款清单应当每条以“- id: …”开头。请按此格式改写。';
    note(desk, source.node.at, 'rules.wrong-kind', text);
    return clauses;
  }
  for (const item of source.node.items) {
    const fields = fieldsOf(desk, item, '条款');
    const clause = fields === undefined ? undefined : readClause(fields, pack);
    if (fields === undefined || clause === undefined) continue;
    if (clauses.has(clause.id)) {
      const text = `条款编号“${clause.id}”在本文件中出现两次。请删去或者改号其中一条。`;
      note(desk, fields.placeOf('id'), 'rules.duplicate-clause', text);
    }
    clauses.set(clause.id, clause);
  }
  return clauses;
}

function readClause(fields: Fields, pack: PackName): Clause | undefined {
  const id = fields.requiredText('id');
  const software = fields.requiredChoice('software', softwareKinds);
  const items = fields.texts('items').map((item) => item.text);
  const deadline = fields.node('deadline');
  const locator = fields.requiredText('locator');
  const clause = {
    pack: pack.id,
    locator,
    citation: pack.shortTitle === null ? locator : `${pack.shortTitle} ${locator}`,
    system: fields.requiredText('system'),
    kind: fields.requiredText('kind'),
    obligation: fields.requiredText('obligation'),
    actor: fields.text('actor') ?? '',
    trigger: fields.text('trigger') ?? '',
    feature: fields.requiredText('feature'),
    ...(items.length === 0 ? {} : { items }),
    ...defined('deadline', deadline === undefined ? undefined : plain(deadline)),
  };
  fields.finish();
  if (id === '' || software === undefined) return undefined;
  if (!/^[a-z][A-Za-z0-9]*(-[A-Za-z0-9.]+)+$/.test(id)) {
    return fields.wrong('id', '不像条款编号。请写成 anze-L14-1 这样的编号');
  }
  return { id, ...clause, software };
}
