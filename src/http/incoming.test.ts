import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dropLeftIncoming, withIncoming } from './incoming.store.ts';

const hour = 3_600_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingfa-incoming-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const table = { id: 'one', fileName: '以往的决定.csv', content: Buffer.from('决定日期') };

describe('a table that is imported stays no longer than the work', () => {
  test('given work that ends or fails, then the table was for nobody else and is gone', async () => {
    const modes = await withIncoming(folder, table, async (file) =>
      [file, join(file, '..')].map((path) => statSync(path).mode & 0o777),
    );
    const failing = withIncoming(folder, table, () => Promise.reject(new Error('failed')));

    await expect(failing).rejects.toThrow('failed');
    expect(modes).toEqual([0o600, 0o700]);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  test('given what a killed program left an hour ago, when the next starts, then only that is removed', async () => {
    const now = 1_800_000_000_000;
    const ages = { old: hour + 1000, recent: hour - 1000 };
    for (const [name, age] of Object.entries(ages)) {
      const path = join(folder, 'incoming', name);
      mkdirSync(path, { recursive: true });
      utimesSync(path, (now - age) / 1000, (now - age) / 1000);
    }

    await dropLeftIncoming(folder, now);

    expect(readdirSync(join(folder, 'incoming'))).toEqual(['recent']);
  });

  test('given a folder that is new, when the program starts, then nothing stands against it', async () => {
    await dropLeftIncoming(folder, 0);

    expect(existsSync(join(folder, 'incoming'))).toBe(true);
  });
});
