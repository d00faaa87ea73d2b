import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { aFiledCase, type Went } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { Refused } from '../rules/index.ts';
import { contentsOf, documentKinds, documentsOf, templateOf, undrawnIn } from './index.ts';
import { makeTypesetter, type Sheet } from './typesetter.store.ts';

const rules = join(import.meta.dirname, '../../rules');
const stage = await penaltyStage();
const typesetter = makeTypesetter({ rules, fonts: null });
const folder = mkdtempSync(join(tmpdir(), 'mingfa-typesetter-'));
afterAll(async () => {
  await typesetter.close();
  rmSync(folder, { recursive: true });
});

const on = '2026-03-16';
const madeAt = Date.UTC(2026, 2, 16, 1);

/** The sheets of all documents of a case. */
function sheetsOf(pack: string, went: Went): Sheet[] {
  const source = aFiledCase(stage, pack, went);
  return documentsOf(source).map(({ kind, sequence }) => ({
    packs: [pack, 'national'],
    template: templateOf(kind),
    contents: contentsOf(source, kind, sequence),
    on,
    madeAt,
  }));
}

/** A sheet whose case has this title. */
function titled(title: string): Sheet {
  const [sheet] = sheetsOf('anze', {
    through: 'giveOpinion',
    with: { registerLead: { title } },
  });
  if (sheet === undefined) throw new Error('no document');
  return sheet;
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('documents are set as PDF/A-2a', () => {
  test('given every kind of document in every pack, then all can be set', async () => {
    const set = new Set<string>();
    const acts = [
      { on: '2026-03-13', who: '审核员', do: 'requestSupplement' },
      { on: '2026-03-14', who: '机关负责人', do: 'discussCase' },
      { on: '2026-03-15', who: '机关负责人', do: 'transferObstruction' },
      { on: '2026-03-15', who: '机关负责人', do: 'transferCase' },
    ];
    for (const pack of ['kaifu', 'dazhou', 'anze', 'yueqing', 'national']) {
      const through = pack === 'kaifu' ? 'countersignOpinion' : 'giveOpinion';
      for (const went of [{ through }, { through: 'submitForReview', acts }])
        for (const sheet of sheetsOf(pack, went)) {
          const pdf = Buffer.from(await typesetter.pdf(sheet)).toString('latin1');
          expect(pdf.slice(0, 8)).toBe('%PDF-1.7');
          expect(pdf).toMatch(/pdfaid:part>2</);
          expect(pdf).toMatch(/pdfaid:conformance>A</);
          set.add(sheet.template);
        }
    }
    expect([...set].sort()).toEqual([...new Set(documentKinds.map(templateOf))].sort());
  });

  test('given the same record, when it is set twice and by another thread, then the bytes are the same', async () => {
    const sheet = titled('某案');
    const other = makeTypesetter({ rules, fonts: null });
    const all = [await typesetter.pdf(sheet), await typesetter.pdf(sheet), await other.pdf(sheet)];
    await other.close();

    expect(new Set(all.map(digestOf)).size).toBe(1);
    expect(digestOf(await typesetter.pdf({ ...sheet, madeAt: madeAt + 1000 }))).not.toBe(
      digestOf(all[0] ?? new Uint8Array()),
    );
  });
});

describe('what people typed stays text', () => {
  test('given instructions of the typesetter in a name, then they are drawn letter by letter', async () => {
    const glyphs = async (title: string) => {
      const drawing = Buffer.from(await typesetter.svg(titled(title))).toString('utf8');
      return [...drawing.matchAll(/<use /g)].length;
    };

    expect(await glyphs('a*b*c')).toBe(await glyphs('axbxc'));
    expect(await glyphs('#panic("x")')).toBe(await glyphs('xpanicxxxxx'));
    expect(await glyphs('$x$_y_@z<w>`')).toBe(await glyphs('axaayaazawaa'));
  });

  test('given rare characters of names, also beyond the basic plane, then they are set', async () => {
    const pdf = await typesetter.pdf(titled('翀玥堃喆赟𣲗𤧛𨱏䶮㛃'));
    expect(Buffer.from(pdf).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  test('given a character that no font has, then refused by its number, and the next document is set', async () => {
    const failed = await typesetter.pdf(titled('张𠮷😀某案')).catch((error: unknown) => error);

    expect((failed as Refused).refusals).toMatchObject([
      { code: 'document.no-glyph', text: expect.stringContaining('U+20BB7、U+1F600') },
    ]);
    expect((failed as Refused).refusals[0]?.text).not.toContain('张');
    expect((await typesetter.pdf(titled('某案'))).length).toBeGreaterThan(1000);
  });

  test('given a message about something else, then no character is named', () => {
    expect(undrawnIn('unknown variable: x')).toEqual([]);
    expect(undrawnIn('the text `\\"\\\\u{7}\\"` could not be displayed')).toEqual(['\u0007']);
  });
});

describe('a template or a font that is not there never passes unseen', () => {
  test('given a template that names an unknown font, then it fails instead of taking another', async () => {
    const templates = join(folder, 'national/templates');
    mkdirSync(templates, { recursive: true });
    writeFileSync(join(templates, 'odd.typ'), '#set text(font: "No Such Font")\n字');
    const odd = makeTypesetter({ rules: folder, fonts: null });
    const sheet = { packs: ['national'], template: 'odd', contents: {}, on, madeAt };

    await expect(odd.pdf(sheet)).rejects.toThrow(/unknown font family/);
    await odd.close();
  });

  test('given a template that reads outside the rules, then it is refused', async () => {
    const templates = join(folder, 'national/templates');
    mkdirSync(templates, { recursive: true });
    writeFileSync(join(templates, 'out.typ'), '#read("/../../../../etc/hostname")');
    const out = makeTypesetter({ rules: folder, fonts: null });
    const sheet = { packs: ['national'], template: 'out', contents: {}, on, madeAt };

    await expect(out.pdf(sheet)).rejects.toThrow(/access denied/);
    await out.close();
  });

  test('given a pack with a template of its own in two versions, then the one of the day is used', async () => {
    const texts = {
      own: '自己的',
      'own@2026-01-01': '新',
      'own@2027-01-01': '再新',
      national: '共用的样子',
    };
    for (const [name, text] of Object.entries(texts)) {
      const path = join(folder, name, 'templates');
      mkdirSync(path, { recursive: true });
      writeFileSync(
        join(path, 'plain.typ'),
        `#set document(title: "x")\n#set text(lang: "zh", font: "Noto Serif SC")\n${text}`,
      );
    }
    const setter = makeTypesetter({ rules: folder, fonts: null });
    const glyphs = async (pack: string, day: string) => {
      const packs = [pack, 'national'];
      const sheet = { packs, template: 'plain', contents: {}, on: day, madeAt };
      return Buffer.from(await setter.svg(sheet))
        .toString('utf8')
        .match(/<use /g)?.length;
    };

    expect(await glyphs('own', '2025-12-31')).toBe(3);
    expect(await glyphs('own', '2026-01-01')).toBe(1);
    expect(await glyphs('other', '2026-01-01')).toBe(5);
    await setter.close();
  });

  test('given a folder of fonts that is not there, then said plainly', async () => {
    const setter = makeTypesetter({ rules, fonts: join(folder, 'none') });

    await expect(setter.pdf(titled('某案'))).rejects.toThrow('document.no-font');
    await setter.close();
  });

  test('given a thread that fails between two documents, then the server lives and the next is set', async () => {
    const started: Worker[] = [];
    const note = (worker: Worker) => started.push(worker);
    process.on('worker', note);
    const setter = makeTypesetter({ rules, fonts: null });
    const before = await setter.pdf(titled('某案'));
    started[0]?.emit('error', new Error('out of memory'));
    await started[0]?.terminate();

    expect(digestOf(await setter.pdf(titled('某案')))).toBe(digestOf(before));
    expect(started).toHaveLength(2);
    process.off('worker', note);
    await setter.close();
  });

  test('given a machine without the native module, then said plainly, and the process goes on', async () => {
    const here = pathToFileURL(join(import.meta.dirname, 'typesetter.store.ts')).href;
    const sheet = { packs: ['national'], template: 'review-opinion', contents: {}, on, madeAt };
    const script = `
      import { makeTypesetter } from ${JSON.stringify(here)};
      const setter = makeTypesetter({ rules: ${JSON.stringify(rules)}, fonts: null });
      for (const time of [1, 2])
        await setter.pdf(${JSON.stringify(sheet)}).catch((error) => console.log(error.message));
      await setter.close();`;
    const file = join(folder, 'no-addons.mjs');
    writeFileSync(file, script);
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-addons', file]);

    expect(stdout).toBe('document.no-typesetter\n'.repeat(2));
  });
});
