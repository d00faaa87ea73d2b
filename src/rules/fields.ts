import { type CivilDate, isCivilDate } from './civil-date.ts';
import { type Desk, type MapEntry, type MapNode, type Node, note, type Place } from './node.ts';

/** A text with the place it stands at. */
export type PlacedText = { readonly text: string; readonly at: Place };

/**
 * Reads the named parts of one map and notes what is missing, of the wrong kind or unknown.
 *
 * A reader answers `undefined` for a part that is absent or wrong; what is wrong has then been noted. `finish` notes
 * every part that nobody asked for, so that a misspelt name is never silently ignored.
 */
export class Fields {
  readonly at: Place;
  private readonly desk: Desk;
  private readonly owner: string;
  private readonly parts: ReadonlyMap<string, MapEntry>;
  private readonly asked = new Set<string>();

  constructor(desk: Desk, map: MapNode, owner: string) {
    this.desk = desk;
    this.owner = owner;
    this.at = map.at;
    this.parts = new Map(map.entries.map((entry) => [entry.key, entry]));
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  /** The part itself; a part written without a value counts as absent. */
  node(name: string): Node | undefined {
    this.asked.add(name);
    const value = this.parts.get(name)?.value;
    return value?.kind === 'scalar' && value.value === null ? undefined : value;
  }

  placeOf(name: string): Place {
    return this.parts.get(name)?.value.at ?? this.at;
  }

  text(name: string): string | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.trim() !== '') {
      return node.value;
    }
    return this.wrong(name, '应当是文字。日期和数字写成文字时请加引号');
  }

  /** A text that must be there; the empty text stands in for it once its absence is noted. */
  requiredText(name: string): string {
    if (this.node(name) === undefined) this.missing(name);
    return this.text(name) ?? '';
  }

  textOrNull(name: string): string | null {
    return this.text(name) ?? null;
  }

  date(name: string): CivilDate | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'string' && isCivilDate(node.value)) {
      return node.value;
    }
    return this.wrong(name, "不是有效日期。请写成带引号的 '2026-11-20' 这样的日期");
  }

  requiredDate(name: string): CivilDate {
    if (this.node(name) === undefined) this.missing(name);
    return this.date(name) ?? '';
  }

  dateOrNull(name: string): CivilDate | null {
    return this.date(name) ?? null;
  }

  flag(name: string): boolean | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    return this.wrong(name, '应当是 true 或者 false');
  }

  wholeNumber(name: string, min: number, max: number): number | undefined {
    const node = this.node(name);
    if (node === undefined) return this.missing(name);
    const value = node.kind === 'scalar' ? node.value : null;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) {
      return value;
    }
    return this.wrong(name, `应当是 ${min} 到 ${max} 之间的整数`);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    const found = choices.find((choice) => node.kind === 'scalar' && node.value === choice);
    return found ?? this.wrong(name, `应当是其中之一：${choices.join('、')}`);
  }

  requiredChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    if (this.node(name) === undefined) return this.missing(name);
    return this.choice(name, choices);
  }

  /** The texts of a list; an absent list is empty. */
  texts(name: string): readonly PlacedText[] {
    const node = this.node(name);
    if (node === undefined) return [];
    if (node.kind !== 'list') {
      this.wrong(name, '应当是清单，每项一行，以“- ”开头');
      return [];
    }
    const result: PlacedText[] = [];
    for (const item of node.items) {
      if (item.kind === 'scalar' && typeof item.value === 'string' && item.value.trim() !== '') {
        result.push({ text: item.value, at: item.at });
      } else {
        const text = `${this.owner}的“${name}”中有一项不是文字。请改为文字，日期和数字请加引号。`;
        note(this.desk, item.at, 'rules.wrong-kind', text);
      }
    }
    return result;
  }

  /** A map inside this one. */
  map(name: string): Fields | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    if (node.kind === 'map') return new Fields(this.desk, node, `${this.owner}的“${name}”`);
    return this.wrong(name, '应当由若干“名称: 内容”组成');
  }

  /** The names of this map, in the order of the file, with their places. */
  names(): readonly PlacedText[] {
    return [...this.parts.values()].map((entry) => ({ text: entry.key, at: entry.at }));
  }

  finish(): void {
    for (const entry of this.parts.values()) {
      if (this.asked.has(entry.key)) continue;
      const known = [...this.asked].join('、');
      const text = `${this.owner}中没有“${entry.key}”这一项。请核对拼写，可用的有：${known}。`;
      note(this.desk, entry.at, 'rules.unknown-field', text);
    }
  }

  /** Notes something wrong with the map as a whole. */
  complain(code: string, text: string): void {
    note(this.desk, this.at, code, `${this.owner}${text}。`);
  }

  missing(name: string): undefined {
    const text = `${this.owner}缺少“${name}”。请补上这一项。`;
    note(this.desk, this.at, 'rules.missing-field', text);
  }

  wrong(name: string, text: string): undefined {
    const sentence = `${this.owner}的“${name}”${text}。`;
    note(this.desk, this.placeOf(name), 'rules.wrong-kind', sentence);
  }
}

/** The parts of a node that must be a map; notes it if it is not. */
export function fieldsOf(desk: Desk, node: Node, owner: string): Fields | undefined {
  if (node.kind === 'map') return new Fields(desk, node, owner);
  const text = `${owner}应当由若干“名称: 内容”组成。请按此格式改写。`;
  note(desk, node.at, 'rules.wrong-kind', text);
  return undefined;
}
