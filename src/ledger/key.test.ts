import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyRefused, openLedgerKey, readLedgerKey, verifierFor } from './key.store.ts';
import { openNote, signNote } from './note.ts';

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
    const first = await openLedgerKey(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'ledger.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['ledger.key']);
    expect(await readFile(join(folder, 'ledger.key'), 'utf8')).toContain('BEGIN PRIVATE KEY');

    const second = await openLedgerKey(folder);
    expect(second.publicKey).toEqual(first.publicKey);
    expect(second.macKey).toEqual(first.macKey);
  });

  test('given two that start together, then they end with the same key', async () => {
    const keys = await Promise.all([openLedgerKey(folder), readLater(folder)]);
    expect(keys[1].publicKey).toEqual(keys[0].publicKey);
  });

  test('given a note it signed, then its public key opens it, and another name does not', async () => {
    const key = await openLedgerKey(folder);
    const note = signNote('x\n', key.signerFor('log.example'));
    expect(openNote(note, [verifierFor('log.example', key.publicKey)])).toBe('x\n');
    expect(openNote(note, [verifierFor('other.example', key.publicKey)])).toBeNull();
  });

  test.each([
    ['a folder others may enter', async () => chmod(folder, 0o750)],
    ['a key others may read', async () => chmod(join(folder, 'ledger.key'), 0o640)],
  ])('given %s, then it is refused and the remedy named', async (_title, loosen) => {
    await openLedgerKey(folder);
    await loosen();
    const attempt = openLedgerKey(folder);
    await expect(attempt).rejects.toThrow(KeyRefused);
    await expect(attempt).rejects.toMatchObject({ fix: expect.stringMatching(/^chmod 0[67]00 '/) });
  });

  test('given a key of another kind, or none at all, then it is refused without quoting it', async () => {
    await openLedgerKey(folder);
    await writeFile(join(folder, 'ledger.key'), 'not a key: 12345');
    const attempt = openLedgerKey(folder);
    await expect(attempt).rejects.toThrow('holds no private key');
    await expect(attempt).rejects.not.toThrow('12345');
  });

  test('given a link in place of the key, then it is refused', async () => {
    await openLedgerKey(folder);
    await rm(join(folder, 'ledger.key'));
    await symlink('/dev/null', join(folder, 'ledger.key'));
    await expect(openLedgerKey(folder)).rejects.toThrow('symbolic link');
  });

  test('given no key, when a check asks for it, then none is made', async () => {
    await expect(readLedgerKey(folder)).rejects.toThrow(KeyRefused);
  });
});

async function readLater(folder: string) {
  await new Promise((resume) => setImmediate(resume));
  return openLedgerKey(folder);
}
