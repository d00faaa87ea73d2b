import { Refused } from '../rules/index.ts';
import type { Database } from './database.store.ts';
import { storeRefusals } from './refusals.store.ts';

/**
 * Notes at the first start which key the history belongs to, and keeps out a program with another one.
 *
 * @throws Refused (`store.secret-other`)
 */
export async function keepInstallationKey({ pool, secret }: Database): Promise<void> {
  await pool.query('insert into installation (public_key) values ($1) on conflict do nothing', [
    secret.publicKey,
  ]);
  const { rows } = await pool.query<{ is_ours: boolean }>(
    'select public_key = $1 as is_ours from installation',
    [secret.publicKey],
  );
  if (rows[0]?.is_ours !== true) throw new Refused(storeRefusals.secretOther);
}
