import { readClauses } from './clause-reader.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Desk, note, type Problem, type SourceFile, TOP } from './node.ts';
import type { Pack, ReadPack } from './pack.ts';
import type { RuleKey } from './rule-key.ts';
import { citedIn, type ReadRule, readRules } from './rule-reader.ts';

/** The files of one pack folder; null where a file is missing or could not be read at all. */
export type PackSources = {
  readonly folder: string;
  readonly pack: SourceFile | null;
  readonly clauses: SourceFile | null;
  readonly rules: SourceFile | null;
  readonly catalogs: ReadonlyMap<string, SourceFile>;
};

const DEFAULT_WARNING_DAYS = 90;

/** Reads one pack. A pack whose `pack.yaml` is unusable is null; anything else wrong is noted and left out. */
export function readPack(
  sources: PackSources,
  keys: ReadonlyMap<string, RuleKey>,
  problems: Problem[],
): ReadPack | null {
  if (sources.pack === null) return null;
  const desk: Desk = { file: sources.pack.file, problems };
  const fields = fieldsOf(desk, sources.pack.node, '规则包');
  if (fields === undefined) return null;
  const header = readHeader(fields, sources.folder);
  if (header === undefined) return null;

  const clauses =
    sources.clauses &&
    readClauses({ file: sources.clauses.file, problems }, sources.clauses, header);
  const rules: readonly ReadRule[] =
    sources.rules === null
      ? []
      : readRules(
          {
            desk: { file: sources.rules.file, problems },
            pack: header.id,
            keys,
            catalogs: sources.catalogs,
          },
          sources.rules,
        );
  const inCatalogs = [...sources.catalogs.values()].flatMap(({ file, node }) =>
    citedIn(node).map((cited) => ({ file, ...cited })),
  );
  return {
    pack: { ...header, clauses: clauses ?? new Map(), rules: rules.map((read) => read.rule) },
    file: sources.pack.file,
    places: {
      inForceFrom: fields.placeOf('inForceFrom'),
      inForceUntil: fields.placeOf('inForceUntil'),
      extends: new Map(fields.texts('extends').map(({ text, at }) => [text, at])),
    },
    rules,
    cited: inCatalogs,
  };
}

type Header = Omit<Pack, 'clauses' | 'rules'>;

function readHeader(fields: Fields, folder: string): Header | undefined {
  const id = fields.requiredText('id');
  const title = fields.requiredText('title');
  const header = {
    folder,
    shortTitle: fields.textOrNull('shortTitle'),
    issuer: fields.textOrNull('issuer'),
    documentNumber: fields.textOrNull('documentNumber'),
    issuedOn: fields.dateOrNull('issuedOn'),
    inForceFrom: fields.dateOrNull('inForceFrom'),
    inForceUntil: fields.dateOrNull('inForceUntil'),
    draft: fields.flag('draft') ?? false,
    extends: fields.texts('extends').map(({ text }) => text),
    offices: readOffices(fields.map('offices')),
    warnDaysBeforeEnd: fields.has('warnDaysBeforeEnd')
      ? (fields.wholeNumber('warnDaysBeforeEnd', 0, 3650) ?? DEFAULT_WARNING_DAYS)
      : DEFAULT_WARNING_DAYS,
    note: fields.textOrNull('note'),
  };
  fields.finish();
  if (id === '' || title === '') return undefined;
  const pack = { id, title, ...header };
  checkHeader(pack, fields);
  return pack;
}

function checkHeader(pack: Header, fields: Fields): void {
  const [name, version] = pack.folder.split('@');
  if (pack.id !== name) {
    fields.wrong('id', `是“${pack.id}”，与文件夹“${pack.folder}”不一致。请改成同一个名称`);
  }
  if (version !== undefined && version !== pack.inForceFrom) {
    fields.wrong('inForceFrom', `与文件夹“${pack.folder}”中的日期不一致。请改成同一天`);
  }
  if (pack.inForceUntil !== null && (pack.inForceFrom ?? '0') > pack.inForceUntil) {
    fields.wrong('inForceUntil', '早于施行日期。请核对这两个日期');
  }
  if (!fields.has('inForceFrom')) fields.missing('inForceFrom');
}

function readOffices(fields: Fields | undefined): ReadonlyMap<string, string> {
  const offices = new Map<string, string>();
  if (fields === undefined) return offices;
  for (const { text: key } of fields.names()) {
    const name = fields.requiredText(key);
    if (name !== undefined) offices.set(key, name);
  }
  return offices;
}

/** Notes the files that a pack must have and has not. */
export function noteMissingFiles(sources: PackSources, problems: Problem[]): void {
  const wanted = {
    'pack.yaml': sources.pack,
    'clauses.yaml': sources.clauses,
    'rules.yaml': sources.rules,
  };
  for (const [name, source] of Object.entries(wanted)) {
    if (source !== null) continue;
    const text = `规则包“${sources.folder}”缺少可用的 ${name}。请补上或者改正这个文件。`;
    note({ file: `${sources.folder}/${name}`, problems }, TOP, 'rules.missing-file', text);
  }
}
