import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type ProofBundle, verifierKey, verifyBundle } from '../ledger/index.store.ts';
import { appendAction, ledgerReader } from './index.store.ts';
import { sealBatch } from './ledger-seal.store.ts';

const at = '2026-09-28T09:00:00.000+08:00';
const origin = 'log.test/mingfa';

const missing = ['python3', 'openssl'].filter(
  (tool) => spawnSync(tool, ['--version']).error !== undefined,
);

let db: TestDatabase;
let key: string;
let bundle: ProofBundle;
beforeAll(async () => {
  db = await aDatabase();
  key = verifierKey(origin, db.secret.publicKey);
  const deps = {
    pool: db.pool,
    key: db.secret,
    origin,
    secretFolder: join(db.dataFolder, 'secret'),
    now: () => at,
  };
  const write = async (count: number) => {
    const event = {
      kind: 'leadReceived',
      at,
      actorId: null,
      data: { 事由: '占道\u007f经营', n: 1 },
      clauses: [],
    };
    const action = { agencyId: randomUUID(), streamId: randomUUID(), expectedVersion: 0 };
    await appendAction(db, { ...action, events: Array.from({ length: count }, () => event) });
    return action;
  };
  await sealBatch(deps, 0);
  await write(299);
  await sealBatch(deps, 1_000_000);
  const since = (await ledgerReader(db.pool).checkpoint()) ?? '';
  const stream = await write(3);
  await write(20);
  await sealBatch(deps, 1_000_000);
  const request = { ...stream, publicKey: db.secret.publicKey, since };
  bundle = (await ledgerReader(db.pool).bundle(request)) as ProofBundle;
});
afterAll(() => db.close());

describe('a proof stands without the database', () => {
  test('given a downloaded proof and the key, then every event is proved, and the older checkpoint too', () => {
    expect(bundle.events).toHaveLength(3);
    expect(verifyBundle(JSON.parse(JSON.stringify(bundle)), key)).toEqual({
      isProved: true,
      problems: [],
      size: 322,
    });
  });

  type Spoil = (given: ProofBundle) => unknown;
  const first = (given: ProofBundle) => given.events[0] as ProofBundle['events'][number];
  const withFirst = (given: ProofBundle, change: object) => ({
    ...given,
    events: [{ ...first(given), ...change }],
  });
  test.each<[string, Spoil, string]>([
    [
      'a changed text',
      (b) => withFirst(b, { text: first(b).text.replace('"n":1', '"n":2') }),
      '不在签署过的链上',
    ],
    ['another salt', (b) => withFirst(b, { salt: '00'.repeat(16) }), '不在签署过的链上'],
    ['no salt', (b) => withFirst(b, { salt: '' }), '格式不对'],
    ['another place', (b) => withFirst(b, { index: first(b).index + 1 }), '不在签署过的链上'],
    ['a shorter path', (b) => withFirst(b, { proof: first(b).proof.slice(1) }), '不在签署过的链上'],
    [
      'another size',
      (b) => ({ ...b, checkpoint: b.checkpoint.replace('\n322\n', '\n323\n') }),
      '签名与给出的公钥不符',
    ],
    ['another key inside', (b) => ({ ...b, key: 'x' }), '不是给出的公钥'],
    [
      'an older checkpoint of another log',
      (b) => ({ ...b, earlier: { ...b.earlier, proof: [] } }),
      '不是现在这条链的开头',
    ],
    ['no proof at all', () => ({}), '缺少字段'],
    ['nothing', () => null, '缺少字段'],
  ])('given %s, then it is said', (_title, spoil, problem) => {
    const report = verifyBundle(spoil(bundle), key);
    expect(report.isProved).toBe(false);
    expect(report.problems.join()).toContain(problem);
  });

  test('given a key that is none, or another key, then nothing is proved', () => {
    expect(verifyBundle(bundle, 'x').problems.join()).toContain('公钥格式不对');
    const other = verifierKey(origin, Buffer.alloc(32, 9));
    expect(verifyBundle(bundle, other)).toMatchObject({ isProved: false, size: null });
  });

  // Named as skipped where the outsider's tools are not installed.
  test.skipIf(missing.length > 0)(
    'given the recipe of the documentation, when an outsider runs it, then it proves the same and refuses a change',
    async () => {
      const page = readFileSync(
        fileURLToPath(new URL('../../docs/ledger.md', import.meta.url)),
        'utf8',
      );
      const recipe = join(db.dataFolder, 'check.py');
      writeFileSync(recipe, /```python\n(.*?)```/s.exec(page)?.[1] ?? '');
      const file = join(db.dataFolder, '证明.json');
      const run = () => promisify(execFile)('python3', [recipe, file, key]);

      writeFileSync(file, JSON.stringify(bundle));
      expect((await run()).stdout.match(/在链上/g)).toHaveLength(3);
      writeFileSync(file, JSON.stringify(bundle).replaceAll('占道', '无证'));
      await expect(run()).rejects.toThrow('AssertionError');
      writeFileSync(file, JSON.stringify(bundle).replace('\\n322\\n', '\\n323\\n'));
      await expect(run()).rejects.toThrow('CalledProcessError');
    },
  );
});
