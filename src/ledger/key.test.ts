import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyRefused, openLedgerKey, readLedgerKey, verifierFor } from './key.store.ts';
import { openNote, signNote } from './note.ts';

const execFileText = async (file: string, args: readonly string[]) =>
  (await promisify(execFile)(file, args)).stdout;

describe('the key is made once and guarded', () => {
  let base: string;
  let folder: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'ledger key 密钥-'));
    folder = join(base, 'secret');
  });
  afterEach(async () => {
    await rm(base, { recursive: true });
  });

  test('given no key, when it is opened, then it is made for its owner only, and stays the same', async () => {
    const first = openLedgerKey(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'ledger.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['ledger.key']);
    expect(await readFile(join(folder, 'ledger.key'), 'utf8')).toContain('BEGIN PRIVATE KEY');

    const second = openLedgerKey(folder);
    expect(second.publicKey).toEqual(first.publicKey);
    expect(second.macKey).toEqual(first.macKey);
  });

  test('given two processes that start together, then they end with the same key', async () => {
    const script = `
      import { openLedgerKey } from ${JSON.stringify(new URL('./key.store.ts', import.meta.url).href)};
      process.stdout.write(openLedgerKey(${JSON.stringify(folder)}).publicKey.toString('hex'));`;
    const run = () => execFileText(process.execPath, ['--input-type=module', '-e', script]);
    const [first, ...others] = (await Promise.all([run(), run(), run()])).map(String);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(others).toEqual([first, first]);
    expect(await readdir(folder)).toEqual(['ledger.key']);
  });

  test('given a note it signed, then its public key opens it, and another name does not', async () => {
    const key = openLedgerKey(folder);
    const note = signNote('x\n', key.signerFor('log.example'));
    expect(openNote(note, [verifierFor('log.example', key.publicKey)])).toBe('x\n');
    expect(openNote(note, [verifierFor('other.example', key.publicKey)])).toBeNull();
  });

  test.each([
    ['a folder others may enter', async () => chmod(folder, 0o750)],
    ['a key others may read', async () => chmod(join(folder, 'ledger.key'), 0o640)],
  ])('given %s, then it is refused', async (_title, loosen) => {
    openLedgerKey(folder);
    await loosen();
    const attempt = () => openLedgerKey(folder);
    expect(attempt).toThrow(KeyRefused);
    expect(attempt).toThrow('open-to-others');
  });

  test('given a key of another kind, or none at all, then it is refused without quoting it', async () => {
    openLedgerKey(folder);
    await writeFile(join(folder, 'ledger.key'), 'not a key: 12345');
    const attempt = () => openLedgerKey(folder);
    expect(attempt).toThrow('holds-no-key');
    expect(attempt).not.toThrow('12345');
  });

  test('given a link in place of the key, then it is refused', async () => {
    openLedgerKey(folder);
    await rm(join(folder, 'ledger.key'));
    await symlink('/dev/null', join(folder, 'ledger.key'));
    expect(() => openLedgerKey(folder)).toThrow('is-a-link');
  });

  test('given no key, when a check asks for it, then none is made', async () => {
    expect(() => readLedgerKey(folder)).toThrow(KeyRefused);
  });
});
