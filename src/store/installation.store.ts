import type pg from 'pg';
import { Refused } from '../rules/index.ts';
import { storeRefusals } from './refusals.store.ts';
import type { Secret } from './secret.store.ts';

/** A database that is being opened. */
type Opening = { readonly pool: pg.Pool; readonly secret: Secret };

/**
 * Notes at the first start which key the history belongs to, and keeps out a program with another one.
 *
 * @throws Refused (`store.secret-other`)
 */
export async function keepInstallationKey({ pool, secret }: Opening): Promise<void> {
  await pool.query('insert into installation (public_key) values ($1) on conflict do nothing', [
    secret.publicKey,
  ]);
  const { rows } = await pool.query<{ is_ours: boolean }>(
    'select public_key = $1 as is_ours from installation',
    [secret.publicKey],
  );
  if (rows[0]?.is_ours !== true) throw new Refused(storeRefusals.secretOther);
}
