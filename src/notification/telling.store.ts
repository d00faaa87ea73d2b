// Telling people: an entry in the inbox, and what is to be sent about it. Both are written in the caller's transaction,
// so that who is told of a case, and that it was told, are kept together.

import type pg from 'pg';
import type { Instant } from '../rules/index.ts';
import { type Chosen, chosenColumns } from './choice.store.ts';
import { choiceOf } from './choice.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { type Channel, channels, type NotificationKind } from './kind.ts';

/** Something that an account is to be told. */
export type Told = {
  readonly accountId: string;
  readonly kind: NotificationKind;
  /** Case number and what is to be done; never a party. */
  readonly text: string;
  /** What it is about; the same cause is told to an account once. */
  readonly cause: string;
  readonly at: Instant;
  readonly agencyId?: string;
  readonly caseId?: string;
  readonly command?: string;
};

/** What can be asked in a transaction, or outside of one. */
export type Asking = { readonly query: pg.PoolClient['query'] };

/** Name of the job that sends what waits for an account on one way. */
export const deliveryTask = 'deliver-notifications';

/** What comes in a burst leaves together. */
const gatherSeconds = 20;

/**
 * Tells people, each cause once.
 *
 * @param told - in any number; may be empty
 */
export async function tell(
  tx: Asking,
  settings: DeliverySettings,
  told: readonly Told[],
): Promise<void> {
  if (told.length === 0) return;
  const chosen = await readAllChosen(tx, [...new Set(told.map(({ accountId }) => accountId))]);
  const rows = told.flatMap((one) => {
    const own = chosen.get(one.accountId);
    const choice = choiceOf(one.kind, own?.kinds ?? {});
    const ways = channels.filter((way) => choice[way] && canLeave(settings, own, way));
    return choice.console || ways.length > 0 ? [{ ...one, isListed: choice.console, ways }] : [];
  });
  await tx.query({
    name: 'notification-tell',
    text: `with wanted as (
        select * from jsonb_to_recordset($1) as one (
          "accountId" uuid, "agencyId" uuid, "caseId" uuid, command text, kind text, text text, cause text,
          at timestamptz, "isListed" boolean, ways jsonb)
      ), kept as (
        insert into mingfa.notification (account_id, agency_id, case_id, command, kind, text, cause, at, is_listed)
        select "accountId", "agencyId", "caseId", command, kind, text, cause, at, "isListed" from wanted
        on conflict (account_id, cause) do nothing
        returning account_id, notification_id, cause
      ), sent as (
        insert into mingfa.notification_delivery (account_id, notification_id, channel, standing, at)
        select kept.account_id, kept.notification_id, way, 'waiting', now()
        from kept join wanted on wanted."accountId" = kept.account_id and wanted.cause = kept.cause,
          jsonb_array_elements_text(wanted.ways) as way
        returning account_id, channel
      )
      select graphile_worker.add_job($2, json_build_object('accountId', account_id, 'channel', channel),
        run_at => now() + make_interval(secs => $3), job_key => $2 || ':' || channel || ':' || account_id,
        job_key_mode => 'preserve_run_at', queue_name => $2 || ':' || account_id)
      from (select distinct account_id, channel from sent order by 1, 2) as each`,
    values: [JSON.stringify(rows), deliveryTask, gatherSeconds],
  });
}

async function readAllChosen(
  tx: Asking,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Chosen>> {
  const { rows } = await tx.query<Chosen & { accountId: string }>({
    name: 'notification-all-chosen',
    text: `select account_id as "accountId", ${chosenColumns}
      from mingfa.notification_choice where account_id = any($1)`,
    values: [accountIds],
  });
  return new Map(rows.map((row) => [row.accountId, row]));
}

function canLeave(settings: DeliverySettings, own: Chosen | undefined, way: Channel): boolean {
  if (own === undefined) return false;
  return way === 'mail'
    ? settings.mail !== null && own.mailAddress !== null
    : settings.webhookHosts.length > 0 && own.webhookUrl !== null;
}
