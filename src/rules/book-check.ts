import type { Calendar } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import { loosening } from './floor.ts';
import { note, type Problem } from './node.ts';
import { firstDay, lastDay, type ReadPack } from './pack.ts';
import type { Rule } from './rule.ts';
import type { RuleKey } from './rule-key.ts';
import type { ReadRule } from './rule-reader.ts';

/** The parts of a book that the checks compare with each other. */
export type BookParts = {
  readonly packs: readonly ReadPack[];
  readonly keys: ReadonlyMap<string, RuleKey>;
  readonly calendar: Calendar;
};

/** Finds what is wrong between files and packs, after each file has been read for itself. */
export function checkBook(book: BookParts): readonly Problem[] {
  const problems: Problem[] = [];
  checkVersions(book.packs, problems);
  checkClauseIds(book.packs, problems);
  for (const read of book.packs) {
    const above = ancestors(read, book.packs, problems);
    checkReferences(read, above, problems);
    checkOneRuleADay(read, problems);
    checkFloors(read, above, book, problems);
  }
  return problems;
}

function checkVersions(packs: readonly ReadPack[], problems: Problem[]): void {
  for (const read of packs) {
    for (const next of packs) {
      if (next === read || next.pack.id !== read.pack.id) continue;
      const begins = firstDay(next.pack);
      const isSame = begins === firstDay(read.pack) && read.pack.folder < next.pack.folder;
      const isInside = begins > firstDay(read.pack) && begins <= lastDay(read.pack);
      // An earlier version that names no end gives way; one that names its end must end before the next begins.
      if (!isSame && !(isInside && read.pack.inForceUntil !== null)) continue;
      const text = `与版本“${read.pack.folder}”的施行时间重叠，同一天会有两套规则。请让前一版本止于后一版本施行的前一日。`;
      note(
        { file: next.file, problems },
        next.places.inForceFrom,
        'rules.overlapping-versions',
        text,
      );
    }
  }
}

function checkClauseIds(packs: readonly ReadPack[], problems: Problem[]): void {
  const owners = new Map<string, ReadPack>();
  for (const read of packs) {
    for (const id of read.pack.clauses.keys()) {
      const owner = owners.get(id) ?? read;
      owners.set(id, owner);
      if (owner.pack.id === read.pack.id) continue;
      const text = `条款编号“${id}”在规则包“${owner.pack.id}”中已经使用。请改号，使编号只指一条。`;
      note({ file: read.file, problems }, { line: 1, column: 1 }, 'rules.duplicate-clause', text);
    }
  }
}

/** Every pack above this one, nearest first; unknown and circular ones are noted. */
function ancestors(
  read: ReadPack,
  packs: readonly ReadPack[],
  problems: Problem[],
): readonly ReadPack[] {
  const ids = new Set<string>([read.pack.id]);
  const above: ReadPack[] = [];
  const visit = (from: ReadPack) => {
    for (const id of from.pack.extends) {
      const found = packs.filter((other) => other.pack.id === id);
      if (from === read) checkExtends(read, id, found, problems);
      if (ids.has(id)) continue;
      ids.add(id);
      above.push(...found);
      found.forEach(visit);
    }
  };
  visit(read);
  return above;
}

function checkExtends(
  read: ReadPack,
  id: string,
  found: readonly ReadPack[],
  problems: Problem[],
): void {
  const desk = { file: read.file, problems };
  const at = read.places.extends.get(id) ?? { line: 1, column: 1 };
  if (found.length === 0) {
    const text = `上位规则包“${id}”不存在。请核对名称，或者先放入该规则包。`;
    note(desk, at, 'rules.unknown-pack', text);
  }
  if (found.some((other) => other.pack.extends.includes(read.pack.id)) || id === read.pack.id) {
    const text = `规则包“${read.pack.id}”与“${id}”互为上位，无法确定先后。请删去其中一个 extends。`;
    note(desk, at, 'rules.circular-extends', text);
  }
}

function checkReferences(read: ReadPack, above: readonly ReadPack[], problems: Problem[]): void {
  const sources = [read, ...above];
  const isClause = (id: string) => sources.some((source) => source.pack.clauses.has(id));
  const isOffice = (key: string) => sources.some((source) => source.pack.offices.has(key));
  const fromRules = read.rules.flatMap((rule) =>
    rule.cited.map((cited) => ({ file: rule.file, ...cited })),
  );
  for (const { file, text: id, at } of [...fromRules, ...read.cited]) {
    if (isClause(id)) continue;
    const text = `条款“${id}”不在本规则包及其上位规则包的条款清单中。请核对编号，或者先把该条写入 clauses.yaml。`;
    note({ file, problems }, at, 'rules.unknown-clause', text);
  }
  for (const rule of read.rules) {
    for (const { text: key, at } of rule.offices) {
      if (isOffice(key)) continue;
      const text = `职务或者机构“${key}”没有名称。请在 pack.yaml 的 offices 中写明它在本地叫什么。`;
      note({ file: rule.file, problems }, at, 'rules.unknown-office', text);
    }
  }
}

function checkOneRuleADay(read: ReadPack, problems: Problem[]): void {
  const seen = new Map<string, ReadRule[]>();
  for (const rule of read.rules) {
    const earlier = seen.get(rule.rule.key) ?? [];
    if (earlier.some((other) => meet(spanOf(other.rule, read), spanOf(rule.rule, read)))) {
      const text = `规则“${rule.rule.key}”在同一天有两条规定。请用 inForceFrom、inForceUntil 分开，或者删去一条。`;
      note({ file: rule.file, problems }, rule.at, 'rules.two-rules', text);
    }
    seen.set(rule.rule.key, [...earlier, rule]);
  }
}

function checkFloors(
  read: ReadPack,
  above: readonly ReadPack[],
  book: BookParts,
  problems: Problem[],
): void {
  for (const local of read.rules) {
    const key = book.keys.get(local.rule.key);
    if (key?.nationalFloor === undefined) continue;
    for (const upper of above) {
      for (const floor of upper.rules) {
        if (floor.rule.key !== key.key) continue;
        if (!meet(spanOf(local.rule, read), spanOf(floor.rule, upper))) continue;
        const reason = loosening(
          local.rule,
          floor.rule,
          stricterOf(key, floor.rule),
          book.calendar,
        );
        if (reason === null) continue;
        const source = floor.rule.clauses.join('、');
        const text = `规则“${key.key}”（${key.title}）比“${upper.pack.id}”（${source}）宽，而此项只能更严：${reason}。请改严，或者删去本条，直接适用国家规定。`;
        note({ file: local.file, problems }, local.at, 'rules.loosens-law', text);
      }
    }
  }
}

function stricterOf(key: RuleKey, floor: Rule): 'shorter' | 'longer' {
  return key.stricter ?? (floor.bound === 'min' ? 'longer' : 'shorter');
}

type Span = readonly [first: CivilDate, last: CivilDate];

function spanOf(rule: Rule, read: ReadPack): Span {
  const first = firstDay(read.pack);
  const last = lastDay(read.pack);
  const from = rule.inForceFrom ?? first;
  const until = rule.inForceUntil ?? last;
  return [from > first ? from : first, until < last ? until : last];
}

function meet(a: Span, b: Span): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}
