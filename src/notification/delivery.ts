import type { Instant } from '../rules/index.ts';
import { type NotificationKind, notificationKindTitles } from './kind.ts';

/** A notification that leaves the system. It names no party. */
export type Outgoing = {
  readonly notificationId: string;
  readonly kind: NotificationKind;
  readonly text: string;
  readonly caseId: string | null;
  readonly at: Instant;
};

/** What became of a try to send. */
export type Sent = {
  readonly ok: boolean /** What happened, in words. */;
  readonly detail: string;
};

const mostTold = 20;

/** What a mail says. */
export type Letter = { readonly subject: string; readonly text: string };

/**
 * Writes one mail about some notifications.
 *
 * @param sent - at least one; of many only the first are told
 * @param publicUrl - how people reach the console; null where nobody has said
 */
export function letterOf(sent: readonly Outgoing[], publicUrl: string | null): Letter {
  const [only, ...more] = sent;
  const subject = more.length === 0 ? onLine(only?.text ?? '') : `${sent.length} 条提醒`;
  return { subject: `明法：${subject}`.slice(0, 120), text: bodyOf(sent, publicUrl) };
}

/** The lines of a message, with a link for each where people can follow one. */
export function bodyOf(sent: readonly Outgoing[], publicUrl: string | null): string {
  const lines = sent.slice(0, mostTold).flatMap((one) => {
    const link = linkOf(one, publicUrl);
    const line = `【${notificationKindTitles[one.kind]}】${onLine(one.text)}`;
    return link === null ? [line] : [line, link];
  });
  const left = sent.length - mostTold;
  const rest = left > 0 ? [`另有 ${left} 条，请在控制台查看。`] : [];
  return [...lines, ...rest, '本消息由明法自动发出，请登录控制台办理。'].join('\n');
}

/** Where the matter is dealt with; null where nobody has said how people reach the console. */
export function linkOf(
  { caseId }: Pick<Outgoing, 'caseId'>,
  publicUrl: string | null,
): string | null {
  if (publicUrl === null) return null;
  return caseId === null ? `${publicUrl}/console/` : `${publicUrl}/console/cases/${caseId}`;
}

/** Text on one line: what is written into a header must not end it. */
function onLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** What is pushed: a text message as group robots take it, and the same for programs. */
export function pushOf(sent: readonly Outgoing[], publicUrl: string | null) {
  return {
    msgtype: 'text',
    text: { content: bodyOf(sent, publicUrl) },
    notifications: sent.slice(0, mostTold).map((one) => ({
      id: one.notificationId,
      kind: one.kind,
      kindTitle: notificationKindTitles[one.kind],
      text: one.text,
      caseId: one.caseId,
      at: one.at,
      link: linkOf(one, publicUrl),
    })),
  };
}
