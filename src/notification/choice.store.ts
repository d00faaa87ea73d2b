import { randomUUID } from 'node:crypto';
import { type Instant, instantFromMillis, millisOf, Refused } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import type { Choices } from './choice.ts';
import { letterOf, type Outgoing, pushOf, type Sent } from './delivery.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import type { Channel } from './kind.ts';
import { sendMail } from './mail.store.ts';
import { notificationRefusals } from './refusals.ts';
import { push, webhookSecret } from './webhook.store.ts';
import { webhookTarget } from './webhook-address.store.ts';

/** What a person has chosen. */
export type Chosen = {
  readonly kinds: Choices;
  readonly mailAddress: string | null;
  readonly webhookUrl: string | null;
  /** From which the signing key is made; null without an address. */
  readonly webhookNonce: string | null;
};

const usual: Chosen = { kinds: {}, mailAddress: null, webhookUrl: null, webhookNonce: null };

/** What is read of choices, wherever they are joined in. */
export const chosenColumns = `kinds, mail_address as "mailAddress", webhook_url as "webhookUrl",
  webhook_nonce as "webhookNonce"`;

/** What a person has chosen; the usual where nothing was. */
export async function readChosen(db: Pick<Database, 'pool'>, accountId: string): Promise<Chosen> {
  const { rows } = await db.pool.query<Chosen>({
    name: 'notification-chosen',
    text: `select ${chosenColumns} from mingfa.notification_choice where account_id = $1`,
    values: [accountId],
  });
  return rows[0] ?? usual;
}

/** What a person chooses. */
export type ToChoose = Omit<Chosen, 'webhookNonce'> & { readonly accountId: string };

/**
 * Keeps what a person chooses.
 *
 * @returns the key with which messages are signed, when the address of the webhook is a new one; null otherwise
 * @throws Refused (`notification.webhook-*`) when the address may not be asked
 */
export async function choose(
  db: Pick<Database, 'pool' | 'secret'>,
  settings: DeliverySettings,
  { accountId, kinds, mailAddress, webhookUrl }: ToChoose,
): Promise<string | null> {
  if (webhookUrl !== null) webhookTarget(webhookUrl, settings.webhookHosts);
  const made = webhookUrl === null ? null : randomUUID();
  const { rows } = await db.pool.query<{ nonce: string | null }>({
    name: 'notification-choose',
    text: `insert into mingfa.notification_choice as known
        (account_id, kinds, mail_address, webhook_url, webhook_nonce) values ($1, $2, $3, $4, $5)
      on conflict (account_id) do update set kinds = excluded.kinds, mail_address = excluded.mail_address,
        webhook_url = excluded.webhook_url, webhook_nonce = case
          when known.webhook_url = excluded.webhook_url then known.webhook_nonce else excluded.webhook_nonce end
      returning webhook_nonce as nonce`,
    values: [accountId, JSON.stringify(kinds), mailAddress, webhookUrl, made],
  });
  const nonce = rows[0]?.nonce ?? null;
  return nonce === null || nonce !== made ? null : webhookSecret(db, accountId, nonce);
}

const restMillis = 10_000;

/**
 * Sends a trial to the own address.
 *
 * @throws Refused when there is no way, no address, or when the last trial was a moment ago
 */
export async function trySending(
  db: Pick<Database, 'pool' | 'secret'>,
  settings: DeliverySettings,
  trial: { readonly accountId: string; readonly channel: Channel; readonly now: Instant },
): Promise<Sent> {
  const { accountId, channel, now } = trial;
  const chosen = await readChosen(db, accountId);
  refuseUnlessPossible(settings, chosen, channel);
  const before = instantFromMillis(millisOf(now) - restMillis);
  const { rowCount } = await db.pool.query({
    name: 'notification-trial',
    text: `update mingfa.notification_choice set tried_at = $2
      where account_id = $1 and (tried_at is null or tried_at < $3)`,
    values: [accountId, now, before],
  });
  if (rowCount !== 1) throw new Refused(notificationRefusals.tooSoon);
  const sample: Outgoing = {
    notificationId: randomUUID(),
    kind: 'task',
    text: '这是一条试发的提醒，收到即表示设置可用。',
    caseId: null,
    at: now,
  };
  return send(db, settings, { accountId, chosen, channel, sent: [sample] });
}

function refuseUnlessPossible(settings: DeliverySettings, chosen: Chosen, channel: Channel): void {
  const isMail = channel === 'mail';
  if (isMail && settings.mail === null) throw new Refused(notificationRefusals.mailOff);
  if (!isMail && settings.webhookHosts.length === 0)
    throw new Refused(notificationRefusals.webhookOff);
  if ((isMail ? chosen.mailAddress : chosen.webhookUrl) === null)
    throw new Refused(notificationRefusals.noAddress);
}

/** What is to be sent to whom. */
export type Sending = {
  readonly accountId: string;
  readonly chosen: Chosen;
  readonly channel: Channel;
  /** At least one. */
  readonly sent: readonly Outgoing[];
};

/** Sends one message about some notifications; what stands against it is told and not thrown. */
export async function send(
  db: Pick<Database, 'secret'>,
  settings: DeliverySettings,
  { accountId, chosen, channel, sent }: Sending,
): Promise<Sent> {
  const { mail, publicUrl, webhookHosts } = settings;
  const { mailAddress, webhookUrl, webhookNonce } = chosen;
  if (channel === 'mail')
    return mail === null || mailAddress === null
      ? { ok: false, detail: '没有发信服务器或者接收地址。' }
      : sendMail(mail, mailAddress, letterOf(sent, publicUrl));
  if (webhookUrl === null || webhookNonce === null) return { ok: false, detail: '没有推送地址。' };
  try {
    const target = webhookTarget(webhookUrl, webhookHosts);
    const secret = webhookSecret(db, accountId, webhookNonce);
    return await push(target, pushOf(sent, publicUrl), secret);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, detail: error.refusals[0]?.text ?? '推送地址不可用。' };
  }
}
