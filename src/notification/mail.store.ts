import { createTransport } from 'nodemailer';
import type { Letter, Sent } from './delivery.ts';
import type { DeliverySettings } from './delivery-settings.ts';

const longestMillis = 10_000;

/** Sends one plain mail to one address. What comes from people never becomes more than an address, a subject and text. */
export async function sendMail(
  mail: NonNullable<DeliverySettings['mail']>,
  address: string,
  letter: Letter,
): Promise<Sent> {
  const transport = createTransport({
    url: mail.smtpUrl,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: longestMillis,
    greetingTimeout: longestMillis,
    socketTimeout: longestMillis,
    dnsTimeout: longestMillis,
  });
  try {
    await transport.sendMail({
      from: mail.from,
      to: { name: '', address },
      subject: letter.subject,
      text: letter.text,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { ok: true, detail: '已交给发信服务器。' };
  } catch (error) {
    return { ok: false, detail: failed(error as { code?: string; responseCode?: number }) };
  } finally {
    transport.close();
  }
}

/** The sentences of servers repeat addresses; their numbers do not. */
function failed({ code, responseCode }: { code?: string; responseCode?: number }): string {
  if (responseCode !== undefined) return `发信服务器没有接收（${responseCode}）。`;
  return `发信服务器连接失败（${code ?? 'unknown'}）。`;
}
